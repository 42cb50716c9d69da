import { sql, type RawBuilder } from 'kysely';
import { organisationNamesOf, regionNamesOf } from '@zhongzhi/directory';
import type { Context } from '@zhongzhi/kernel';
import type { ActivityBehind, PlaceFigures, WhichActivity } from '../contract/district-view.ts';
import { within } from './oversight.ts';

export type PlacesBy = 'day' | 'month' | 'region' | 'kind';

/** Days from and to (both inclusive), and what they are narrowed to. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly place?: string;
  readonly region?: string;
  readonly kind?: string;
}

const MOST_KEYS = 500;
const day = sql`(a.starts_at at time zone 'Asia/Shanghai')::date`;
const KEYS: Readonly<Record<PlacesBy, RawBuilder<unknown>>> = {
  day: sql`to_char(${day}, 'YYYY-MM-DD')`,
  month: sql`to_char(${day}, 'YYYY-MM')`,
  region: sql`a.place`,
  kind: sql`a.kind`,
};

/** Published activities of the period within the caller's places and units. */
const activitiesOf = (
  context: Context,
  { from, to, place, region, kind }: Period,
) => sql`a.district = ${context.district}
  and a.starts_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai' and a.starts_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
  and a.status <> 'draft' and a.place like ${`${place ?? ''}%`} and (${region ?? null}::text is null or a.place = ${region ?? null})
  and (${kind ?? null}::text is null or a.kind = ${kind ?? null}) and ${within(context.scope, sql`a.place`, sql`a.unit`)}`;

type Counts = PlaceFigures['total'];
const NONE: Counts = {
  activities: 0,
  cancelled: 0,
  settled: 0,
  unsettled: 0,
  capacity: 0,
  taken: 0,
  expected: 0,
  noShows: 0,
};

function added(items: readonly Counts[]): Counts {
  const total = { ...NONE };
  for (const item of items) for (const key of Object.keys(NONE) as (keyof Counts)[]) total[key] += item[key];
  return total;
}

/**
 * Places offered and taken, and people noted as not come, by day, month, region or kind. Counted from the activities,
 * their posts and the notes themselves; never by person.
 */
export async function placesBy(context: Context, by: PlacesBy, period: Period): Promise<PlaceFigures> {
  // Looked up activity by activity along their indexes: the cost is that of the period, however long the years before it.
  const { rows } = await sql<
    Counts & { key: string }
  >`select t.key, (count(*) filter (where t.status <> 'cancelled'))::int as activities, (count(*) filter (where t.status = 'cancelled'))::int as cancelled,
      (count(*) filter (where t.status = 'settled'))::int as settled, (count(*) filter (where t.status = 'open' and t.ends_at < ${context.now}))::int as unsettled,
      coalesce(sum(t.capacity), 0)::int as capacity, coalesce(sum(t.taken), 0)::int as taken,
      coalesce(sum(t.taken) filter (where t.status = 'settled'), 0)::int as expected, coalesce(sum(t.no_shows), 0)::int as "noShows"
    from (select ${KEYS[by]} as key, a.status, a.ends_at, p.capacity, p.taken, n.no_shows from volunteering.activity a
      left join lateral (select sum(p.capacity) as capacity, sum(p.taken) as taken from volunteering.post p
        where p.district = a.district and p.activity = a.id and a.status <> 'cancelled') p on true
      left join lateral (select count(*) as no_shows from volunteering.no_show n
        where n.district = a.district and n.activity = a.id and a.status = 'settled' and n.withdrawn_at is null) n on true
      where ${activitiesOf(context, period)}) t
    group by t.key order by t.key limit ${MOST_KEYS}`.execute(context.tx);
  const names =
    by === 'region'
      ? await regionNamesOf(
          context,
          rows.map(({ key }) => key),
        )
      : new Map<string, string>();
  return { items: rows.map((row) => ({ ...row, name: names.get(row.key) ?? null })), total: added(rows) };
}

interface Line extends Omit<ActivityBehind, 'placeName' | 'unitName' | 'startsAt'> {
  readonly place: string;
  readonly unit: string;
  readonly startsAt: Date;
}

const NARROWED: Readonly<Record<WhichActivity, (now: Date) => RawBuilder<unknown>>> = {
  all: () => sql`a.status <> 'cancelled'`,
  cancelled: () => sql`a.status = 'cancelled'`,
  settled: () => sql`a.status = 'settled'`,
  unsettled: (now) => sql`a.status = 'open' and a.ends_at < ${now}`,
  'no-shows': () =>
    sql`a.status = 'settled' and exists (select from volunteering.no_show n where n.district = a.district and n.activity = a.id and n.withdrawn_at is null)`,
};

const PAGE = 50;

/** The activities that a figure counts, in order of their start. */
export async function activitiesBehind(
  context: Context,
  period: Period,
  which: WhichActivity,
  after: { at: string; id: string } | null,
): Promise<{ items: ActivityBehind[]; next: { at: string; id: string } | null }> {
  const { now, tx } = context;
  const { rows } = await sql<Line>`select a.id, a.title, a.kind, a.place, a.unit, a.starts_at as "startsAt",
      case when a.status <> 'open' then a.status when a.starts_at > ${now} then 'coming' when a.ends_at >= ${now} then 'running' else 'unsettled' end as state,
      (select coalesce(sum(p.capacity), 0)::int from volunteering.post p where p.district = a.district and p.activity = a.id) as capacity,
      (select coalesce(sum(p.taken), 0)::int from volunteering.post p where p.district = a.district and p.activity = a.id) as taken,
      (select count(*)::int from volunteering.no_show n where n.district = a.district and n.activity = a.id and n.withdrawn_at is null) as "noShows"
    from volunteering.activity a where ${activitiesOf(context, period)} and ${NARROWED[which](now)}
      and (${after?.at ?? null}::timestamptz is null or (a.starts_at, a.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by a.starts_at, a.id limit ${PAGE + 1}`.execute(tx);
  const shown = rows.slice(0, PAGE);
  const places = await regionNamesOf(
    context,
    shown.map(({ place }) => place),
  );
  const units = await organisationNamesOf(
    context,
    shown.map(({ unit }) => unit),
  );
  const last = shown.at(-1);
  return {
    items: shown.map(({ place, unit, startsAt, ...line }) => ({
      ...line,
      placeName: places.get(place) ?? null,
      unitName: units.get(unit) ?? '',
      startsAt: startsAt.toISOString(),
    })),
    next: rows.length > PAGE && last !== undefined ? { at: last.startsAt.toISOString(), id: last.id } : null,
  };
}
