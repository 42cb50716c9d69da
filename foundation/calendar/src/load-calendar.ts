import type { Context } from '@zhongzhi/kernel';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Calendar, OfficePeriod, SpecialDay, YearStatus } from './domain/calendar.ts';
import { seedCalendar } from './seed/seed-calendar.ts';

/** The calendar last read of each district; its version tells whether it still holds. */
const lastRead = new Map<number, Calendar>();

/**
 * The seed with the years that the district imported in place of its own. Version, years and days come in one statement:
 * in several, an import that commits in between would leave days without their year, or under a version not theirs.
 */
async function readCalendar({ tx, district }: Context): Promise<Calendar> {
  const current = await tx
    .selectFrom('calendar.version')
    .select((row) => [
      'version',
      'office_hours',
      jsonArrayFrom(row.selectFrom('calendar.year').select(['year', 'status']).where('district', '=', district)).as(
        'years',
      ),
      jsonArrayFrom(
        row.selectFrom('calendar.day').select(['date', 'kind', 'note']).where('district', '=', district),
      ).as('days'),
    ])
    .where('district', '=', district)
    .executeTakeFirstOrThrow();
  const own = new Set(current.years.map(({ year }) => String(year)));
  const seed = seedCalendar();
  const days: Record<string, SpecialDay> = Object.fromEntries(
    Object.entries(seed.days).filter(([date]) => !own.has(date.slice(0, 4))),
  );
  for (const { date, kind, note } of current.days) days[date] = { kind: kind as SpecialDay['kind'], note };
  const statuses = Object.fromEntries(current.years.map(({ year, status }) => [year, status as YearStatus]));
  return Object.freeze({
    version: current.version,
    officeHours: current.office_hours as OfficePeriod[],
    years: { ...seed.years, ...statuses },
    days,
  });
}

/**
 * The calendar of the district. One short look-up by key as long as nothing has changed; without imported years it is the
 * calendar that the platform comes with.
 */
export async function loadCalendar(context: Context): Promise<Calendar> {
  const { tx, district } = context;
  const current = await tx
    .selectFrom('calendar.version')
    .select('version')
    .where('district', '=', district)
    .executeTakeFirst();
  if (!current) return seedCalendar();
  const known = lastRead.get(district);
  if (known?.version === current.version) return known;
  const read = await readCalendar(context);
  lastRead.set(district, read);
  return read;
}
