import { useEffect, useState, useSyncExternalStore } from 'react';
import { deviceStore, type KeyValueStore } from './store.ts';

interface Stored<T> {
  version: number;
  savedAt: number;
  value: T;
}

export interface DraftState<T> {
  value: T;
  /** False until the device has said what it kept. */
  isReady: boolean;
  /** When what is shown was kept; null while there is nothing but the beginning. */
  savedAt: number | null;
  /** True when something half-written from an earlier visit was found. */
  wasFound: boolean;
}

export interface DraftSettings<T> {
  key: string;
  initial: T;
  /** Raise it when the form changes: older drafts are then forgotten rather than misread. */
  version?: number;
  store?: KeyValueStore;
  now?: () => number;
  /** After the last keystroke. */
  delayMs?: number;
}

const KEEP_DAYS = 30;
const DAY_MS = 86_400_000;

/** A form that is kept on this device while it is written, pictures included. */
export function createDraft<T>(settings: DraftSettings<T>) {
  const { key, initial, version = 1, store = deviceStore(), now = Date.now, delayMs = 400 } = settings;
  const name = `draft:${key}`;
  const listeners = new Set<() => void>();
  let state: DraftState<T> = { value: initial, isReady: false, savedAt: null, wasFound: false };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDirty = false;

  const show = (next: Partial<DraftState<T>>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const save = async () => {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    if (!isDirty) return;
    isDirty = false;
    const savedAt = now();
    const kept: Stored<T> = { version, savedAt, value: state.value };
    try {
      await store.set(name, kept);
      show({ savedAt });
    } catch {
      // A full or forbidden store must not keep anyone from writing.
      isDirty = true;
    }
  };
  const load = async () => {
    const kept = await store.get<Stored<T>>(name).catch(() => undefined);
    const isGood = kept !== undefined && kept.version === version && now() - kept.savedAt < KEEP_DAYS * DAY_MS;
    // What was typed while the device was still searching is newer.
    if (isDirty || !isGood) show({ isReady: true });
    else show({ value: kept.value, savedAt: kept.savedAt, isReady: true, wasFound: true });
  };

  return {
    load,
    save,
    get: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set: (change: T | ((before: T) => T)) => {
      isDirty = true;
      show({ value: typeof change === 'function' ? (change as (before: T) => T)(state.value) : change });
      if (timer !== undefined) clearTimeout(timer);
      timer = setTimeout(() => void save(), delayMs);
    },
    /** Forgets it, here and on the device: it was sent, or is not wanted any more. */
    clear: async () => {
      if (timer !== undefined) clearTimeout(timer);
      timer = undefined;
      isDirty = false;
      show({ value: initial, savedAt: null, wasFound: false });
      await store.delete(name).catch(() => undefined);
    },
  };
}

export type Draft<T> = ReturnType<typeof createDraft<T>>;

/**
 * A kept form in a component: `const { value, set, clear } = useDraft('report', EMPTY)`. All three are read once: where
 * the key changes, give the component a React key.
 */
export function useDraft<T>(
  key: string,
  initial: T,
  version = 1,
): DraftState<T> & Pick<Draft<T>, 'set' | 'clear' | 'save'> {
  const [draft] = useState(() => createDraft({ key, initial, version }));
  const state = useSyncExternalStore(draft.subscribe, draft.get, draft.get);
  useEffect(() => {
    void draft.load();
    // A phone may end a page in the background without another word.
    const leave = () => {
      if (document.visibilityState === 'hidden') void draft.save();
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      void draft.save();
    };
  }, [draft]);
  return { ...state, set: draft.set, clear: draft.clear, save: draft.save };
}
