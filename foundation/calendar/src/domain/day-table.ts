import { DAY_MS, EARLIEST_YEAR, LATEST_YEAR, OFFSET_MS, type Calendar } from './calendar.ts';

/**
 * A calendar unrolled day by day, so that any question about working time is a look-up. Working time is a line: `elapsed`
 * says how far along it an instant lies, `reached` when a given point of it comes.
 */
export interface DayTable {
  isWorkingDay(day: number): boolean;
  /** Working days before a day. */
  workingDaysBefore(day: number): number;
  /** Milliseconds of working time from the beginning of the table to an instant. */
  elapsed(at: number): number;
  /** The first instant at which so much working time has elapsed; always within office hours. */
  reached(elapsed: number): number;
  /** Milliseconds of working time in a day. */
  readonly officeMs: number;
}

const FIRST_DAY_AT = Date.UTC(EARLIEST_YEAR, 0, 1);
const DAYS = Math.round((Date.UTC(LATEST_YEAR + 1, 0, 1) - FIRST_DAY_AT) / DAY_MS);
/** 1 January 1992 was a Wednesday. */
const FIRST_WEEKDAY = new Date(FIRST_DAY_AT).getUTCDay();

const outOfRange = (): RangeError =>
  new RangeError(`working time is known for the years ${EARLIEST_YEAR} to ${LATEST_YEAR} only`);

/** The number of the local day in which an instant lies, counted from the beginning of the table. */
export function dayOf(at: number): number {
  const day = Math.floor((at + OFFSET_MS - FIRST_DAY_AT) / DAY_MS);
  if (!(day >= 0 && day < DAYS)) throw outOfRange();
  return day;
}

const beginningOf = (day: number): number => FIRST_DAY_AT + day * DAY_MS - OFFSET_MS;

const msOfDay = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;

function unroll(calendar: Calendar): { before: Int32Array; nth: Int32Array } {
  const changed = new Map(
    Object.entries(calendar.days).map(([date, day]) => [
      Math.round((Date.parse(date) - FIRST_DAY_AT) / DAY_MS),
      day.kind === 'work',
    ]),
  );
  const before = new Int32Array(DAYS + 1);
  const nth = new Int32Array(DAYS);
  let count = 0;
  for (let day = 0; day < DAYS; day += 1) {
    before[day] = count;
    const weekday = (FIRST_WEEKDAY + day) % 7;
    if (changed.get(day) ?? (weekday !== 0 && weekday !== 6)) nth[count++] = day;
  }
  before[DAYS] = count;
  return { before, nth: nth.subarray(0, count) };
}

function build(calendar: Calendar): DayTable {
  const periods = calendar.officeHours.map(({ from, to }) => ({ from: msOfDay(from), to: msOfDay(to) }));
  const officeMs = periods.reduce((total, period) => total + period.to - period.from, 0);
  if (officeMs <= 0) throw new RangeError('a calendar needs office hours');
  const { before, nth } = unroll(calendar);
  const workingDaysBefore = (day: number): number => before[day] ?? 0;
  const isWorkingDay = (day: number): boolean => workingDaysBefore(day + 1) > workingDaysBefore(day);
  return {
    officeMs,
    isWorkingDay,
    workingDaysBefore,
    elapsed(at) {
      const day = dayOf(at);
      let total = workingDaysBefore(day) * officeMs;
      if (!isWorkingDay(day)) return total;
      const time = at - beginningOf(day);
      for (const { from, to } of periods) total += Math.max(0, Math.min(time, to) - from);
      return total;
    },
    reached(elapsed) {
      const whole = Math.ceil(elapsed / officeMs) - 1;
      const day = nth[whole];
      if (day === undefined) throw outOfRange();
      let left = elapsed - whole * officeMs;
      for (const { from, to } of periods) {
        if (left <= to - from) return beginningOf(day) + from + left;
        left -= to - from;
      }
      throw outOfRange();
    },
  };
}

const tables = new WeakMap<Calendar, DayTable>();

/** The table of a calendar, made once for each calendar value. */
export function tableOf(calendar: Calendar): DayTable {
  const known = tables.get(calendar);
  if (known) return known;
  const made = build(calendar);
  tables.set(calendar, made);
  return made;
}
