import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPerson } from '@zhongzhi/directory';
import type { Actor, Context } from '@zhongzhi/kernel';
import { actingAs } from '@zhongzhi/kernel/testing';
import { at, aWorld, NOW, STREET, type World } from '../test/world.ts';
import type { ServiceRules } from './contract/index.ts';
import { grantStars } from './stars.ts';
import { totalsOf } from './queries/my-service.ts';
import { getServiceRules, setServiceRules, setStarSchemeUseCase } from './use-cases/rule-use-cases.ts';
import { listMyShifts, objectUseCase, signUpUseCase, withdrawUseCase } from './use-cases/volunteer-use-cases.ts';

let world: World;
let district: Actor;
let street: Actor;

beforeAll(async () => {
  world = await aWorld();
  const staff = (role: string, place: string) =>
    world.t.platform.asSystem('test', async (context) =>
      actingAs([{ role, place, unit: null }], await createPerson(context, { name: role }), role),
    );
  district = await staff('district-administrator', '530102');
  street = await staff('street-staff', STREET);
});
beforeEach(() => world.t.setNow(NOW));
afterAll(() => world.t.stop());

const run = <T>(act: (context: Context) => Promise<T>): Promise<T> => world.t.platform.asSystem('test', act);
const codeOf = ({ code }: { code: string }): string => code;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
const rules = (): Promise<ServiceRules> => world.t.platform.run(getServiceRules, {}, { actor: { kind: 'anonymous' } });
let clock = 0;
async function change(changes: { load?: Partial<ServiceRules['load']>; promises?: Partial<ServiceRules['promises']> }) {
  const now = await rules();
  world.t.setNow(new Date(Date.parse(NOW) + (clock += 1) * 1_000));
  return world.t.platform.run(
    setServiceRules,
    {
      load: { ...now.load, ...changes.load },
      promises: { ...now.promises, ...changes.promises },
      seen: now.changedAt,
    },
    { actor: district },
  );
}
const signUp = async (actor: Actor, post: string) =>
  (await world.t.platform.run(signUpUseCase, { posts: [post] }, { actor })).results[0]!;
const afternoon = {
  shifts: [
    {
      name: '下午',
      startsAt: at('14:00'),
      endsAt: at('16:00'),
      posts: [{ name: '保洁', capacity: 1, waitlist: 5 }],
    },
  ],
};

describe('how much one person takes on', () => {
  test.each([
    ['block', 'refused', ['sign-up.daily-limit']],
    ['warn', 'held', ['sign-up.daily-limit']],
    ['allow', 'held', []],
  ] as const)('beyond the daily limit, %s: %s', async (dailyMode, state, words) => {
    await change({ load: { dailyMinutes: 180, dailyMode } });
    const [morning, later] = [await world.activity(), await world.activity(afternoon)];
    const volunteer = await world.volunteer();
    expect(await signUp(volunteer, morning.post)).toMatchObject({ state: 'held', words: [] });
    const result = await signUp(volunteer, later.post);
    expect(result.state).toBe(state);
    expect(result.words.map(({ code }) => code)).toEqual(words);
  });

  test('too little rest between two shifts, and enough of it', async () => {
    await change({ load: { dailyMode: 'allow', restMinutes: 240, restMode: 'block' } });
    const [morning, later] = [await world.activity(), await world.activity(afternoon)];
    const volunteer = await world.volunteer();
    await signUp(volunteer, morning.post);
    expect((await signUp(volunteer, later.post)).words.map(({ code }) => code)).toEqual(['sign-up.rest']);
    await change({ load: { restMinutes: 60 } });
    expect(await signUp(volunteer, later.post)).toMatchObject({ state: 'held' });
    await change({ load: { dailyMinutes: 480, dailyMode: 'warn', restMinutes: 30, restMode: 'warn' } });
  });
});

describe('what volunteers are promised', () => {
  test('an answer to an objection within the working days that are set', async () => {
    const { id, post } = await world.activity();
    const due = async () => {
      const volunteer = await world.volunteer();
      await signUp(volunteer, post);
      const objection = { activity: id, about: 'missing', words: '漏记了一次' };
      return (await world.t.platform.run(objectUseCase, objection, { actor: volunteer })).dueAt.slice(0, 10);
    };
    // Friday 20 November.
    expect(await due()).toBe('2026-11-27');
    await change({ promises: { answerWorkingDays: 2 } });
    expect(await due()).toBe('2026-11-24');
    await change({ promises: { answerWorkingDays: 5 } });
  });

  test('an offered place is kept for the hours that are set, never beyond the start', async () => {
    const offeredUntil = async (offerHours: number) => {
      await change({ promises: { offerHours } });
      const { post } = await world.activity({ capacity: 1, waitlist: 1 });
      const [first, second] = [await world.volunteer(), await world.volunteer()];
      const { signUp: held } = await signUp(first, post);
      await signUp(second, post);
      await world.t.platform.run(withdrawUseCase, { id: held!, reason: '有事' }, { actor: first });
      const { items } = await world.t.platform.run(listMyShifts, {}, { actor: second });
      return Date.parse(items[0]!.offeredUntil!) - world.t.now().getTime();
    };
    expect(await offeredUntil(3)).toBe(3 * 3_600_000);
    expect(await offeredUntil(72)).toBe(at('09:00').getTime() - world.t.now().getTime());
    await change({ promises: { offerHours: 12 } });
  });
});

