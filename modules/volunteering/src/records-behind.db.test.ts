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
import { exportRecordsBehind, listRecordsBehind } from './use-cases/district-use-cases.ts';
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
    run(async (context) => actingAs([{ role, place, unit: null }], await createPerson(context, { name: role }), role));
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
    stands: fc.constantFrom<NewRevision['stands'][]>('counts', 'counts', 'counts', 'needs-superior', 'annulled'),
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
        stands: one.stands,
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
          const { months } = await world.t.platform.run(getFigures, { dimension: 'region', ...period }, { actor });
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
