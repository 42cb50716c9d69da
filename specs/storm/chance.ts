/** Chance that is the same at every run of one seed. */
export interface Chance {
  /** A number from 0 to below 1. */
  next(): number;
  below(most: number): number;
  of<T>(all: readonly T[]): T;
  /** True so often out of a hundred. */
  in100(times: number): boolean;
}

/** Mulberry32: small, fast, and good enough to shuffle with. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return { next, below, of: (all) => all[below(all.length)]!, in100: (times) => next() * 100 < times };
}
