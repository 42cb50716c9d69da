import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrganisation, createPerson } from '@zhongzhi/directory';
import { newUuid, type Actor, type Context } from '@zhongzhi/kernel';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { actingAs } from '@zhongzhi/kernel/testing';
import { aWorld, CUIHU, STREET, type World } from '../test/world.ts';
import type { RecordBehind } from './contract/index.ts';
import { lockPeople } from './store/locks.ts';
import { writeRevision, type NewRevision } from './store/record-store.ts';
import {
  exportRecordsBehind,
  getPlaceFigures,
  listActivitiesBehind,
  listRecordsBehind,
} from './use-cases/district-use-cases.ts';
import { getFigures } from './use-cases/figure-use-cases.ts';

const HUGUO = '530102002';
const KINDS = ['environment', 'elder-care', 'law'] as const;
let world: World;
let street: Actor;
let elsewhere: Actor;
let district: Actor;
let units: string[];
let activities: string[];

const run = <T>(act: (context: Context) => Promise<T>): Promise<T> => world.t.platform.asSystem('test', act);

beforeAll(async () => {
  world = await aWorld();
  const staff = (role: string, place: string) =>
    run(async (context) =>
      actingAs([{ role, place, unit: null }], await createPerson(context, { name: role }), role),
    );
  street = await staff('street-staff', STREET);
  elsewhere = await staff('street-staff', HUGUO);
  district = await staff('district-administrator', '530102');
  units = [
    world.community,
    await run((context) => createOrganisation(context, { kind: 'social-organisation', name: '公益社', place: HUGUO })),
  ];
  activities = [];
  for (let n = 0; n < 3; n += 1) activities.push((await world.activity({ title: `第${n}次清洁` })).id);
});
afterAll(() => world.t.stop());

type Dimension = 'region' | 'circle' | 'kind' | 'unit';
interface Asked {
  dimension: Dimension;
  key?: string;
  from: string;
  to: string;
}
/** Every record behind a figure, page after page. */
async function behind(asked: Asked, actor = district): Promise<RecordBehind[]> {
  const found: RecordBehind[] = [];
  let after: string | undefined;
  do {
    const page = await world.t.platform.run(
      listRecordsBehind,
      { ...asked, ...(after === undefined ? {} : { after }) },
      { actor },
    );
    found.push(...page.items);
    after = page.next ?? undefined;
    expect(page.count).toBeGreaterThanOrEqual(found.length);
    if (after === undefined) expect(page.count).toBe(found.length);
  } while (after !== undefined);
  return found;
}

