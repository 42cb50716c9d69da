import { useCallback, useEffect, useRef, useState } from 'react';
import { problemOf, type ApiProblem } from './problem.ts';

export interface Loaded<T> {
  data: T | undefined;
  problem: ApiProblem | undefined;
  isLoading: boolean;
  reload: () => void;
  /** Puts in what is known better, such as the answer to a step. */
  set: (data: T) => void;
}

const MOST_KEPT = 60;
const cache = new Map<string, unknown>();
const watchers = new Map<string, Set<() => void>>();

function remember(key: string, value: unknown): void {
  cache.delete(key);
  cache.set(key, value);
  const oldest = cache.keys().next().value;
  if (cache.size > MOST_KEPT && oldest !== undefined) cache.delete(oldest);
}

/** Forgets answers whose key begins so, and loads those again that are on the page. Without a prefix: all. */
export function invalidate(prefix = ''): void {
  for (const key of cache.keys()) if (key.startsWith(prefix)) cache.delete(key);
  for (const [key, all] of watchers) if (key.startsWith(prefix)) for (const watcher of all) watcher();
}

function useWatcher(key: string | null, again: () => void): void {
  useEffect(() => {
    if (key === null) return;
    const all = watchers.get(key) ?? new Set();
    watchers.set(key, all.add(again));
    return () => {
      all.delete(again);
      if (all.size === 0) watchers.delete(key);
    };
  }, [key, again]);
}

/**
 * Loads what `key` names; null loads nothing. What was loaded before is shown at once and then brought up to date; a
 * request that is no longer wanted is aborted.
 */
export function useLoad<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{
    key: string | null;
    data: T | undefined;
    problem: ApiProblem | undefined;
    isLoading: boolean;
  }>({ key: null, data: undefined, problem: undefined, isLoading: true });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    setState((before) => ({
      key,
      data: before.key === key ? before.data : (cache.get(key) as T | undefined),
      problem: undefined,
      isLoading: true,
    }));
    latest.current(controller.signal).then(
      (data) => {
        if (controller.signal.aborted) return;
        remember(key, data);
        setState({ key, data, problem: undefined, isLoading: false });
      },
      (thrown: unknown) => {
        if (!controller.signal.aborted)
          setState((before) => ({ ...before, problem: problemOf(thrown, String(thrown)), isLoading: false }));
      },
    );
    return () => controller.abort();
  }, [key, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const set = useCallback(
    (data: T) => {
      if (key !== null) remember(key, data);
      setState({ key, data, problem: undefined, isLoading: false });
    },
    [key],
  );
  useWatcher(key, reload);
  const isCurrent = state.key === key;
  return {
    data: isCurrent ? state.data : key === null ? undefined : (cache.get(key) as T | undefined),
    problem: isCurrent ? state.problem : undefined,
    isLoading: key !== null && (!isCurrent || state.isLoading),
    reload,
    set,
  };
}

export interface Pages<T> {
  items: readonly T[] | undefined;
  hasMore: boolean;
  isLoading: boolean;
  problem: ApiProblem | undefined;
  more: () => void;
  reload: () => void;
}

interface PageOf<T> {
  items: readonly T[];
  next: string | null;
}

/** A list that comes page by page. */
export function usePages<T>(
  key: string | null,
  load: (cursor: string | undefined, signal: AbortSignal | undefined) => Promise<PageOf<T>>,
): Pages<T> {
  const first = useLoad<PageOf<T>>(key, (signal) => load(undefined, signal));
  const [later, setLater] = useState<{ of: PageOf<T>; pages: readonly PageOf<T>[] } | null>(null);
  const [isMore, setIsMore] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const pages = first.data === undefined ? [] : [first.data, ...(later?.of === first.data ? later.pages : [])];
  const next = pages[pages.length - 1]?.next ?? null;
  const more = () => {
    const begin = first.data;
    if (next === null || isMore || begin === undefined) return;
    setIsMore(true);
    load(next, undefined)
      .then(
        (page) => {
          setProblem(undefined);
          setLater((before) => ({ of: begin, pages: [...(before?.of === begin ? before.pages : []), page] }));
        },
        (thrown: unknown) => setProblem(problemOf(thrown, String(thrown))),
      )
      .finally(() => setIsMore(false));
  };
  return {
    items: first.data === undefined ? undefined : pages.flatMap((page) => page.items),
    hasMore: next !== null,
    isLoading: first.isLoading || isMore,
    problem: first.problem ?? problem,
    more,
    reload: first.reload,
  };
}
