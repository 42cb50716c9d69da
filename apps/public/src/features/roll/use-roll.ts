import type { CheckAnswer, RollPack } from '@zhongzhi/volunteering/contract';
import { deviceStore, newUuid, problemOf } from '@zhongzhi/web-kit';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../api.ts';
import {
  decide,
  forgetOldRolls,
  forgetScan,
  keepPack,
  keepScan,
  keptRoll,
  queueOf,
  toSend,
  type Asked,
  type KeptRoll,
  type QueuedScan,
  type Step,
} from './kept-roll.ts';

const AGAIN_MS = 10_000;
const MOST_AT_ONCE = 200;
const store = deviceStore();

/** A scan with what became of it in the end. */
export interface Settled extends QueuedScan {
  readonly said: CheckAnswer['outcome'];
}

/** What stands in the way of an upload. */
export type Stuck = { readonly why: 'offline' | 'signed-out' } | { readonly why: 'refused'; readonly detail: string };

export interface Roll {
  readonly roll: KeptRoll | undefined;
  /** Asked for, and neither kept here nor to be had. */
  readonly isMissing: boolean;
  readonly queue: readonly QueuedScan[];
  readonly settled: readonly Settled[];
  readonly last: QueuedScan | undefined;
  readonly stuck: Stuck | undefined;
  readonly note: (asked: Asked, step: Step) => Promise<void>;
}

const DEVICE = 'zhongzhi.device';

/** A name for this phone among those that check people in; it says nothing about anyone. */
function deviceName(): string {
  try {
    const known = localStorage.getItem(DEVICE);
    if (known !== null) return known;
    const made = newUuid().slice(0, 8);
    localStorage.setItem(DEVICE, made);
    return made;
  } catch {
    return 'unnamed';
  }
}

function stuckBy(thrown: unknown): Stuck {
  const { status, detail } = problemOf(thrown, String(thrown));
  if (status === 401) return { why: 'signed-out' };
  return status === 0 || !navigator.onLine ? { why: 'offline' } : { why: 'refused', detail };
}

/** Uploads a part of what waits; once the server has it, it leaves this phone. */
async function upload(activity: string, part: readonly QueuedScan[]): Promise<Settled[]> {
  const { results } = await api.post<{ results: readonly { nonce: string; outcome: string }[] }>(
    `/activities/${activity}/scans`,
    { body: { device: deviceName(), scans: part.map(toSend) } },
  );
  const said = new Map(results.map(({ nonce, outcome }) => [nonce, outcome]));
  for (const { nonce } of part) await forgetScan(store, activity, nonce);
  return part.map((scan) => ({ ...scan, said: said.get(scan.nonce) ?? scan.outcome }));
}

const isUnderstood = (thrown: unknown): boolean => {
  const { status } = problemOf(thrown, '');
  return status !== 400 && status !== 422;
};

/**
 * Uploads a part, and where the server does not understand it, each scan by itself: one that it will never take must not
 * keep the others on this phone. That one is shown as not taken.
 */
async function uploadWhatCanBe(activity: string, part: readonly QueuedScan[]): Promise<Settled[]> {
  try {
    return await upload(activity, part);
  } catch (thrown) {
    if (isUnderstood(thrown)) throw thrown;
    const [only, ...others] = part;
    if (only !== undefined && others.length === 0) {
      await forgetScan(store, activity, only.nonce);
      return [{ ...only, said: 'code-forged' }];
    }
    const done: Settled[] = [];
    for (const scan of part) done.push(...(await uploadWhatCanBe(activity, [scan])));
    return done;
  }
}

/** What waits on this phone, and the one upload that is under way at a time. */
function useUploads(activity: string, onRoll: (roll: KeptRoll) => void) {
  const [queue, setQueue] = useState<readonly QueuedScan[]>([]);
  const [settled, setSettled] = useState<readonly Settled[]>([]);
  const [stuck, setStuck] = useState<Stuck>();
  const isBusy = useRef(false);
  const newest = useRef<readonly QueuedScan[]>([]);
  const show = useCallback((scans: readonly QueuedScan[]) => {
    newest.current = scans;
    setQueue(scans);
  }, []);
  const send = useCallback(async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      for (let waiting = newest.current; waiting.length > 0; waiting = newest.current) {
        const part = waiting.slice(0, MOST_AT_ONCE);
        const done = await uploadWhatCanBe(activity, part);
        setSettled((before) => [...done, ...before]);
        show(newest.current.filter((scan) => !part.includes(scan)));
      }
      onRoll(await keepPack(store, await api.get<RollPack>(`/activities/${activity}/roll-pack`)));
      setStuck(undefined);
    } catch (thrown) {
      setStuck(stuckBy(thrown));
    } finally {
      isBusy.current = false;
    }
  }, [activity, onRoll, show]);
  return { queue, settled, stuck, newest, show, send };
}

/** The roll of an activity on this phone: kept here, decided here, uploaded by itself whenever there is a network. */
export function useRoll(activity: string): Roll {
  const [roll, setRoll] = useState<KeptRoll>();
  const [isMissing, setIsMissing] = useState(false);
  const [last, setLast] = useState<QueuedScan>();
  const { queue, settled, stuck, newest, show, send } = useUploads(activity, setRoll);

  useEffect(() => {
    let isOver = false;
    const again = (): void => void send();
    const begin = async (): Promise<void> => {
      await forgetOldRolls(store, new Date());
      const kept = await keptRoll(store, activity);
      const waiting = await queueOf(store, activity);
      if (isOver) return;
      setRoll(kept);
      show(waiting);
      await send();
      if (kept === undefined) setIsMissing((await keptRoll(store, activity)) === undefined);
    };
    void begin();
    const timer = setInterval(again, AGAIN_MS);
    addEventListener('online', again);
    return () => {
      isOver = true;
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [activity, send, show]);

  const note = async (asked: Asked, step: Step): Promise<void> => {
    if (roll === undefined) return;
    const at = new Date(Date.now() + roll.offset);
    const known = [...settled.filter(({ said }) => said === 'came' || said === 'left'), ...newest.current];
    const scan = decide(roll, known, { asked, step, at, nonce: newUuid() });
    await keepScan(store, activity, scan);
    show([...newest.current, scan]);
    setLast(scan);
    await send();
  };
  return { roll, isMissing, queue, settled, last, stuck, note };
}
