import { problemOf, type ApiProblem } from './problem.ts';

export interface LoadState<T> {
  data: T | undefined;
  problem: ApiProblem | undefined;
  isLoading: boolean;
}

type Loader = (signal: AbortSignal) => Promise<unknown>;

interface Entry {
  state: LoadState<unknown>;
  listeners: Set<() => void>;
  load: Loader | null;
  controller: AbortController | null;
}

const LOADING: LoadState<never> = { data: undefined, problem: undefined, isLoading: true };
const MOST_KEPT = 60;

/** What pages have loaded, by key: one request for all who ask for the same, and the last answer kept for coming back. */
export class Loads {
  readonly #entries = new Map<string, Entry>();

  peek(key: string): LoadState<unknown> {
    return this.#entries.get(key)?.state ?? LOADING;
  }

  /** Follows a key. The first to follow it starts the request; when the last leaves, a request under way is aborted. */
  subscribe(key: string, listener: () => void, load: Loader): () => void {
    const entry = this.#entries.get(key) ?? { state: LOADING, listeners: new Set(), load, controller: null };
    // Put at the end: the map's order is the order of last use.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.load = load;
    entry.listeners.add(listener);
    if (entry.listeners.size === 1) this.start(key);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size > 0) return;
      entry.controller?.abort();
      entry.controller = null;
      this.#trim();
    };
  }

  /** Asks again; what is known stays to be seen until the answer is there. */
  start(key: string): void {
    const entry = this.#entries.get(key);
    if (entry?.load === null || entry === undefined) return;
    entry.controller?.abort();
    const controller = new AbortController();
    entry.controller = controller;
    this.#show(entry, { data: entry.state.data, problem: undefined, isLoading: true });
    void this.#run(entry, entry.load, controller);
  }

  async #run(entry: Entry, load: Loader, controller: AbortController): Promise<void> {
    let next: LoadState<unknown>;
    try {
      next = { data: await load(controller.signal), problem: undefined, isLoading: false };
    } catch (thrown) {
      next = { data: entry.state.data, problem: problemOf(thrown, String(thrown)), isLoading: false };
    }
    // A slow answer must not replace that of a later request.
    if (entry.controller !== controller) return;
    entry.controller = null;
    this.#show(entry, next);
  }

  set(key: string, data: unknown): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.controller?.abort();
    entry.controller = null;
    this.#show(entry, { data, problem: undefined, isLoading: false });
  }

  invalidate(prefix: string): void {
    for (const [key, entry] of this.#entries) {
      if (!key.startsWith(prefix)) continue;
      if (prefix === '') entry.state = LOADING;
      if (entry.listeners.size > 0) this.start(key);
      else this.#entries.delete(key);
    }
  }

  #show(entry: Entry, state: LoadState<unknown>): void {
    entry.state = state;
    for (const listener of entry.listeners) listener();
  }

  #trim(): void {
    for (const [key, { listeners }] of this.#entries) {
      if (this.#entries.size <= MOST_KEPT) return;
      if (listeners.size === 0) this.#entries.delete(key);
    }
  }
}
