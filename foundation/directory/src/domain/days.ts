const HOURS_AHEAD = 8;

/** The calendar day in Asia/Shanghai, which is eight hours ahead all year. */
export const dayOf = (instant: Date): string =>
  new Date(instant.getTime() + HOURS_AHEAD * 3_600_000).toISOString().slice(0, 10);

/** The first day of regions that were there before our records. */
export const SINCE_EVER = '1900-01-01';
