/** A day that differs from its weekday: a weekday off, or a weekend day worked to make up for it (调休). */
export type DayKind = 'off' | 'work';

/** `final` once the State Council has published the year's arrangement, `provisional` before. */
export type YearStatus = 'final' | 'provisional';

export interface SpecialDay {
  readonly kind: DayKind;
  /** What the day is, in Chinese: 国庆节, 国庆节调休上班. */
  readonly note: string;
}

/** A stretch of the office day, in local time: { from: '09:00', to: '12:00' }. */
export interface OfficePeriod {
  readonly from: string;
  readonly to: string;
}

/** When offices work: everything the clocks need to know, as one immutable value. */
export interface Calendar {
  /** Changes with every import; equal versions of one district are equal calendars. */
  readonly version: string;
  /** In order and without overlap. */
  readonly officeHours: readonly OfficePeriod[];
  /** Years that are missing here are provisional, with plain weekends. */
  readonly years: Readonly<Record<number, YearStatus>>;
  /** By date, YYYY-MM-DD. */
  readonly days: Readonly<Record<string, SpecialDay>>;
}

/**
 * Asia/Shanghai has been UTC+8 without daylight saving time since 1992, so local dates are plain arithmetic, independent
 * of the time zone that the server runs in. `EARLIEST_YEAR` keeps the clocks within the years in which that holds.
 */
export const OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;
export const EARLIEST_YEAR = 1992;
export const LATEST_YEAR = 2099;

/** The local date of an instant, as YYYY-MM-DD. */
export const localDateOf = (at: Date): string => new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** Whether the arrangement of the year in which an instant lies is still a forecast. */
export const isProvisional = (at: Date, calendar: Calendar): boolean =>
  calendar.years[Number(localDateOf(at).slice(0, 4))] !== 'final';
