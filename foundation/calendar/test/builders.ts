import type { TestPlatform } from '@zhongzhi/kernel/testing';
import { actingAs } from '@zhongzhi/kernel/testing';
import type { Calendar, SpecialDay } from '../src/public.ts';
import { SEED_OFFICE_HOURS } from '../src/seed/seed-calendar.ts';
import { importYear } from '../src/use-cases/import-year.ts';

export { local } from './answers.ts';

/** A calendar of plain weekends, with the days that a test needs. */
export const aCalendar = (days: Readonly<Record<string, SpecialDay>> = {}): Calendar => ({
  version: `test ${JSON.stringify(days)}`,
  officeHours: SEED_OFFICE_HOURS,
  years: {},
  days,
});

/** Imports a year as the district's administrator would: lines of date,kind,note. */
export const anImportedYear = (t: TestPlatform, year: number, lines: string[]) =>
  t.platform.run(
    importYear,
    { year: String(year), status: 'final', days: lines.join('\n') },
    { actor: actingAs([{ role: 'district-administrator', place: String(t.platform.district), unit: null }]) },
  );