describe('hours open to their records', () => {
  const circles = [newUuid(), newUuid()];
  const written = fc.record({
    region: fc.constantFrom(CUIHU, HUGUO),
    kind: fc.constantFrom(...KINDS),
    unit: fc.nat(1),
    circle: fc.option(fc.nat(1), { nil: null }),
    activity: fc.nat(2),
    servedOn: fc.constantFrom<string[]>('2026-08-31', '2026-09-01', '2026-09-30', '2026-10-15'),
    minutes: fc.integer({ min: 0, max: 600 }),
    stands: fc.constantFrom('counts', 'counts', 'counts', 'needs-superior', 'annulled'),
    corrected: fc.option(fc.integer({ min: 0, max: 600 }), { nil: null }),
  });
  const write = (person: string, one: typeof written extends fc.Arbitrary<infer T> ? T : never) =>
    run(async (context) => {
      const revision: NewRevision = {
        record: newUuid(),
        revision: 1,
        person,
        activity: activities[one.activity]!,
        unit: units[one.unit]!,
        circle: one.circle === null ? null : circles[one.circle]!,
        region: one.region,
        kind: one.kind,
        class: 'timed',
        minutes: one.minutes,
        stands: one.stands as 'counts',
        servedOn: one.servedOn,
        shift: null,
        activityName: '清洁',
        place: '南门',
        content: '清扫',
        unitName: '居委会',
        leader: person,
        leaderName: '带队',
        author: null,
        reason: null,
        proof: [],
      };
      await lockPeople(context, [person]);
      await writeRevision(context, revision);
      if (one.corrected !== null)
        await writeRevision(context, { ...revision, revision: 2, minutes: one.corrected, reason: '更正' });
    });
  const sumOf = (records: readonly { minutes: number }[]): number =>
    records.reduce((sum, { minutes }) => sum + minutes, 0);

  test('whatever is recorded and corrected, every figure is the records behind it: by each dimension, by month, in each scope', async () => {
    const person = await run((context) => createPerson(context, { name: '欧阳志愿', place: CUIHU }));
    await fc.assert(
      fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 30 }), async (records) => {
        for (const one of records) await write(person, one);
        const period = { from: '2026-09', to: '2026-10' };
        for (const dimension of ['region', 'kind', 'circle', 'unit'] as const) {
          const { items } = await world.t.platform.run(getFigures, { dimension, ...period }, { actor: district });
          for (const { key, minutes, services } of items) {
            const found = await behind({ dimension, key, ...period });
            expect([sumOf(found), found.length]).toEqual([minutes, services]);
          }
        }
        for (const actor of [district, street, elsewhere]) {
          const { months } = await world.t.platform.run(
            getFigures,
            { dimension: 'region', ...period },
            { actor },
          );
          for (const { month, minutes, services } of months) {
            const found = await behind({ dimension: 'region', from: month, to: month }, actor);
            expect([sumOf(found), found.length]).toEqual([minutes, services]);
          }
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('newest first, each once over all pages, with names masked and nothing else of the person', async () => {
    const person = await run((context) => createPerson(context, { name: '欧阳志愿', place: CUIHU }));
    for (let n = 0; n < 60; n += 1)
      await write(person, {
        region: n % 2 === 0 ? CUIHU : HUGUO,
        kind: KINDS[n % 3]!,
        unit: n % 2,
        circle: null,
        activity: n % 3,
        servedOn: n % 5 === 0 ? '2026-09-01' : '2026-09-02',
        minutes: 60,
        stands: 'counts',
        corrected: null,
      });
    const found = await behind({ dimension: 'region', from: '2026-08', to: '2026-10' });
    expect(found.length).toBeGreaterThan(50);
    expect(new Set(found.map(({ record }) => record)).size).toBe(found.length);
    const days = found.map(({ servedOn }) => servedOn);
    expect(days).toEqual(days.toSorted().toReversed());
    expect(new Set(found.map(({ volunteer }) => volunteer))).toEqual(new Set(['欧阳**']));
    expect(Object.keys(found[0]!)).not.toContain('person');
  });

  test('a street opens its own regions and no others, and no other dimension', async () => {
    const period = { from: '2026-08', to: '2026-10' };
    expect((await behind({ dimension: 'region', key: CUIHU, ...period }, street)).length).toBeGreaterThan(0);
    expect(
      new Set((await behind({ dimension: 'region', ...period }, street)).map(({ regionName }) => regionName)),
    ).toEqual(new Set(['翠湖社区']));
    await expect(behind({ dimension: 'region', key: CUIHU, ...period }, elsewhere)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(behind({ dimension: 'kind', key: 'law', ...period }, street)).rejects.toMatchObject({
      code: 'service.region-only',
    });
    await expect(
      world.t.platform.run(exportRecordsBehind, { dimension: 'region', key: CUIHU, ...period }, { actor: elsewhere }),
    ).rejects.toMatchObject({ kind: 'not-found' });
    await expect(behind({ dimension: 'region', ...period }, world.leader)).resolves.toBeDefined();
    await expect(behind({ dimension: 'region', ...period }, await world.volunteer())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  test('a marker of a page that is none, a unit that is no key and a period that is none are refused', async () => {
    const asked = { dimension: 'region' as const, from: '2026-09', to: '2026-10' };
    await expect(
      world.t.platform.run(listRecordsBehind, { ...asked, after: 'x' }, { actor: district }),
    ).rejects.toMatchObject({ code: 'volunteering.page-marker-wrong' });
    await expect(behind({ ...asked, dimension: 'unit', key: 'x' })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(behind({ ...asked, from: '2026-11' })).rejects.toMatchObject({ code: 'service.months' });
    await expect(behind({ ...asked, from: '2020-01' })).rejects.toMatchObject({ code: 'service.months-too-many' });
  });

  test('exported, the list is a spreadsheet of the same records that runs nothing', async () => {
    const person = await run((context) => createPerson(context, { name: '=HYPERLINK("x")', place: CUIHU }));
    await run((context) =>
      sql`update volunteering.activity set title = '=1+1' where district = ${context.district} and id = ${activities[2]!}`.execute(
        context.tx,
      ),
    );
    await write(person, {
      region: CUIHU,
      kind: 'law',
      unit: 0,
      circle: null,
      activity: 2,
      servedOn: '2026-07-01',
      minutes: 90,
      stands: 'counts',
      corrected: null,
    });
    const asked = { dimension: 'region' as const, key: CUIHU, from: '2026-07', to: '2026-07' };
    const file = await world.t.platform.run(exportRecordsBehind, asked, { actor: street });
    expect(file.fileName).toMatch(/\.xlsx$/u);
    const { rows } = await readSpreadsheet(Buffer.from(file.content, 'base64'));
    expect(rows).toHaveLength(2);
    expect(rows[0]!.cells).toContain('志愿者');
    const { cells } = rows[1]!;
    expect(cells).toContain('90');
    expect(cells.some((cell) => /^[=+\-@]/u.test(cell))).toBe(false);
  });
});

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
      world.t.platform.run(
        listActivitiesBehind,
        { from: '2026-03', to: '2026-05', place: HUGUO },
        { actor },
      );
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
