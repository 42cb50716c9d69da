import { sql, type RawBuilder } from 'kysely';
import { maskName } from '@zhongzhi/contract-kit';
import { namesOf, organisationNamesOf, regionNamesOf } from '@zhongzhi/directory';
import type { Context } from '@zhongzhi/kernel';
import type { RecordBehind } from '../contract/district-view.ts';
import type { Dimension } from './figures.ts';

/** One figure of service: of a part of the district or, without a key, of everything in the places. */
export interface Figure {
  readonly dimension: Dimension;
  readonly key: string | null;
  /** First days of the first and the last month. */
  readonly from: string;
  readonly to: string;
  /** Null is the whole district. */
  readonly places: readonly string[] | null;
}

interface Row {
  record: string;
  person: string;
  servedOn: string;
  activityName: string;
  kind: string;
  region: string;
  unit: string;
  minutes: number;
  class: 'timed' | 'entered';
}

/** What a figure without a key adds up: of everything, the few kinds; of places, the regions that lie in them. */
const partsOf = (context: Context, { places, from, to }: Figure): RawBuilder<unknown> =>
  sql`(select distinct m.key from volunteering.month_total m where m.district = ${context.district} and m.dimension = ${places === null ? 'kind' : 'region'}
    and m.month between ${from}::date and ${to}::date
    and ${places === null ? sql`true` : sql`exists (select from unnest(${[...places]}::text[]) s where m.key like s || '%')`})`;

/** The newest records of one part, read along the index of its dimension. */
function newestOf(
  context: Context,
  { from, to }: Figure,
  column: Dimension,
  key: RawBuilder<unknown>,
  after: { day: string; record: string } | null,
  most: number,
): RawBuilder<unknown> {
  return sql`select s.record, s.person, s.activity, s.kind, s.region, s.unit, s.minutes, s.class, s.served_on from volunteering.standing s
    where s.district = ${context.district} and s.stands = 'counts' and s.${sql.raw(column)} = ${key}
      and s.served_on >= ${from}::date and s.served_on < (${to}::date + interval '1 month')::date
      and (s.served_on, s.record) < (${after?.day ?? '9999-12-31'}::date, ${after?.record ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
    order by s.served_on desc, s.record desc limit ${most}`;
}

async function read(
  context: Context,
  figure: Figure,
  after: { day: string; record: string } | null,
  most: number,
): Promise<Row[]> {
  const { dimension, key, places } = figure;
  const isUuidKey = dimension === 'circle' || dimension === 'unit';
  const found =
    key === null
      ? sql`(select t.* from ${partsOf(context, figure)} part, lateral (${newestOf(context, figure, places === null ? 'kind' : 'region', sql`part.key`, after, most)}) t
          order by t.served_on desc, t.record desc limit ${most})`
      : sql`(${newestOf(context, figure, dimension, isUuidKey ? sql`${key}::uuid` : sql`${key}`, after, most)})`;
  const { rows } =
    await sql<Row>`select t.record, t.person, t.served_on::text as "servedOn", a.title as "activityName", t.kind, t.region, t.unit, t.minutes, t.class
    from ${found} t join volunteering.activity a on a.district = ${context.district} and a.id = t.activity order by t.served_on desc, t.record desc`.execute(
      context.tx,
    );
  return rows;
}

async function named(context: Context, rows: readonly Row[]): Promise<RecordBehind[]> {
  const people = await namesOf(
    context,
    rows.map(({ person }) => person),
  );
  const regions = await regionNamesOf(
    context,
    rows.map(({ region }) => region),
  );
  const units = await organisationNamesOf(
    context,
    rows.map(({ unit }) => unit),
  );
  return rows.map(({ person, region, unit, ...row }) => ({
    ...row,
    volunteer: maskName(people.get(person) ?? ''),
    regionName: regions.get(region) ?? null,
    unitName: units.get(unit) ?? '',
  }));
}

const PAGE = 50;

/** The records that a figure counts, the newest service first. */
export async function recordsBehind(context: Context, figure: Figure, after: { day: string; record: string } | null) {
  const rows = await read(context, figure, after, PAGE + 1);
  const last = rows[PAGE - 1];
  return {
    items: await named(context, rows.slice(0, PAGE)),
    next: rows.length > PAGE && last !== undefined ? { day: last.servedOn, record: last.record } : null,
  };
}

/** All of them at once, for a spreadsheet; at most `most`. */
export const allRecordsBehind = async (context: Context, figure: Figure, most: number): Promise<RecordBehind[]> =>
  named(context, await read(context, figure, null, most));

/** How many records a figure counts, as the figure itself says. */
export async function countBehind(context: Context, figure: Figure): Promise<number> {
  const { dimension, key, places, from, to } = figure;
  const of =
    key === null
      ? sql`m.dimension = ${places === null ? 'kind' : 'region'} and m.key in (select key from ${partsOf(context, figure)} p)`
      : sql`m.dimension = ${dimension} and m.key = ${key}`;
  const { rows } = await sql<{
    n: number;
  }>`select coalesce(sum(m.services), 0)::int as n from volunteering.month_total m
    where m.district = ${context.district} and m.month between ${from}::date and ${to}::date and ${of}`.execute(
    context.tx,
  );
  return rows[0]!.n;
}
