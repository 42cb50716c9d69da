import { decideCheck, fromText, readPersonalCode, type Outcome, type RollPack } from '@zhongzhi/volunteering/contract';
import type { KeyValueStore } from '@zhongzhi/web-kit';

export type Step = 'in' | 'out';
export type Person = RollPack['people'][number];

/** The roll on this phone, and how far the phone's clock is from the platform's, in milliseconds. */
export interface KeptRoll {
  readonly pack: RollPack;
  readonly offset: number;
}

/** A scan that waits to be uploaded, whatever the page made of it. */
export interface QueuedScan {
  readonly nonce: string;
  readonly step: Step;
  /** By the platform's time. */
  readonly at: string;
  readonly code?: string;
  readonly person?: string;
  readonly reason?: string;
  /** The shift that it was decided for; a person may hold several. */
  readonly shift?: string;
  readonly outcome: Outcome;
  readonly name: string | null;
}

/** What somebody did at this phone. */
export type Asked = { readonly code: string } | { readonly person: string; readonly reason: string };

const HOUR_MS = 3_600_000;
const rollKey = (activity: string): string => `roll/${activity}`;
const scanKey = (activity: string, nonce = ''): string => `roll-scan/${activity}/${nonce}`;

export const keepPack = async (store: KeyValueStore, pack: RollPack): Promise<KeptRoll> => {
  const kept = { pack, offset: Date.parse(pack.now) - Date.now() };
  await store.set(rollKey(pack.activity.id), kept);
  return kept;
};
export const keptRoll = (store: KeyValueStore, activity: string): Promise<KeptRoll | undefined> =>
  store.get<KeptRoll>(rollKey(activity));
export const queueOf = (store: KeyValueStore, activity: string): Promise<QueuedScan[]> =>
  store.list<QueuedScan>(scanKey(activity));
export const keepScan = (store: KeyValueStore, activity: string, scan: QueuedScan): Promise<void> =>
  store.set(scanKey(activity, scan.nonce), scan);
export const forgetScan = (store: KeyValueStore, activity: string, nonce: string): Promise<void> =>
  store.delete(scanKey(activity, nonce));

export const forgetRoll = (store: KeyValueStore, activity: string): Promise<void> => store.delete(rollKey(activity));

/** Rolls hold names: once an activity has been over for two days and nothing waits, they leave the phone. */
export async function forgetOldRolls(store: KeyValueStore, now: Date): Promise<void> {
  for (const { pack } of await store.list<KeptRoll>('roll/'))
    if (Date.parse(pack.activity.endsAt) + 48 * HOUR_MS < now.getTime()) {
      const waiting = await queueOf(store, pack.activity.id);
      if (waiting.length === 0) await forgetRoll(store, pack.activity.id);
    }
}

/** What is known of a person's coming: what the roll says, and what this phone has noted since. */
export function withQueue(person: Person, queue: readonly QueuedScan[]): Person {
  let { cameAt, leftAt } = person;
  for (const scan of queue)
    if (scan.person === person.person && scan.shift === person.shift) {
      if (scan.outcome === 'came') cameAt = scan.at;
      if (scan.outcome === 'left') leftAt = scan.at;
    }
  return { ...person, cameAt, leftAt };
}

/** The place that someone holds nearest to the moment, as the server chooses it. */
function placeOf(pack: RollPack, person: string, at: Date): Person | undefined {
  const rank = ({ meetsAt, startsAt, endsAt }: Person): number => {
    const isNear = at.getTime() >= Date.parse(meetsAt) - HOUR_MS && at.getTime() <= Date.parse(endsAt) + 4 * HOUR_MS;
    return (isNear ? 0 : 1e15) + Math.abs(Date.parse(startsAt) - at.getTime());
  };
  return pack.people.filter((one) => one.person === person).sort((a, b) => rank(a) - rank(b))[0];
}

const date = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** Decides a scan on this phone, by the rules that the server will apply to it. */
export function decide(
  { pack }: KeptRoll,
  queue: readonly QueuedScan[],
  { asked, step, at, nonce }: { asked: Asked; step: Step; at: Date; nonce: string },
): QueuedScan {
  const said = { nonce, step, at: at.toISOString(), ...asked };
  let person: string | null = 'person' in asked ? asked.person : null;
  if ('code' in asked) {
    const found = readPersonalCode(fromText(pack.key) ?? new Uint8Array(32), asked.code, {
      activity: pack.activity.id,
      at,
      revoked: new Map(pack.revoked.map((one) => [one.key, new Date(one.at)])),
    });
    person = found.person;
    if (!found.ok) return { ...said, outcome: found.why, name: nameOf(pack, person) };
  }
  const held = person === null ? undefined : placeOf(pack, person, at);
  const place = held === undefined ? undefined : withQueue(held, queue);
  const outcome = decideCheck({
    step,
    at,
    meetsAt: new Date(place?.meetsAt ?? pack.activity.startsAt),
    startsAt: new Date(place?.startsAt ?? pack.activity.startsAt),
    endsAt: new Date(place?.endsAt ?? pack.activity.endsAt),
    isOpen: pack.activity.isOpen,
    holdsSince: date(place?.heldSince ?? null),
    cameAt: date(place?.cameAt ?? null),
    leftAt: date(place?.leftAt ?? null),
    way: 'code' in asked ? 'personal-code' : 'roll-call',
    place: 'unknown',
  });
  return {
    ...said,
    ...(person === null ? {} : { person }),
    ...(place === undefined ? {} : { shift: place.shift }),
    outcome,
    name: place?.name ?? nameOf(pack, person),
  };
}

const nameOf = (pack: RollPack, person: string | null): string | null =>
  pack.people.find((one) => one.person === person)?.name ?? null;

/** What a code of ours may look like; whatever else somebody holds before the camera is sent as unreadable. */
const SENDABLE = /^[\x21-\x7e]{1,400}$/u;

/** What is sent: the code itself where one was scanned, for the server believes no page. */
export const toSend = ({ nonce, step, at, code, person, reason }: QueuedScan) => ({
  nonce,
  step,
  at,
  ...(code === undefined ? { person, reason } : { code: SENDABLE.test(code) ? code : 'unreadable' }),
});

/** Those whom the words mean: by name, or by the last digits of the phone. */
export function search(pack: RollPack, words: string): readonly Person[] {
  const wanted = words.trim();
  if (wanted === '') return [];
  return pack.people.filter(
    ({ name, phone }) => name.includes(wanted) || (wanted.length >= 3 && phone.endsWith(wanted)),
  );
}
