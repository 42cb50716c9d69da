import { dueAt, isWorkingDay, localDateOf, seedCalendar, workingMinutesBetween } from '../src/public.ts';
import { realDates } from './real-dates.ts';

/** A local time of the district as an instant: '2019-10-14 10:00'. */
export const local = (time: string): Date => new Date(`${time.replace(' ', 'T')}:00+08:00`);

/** What this process, in its own time zone, answers to every real date, and which days of three years it works on. */
export function answers(): { due: string[]; minutes: number[]; dates: string[]; worked: string } {
  const calendar = seedCalendar();
  const dues = realDates.map(({ received, limit, pause }) =>
    dueAt({
      start: local(received),
      limit,
      pauses: pause === undefined ? [] : [{ from: local(pause[0]), to: local(pause[1]) }],
      calendar,
    }),
  );
  const days = [2019, 2025, 2026].flatMap((year) =>
    Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day, 4))),
  );
  return {
    due: dues.map((due) => due.toISOString()),
    minutes: dues.map((due, index) => workingMinutesBetween(local(realDates[index]?.received ?? ''), due, calendar)),
    dates: dues.map(localDateOf),
    worked: days.map((day) => (isWorkingDay(day, calendar) ? '1' : '0')).join(''),
  };
}

if (import.meta.main) process.stdout.write(JSON.stringify(answers()));
