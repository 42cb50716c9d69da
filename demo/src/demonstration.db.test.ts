import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { modules } from '@zhongzhi/server';
import { loadDemonstration } from './index.ts';

let first: TestPlatform;

beforeAll(async () => {
  first = await createTestPlatform(modules, { now: '2026-11-20T02:00:00Z' });
  await loadDemonstration(first.platform, () => undefined);
}, 180_000);
afterAll(() => first.stop());

/** What the district says of itself, without keys and numbers that chance gives anew each time. */
const digest = (t: TestPlatform) =>
  t.platform.transact('public', 'read', { actor: { kind: 'system', reason: 'test' } }, async (context) => {
    const rows = await context.tx.selectFrom('casework.case').select(['type', 'title', 'status', 'version', 'place', 'opened_at', 'due_at']).where('district', '=', context.district).orderBy('opened_at').orderBy('title').execute();
    return { cases: rows.length, hash: createHash('sha256').update(JSON.stringify(rows)).digest('hex'), statuses: new Set(rows.map((row) => `${row.type}:${row.status}`)) };
  });

test('covers every status of an appeal and whistles in every stage', async () => {
  const { statuses } = await digest(first);
  for (const status of ['submitted', 'accepted', 'assigned', 'in-progress', 'asking', 'returned', 'reopened', 'ruling', 'answered', 'correcting', 'closed', 'not-accepted', 'merged', 'withdrawn']) expect(statuses, status).toContain(`appeal:${status}`);
  for (const status of ['proposed', 'blown', 'judging', 'closed']) expect(statuses, status).toContain(`whistle:${status}`);
  for (const status of ['ordered', 'closed']) expect(statuses, status).toContain(`supervision:${status}`);
});

test('holds every invariant of the platform', async () => {
  for (const check of modules.flatMap((module) => module.checks ?? []).filter(({ name }) => name.startsWith('case.') && name !== 'case.clocks-swept')) {
    const result = await first.platform.transact('public', 'read', { actor: { kind: 'system', reason: 'test' } }, (context) => check.run(context));
    expect(result, check.name).toMatchObject({ ok: true });
  }
});

test('is loaded once, and the same seed gives the same district', async () => {
  expect(await loadDemonstration(first.platform, () => undefined)).toBe(false);
  const second = await createTestPlatform(modules, { now: '2026-11-20T02:00:00Z' });
  try {
    await loadDemonstration(second.platform, () => undefined);
    expect((await digest(second)).hash).toBe((await digest(first)).hash);
  } finally {
    await second.stop();
  }
}, 180_000);
