import { toHalfWidth } from './half-width.ts';

/** Whether this is a mainland mobile number in its plain form of 11 digits. */
export const isPhone = (text: string): boolean => /^1[3-9]\d{9}$/.test(text);

/**
 * Brings a typed or imported mobile number to its 11 digits: +86, 0086 or 86 in front, spaces, hyphens, brackets and
 * full-width digits are accepted. Returns null when it is not a mainland mobile number.
 */
export function normalisePhone(typed: string): string | null {
  if (typed.length > 40) return null;
  const digits = toHalfWidth(typed)
    .replace(/[\s().\-\u2010-\u2015\u200B\u202A-\u202E]/g, '')
    .replace(/^(?:\+|00)86/, '');
  const plain = digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
  return isPhone(plain) ? plain : null;
}
