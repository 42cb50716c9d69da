import { newKey } from '../ids.ts';
import { ApiProblem } from '../problem.ts';
import { deviceStore, type KeyValueStore } from './store.ts';

/** Something to be sent once, as soon as there is a connection. */
export interface Parcel<P = unknown> {
  id: string;
  kind: string;
  payload: P;
  /** Whose it is: it is never sent in another person's name. */
  owner: string;
  createdAt: number;
  state: 'waiting' | 'refused' | 'sent';
  attempts: number;
  /** Not before. */
  nextAt: number;
  problem: { code: string; detail: string; errors: readonly { field: string; detail: string }[] } | null;
  answer: unknown;
  /** Answers of steps that are done, so that none is done twice. */
  steps: Record<string, unknown>;
}

/**
 * Runs a part of the sending once: its answer is kept, and a later try goes on after it. The key given is the same at
 * every try: use it as the Idempotency-Key.
 */
export type Step = <T>(name: string, run: (key: string) => Promise<T>) => Promise<T>;
export type Sender = (payload: never, step: Step) => Promise<unknown>;

export interface OutboxSettings {
  senders: Readonly<Record<string, Sender>>;
  /** Who is signed in; null while it is not known: then nothing is sent. */
  owner: () => string | null;
  store?: KeyValueStore;
  now?: () => number;
  /** Told of each parcel that arrived. */
  onSent?: (parcel: Parcel) => void;
}

const PREFIX = 'outbox:';
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const MOST_FAULTS = 8;

/** Whether trying again with the same content can help. */
function isPassing(problem: ApiProblem, attempts: number): boolean {
  if (problem.isOffline || [401, 408, 425, 429].includes(problem.status)) return true;
  return problem.status >= 500 && (problem.code === 'busy' || attempts < MOST_FAULTS);
}

/** Lets one page at a time send; without locks the idempotency key alone keeps it at once. */
async function alone(work: () => Promise<void>): Promise<void> {
  const locks = typeof navigator === 'undefined' ? undefined : (navigator as Partial<Navigator>).locks;
  await (locks === undefined ? work() : locks.request('zhongzhi-outbox', work));
}

const outcome = (parcel: Parcel, thrown: unknown, now: number): Parcel => {
  const problem = thrown instanceof ApiProblem ? thrown : new ApiProblem(0, 'unclear', String(thrown));
  const attempts = parcel.attempts + 1;
  return {
    ...parcel,
    attempts,
    state: isPassing(problem, attempts) ? 'waiting' : 'refused',
    nextAt: now + Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS),
    problem: { code: problem.code, detail: problem.message, errors: problem.errors },
  };
};

let lastStamp = 0;
/** A parcel as it is first kept. Ids sort by time: what was written first is sent first. */
function newParcel(kind: string, payload: unknown, owner: string, now: number): Parcel {
  // Two within one millisecond keep their order.
  lastStamp = Math.max(now, lastStamp + 1);
  const id = `${lastStamp.toString(36).padStart(9, '0')}-${newKey()}`;
  return {
    id,
    kind,
    payload,
    owner,
    createdAt: now,
    state: 'waiting',
    attempts: 0,
    nextAt: 0,
    problem: null,
    answer: null,
    steps: {},
  };
}

/** Sends one parcel and keeps what came of it. True when the next one may be tried as well. */
async function deliver(parcel: Parcel, settings: Required<OutboxSettings>): Promise<boolean> {
  const { senders, store, now, onSent } = settings;
  const write = (one: Parcel) => store.set(`${PREFIX}${one.id}`, one);
  const sender = senders[parcel.kind];
  if (sender === undefined) return true;
  const step: Step = async (name, run) => {
    if (name in parcel.steps) return parcel.steps[name] as never;
    const answer = await run(`${parcel.id}-${name}`);
    parcel.steps[name] = answer;
    await write(parcel);
    return answer;
  };
  try {
    const answer = await sender(parcel.payload as never, step);
    // The content is not needed any more; only that it arrived, until someone has seen it.
    const sent: Parcel = { ...parcel, state: 'sent', answer, payload: null, steps: {}, problem: null };
    await write(sent);
    onSent(sent);
    return true;
  } catch (thrown) {
    const after = outcome(parcel, thrown, now());
    await write(after);
    return after.state === 'refused';
  }
}

/** The outbox of this device: sends what was written without a connection, once, when it is back. */
export function createOutbox(given: OutboxSettings) {
  const settings = { store: deviceStore(), now: Date.now, onSent: () => undefined, ...given };
  const { owner, store, now } = settings;
  const listeners = new Set<() => void>();
  let parcels: readonly Parcel[] = [];
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = async () => {
    parcels = (await store.list<Parcel>(PREFIX)).filter((parcel) => parcel.owner === owner());
    for (const listener of listeners) listener();
    return parcels;
  };
  const run = async (isForced: boolean) => {
    await alone(async () => {
      const due = (await read()).filter(({ state, nextAt }) => state === 'waiting' && (isForced || nextAt <= now()));
      for (const parcel of due) if (!(await deliver({ ...parcel, steps: { ...parcel.steps } }, settings))) break;
    });
    await read();
    const waiting = parcels.filter(({ state }) => state === 'waiting');
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0 || listeners.size === 0) return;
    timer = setTimeout(() => void flush(), Math.max(1000, Math.min(...waiting.map(({ nextAt }) => nextAt)) - now()));
  };
  /** Sends what is due; `force` tries even what would wait longer, because the connection is back. */
  const flush = (force = false): Promise<void> => {
    running = (running ?? Promise.resolve()).then(() => run(force)).catch(() => undefined);
    return running;
  };

  return {
    flush,
    read,
    get: () => parcels,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && timer !== undefined) clearTimeout(timer);
      };
    },
    /** Keeps it for sending and tries at once. Resolves when it is kept: from then on it cannot be lost. */
    put: async (kind: string, payload: unknown): Promise<string> => {
      const by = owner();
      if (by === null) throw new Error('it is not known yet who sends this');
      const parcel = newParcel(kind, payload, by, now());
      await store.set(`${PREFIX}${parcel.id}`, parcel);
      await read();
      void flush();
      return parcel.id;
    },
    /** Takes it out: it was seen to have arrived, or shall not be sent. */
    drop: async (id: string) => {
      await store.delete(`${PREFIX}${id}`);
      await read();
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
