import { dayOf } from '@zhongzhi/contract-kit';

/** How often an activity comes again. */
export const EVERY = ['day', 'week', 'fortnight', 'month'] as const;
export type Every = (typeof EVERY)[number];

/** The district's time all year round: it knows no summer time. Phones without `Temporal` reckon with it too. */
const AHEAD_MS = 8 * 3_600_000;
const DAYS: Readonly<Record<Exclude<Every, 'month'>, number>> = { day: 1, week: 7, fortnight: 14 };
const DAY_MS = 86_400_000;

function monthsLater(at: Date, months: number): Date {
  const here = new Date(at.getTime() + AHEAD_MS);
  const lastDay = new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() + months + 1, 0));
  const day = Math.min(here.getUTCDate(), lastDay.getUTCDate());
  const ofDay = (here.getTime() % DAY_MS) - AHEAD_MS;
  return new Date(Date.UTC(lastDay.getUTCFullYear(), lastDay.getUTCMonth(), day) + ofDay);
}

/** The same time of day so many steps later, in the district's time; where a month lacks the day, its last. */
export const later = (at: Date, every: Every, steps: number): Date =>
  every === 'month' ? monthsLater(at, steps) : new Date(at.getTime() + steps * DAYS[every] * DAY_MS);

/** So many days lie between two times, by the calendar of the district. */
export const daysBetween = (from: Date, to: Date): number => (Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / DAY_MS;
