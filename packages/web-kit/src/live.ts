import { useEffect, useRef } from 'react';

type Listener = (data: unknown) => void;

/** What the channel needs of the browser's EventSource. */
export interface Source {
  readyState: number;
  addEventListener: (topic: string, listener: (event: MessageEvent<string>) => void) => void;
  close: () => void;
}

const CLOSED = 2;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

function read(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/**
 * One connection of server-sent events for the whole page, open while someone listens. After a gap – the server says
 * `again`, or the connection came back – every listener of `again` is told, because nobody knows what was missed.
 */
export function createLive(url: string, open: (url: string) => Source = (address) => new EventSource(address)) {
  const listeners = new Map<string, Set<Listener>>();
  let source: Source | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;
  let hadGap = false;

  const tell = (topic: string, data: unknown) => {
    for (const listener of listeners.get(topic) ?? []) listener(data);
  };
  const hear = (topic: string) => {
    source?.addEventListener(topic, ({ data }) => tell(topic, read(data)));
  };
  const connect = () => {
    timer = undefined;
    if (source !== null || listeners.size === 0) return;
    const opened = open(url);
    source = opened;
    for (const topic of listeners.keys()) hear(topic);
    opened.addEventListener('open', () => {
      wait = FIRST_WAIT_MS;
      if (hadGap) tell('again', null);
      hadGap = false;
    });
    opened.addEventListener('error', () => {
      hadGap = true;
      // The browser connects again by itself, except after a refusal.
      if (opened.readyState !== CLOSED || source !== opened) return;
      source = null;
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };
  const disconnect = () => {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    source?.close();
    source = null;
    hadGap = false;
  };

  return {
    /** Listens to a topic; the answer stops listening. */
    on(topic: string, listener: Listener): () => void {
      const all = listeners.get(topic);
      if (all !== undefined) all.add(listener);
      else {
        listeners.set(topic, new Set([listener]));
        hear(topic);
      }
      if (timer === undefined) connect();
      return () => {
        const left = listeners.get(topic);
        left?.delete(listener);
        if (left?.size === 0) listeners.delete(topic);
        if (listeners.size === 0) disconnect();
      };
    },
  };
}

export type Live = ReturnType<typeof createLive>;

const channels = new Map<string, Live>();
const channelOf = (url: string): Live => {
  const live = channels.get(url) ?? createLive(url);
  channels.set(url, live);
  return live;
};

export interface LiveOptions {
  /** Off while nobody is signed in. */
  isOn?: boolean;
  url?: string;
}

/** Calls `onEvent` when something happens elsewhere; name `again` among the topics to look anew after a gap. */
export function useLive(
  topics: readonly string[],
  onEvent: (topic: string, data: unknown) => void,
  { isOn = true, url = '/api/v1/live' }: LiveOptions = {},
): void {
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  const key = topics.join(' ');
  useEffect(() => {
    if (!isOn || typeof EventSource === 'undefined') return;
    const live = channelOf(url);
    const ends = key.split(' ').map((topic) => live.on(topic, (data) => latest.current(topic, data)));
    return () => {
      for (const end of ends) end();
    };
  }, [key, isOn, url]);
}
