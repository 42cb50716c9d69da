import { sql, type RawBuilder } from 'kysely';
import { searchWords } from '@zhongzhi/contract-kit';
import type { Context } from '@zhongzhi/kernel';
import { LINE, shown, type Line } from './activities.ts';

export interface DiscoverFilter {
  /** A street or community; its first digits. */
  readonly place?: string | undefined;
  readonly kind?: string | undefined;
  readonly circle?: string | undefined;
  /** A day in Shanghai, YYYY-MM-DD. */
  readonly day?: string | undefined;
  /** Words of title, content and address; all of them. */
  readonly text?: string | undefined;
}

export interface After {
  readonly at: Date;
  readonly id: string;
}

const MOST = 30;
const DAY_MS = 86_400_000;
const STREET_DIGITS = 9;
const COMMUNITY_DIGITS = 12;

/** From when until when: still to come, and on the day if one is asked for. */
function stretchOf(now: Date, day: string | undefined): { from: Date; until: Date | null } {
  if (day === undefined) return { from: now, until: null };
  const begin = new Date(`${day}T00:00:00+08:00`);
  return { from: begin > now ? begin : now, until: new Date(begin.getTime() + DAY_MS) };
}

/** Places have columns of their own, because row-level security keeps LIKE from using an index. */
export function inPlace(place: string): RawBuilder<unknown> {
  if (place.length < STREET_DIGITS) return sql`and a.district = ${Number(place)}`;
  if (place.length === STREET_DIGITS) return sql`and a.street = ${place}`;
  if (place.length === COMMUNITY_DIGITS) return sql`and a.community = ${place}`;
  return sql`and a.community = ${place.slice(0, COMMUNITY_DIGITS)} and a.place = ${place}`;
}

async function byWords(context: Context, filter: DiscoverFilter, after: After | null): Promise<Line[]> {
  const words = searchWords(filter.text ?? '');
  if (words.length === 0) return [];
  const { from, until } = stretchOf(context.now, filter.day);
  const { rows } = await sql<Line>`select ${LINE} from volunteering.activity a
    where a.district = ${context.district} and a.id in (select volunteering.find_activities(${context.district}, ${words}::text[], ${filter.place ?? null},
      ${filter.kind ?? null}, ${filter.circle ?? null}::uuid, ${from}, ${until}::timestamptz, ${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid, ${MOST + 1}))
    order by a.starts_at, a.id`.execute(context.tx);
  return rows;
}

/** The query by place, kind, circle and day: each walks an index that is in the order of the list. */
export const comingActivities = (context: Context, filter: DiscoverFilter, after: After | null) => {
  const { from, until } = stretchOf(context.now, filter.day);
  return sql<Line>`select ${LINE} from volunteering.activity a
    where a.district = ${context.district} and a.status = 'open' and a.starts_at >= ${from}
      ${until === null ? sql`` : sql`and a.starts_at < ${until}`}
      ${filter.place === undefined ? sql`` : inPlace(filter.place)}
      ${filter.kind === undefined ? sql`` : sql`and a.kind = ${filter.kind}`}
      ${filter.circle === undefined ? sql`` : sql`and a.circle = ${filter.circle}::uuid`}
      ${after === null ? sql`` : sql`and (a.starts_at, a.id) > (${after.at}, ${after.id}::uuid)`}
    order by a.starts_at, a.id limit ${MOST + 1}`;
};

async function byTime(context: Context, filter: DiscoverFilter, after: After | null): Promise<Line[]> {
  return (await comingActivities(context, filter, after).execute(context.tx)).rows;
}

/** Activities that are still to come, soonest first; pages by start and id. */
export async function discover(context: Context, filter: DiscoverFilter, after: After | null) {
  const rows = await (filter.text === undefined ? byTime : byWords)(context, filter, after);
  const items = rows.slice(0, MOST);
  const last = items.at(-1);
  return {
    items: await shown(context, items),
    next: rows.length > MOST && last !== undefined ? { at: last.startsAt, id: last.id } : null,
  };
}

/** How many points a map shows at most, the soonest; and how far it looks ahead. */
export const MOST_POINTS = 500;
const DAYS_AHEAD = 30;

export interface ActivityPoint {
  id: string;
  title: string;
  kind: string;
  startsAt: Date;
  longitude: number;
  latitude: number;
}

/** Coming activities of the next 30 days that have a point, for the map. */
export async function comingPoints(
  context: Context,
  { place, kind, day }: Pick<DiscoverFilter, 'place' | 'kind' | 'day'>,
): Promise<ActivityPoint[]> {
  const { from, until } = stretchOf(context.now, day);
  const horizon = until ?? new Date(context.now.getTime() + DAYS_AHEAD * DAY_MS);
  const { rows } =
    await sql<ActivityPoint>`select a.id, a.title, a.kind, a.starts_at as "startsAt", a.longitude, a.latitude from volunteering.activity a
    where a.district = ${context.district} and a.status = 'open' and a.starts_at >= ${from} and a.starts_at < ${horizon} and a.longitude is not null and a.latitude is not null
      ${place === undefined ? sql`` : inPlace(place)} ${kind === undefined ? sql`` : sql`and a.kind = ${kind}`}
    order by a.starts_at, a.id limit ${MOST_POINTS}`.execute(context.tx);
  return rows;
}
