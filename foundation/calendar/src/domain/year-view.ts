import type { CalendarDay, CalendarYear } from '../contract/index.ts';
import type { Calendar } from './calendar.ts';
import { isWorkingDay } from './due.ts';

const NOON_IN_SHANGHAI_UTC = 4;

function countWorkingDays(year: number, calendar: Calendar): number {
  let count = 0;
  for (let day = 1; ; day += 1) {
    const noon = new Date(Date.UTC(year, 0, day, NOON_IN_SHANGHAI_UTC));
    if (noon.getUTCFullYear() !== year) return count;
    if (isWorkingDay(noon, calendar)) count += 1;
  }
}

/** One year of a calendar as people look at it. */
export function viewYear(year: number, calendar: Calendar, source: CalendarYear['source']): CalendarYear {
  const days = Object.entries(calendar.days)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, { kind, note }]): CalendarDay => ({ date, kind, note }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  return {
    year,
    status: calendar.years[year] ?? 'provisional',
    source,
    workingDays: countWorkingDays(year, calendar),
    officeHours: [...calendar.officeHours],
    days,
  };
}

const keyOf = (day: CalendarDay): string => `${day.date} ${day.kind}`;

/** The days of `here` that are not in `there`, or are of another kind there. */
export function daysOnlyIn(here: CalendarYear, there: CalendarYear): CalendarDay[] {
  const known = new Set(there.days.map(keyOf));
  return here.days.filter((day) => !known.has(keyOf(day)));
}
