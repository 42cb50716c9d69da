import type { Calendar } from '../domain/calendar.ts';
import { seed } from './seed.generated.ts';

/** Office hours of the district's offices unless it has set its own. */
export const SEED_OFFICE_HOURS = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:30' },
] as const;

const calendar: Calendar = Object.freeze({
  version: 'seed',
  officeHours: SEED_OFFICE_HOURS,
  years: seed.years,
  days: Object.fromEntries(seed.days.map(([date, kind, note]) => [date, { kind, note }])),
});

/** The calendar the platform comes with: 2017 to 2026 as published, 2027 provisional. */
export const seedCalendar = (): Calendar => calendar;
