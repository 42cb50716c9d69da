import { deviceStore, type KeyValueStore } from '@zhongzhi/web-kit';
import { forgetRoll, queueOf, type KeptRoll } from './kept-roll.ts';

/** Whose code is kept on this phone, and for which activity: a phone may go from hand to hand. */
export interface OwnCode {
  readonly person: string;
  readonly activity: string;
}

const MY_CODES = 'my-code/';
export const keyOfCode = ({ person, activity }: OwnCode): string => `${MY_CODES}${person}/${activity}`;

/** Whoever signs out leaves no codes and no names of others behind; scans that still wait keep their roll until they are sent. */
export async function leaveDevice(store: KeyValueStore = deviceStore()): Promise<void> {
  for (const code of await store.list<OwnCode>(MY_CODES)) await store.delete(keyOfCode(code));
  for (const { pack } of await store.list<KeptRoll>('roll/'))
    if ((await queueOf(store, pack.activity.id)).length === 0) await forgetRoll(store, pack.activity.id);
}
