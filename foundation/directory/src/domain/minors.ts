import { dayOf } from './days.ts';

export type AgeBand = 'under-14' | '14-17' | 'adult-or-unknown';

const yearOf = (now: Date): number => Number(dayOf(now).slice(0, 4));

/** Counts from the year alone and in doubt for the younger: until the year's end a person may not have had their birthday. */
export function ageBandOf(birthYear: number | null, now: Date): AgeBand {
  if (birthYear === null) return 'adult-or-unknown';
  const least = yearOf(now) - birthYear - 1;
  if (least < 14) return 'under-14';
  return least < 18 ? '14-17' : 'adult-or-unknown';
}

/** Whole years that a minor has at least; null for adults and where no birth year is kept. */
export function leastAgeOf(birthYear: number | null, now: Date): number | null {
  return birthYear === null || ageBandOf(birthYear, now) === 'adult-or-unknown' ? null : yearOf(now) - birthYear - 1;
}

export const isMinor = (birthYear: number | null, now: Date): boolean =>
  ageBandOf(birthYear, now) !== 'adult-or-unknown';

/** The birth year to keep: only a minor's, since an adult's serves no purpose here. GB 11643 holds it in digits 7 to 10. */
export function birthYearToKeep(idNumber: string | null, stated: number | null, now: Date): number | null {
  const year = idNumber === null ? stated : Number(idNumber.slice(6, 10));
  return isMinor(year, now) ? year : null;
}
