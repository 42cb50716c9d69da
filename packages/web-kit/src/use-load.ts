import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Loads, type LoadState } from './loads.ts';
import { problemOf, type ApiProblem } from './problem.ts';

export interface Loaded<T> extends LoadState<T> {
  reload: () => void;
  /** Puts in what is known better, such as the answer to a step. */
  set: (data: T) => void;
}

const loads = new Loads();

/**
 * Loads those answers again that are on the page and whose key begins so; the others are forgotten. Without a prefix
 * everything is dropped at once: somebody else is reading now.
 */
export const invalidate = (prefix = ''): void => loads.invalidate(prefix);

const stay = () => () => undefined;
const NOTHING: LoadState<never> = { data: undefined, problem: undefined, isLoading: false };

/**
 * Loads what `key` names, once for all who ask for it; null loads nothing. What was loaded before is shown at once and
 * then brought up to date; a request that is no longer wanted is aborted.
 */
export function useLoad<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const subscribe = useCallback(
    (listener: () => void) => loads.subscribe(key ?? '', listener, (signal) => latest.current(signal)),
    [key],
  );
  const peek = useCallback(() => (key === null ? NOTHING : loads.peek(key)), [key]);
  const state = useSyncExternalStore(key === null ? stay : subscribe, peek, peek) as LoadState<T>;
  const reload = useCallback(() => {
    if (key !== null) loads.start(key);
  }, [key]);
  const set = useCallback(
    (data: T) => {
      if (key !== null) loads.set(key, data);
    },
    [key],
  );
  return { ...state, reload, set };
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
    void (async () => {
      try {
        const page = await load(next, undefined);
        setProblem(undefined);
        setLater((before) => ({ of: begin, pages: [...(before?.of === begin ? before.pages : []), page] }));
      } catch (thrown) {
        setProblem(problemOf(thrown, String(thrown)));
      } finally {
        setIsMore(false);
      }
    })();
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
