import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aPlanningWorld, refusal, shift } from '../test/planning.ts';
import { NOW, type World } from '../test/world.ts';
import { getActivityUseCase } from './use-cases/activity-use-cases.ts';
import { change, open } from './use-cases/plan-use-cases.ts';

let planning: Awaited<ReturnType<typeof aPlanningWorld>>;
let world: World;
let run: World['t']['platform']['run'];
beforeAll(async () => {
  planning = await aPlanningWorld();
  ({ world, run } = planning);
});
beforeEach(() => world.t.setNow(NOW));
afterAll(() => world.t.stop());

describe('publishing', () => {
  const opening = async (changes: object) => {
    const { id } = await planning.draft(changes);
    const { missing } = await planning.planned(id);
    const { code, errors } = await refusal(run(open, { id }, { actor: world.leader }));
    // The page says beforehand what the act would refuse.
    expect(errors?.map(({ field, detail }) => [field, detail])).toEqual(
      missing.map(({ field, text }) => [field, text.zh]),
    );
    return { code, fields: missing.map(({ field }) => field) };
  };

  test.each([
    [{ isDangerous: true }, ['insurance']],
    [
      {
        isDangerous: true,
        insurance: { company: '人保', policy: 'P-1', until: '2026-12-31', coversNames: false },
      },
      ['insurance'],
    ],
    [{ signUpUntil: '2026-11-28T09:30:00+08:00' }, ['signUpUntil']],
    [{ cancelUntil: '2026-11-28T09:30:00+08:00' }, ['cancelUntil']],
    [{ earlyFrom: '2026-11-20T12:00:00+08:00', signUpFrom: '2026-11-22T12:00:00+08:00' }, ['earlyCircles']],
  ])('of %j is refused by %j', async (changes, missing) => {
    expect(await opening(changes)).toEqual({ code: 'activity.not-ready', fields: missing });
  });

  test('after the day has passed is refused by its shifts', async () => {
    const { id } = await planning.draft();
    world.t.setNow('2026-11-29T02:00:00Z');
    expect((await refusal(run(open, { id }, { actor: world.leader }))).errors?.map(({ field }) => field)).toEqual([
      'shifts',
      'signUpUntil',
    ]);
  });

  test.each([
    ['activity.shift-times', { shifts: [{ ...shift('2026-11-28'), meetsAt: '2026-11-28T09:30:00+08:00' }] }],
    ['activity.sign-up-window', { signUpFrom: '2026-11-28T09:00:00+08:00' }],
    ['activity.place-unknown', { place: '530102999001' }],
    ['activity.place-unknown', { onlyPlace: '530199' }],
  ])('what cannot be written is refused as %s with its field', async (code, changes) => {
    expect(await refusal(planning.draft(changes))).toMatchObject({ code, errors: [{ field: expect.any(String) }] });
  });
});

describe('a change of place', () => {
  test('moves the point that check-ins are compared with', async () => {
    const { id } = await planning.draft();
    await run(open, { id }, { actor: world.leader });
    const { shifts } = await run(getActivityUseCase, { id }, { actor: world.leader });
    const to = { longitude: 102.72, latitude: 25.06 };
    const { meetsAt, startsAt, endsAt } = shift('2026-11-28');
    const times = { id, shift: shifts[0]!.id, meetsAt, startsAt, endsAt };
    await run(change, { ...times, address: '翠湖公园西门', point: to }, { actor: world.leader });
    expect(await planning.planned(id)).toMatchObject({ address: '翠湖公园西门', ...to });
    await run(change, times, { actor: world.leader });
    expect(await planning.planned(id)).toMatchObject({ address: '翠湖公园西门', ...to });
    await run(change, { ...times, point: null }, { actor: world.leader });
    expect(await planning.planned(id)).toMatchObject({ longitude: null, latitude: null });
    await expect(
      run(change, { ...times, endsAt: '2026-11-29T10:00:00+08:00' }, { actor: world.leader }),
    ).rejects.toMatchObject({ code: 'activity.shift-times' });
  });
});
