import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { housekeeping, Refusal, type Actor, type Platform } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { calendar } from '@zhongzhi/calendar/module';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { randomCaseType, shapes, type Shape } from '../../test/random-case-type.ts';
import { withCaseTypes } from '../case-types.ts';
import { checks } from '../checks.ts';
import type { CaseType } from '../domain/case-type.ts';
import { casework } from '../module.ts';
import { actOnCase, getCase, openCaseUseCase } from '../use-cases/case-use-cases.ts';

const foundations = [housekeeping, calendar, directory, notices, files, casework];
const sampled = fc.sample(shapes, { numRuns: 12, seed: 20191014 });

let t: TestPlatform;
let worker: Actor;
let units: string[];
const types: CaseType[] = sampled.map((shape: Shape, index) => ({
  ...randomCaseType(shape, 1),
  name: `random-${index}`,
  permissions: {},
  boardPermission: 'random.board',
}));

beforeAll(async () => {
  const first = randomCaseType(sampled[0]!, 1);
  t = await createTestPlatform(
    [
      ...foundations,
      withCaseTypes(
        { name: 'random', permissions: first.permissions },
        types.map((type) => ({ ...type, permissions: first.permissions })),
      ),
    ],
    { poolSize: 12 },
  );
  await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n',
    );
    units = [
      await createOrganisation(context, { kind: 'department', name: '甲局', place: '530102' }),
      await createOrganisation(context, { kind: 'department', name: '乙局', place: '530102' }),
    ];
    worker = actingAs(
      [{ role: 'street-staff', place: '530102001', unit: null }],
      await createPerson(context, { name: '办理人' }),
    );
  });
});
afterAll(() => t.stop());

/** One of the steps that are open right now, chosen by a number, with the version that was seen. */
async function step(id: string, choice: number): Promise<'taken' | 'refused' | 'nothing'> {
  const seen = await t.platform.run(getCase, { id }, { actor: worker });
  const open = [
    ...seen.actions.map(({ name }) => ({ name, taskId: undefined as string | undefined })),
    ...seen.tasks.flatMap((task) => task.actions.map(({ name }) => ({ name, taskId: task.id as string | undefined }))),
  ];
  const chosen = open[choice % Math.max(1, open.length)];
  if (chosen === undefined) return 'nothing';
  const input =
    chosen.name === 'hand' ? { unit: units[choice % 2]! } : chosen.name === 'gather' ? { units: [...units] } : {};
  try {
    await t.platform.run(
      actOnCase,
      {
        id,
        action: chosen.name,
        version: seen.version,
        input,
        ...(chosen.taskId === undefined ? {} : { taskId: chosen.taskId }),
      },
      { actor: worker },
    );
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal) return 'refused';
    throw error;
  }
}

const brokenChecks = async (platform: Platform): Promise<string[]> => {
  const broken: string[] = [];
  for (const check of checks.filter(({ name }) => name !== 'case.clocks-swept')) {
    if (
      !(
        await platform.transact('public', 'read', { actor: { kind: 'system', reason: 'test' } }, (context) =>
          check.run(context),
        )
      ).ok
    )
      broken.push(check.name);
  }
  return broken;
};

const clockRounds = async (id: string): Promise<{ n: number; started: number }> => {
  const { rows } = await t.platform.transact(
    'public',
    'read',
    { actor: { kind: 'system', reason: 'test' } },
    (context) =>
      context.tx
        .selectFrom('casework.clock')
        .select(['started_at'])
        .where('district', '=', context.district)
        .where('case_id', '=', id)
        .where('name', '=', 'handle')
        .execute()
        .then((found) => ({ rows: found })),
  );
  return { n: rows.length, started: rows[0]?.started_at.getTime() ?? 0 };
};

test('random types under random concurrent steps: no event is lost, versions count events, clocks never start anew, tasks end before the join', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(types.length - 1),
      fc.array(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      async (which, rounds) => {
        const type = types[which]!;
        const { id } = await t.platform.run(
          openCaseUseCase,
          { type: type.name, form: { place: '530102001' } },
          { actor: worker },
        );
        const before = await clockRounds(id);
        let taken = 0;
        for (const round of rounds)
          taken += (await Promise.all(round.map((choice) => step(id, choice)))).filter(
            (result) => result === 'taken',
          ).length;
        const seen = await t.platform.run(getCase, { id }, { actor: worker });
        const joins = seen.timeline.filter(({ action }) => action === 'joined').length;
        expect(seen.version).toBe(1 + taken + joins);
        expect(seen.timeline.map(({ seq }) => seq)).toEqual(
          Array.from({ length: seen.version }, (_, index) => index + 1),
        );
        if (seen.timeline.some(({ action }) => action === 'joined'))
          expect(seen.tasks.every(({ status }) => status === 'done')).toBe(true);
        expect(await clockRounds(id)).toEqual(before);
        expect(await brokenChecks(t.platform)).toEqual([]);
      },
    ),
    { numRuns: 40, seed: 7 },
  );
});

test('negative control: a writer that reads, then writes without the version is caught by the same invariants', async () => {
  const { id } = await t.platform.run(
    openCaseUseCase,
    { type: types[0]!.name, form: { place: '530102001' } },
    { actor: worker },
  );
  const naive = () =>
    t.platform.transact(
      'public',
      'write',
      { actor: { kind: 'system', reason: 'negative control' } },
      async (context) => {
        const { version } = await context.tx
          .selectFrom('casework.case')
          .select('version')
          .where('district', '=', context.district)
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        await new Promise((resolve) => setImmediate(resolve));
        await context.tx
          .updateTable('casework.case')
          .set({ version: version + 1 })
          .where('district', '=', context.district)
          .where('id', '=', id)
          .execute();
      },
    );
  await Promise.all([naive(), naive(), naive()]);
  expect(await brokenChecks(t.platform)).toContain('case.version-is-events');
});
