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

const MOST = 200;

async function namesBy(context: Context, dimension: Dimension, keys: readonly string[]): Promise<Map<string, string>> {
  if (dimension === 'region') return regionNamesOf(context, keys);
  if (dimension === 'unit') return organisationNamesOf(context, keys);
  if (dimension === 'circle') return circleNamesOf(context, keys);
  return new Map();
}

/**
 * Service by region, circle, kind or unit, of the months named, most hours first; places limit it to what lies there.
 * Read from the monthly totals that are kept with every record. Nobody is ranked: there is no figure by person.
 */
export async function figuresBy(
  context: Context,
  { dimension, from, to, places }: { dimension: Dimension; from: string; to: string; places: readonly string[] | null },
): Promise<{ items: FigureLine[]; months: { month: string; minutes: number; services: number }[] }> {
  const inPlaces =
    places === null || dimension !== 'region'
      ? sql`true`
      : sql`exists (select from unnest(${[...places]}::text[]) p where m.key like p || '%')`;
  const { rows } = await sql<{
    key: string;
    minutes: number;
    services: number;
  }>`select m.key, sum(m.minutes)::bigint as minutes, sum(m.services)::int as services from volunteering.month_total m
    where m.district = ${context.district} and m.dimension = ${dimension} and m.month between ${from}::date and ${to}::date and ${inPlaces}
    group by m.key having sum(m.services) > 0 order by 2 desc, 1 limit ${MOST}`.execute(context.tx);
  const { rows: months } = await sql<{
    month: string;
    minutes: number;
    services: number;
  }>`select to_char(m.month, 'YYYY-MM') as month, sum(m.minutes)::bigint as minutes, sum(m.services)::int as services from volunteering.month_total m
    where m.district = ${context.district} and m.dimension = 'region' and m.month between ${from}::date and ${to}::date
      and ${places === null ? sql`true` : sql`exists (select from unnest(${[...places]}::text[]) p where m.key like p || '%')`}
    group by m.month order by m.month`.execute(context.tx);
  const names = await namesBy(
    context,
    dimension,
    rows.map(({ key }) => key),
  );
  return { items: rows.map((row) => ({ ...row, name: names.get(row.key) ?? null })), months };
}
