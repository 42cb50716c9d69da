import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fields, aPlanningWorld, refusal, shift } from '../test/planning.ts';
import { CUIHU, NOW, type World } from '../test/world.ts';
import { discoverActivities, getActivityUseCase } from './use-cases/activity-use-cases.ts';
import { edit } from './use-cases/draft-use-cases.ts';
import { cancel, open } from './use-cases/plan-use-cases.ts';
import { signUpUseCase } from './use-cases/volunteer-use-cases.ts';

let planning: Awaited<ReturnType<typeof aPlanningWorld>>;
let world: World;
let run: World['t']['platform']['run'];
beforeAll(async () => {
  planning = await aPlanningWorld();
  ({ world, run } = planning);
});
beforeEach(() => world.t.setNow(NOW));
afterAll(() => world.t.stop());

describe('a series', () => {
  test('stands on the right day each, across the ends of months; the month that lacks the day has its last', async () => {
    const { ids } = await planning.draft({ shifts: [shift('2027-01-31')], repeat: { every: 'month', times: 4 } });
    const plans = await Promise.all(ids.map((id) => planning.planned(id)));
    expect(plans.map(({ shifts }) => shifts[0]!.startsAt)).toEqual([
      '2027-01-31T01:00:00.000Z',
      '2027-02-28T01:00:00.000Z',
      '2027-03-31T01:00:00.000Z',
      '2027-04-30T01:00:00.000Z',
    ]);
    expect(plans.map(({ shifts }) => shifts[0]!.meetsAt)[1]).toBe('2027-02-28T00:40:00.000Z');
    // Withdrawal until a day before each, sign-up for all from now on.
    expect(plans[1]).toMatchObject({
      status: 'draft',
      cancelUntil: '2027-02-27T01:00:00.000Z',
      signUpUntil: '2027-02-28T01:00:00.000Z',
      signUpFrom: plans[0]!.signUpFrom,
    });
    expect(plans[0]!.series.map(({ id }) => id)).toEqual(ids);
  });

  test('runs over the turn of the year by weeks, each with its own windows', async () => {
    const { ids } = await planning.draft({
      shifts: [shift('2026-12-26')],
      signUpUntil: '2026-12-25T18:00:00+08:00',
      cancelUntil: '2026-12-24T18:00:00+08:00',
      repeat: { every: 'week', times: 2 },
    });
    expect(await planning.planned(ids[1]!)).toMatchObject({
      shifts: [{ startsAt: '2027-01-02T01:00:00.000Z' }],
      signUpUntil: '2027-01-01T10:00:00.000Z',
      cancelUntil: '2026-12-31T10:00:00.000Z',
    });
  });

  test('is published at once; one place taken or one activity cancelled leaves the others as they are', async () => {
    const { ids } = await planning.draft({ shifts: [shift('2026-11-28', 1)], repeat: { every: 'week', times: 3 } });
    expect(await run(open, { id: ids[0]!, series: true }, { actor: world.leader })).toEqual({ id: ids[0], opened: 3 });
    const found = await run(discoverActivities, { place: CUIHU }, { actor: planning.elsewhere });
    expect(found.items.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    const page = (id: string) => run(getActivityUseCase, { id }, { actor: world.leader });
    const volunteer = await world.volunteer();
    const post = (await page(ids[0]!)).shifts[0]!.posts[0]!.id;
    await run(signUpUseCase, { posts: [post] }, { actor: volunteer });
    await run(cancel, { id: ids[1]!, reason: '场地检修' }, { actor: world.leader });
    expect((await Promise.all(ids.map(page))).map(({ status, taken, capacity }) => [status, taken, capacity])).toEqual([
      ['open', 1, 1],
      ['cancelled', 0, 1],
      ['open', 0, 1],
    ]);
  });

  test('one alone may be published, and the rest after it', async () => {
    const { ids } = await planning.draft({ repeat: { every: 'fortnight', times: 3 } });
    await run(open, { id: ids[1]! }, { actor: world.leader });
    expect((await planning.planned(ids[0]!)).series.map(({ status }) => status)).toEqual(['draft', 'open', 'draft']);
    expect(await run(open, { id: ids[0]!, series: true }, { actor: world.leader })).toMatchObject({ opened: 2 });
  });

  test('is published wholly or not at all: the day that the insurance does not reach is named', async () => {
    const insurance = { company: '人保', policy: 'P-1', until: '2026-12-05', coversNames: true };
    const { ids } = await planning.draft({ isDangerous: true, insurance, repeat: { every: 'week', times: 3 } });
    expect(await refusal(run(open, { id: ids[0]!, series: true }, { actor: world.leader }))).toMatchObject({
      code: 'activity.not-ready',
      errors: [{ field: 'insurance', detail: '12月12日这一场：保险要管到活动结束' }],
    });
    expect((await planning.planned(ids[0]!)).series.map(({ status }) => status)).toEqual(['draft', 'draft', 'draft']);
  });

  test('has sixty activities at most', async () => {
    await expect(planning.draft({ repeat: { every: 'day', times: 61 } })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(planning.draft({ repeat: { every: 'day', times: 1 } })).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('a draft', () => {
  test('is written anew whole: its shifts and posts are replaced', async () => {
    const { id } = await planning.draft();
    const { version } = await planning.planned(id);
    await run(
      edit,
      {
        id,
        version,
        ...fields('2026-12-05'),
        title: '周六清洁翠湖西门',
        shifts: [shift('2026-12-05', 3), { ...shift('2026-12-06', 7), name: '周日上午' }],
      },
      { actor: world.leader },
    );
    expect(await planning.planned(id)).toMatchObject({
      title: '周六清洁翠湖西门',
      version: version + 1,
      risks: '湖边路滑，注意防滑',
      shifts: [
        { startsAt: '2026-12-05T01:00:00.000Z', posts: [{ capacity: 3 }] },
        { name: '周日上午', posts: [{ capacity: 7, waitlist: 7 }] },
      ],
    });
    expect(await run(getActivityUseCase, { id }, { actor: world.leader })).toMatchObject({
      startsAt: '2026-12-05T01:00:00.000Z',
      endsAt: '2026-12-06T03:00:00.000Z',
      roles: expect.arrayContaining(['leader', 'checker', 'recorder']),
    });
  });

  test('of a series is written alone, or with the others, each as many days away as it was', async () => {
    const { ids } = await planning.draft({ shifts: [shift('2027-01-31')], repeat: { every: 'month', times: 3 } });
    const write = async (series: boolean, day: string, title: string) =>
      run(
        edit,
        { id: ids[1]!, version: (await planning.planned(ids[1]!)).version, series, ...fields(day), title },
        { actor: world.leader },
      );
    expect(await write(false, '2027-02-27', '只改这一次')).toMatchObject({ written: 1 });
    expect((await planning.planned(ids[0]!)).title).toBe('周六清洁翠湖');
    expect(await write(true, '2027-02-26', '都改')).toMatchObject({ written: 3 });
    const all = await Promise.all(ids.map((id) => planning.planned(id)));
    expect(all.map(({ title }) => title)).toEqual(['都改', '都改', '都改']);
    expect(all.map(({ shifts }) => shifts[0]!.startsAt.slice(0, 10))).toEqual([
      '2027-01-30',
      '2027-02-26',
      '2027-03-30',
    ]);
  });

  test('that is published is not written anew, nor are its published sisters', async () => {
    const { ids } = await planning.draft({ repeat: { every: 'week', times: 2 } });
    await run(open, { id: ids[0]! }, { actor: world.leader });
    const { version } = await planning.planned(ids[0]!);
    await expect(run(edit, { id: ids[0]!, version, ...fields() }, { actor: world.leader })).rejects.toMatchObject({
      code: 'activity.not-a-draft',
    });
    await run(
      edit,
      { id: ids[1]!, version: 1, series: true, ...fields('2026-12-06'), title: '改成周日' },
      { actor: world.leader },
    );
    expect((await planning.planned(ids[0]!)).title).toBe('周六清洁翠湖');
  });

  test('that somebody else changed meanwhile is not overwritten', async () => {
    const { id } = await planning.draft();
    await run(edit, { id, version: 1, ...fields() }, { actor: world.staff });
    await expect(run(edit, { id, version: 1, ...fields() }, { actor: world.leader })).rejects.toMatchObject({
      code: 'activity.version',
    });
  });

  test('is not there for whoever may not plan it: not to read, write or publish', async () => {
    const { id } = await planning.draft();
    const stranger = await world.volunteer();
    for (const actor of [stranger, planning.elsewhere]) {
      await expect(planning.planned(id, actor)).rejects.toMatchObject({ code: 'activity.not-found' });
      await expect(run(edit, { id, version: 1, ...fields() }, { actor })).rejects.toMatchObject({
        code: 'activity.not-found',
      });
      await expect(run(open, { id, series: true }, { actor })).rejects.toMatchObject({ code: 'activity.not-found' });
    }
  });

  test('gives what an earlier activity said, for another time; strangers do not read it', async () => {
    const insurance = { company: '人保', policy: 'P-1', until: '2026-12-31', coversNames: true };
    const { id } = await planning.draft({ isDangerous: true, insurance, minAge: 18 });
    await run(open, { id }, { actor: world.leader });
    expect(await planning.planned(id, world.staff)).toMatchObject({
      status: 'open',
      isDangerous: true,
      insurance,
      minAge: 18,
      address: '翠湖公园南门',
      missing: [],
      shifts: [{ posts: [{ name: '保洁', capacity: 5 }] }],
    });
    await expect(planning.planned(id, await world.volunteer())).rejects.toMatchObject({ code: 'activity.not-found' });
  });
});
