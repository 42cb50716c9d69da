import type { Context } from '@zhongzhi/kernel';
import type { Calendar, OfficePeriod, SpecialDay, YearStatus } from './domain/calendar.ts';
import { seedCalendar } from './seed/seed-calendar.ts';

/** The calendar last read of each district; its version tells whether it still holds. */
const lastRead = new Map<number, Calendar>();

/** The seed with the years that the district imported in place of its own. */
async function readCalendar(
  { tx, district }: Context,
  version: string,
  officeHours: OfficePeriod[],
): Promise<Calendar> {
  const years = await tx
    .selectFrom('calendar.year')
    .select(['year', 'status'])
    .where('district', '=', district)
    .execute();
  const rows = await tx
    .selectFrom('calendar.day')
    .select(['date', 'kind', 'note'])
    .where('district', '=', district)
    .execute();
  const own = new Set(years.map(({ year }) => String(year)));
  const seed = seedCalendar();
  const days: Record<string, SpecialDay> = Object.fromEntries(
    Object.entries(seed.days).filter(([date]) => !own.has(date.slice(0, 4))),
  );
  for (const { date, kind, note } of rows) days[date] = { kind: kind as SpecialDay['kind'], note };
  const statuses = Object.fromEntries(years.map(({ year, status }) => [year, status as YearStatus]));
  return Object.freeze({ version, officeHours, years: { ...seed.years, ...statuses }, days });
}

/**
 * The calendar of the district. One short look-up by key as long as nothing has changed; without imported years it is the
 * calendar that the platform comes with.
 */
export async function loadCalendar(context: Context): Promise<Calendar> {
  const { tx, district } = context;
  const current = await tx
    .selectFrom('calendar.version')
    .select(['version', 'office_hours'])
    .where('district', '=', district)
    .executeTakeFirst();
  if (!current) return seedCalendar();
  const known = lastRead.get(district);
  if (known?.version === current.version) return known;
  const read = await readCalendar(context, current.version, current.office_hours as OfficePeriod[]);
  lastRead.set(district, read);
  return read;
}
