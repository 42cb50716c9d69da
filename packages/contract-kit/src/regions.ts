/** A code grows by three digits with each level, from the six digits of a district. */
const SHORTEST = 6;
const STEP = 3;

/** Whether this is a region code of one of the four levels. */
export const isRegionCode = (code: string): boolean => /^\d{6}(?:\d{3}){0,3}$/.test(code);

/** The region one level up; null for a district. */
export const parentOf = (code: string): string | null =>
  isRegionCode(code) && code.length > SHORTEST ? code.slice(0, -3) : null;

/** The region itself and those it lies in, from the district down. */
export const ancestorsOf = (code: string): string[] =>
  isRegionCode(code)
    ? Array.from({ length: (code.length - SHORTEST) / STEP + 1 }, (_, depth) => code.slice(0, SHORTEST + depth * STEP))
    : [];

/** Whether a region is, or lies in, the one with the code `prefix`. */
export const isWithin = (code: string, prefix: string): boolean =>
  isRegionCode(code) && isRegionCode(prefix) && code.startsWith(prefix);

/** Shortens the 12-digit form of the statistics office, which fills up with zeros: 530102001000 is street 530102001. */
export function shortenRegionCode(code: string): string {
  if (!/^\d{12}$/.test(code)) return code;
  if (code.endsWith('000000')) return code.slice(0, 6);
  return code.endsWith('000') ? code.slice(0, 9) : code;
}
