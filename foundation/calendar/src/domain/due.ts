import type { Calendar } from './calendar.ts';
import { dayOf, tableOf, type DayTable } from './day-table.ts';

/** How long something may take: round the clock, in office hours, or in working days. */
export type Limit = { readonly hours: number } | { readonly workingHours: number } | { readonly workingDays: number };

/** A stretch in which a clock stood still; `to` is null while it still does. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
}

export interface Due {
  readonly start: Date;
  readonly limit: Limit;
  readonly pauses: readonly Pause[];
  readonly calendar: Calendar;
}

const HOUR_MS = 3_600_000;

/** An instant that is none would pass through round-the-clock sums unnoticed and be stored as a due time. */
function instantOf(date: Date): number {
  const at = date.getTime();
  if (Number.isNaN(at)) throw new RangeError('a clock needs a valid time');
  return at;
}

/** Pauses that have ended, from `start` on, in order and without overlap. */
function endedPauses(pauses: readonly Pause[], start: number): { from: number; to: number }[] {
  const merged: { from: number; to: number }[] = [];
  const ended = pauses
    .flatMap(({ from, to }) => (to === null ? [] : [{ from: Math.max(instantOf(from), start), to: instantOf(to) }]))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  for (const pause of ended) {
    const last = merged.at(-1);
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else merged.push(pause);
  }
  return merged;
}

function positive(amount: number, whole: boolean): number {
  if (!(amount > 0 && Number.isFinite(amount)) || (whole && !Number.isInteger(amount))) {
    throw new RangeError(`a limit must be a positive ${whole ? 'whole ' : ''}number, not ${amount}`);
  }
  return amount;
}

/** The point of the line of working time at which a limit ends, before any pause. */
function endOfWorkingLimit(start: number, limit: Exclude<Limit, { hours: number }>, table: DayTable): number {
  if ('workingHours' in limit) return table.elapsed(start) + positive(limit.workingHours, false) * HOUR_MS;
  // The day of receipt does not count; received on a day off, counting begins on the next working day all the same.
  const counted = table.workingDaysBefore(dayOf(start) + 1) + positive(limit.workingDays, true);
  return counted * table.officeMs;
}

/**
 * When a limit ends. Round-the-clock hours simply pass. Working hours pass in office hours only. Working days begin on
 * the working day after receipt, and the last of them ends with its office hours. Each pause that has ended moves the
 * end by the time of the same kind that it took; one that is still open does not move it yet.
 * @throws RangeError for a limit that is not positive, an invalid time, or dates for which no calendar can be known.
 */
export function dueAt({ start, limit, pauses, calendar }: Due): Date {
  const begin = instantOf(start);
  const ended = pauses.length === 0 ? [] : endedPauses(pauses, begin);
  if ('hours' in limit) {
    let due = begin + positive(limit.hours, false) * HOUR_MS;
    for (const { from, to } of ended) {
      if (from >= due) break;
      due += to - from;
    }
    return new Date(due);
  }
  const table = tableOf(calendar);
  let end = endOfWorkingLimit(begin, limit, table);
  for (const { from, to } of ended) {
    if (from >= table.reached(end)) break;
    end += table.elapsed(to) - table.elapsed(from);
  }
  return new Date(table.reached(end));
}

/** Minutes of working time from `a` to `b`; negative when `b` comes first. */
export function workingMinutesBetween(a: Date, b: Date, calendar: Calendar): number {
  const table = tableOf(calendar);
  return (table.elapsed(b.getTime()) - table.elapsed(a.getTime())) / 60_000;
}

/** Whether the local day of an instant is a working day. */
export const isWorkingDay = (at: Date, calendar: Calendar): boolean =>
  tableOf(calendar).isWorkingDay(dayOf(at.getTime()));
