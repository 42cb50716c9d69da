import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import type { Activity } from './activity-store.ts';

/** One activity of a series. */
export interface InSeries {
  readonly id: string;
  readonly startsAt: Date;
  readonly status: Activity['status'];
}

/** All activities of the series that this one belongs to, by time; none for one that stands alone. */
export async function seriesOf(context: Context, { series }: Activity): Promise<InSeries[]> {
  if (series === null) return [];
  const { rows } =
    await sql<InSeries>`select id, starts_at as "startsAt", status from volunteering.activity where district = ${context.district} and series = ${series} order by starts_at, id`.execute(
      context.tx,
    );
  return rows;
}
