/** A stretch of time with both ends. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

const MINUTE_MS = 60_000;

/**
 * Minutes of service actually given: from check-in to check-out, within the shift (order 67, art. 7: travel, meals and
 * rest are not service). Whole minutes that were completed; never negative.
 */
export function minutesServed({ came, left, shift }: { came: Date; left: Date; shift: Stretch }): number {
  const from = Math.max(came.getTime(), shift.from.getTime());
  const to = Math.min(left.getTime(), shift.to.getTime());
  return Math.max(0, Math.floor((to - from) / MINUTE_MS));
}

/** Whether two stretches share a moment; one may begin when the other ends. */
export const overlaps = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to;

/** Minutes between the nearer ends of two stretches; 0 when they overlap or touch. */
export const minutesBetween = (a: Stretch, b: Stretch): number =>
  overlaps(a, b)
    ? 0
    : Math.floor((a.from >= b.to ? a.from.getTime() - b.to.getTime() : b.from.getTime() - a.to.getTime()) / MINUTE_MS);

export type Stands = 'counts' | 'needs-superior' | 'needs-district' | 'annulled';

const COUNTS_UNTIL_MINUTES = 8 * 60;
const SUPERIOR_UNTIL_MINUTES = 12 * 60;

/**
 * The daily ladder (practice of i志愿): up to 8 hours a person and day count at once, up to 12 after the organiser's
 * superior agrees, more after the district agrees.
 * @param minutesThatDay all service of the person on that day, with the record in question
 */
export function standsOnLadder(minutesThatDay: number): Exclude<Stands, 'annulled'> {
  if (minutesThatDay <= COUNTS_UNTIL_MINUTES) return 'counts';
  return minutesThatDay <= SUPERIOR_UNTIL_MINUTES ? 'needs-superior' : 'needs-district';
}
