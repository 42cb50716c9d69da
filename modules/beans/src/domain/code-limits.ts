/** So many wrong codes within so many seconds, then a pause. */
interface Limit {
  readonly most: number;
  readonly withinSeconds: number;
}

const QUARTER_SECONDS = 900;
const DAY_SECONDS = 86_400;

/**
 * Wrong codes of one merchant: a few slips at the counter are nothing, but of a hundred million codes no more than forty
 * a day can be tried.
 */
export const WRONG_CODE_LIMITS: readonly Limit[] = [
  { most: 10, withinSeconds: QUARTER_SECONDS },
  { most: 40, withinSeconds: DAY_SECONDS },
];

const SECOND_MS = 1_000;

/**
 * Seconds until another code may be tried; 0 while there is room.
 * @param wrong moments of wrong codes, in any order
 */
export function secondsToWait(wrong: readonly Date[], now: Date): number {
  const times = wrong.map((at) => at.getTime()).toSorted((a, b) => b - a);
  return Math.max(
    0,
    ...WRONG_CODE_LIMITS.map(({ most, withinSeconds }) => {
      const since = now.getTime() - withinSeconds * SECOND_MS;
      const counted = times.filter((at) => at > since);
      const oldest = counted[most - 1];
      return oldest === undefined ? 0 : Math.ceil((oldest - since) / SECOND_MS);
    }),
  );
}
