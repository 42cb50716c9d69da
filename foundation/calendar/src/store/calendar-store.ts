import { personOf, type Context } from '@zhongzhi/kernel';
import type { CalendarDay } from '../contract/index.ts';
import type { OfficePeriod, YearStatus } from '../domain/calendar.ts';
import { SEED_OFFICE_HOURS } from '../seed/seed-calendar.ts';

/** Gives the calendar a new version. Its row is locked until the end, so that changes come one after the other. */
export async function renewVersion(context: Context, officeHours?: readonly OfficePeriod[]): Promise<void> {
  const changed = {
    version: context.newId(),
    changed_at: context.now,
    changed_by: personOf(context.actor),
  };
  const hours = JSON.stringify(officeHours ?? SEED_OFFICE_HOURS);
  await context.tx
    .insertInto('calendar.version')
    .values({ district: context.district, ...changed, office_hours: hours })
    .onConflict((conflict) =>
      conflict
        .column('district')
        .doUpdateSet({ ...changed, ...(officeHours === undefined ? {} : { office_hours: hours }) }),
    )
    .execute();
}

/** Puts a whole year in the place of what there was of it. */
export async function replaceYear(
  context: Context,
  year: number,
  status: YearStatus,
  days: readonly CalendarDay[],
): Promise<void> {
  const { tx, district } = context;
  const imported = { status, imported_at: context.now, imported_by: personOf(context.actor) };
  await tx
    .insertInto('calendar.year')
    .values({ district, year, ...imported })
    .onConflict((conflict) => conflict.columns(['district', 'year']).doUpdateSet(imported))
    .execute();
  await tx.deleteFrom('calendar.day').where('district', '=', district).where('year', '=', year).execute();
  await tx
    .insertInto('calendar.day')
    .values(days.map((day) => ({ district, year, ...day })))
    .execute();
}

/** Whether the district imported the year itself. */
export async function isImported({ tx, district }: Context, year: number): Promise<boolean> {
  const row = await tx
    .selectFrom('calendar.year')
    .select('year')
    .where('district', '=', district)
    .where('year', '=', year)
    .executeTakeFirst();
  return row !== undefined;
}
