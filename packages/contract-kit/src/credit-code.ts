import { toHalfWidth } from './half-width.ts';

/** GB 32100: the 31 characters in use (I, O, S, V and Z are left out) and the weights, powers of 3 modulo 31. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Removes spaces and hyphens, narrows full-width characters, writes capitals. */
export const normaliseCreditCode = (typed: string): string => toHalfWidth(typed).replace(/[\s-]/g, '').toUpperCase();

/** The check character of the first 17 characters of a unified social credit code. */
export function creditCodeCheck(first17: string): string {
  const sum = WEIGHTS.reduce<number>(
    (total, weight, index) => total + weight * CHARACTERS.indexOf(first17.charAt(index)),
    0,
  );
  return CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

/** Whether this is a valid unified social credit code (GB 32100): form, six-digit region and check character. */
export const isCreditCode = (text: string): boolean =>
  /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text) &&
  creditCodeCheck(text.slice(0, 17)) === text.charAt(17);
