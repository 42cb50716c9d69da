/** The levels of the region tree from the district down, and the length of their codes. */
const LENGTHS = { district: 6, street: 9, community: 12, grid: 15 } as const;
export type RegionLevel = keyof typeof LENGTHS;

/** Whether this is a region code of one of the four levels. */
export const isRegionCode = (code: string): boolean => /^\d{6}(?:\d{3}){0,3}$/.test(code);

/** The level that a region code stands for; null when it is not a region code. */
export function regionLevel(code: string): RegionLevel | null {
  if (!isRegionCode(code)) return null;
  const found = Object.entries(LENGTHS).find(([, length]) => length === code.length);
  return (found?.[0] as RegionLevel | undefined) ?? null;
}

/** The region one level up; null for a district. */
export const parentOf = (code: string): string | null =>
  isRegionCode(code) && code.length > LENGTHS.district ? code.slice(0, -3) : null;

/** The region itself and those it lies in, from the district down. */
export const ancestorsOf = (code: string): string[] =>
  isRegionCode(code) ? Object.values(LENGTHS).flatMap((n) => (n <= code.length ? [code.slice(0, n)] : [])) : [];

/** Whether a region is, or lies in, the one with the code `prefix`. */
export const isWithin = (code: string, prefix: string): boolean =>
  isRegionCode(code) && isRegionCode(prefix) && code.startsWith(prefix);

/** Shortens the 12-digit form of the statistics office, which fills up with zeros: 530102001000 is street 530102001. */
export function shortenRegionCode(code: string): string {
  if (!/^\d{12}$/.test(code)) return code;
  if (code.endsWith('000000')) return code.slice(0, 6);
  return code.endsWith('000') ? code.slice(0, 9) : code;
}
