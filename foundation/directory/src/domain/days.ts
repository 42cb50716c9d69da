const HOURS_AHEAD = 8;

/** The calendar day in Asia/Shanghai, which is eight hours ahead all year. */
export const dayOf = (instant: Date): string =>
  new Date(instant.getTime() + HOURS_AHEAD * 3_600_000).toISOString().slice(0, 10);

/** The first day of regions that were there before our records. */
export const SINCE_EVER = '1900-01-01';

/** The least id that a row written at this time can have: ids begin with the time (RFC 9562), so the key is an index by time. */
export function leastIdAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
