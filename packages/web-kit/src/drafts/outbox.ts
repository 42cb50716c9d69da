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
  /** Who is signed in; null while nobody is: then nothing is sent. */
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

/** The outbox of this device. */
export function createOutbox({ senders, owner, store = deviceStore(), now = Date.now, onSent }: OutboxSettings) {
  const listeners = new Set<() => void>();
  let parcels: readonly Parcel[] = [];
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = async () => {
    parcels = (await store.list<Parcel>(PREFIX)).filter((parcel) => parcel.owner === owner());
    for (const listener of listeners) listener();
    return parcels;
  };
  const write = (parcel: Parcel) => store.set(`${PREFIX}${parcel.id}`, parcel);

  const stepOf =
    (parcel: Parcel): Step =>
    async (name, run) => {
      if (name in parcel.steps) return parcel.steps[name] as never;
      const answer = await run(`${parcel.id}-${name}`);
      parcel.steps[name] = answer;
      await write(parcel);
      return answer;
    };

  /** True when the next parcel may be tried as well. */
  const send = async (parcel: Parcel): Promise<boolean> => {
    const sender = senders[parcel.kind];
    if (sender === undefined) return true;
    try {
      const answer = await sender(parcel.payload as never, stepOf(parcel));
      // The content is not needed any more; only that it arrived, until someone has seen it.
      const sent: Parcel = { ...parcel, state: 'sent', answer, payload: null, steps: {}, problem: null };
      await write(sent);
      onSent?.(sent);
      return true;
    } catch (thrown) {
      const problem = thrown instanceof ApiProblem ? thrown : new ApiProblem(0, 'unclear', String(thrown));
      const attempts = parcel.attempts + 1;
      const isWaiting = isPassing(problem, attempts);
      const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
      await write({
        ...parcel,
        attempts,
        state: isWaiting ? 'waiting' : 'refused',
        nextAt: now() + wait,
        problem: { code: problem.code, detail: problem.message, errors: problem.errors },
      });
      return !isWaiting;
    }
  };

  const run = async (isForced: boolean) => {
    await alone(async () => {
      const due = (await read()).filter(({ state, nextAt }) => state === 'waiting' && (isForced || nextAt <= now()));
      for (const parcel of due) if (!(await send({ ...parcel, steps: { ...parcel.steps } }))) break;
    });
    await read();
    const waiting = parcels.filter(({ state }) => state === 'waiting');
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0 && listeners.size > 0) {
      const wait = Math.max(1000, Math.min(...waiting.map(({ nextAt }) => nextAt)) - now());
      timer = setTimeout(() => void flush(), wait);
    }
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
      if (by === null) throw new Error('nobody is signed in to send this');
      const id = `${now().toString(36).padStart(9, '0')}-${newKey()}`;
      const parcel: Parcel = {
        id,
        kind,
        payload,
        owner: by,
        createdAt: now(),
        state: 'waiting',
        attempts: 0,
        nextAt: 0,
        problem: null,
        answer: null,
        steps: {},
      };
      await write(parcel);
      await read();
      void flush();
      return id;
    },
    /** Takes it out: it was seen to have arrived, or shall not be sent. */
    drop: async (id: string) => {
      await store.delete(`${PREFIX}${id}`);
      await read();
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
