import { toHalfWidth } from './half-width.ts';

/** GB 11643: weights of the first 17 digits, and the check characters by remainder (ISO 7064, MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** Province-level codes of GB/T 2260, and 83 for the residence permit of people from Taiwan. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** Removes spaces, narrows full-width characters and writes the check character as a capital X. */
export const normaliseIdNumber = (typed: string): string => toHalfWidth(typed).replace(/\s/g, '').toUpperCase();

/** The check character of the first 17 digits. */
export function idNumberCheck(first17: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

const isRealDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/**
 * Whether this is a valid resident identity number: province, birth date and check digit (GB 11643). The permanent
 * residence card of foreigners has the same form with a leading 9 before the province. With `today` (YYYY-MM-DD),
 * birth dates that are yet to come are refused.
 */
export function isIdNumber(text: string, today?: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  if (!PROVINCES.has(text.startsWith('9') ? text.slice(1, 3) : text.slice(0, 2))) return false;
  const year = Number(text.slice(6, 10));
  if (year < 1800 || !isRealDate(year, Number(text.slice(10, 12)), Number(text.slice(12, 14)))) return false;
  if (idNumberCheck(text.slice(0, 17)) !== text.charAt(17)) return false;
  return today === undefined || birthDateOf(text) <= today;
}

/** The birth date in a valid identity number, as YYYY-MM-DD. */
export const birthDateOf = (idNumber: string): string =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;

/** Full years of age on a day; one is a year older on the birthday itself, and on 1 March when born on 29 February. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}