describe('changing the rules', () => {
  test('is the district’s alone, and leaves a trace', async () => {
    const { load, promises, changedAt } = await rules();
    for (const actor of [street, await world.volunteer()])
      await expect(
        world.t.platform.run(setServiceRules, { load, promises, seen: changedAt }, { actor }),
      ).rejects.toMatchObject({ kind: 'forbidden' });
    await change({ load: { restMinutes: 45 } });
    expect(await rules()).toMatchObject({ load: { restMinutes: 45 } });
    const { rows } = await run(({ tx, district: of }) =>
      sql<{
        n: number;
      }>`select count(*)::int as n from kernel.audit where district = ${of} and action = 'service-rules.set' and actor_id = ${idOf(district)}`.execute(
        tx,
      ),
    );
    expect(rows[0]!.n).toBeGreaterThan(0);
  });

  test('of two who change what they saw at once, one is told to look again', async () => {
    const { load, promises, changedAt } = await rules();
    world.t.setNow(new Date(Date.parse(NOW) + (clock += 1) * 1_000));
    const outcomes = await Promise.all(
      [20, 40].map((restMinutes) =>
        world.t.platform
          .run(setServiceRules, { load: { ...load, restMinutes }, promises, seen: changedAt }, { actor: district })
          .then(() => 'set', codeOf),
      ),
    );
    expect(outcomes.toSorted()).toEqual(['service-rules.changed', 'set']);
  });

  test.each([
    ['a day of less than half an hour', { load: { dailyMinutes: 10 } }],
    ['a mode that there is not', { load: { dailyMode: 'forbid' as 'block' } }],
    ['no day to answer', { promises: { answerWorkingDays: 0 } }],
    ['an offer of a week', { promises: { offerHours: 168 } }],
  ])('%s is refused', async (_name, changes) => {
    await expect(change(changes)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('the star scheme', () => {
  const level = (n: number, hours: number, grantingBody = '区文明办', validYears: number | null = null) => ({
    level: n,
    hours,
    grantingBody,
    validYears,
  });
  const publish = (validFrom: string, levels: ReturnType<typeof level>[], actor = district) =>
    world.t.platform.run(setStarSchemeUseCase, { validFrom, levels }, { actor });
  /** Someone with so many hours whose service is settled on a day. */
  const settled = (person: string, hours: number) =>
    run(async (context) => {
      await sql`insert into volunteering.total (district, person, timed_minutes, records) values (${context.district}, ${person}, ${hours * 60}, 1)
        on conflict (district, person) do update set timed_minutes = excluded.timed_minutes`.execute(context.tx);
      await grantStars(context, person);
      const { rows } = await sql<{
        level: number;
        body: string;
        until: string | null;
      }>`select level, granting_body as body, valid_until::text as until from volunteering.star
        where district = ${context.district} and person = ${person} order by level`.execute(context.tx);
      return rows.map(({ level: n, body, until }) => `${n} ${body} ${until ?? 'for good'}`);
    });

  test('of a day to come holds from that day, with its own body and term, and replaces the whole one before', async () => {
    const [early, late] = [idOf(await world.volunteer()), idOf(await world.volunteer())];
    await publish('2026-12-01', [level(1, 10), level(2, 20, '区文明办', 2)]);
    expect(await settled(early, 30)).toEqual([]);
    world.t.setNow('2026-11-30T15:59:00Z');
    expect(await settled(early, 30)).toEqual([]);
    world.t.setNow('2026-11-30T16:00:00Z');
    expect(await settled(late, 5_000)).toEqual(['1 区文明办 for good', '2 区文明办 2028-12-01']);
  });

  test('a stricter one judges no star again that was granted', async () => {
    const person = idOf(await world.volunteer());
    world.t.setNow('2026-12-02T02:00:00Z');
    const granted = await settled(person, 25);
    expect(granted).toHaveLength(2);
    await publish('2026-12-05', [level(1, 1_000, '市文明办')]);
    world.t.setNow('2026-12-06T02:00:00Z');
    expect(await settled(person, 26)).toEqual(granted);
    expect(await run((context) => totalsOf(context, person))).toMatchObject({ stars: 2 });
    expect(await settled(idOf(await world.volunteer()), 25)).toEqual([]);
  });

  test('is shown in all its versions; one that has not begun may be put right', async () => {
    world.t.setNow('2026-12-07T02:00:00Z');
    await publish('2026-12-20', [level(1, 50)]);
    await publish('2026-12-20', [level(1, 60)]);
    const { stars } = await rules();
    expect(stars.map(({ validFrom, state, levels }) => [validFrom, state, levels[0]!.hours])).toEqual([
      ['2026-12-20', 'coming', 60],
      ['2026-12-05', 'in-force', 1_000],
      ['2026-12-01', 'over', 10],
      [null, 'over', 100],
    ]);
  });

  test.each([
    ['today', '2026-11-20', [[1, 10]], 'stars.begins-tomorrow'],
    [
      'with a gap',
      '2027-01-01',
      [
        [1, 10],
        [3, 20],
      ],
      'stars.levels',
    ],
    [
      'with fewer hours for more stars',
      '2027-01-01',
      [
        [1, 20],
        [2, 20],
      ],
      'stars.levels',
    ],
  ] as const)('%s is refused', async (_name, validFrom, levels, code) => {
    await expect(
      publish(
        validFrom,
        levels.map(([n, hours]) => level(n, hours)),
      ),
    ).rejects.toMatchObject({ code });
    await expect(publish(validFrom, [level(1, 10)], street)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
