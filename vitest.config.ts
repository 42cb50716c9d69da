import { defineConfig } from 'vitest/config';

const sources = '{packages,foundation,modules,apps,demo,bench}';
const dbTests = `{packages,foundation,modules,apps,demo,bench,specs}/**/*.db.test.ts`;
const storyTests = '**/*.story.test.ts';
const never = ['**/node_modules/**', '**/dist/**', '**/fixtures/**', '.data/**'];

// The server and its migrated template database are made once for a whole run, not once a file.
const globalSetup = ['specs/global-setup.ts'];

/** Limits are there to end what hangs; two busy cores must not fail a test. */
const seconds = 1000;

export default defineConfig({
  test: {
    projects: [
      {
        oxc: { jsx: { runtime: 'automatic' } },
        test: {
          name: 'pure',
          include: [`${sources}/**/*.test.{ts,tsx}`],
          exclude: [...never, dbTests, storyTests],
          pool: 'threads',
          isolate: false,
          testTimeout: 30 * seconds,
          hookTimeout: 30 * seconds,
        },
      },
      {
        test: {
          name: 'db',
          include: [dbTests],
          exclude: never,
          globalSetup,
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 60 * seconds,
          hookTimeout: 120 * seconds,
        },
      },
      {
        test: {
          name: 'stories',
          include: [`specs/${storyTests}`],
          exclude: never,
          globalSetup,
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 180 * seconds,
          hookTimeout: 180 * seconds,
        },
      },
    ],
  },
});
