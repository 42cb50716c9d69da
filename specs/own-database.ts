import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, startEmbeddedPostgres, type EmbeddedPostgres, type Tune } from '@zhongzhi/embedded-postgres';
import { APP_ROLE, installQueue, migrate } from '@zhongzhi/kernel';
import { TEST_TEMPLATE } from '@zhongzhi/kernel/testing';
import { workspaceMigrations } from '@zhongzhi/tooling';

/** A database server that one test may stop, kill and start again without touching what others use. */
export interface OwnDatabase {
  /** The address of the superuser; stays the same over restarts. */
  readonly url: string;
  readonly pid: number;
  /** Stops it in order. */
  down(): Promise<void>;
  /** Ends it, and every process of it, without a word. */
  kill(): void;
  up(): Promise<void>;
  /** Makes test platforms made within `act` live on this server. */
  use<T>(act: () => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

const VARIABLE = 'ZHONGZHI_TEST_DATABASE';

/** Starts a server of its own with the migrated template; on disk, so that only what was written survives. */
export async function anOwnDatabase(
  options: { tune?: Tune; settings?: Record<string, string> } = {},
): Promise<OwnDatabase> {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'zhongzhi-own-')), 'database');
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataDir,
      tune: options.tune ?? 'test',
      settings: { synchronous_commit: 'on', ...options.settings },
    });
  let server = await start();
  const { url } = server;
  const template = await createDatabase(url, TEST_TEMPLATE);
  await migrate(template, workspaceMigrations());
  await installQueue(template, APP_ROLE);
  return {
    url,
    get pid() {
      return server.pid;
    },
    down: () => server.stop(),
    // The server leads a group of its own: its children go with it.
    kill: () => void process.kill(-server.pid, 'SIGKILL'),
    async up() {
      await server.stop(); // a killed one is still counted as used
      server = await start();
      if (server.url !== url) throw new Error('the database came back at another address');
    },
    async use(act) {
      const before = process.env[VARIABLE];
      process.env[VARIABLE] = url;
      try {
        return await act();
      } finally {
        process.env[VARIABLE] = before;
      }
    },
    async remove() {
      await server.stop();
      rmSync(join(dataDir, '..'), { recursive: true, force: true });
    },
  };
}

/** Asks until the answer is yes. Nothing is measured: it ends with the test's own limit. */
export async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}
