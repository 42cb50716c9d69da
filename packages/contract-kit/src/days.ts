const AHEAD_MS = 8 * 3_600_000;

/** The calendar day of a moment in Asia/Shanghai, YYYY-MM-DD; eight hours ahead all year, whatever zone the machine is in. */
export const dayOf = (at: Date): string => new Date(at.getTime() + AHEAD_MS).toISOString().slice(0, 10);
