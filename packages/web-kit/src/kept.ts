import { useSyncExternalStore } from 'react';

/** A value that all components share and this device remembers. */
export interface Kept<T> {
  get: () => T;
  set: (value: T) => void;
  subscribe: (listener: () => void) => () => void;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Private windows of some browsers have no storage: the value lives as long as the page.
    return null;
  }
}

function write(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // See read.
  }
}

/** Keeps a choice among `values` under `key`; the first is the one to begin with unless `begin` says otherwise. */
export function keep<const T extends string>(
  key: string,
  values: readonly [T, ...T[]],
  begin?: () => T | undefined,
): Kept<T> {
  const stored = values.find((value) => value === read(key));
  return createStore(stored ?? begin?.() ?? values[0], (value) => write(key, value));
}

/** A value that all components share. */
export function createStore<T>(initial: T, onChange?: (value: T) => void): Kept<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      onChange?.(value);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The value now; the component is drawn again when it changes. */
export function useKept<T>(kept: Kept<T>): T {
  return useSyncExternalStore(kept.subscribe, kept.get, kept.get);
}
