import { sql } from 'kysely';
import { regionNamesOf, organisationNamesOf } from '@zhongzhi/directory';
import { circleNamesOf } from '@zhongzhi/circles';
import type { Context } from '@zhongzhi/kernel';

export type Dimension = 'region' | 'circle' | 'kind' | 'unit';

/** Hours and services of a part of the district, summed over months. */
export interface FigureLine {
  readonly key: string;
  readonly name: string | null;
  readonly minutes: number;
  readonly services: number;
}

const MOST = 100;

async function namesBy(context: Context, dimension: Dimension, keys: readonly string[]): Promise<Map<string, string>> {
  if (dimension === 'region') return regionNamesOf(context, keys);
  if (dimension === 'unit') return organisationNamesOf(context, keys);
  if (dimension === 'circle') return circleNamesOf(context, keys);
  return new Map();
}

/** Regions that lie in the places; null is everywhere. */
const within = (places: readonly string[] | null) =>
  places === null ? sql`true` : sql`exists (select from unnest(${[...places]}::text[]) p where m.key like p || '%')`;

/**
 * Service by region, circle, kind or unit, of the months named, most hours first; places limit it to what lies there.
 * Read from the monthly totals that are kept with every record. Nobody is ranked: there is no figure by person.
 */
export async function figuresBy(
  context: Context,
  { dimension, from, to, places }: { dimension: Dimension; from: string; to: string; places: readonly string[] | null },
): Promise<{ items: FigureLine[]; months: { month: string; minutes: number; services: number }[] }> {
  const byKey = sql<{
    key: string;
    minutes: number;
    services: number;
  }>`select m.key, sum(m.minutes)::bigint as minutes, sum(m.services)::int as services from volunteering.month_total m
    where m.district = ${context.district} and m.dimension = ${dimension} and m.month between ${from}::date and ${to}::date and ${within(dimension === 'region' ? places : null)}
    group by m.key having sum(m.services) > 0 order by 2 desc, 1 limit ${MOST}`.execute(context.tx);
  // Every record has one kind and one region: the whole district adds up from the few kinds, a part of it from its regions.
  const byMonth = sql<{
    month: string;
    minutes: number;
    services: number;
  }>`select to_char(m.month, 'YYYY-MM') as month, sum(m.minutes)::bigint as minutes, sum(m.services)::int as services from volunteering.month_total m
    where m.district = ${context.district} and m.dimension = ${places === null ? 'kind' : 'region'} and m.month between ${from}::date and ${to}::date
      and ${within(places)}
    group by m.month order by m.month`.execute(context.tx);
  const [{ rows }, { rows: months }] = await Promise.all([byKey, byMonth]);
  const names = await namesBy(
    context,
    dimension,
    rows.map(({ key }) => key),
  );
  return { items: rows.map((row) => ({ ...row, name: names.get(row.key) ?? null })), months };
}
