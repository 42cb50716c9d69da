import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;
let now = Date.now();

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    onTick();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** The time, renewed twice a minute, so that what is left until a deadline stays true on an open page. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
