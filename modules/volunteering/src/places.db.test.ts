import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPerson } from '@zhongzhi/directory';
import type { Actor, Context } from '@zhongzhi/kernel';
import { actingAs } from '@zhongzhi/kernel/testing';
import { aWorld, CUIHU, STREET, type World } from '../test/world.ts';
import { getPlaceFigures, listActivitiesBehind } from './use-cases/district-use-cases.ts';

const HUGUO = '530102002';
const KINDS = ['environment', 'elder-care', 'law'] as const;
let world: World;
let street: Actor;
let elsewhere: Actor;
let district: Actor;

const run = <T>(act: (context: Context) => Promise<T>): Promise<T> => world.t.platform.asSystem('test', act);

beforeAll(async () => {
  world = await aWorld();
  const staff = (role: string, place: string) =>
    run(async (context) => actingAs([{ role, place, unit: null }], await createPerson(context, { name: role }), role));
  street = await staff('street-staff', STREET);
  elsewhere = await staff('street-staff', HUGUO);
  district = await staff('district-administrator', '530102');
});
afterAll(() => world.t.stop());

describe('places and no-shows', () => {
  interface Made {
    place: string;
    kind: string;
    day: string;
    status: 'open' | 'settled' | 'cancelled' | 'draft';
    capacity: number;
    taken: number;
    noShows: number;
    withdrawn: number;
  }
  const made: Made[] = [];
  const make = (one: Made) =>
    run(async (context) => {
      const { id, shift, post } = await world.activity({ capacity: one.capacity });
      const startsAt = new Date(`${one.day}T09:00:00+08:00`);
      const { district: of, tx } = context;
      await sql`update volunteering.activity set place = ${one.place}, kind = ${one.kind}, status = ${one.status}, starts_at = ${startsAt}, ends_at = ${new Date(startsAt.getTime() + 7_200_000)}
        where district = ${of} and id = ${id}`.execute(tx);
      await sql`update volunteering.post set taken = ${one.taken} where district = ${of} and id = ${post}`.execute(tx);
      for (let n = 0; n < one.noShows + one.withdrawn; n += 1)
        await sql`insert into volunteering.no_show (district, shift, person, activity, reason, at, lapses_on, withdrawn_at)
          values (${of}, ${shift}, ${context.newId()}, ${id}, '未到', ${context.now}, '2027-05-01', ${n < one.noShows ? null : context.now})`.execute(
          tx,
        );
      made.push(one);
    });
  const sum = (of: (one: Made) => number, some: readonly Made[]): number =>
    some.reduce((total, one) => total + of(one), 0);
  /** The same numbers, counted by hand. */
  function oracle(some: readonly Made[]) {
    const shown = some.filter(({ status }) => status !== 'draft');
    const held = shown.filter(({ status }) => status !== 'cancelled');
    const settled = shown.filter(({ status }) => status === 'settled');
    return {
      activities: held.length,
      cancelled: shown.length - held.length,
      settled: settled.length,
      unsettled: held.filter(({ status, day }) => status === 'open' && day < '2026-11-20').length,
      capacity: sum(({ capacity }) => capacity, held),
      taken: sum(({ taken }) => taken, held),
      expected: sum(({ taken }) => taken, settled),
      noShows: sum(({ noShows }) => noShows, settled),
    };
  }
  const figures = (by: 'day' | 'month' | 'region' | 'kind', from: string, to: string, actor = district) =>
    world.t.platform.run(getPlaceFigures, { by, from, to }, { actor });

  beforeAll(async () => {
    const days = ['2026-03-31', '2026-04-01', '2026-04-30', '2026-05-01'];
    const statuses = ['open', 'settled', 'settled', 'cancelled', 'draft'] as const;
    for (let n = 0; n < 20; n += 1)
      await make({
        place: n % 3 === 0 ? HUGUO : CUIHU,
        kind: KINDS[n % 2]!,
        day: days[n % 4]!,
        status: statuses[n % 5]!,
        capacity: 4 + n,
        taken: 3 + (n % 4),
        noShows: n % 3,
        withdrawn: n % 2,
      });
  }, 60_000);

  test('are the numbers of the activities, by month, region, kind and day, both of each share', async () => {
    const inPeriod = made.filter(({ day }) => day >= '2026-04-01' && day <= '2026-05-31');
    for (const by of ['month', 'region', 'kind'] as const) {
      const { items, total } = await figures(by, '2026-04', '2026-05');
      expect(total).toEqual(oracle(inPeriod));
      for (const { key, name: _name, ...counts } of items)
        expect(counts).toEqual(
          oracle(
            inPeriod.filter((one) => ({ month: one.day.slice(0, 7), region: one.place, kind: one.kind })[by] === key),
          ),
        );
    }
    const april = await figures('day', '2026-04', '2026-04');
    expect(april.items.map(({ key }) => key)).toEqual(['2026-04-01', '2026-04-30']);
    await expect(figures('day', '2026-04', '2026-05')).rejects.toMatchObject({ code: 'service.months-too-many' });
  });

  test('each opens to the activities that it counts', async () => {
    const { total } = await figures('month', '2026-03', '2026-05');
    const open = async (which: 'all' | 'cancelled' | 'settled' | 'unsettled' | 'no-shows', more: object = {}) =>
      (
        await world.t.platform.run(
          listActivitiesBehind,
          { from: '2026-03', to: '2026-05', which, ...more },
          { actor: district },
        )
      ).items;
    const all = await open('all');
    expect(all).toHaveLength(total.activities);
    expect(all.reduce((n, { taken }) => n + taken, 0)).toBe(total.taken);
    expect(await open('cancelled')).toHaveLength(total.cancelled);
    expect(await open('unsettled')).toHaveLength(total.unsettled);
    expect((await open('settled')).reduce((n, { taken }) => n + taken, 0)).toBe(total.expected);
    const missed = await open('no-shows');
    expect(missed.every(({ noShows }) => noShows > 0)).toBe(true);
    expect(missed.reduce((n, { noShows }) => n + noShows, 0)).toBe(total.noShows);
    expect((await open('all', { day: '2026-04-30' })).every(({ startsAt }) => startsAt.startsWith('2026-04-30'))).toBe(
      true,
    );
    expect((await open('all', { kind: 'law' })).length).toBe(0);
  });

  test('a street counts and opens what lies in its places; another place is not found', async () => {
    const of = (place: string) => made.filter((one) => one.place.startsWith(place));
    expect((await figures('region', '2026-03', '2026-05', street)).total).toEqual(oracle(of(STREET)));
    expect((await figures('region', '2026-03', '2026-05', elsewhere)).total).toEqual(oracle(of(HUGUO)));
    const narrowed = (actor: Actor) =>
      world.t.platform.run(listActivitiesBehind, { from: '2026-03', to: '2026-05', place: HUGUO }, { actor });
    await expect(narrowed(street)).rejects.toMatchObject({ kind: 'not-found' });
    expect((await narrowed(elsewhere)).items.length).toBeGreaterThan(0);
    await expect(figures('month', '2026-03', '2026-05', await world.volunteer())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  test('the list goes on page by page, each activity once', async () => {
    for (let n = 0; n < 55; n += 1)
      await make({
        place: CUIHU,
        kind: 'law',
        day: '2026-02-10',
        status: 'settled',
        capacity: 5,
        taken: 1,
        noShows: 0,
        withdrawn: 0,
      });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await world.t.platform.run(
        listActivitiesBehind,
        { from: '2026-02', to: '2026-02', ...(after === undefined ? {} : { after }) },
        { actor: district },
      );
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([55, 55]);
  }, 60_000);
});
