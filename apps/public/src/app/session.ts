import type { SessionAnswer } from '@zhongzhi/identity/contract';
import { invalidate, useKept, type ApiProblem } from '@zhongzhi/web-kit';
import { useEffect } from 'react';
import { api, signedOut } from '../api.ts';
import { forget, useRemembered } from './remember.ts';

export type Session = SessionAnswer;

/** Whoever is not signed in. */
const NOBODY = 'nobody';
let owner: string | null = null;

/** In whose name this page acts; null while it is not known. */
export const currentOwner = (): string | null => owner;

const actFor = (session: Session): void => {
  owner = session.person?.id ?? NOBODY;
};

/** Who is signed in, and what they may do; undefined while it is not known yet. */
export function useSession(): { session: Session | undefined; problem: ApiProblem | undefined; reload: () => void } {
  const { data, problem, reload } = useRemembered<Session>('session', (signal) => api.get('/session', { signal }));
  useEffect(() => {
    if (data !== undefined) actFor(data);
  }, [data]);
  return { session: data, problem, reload };
}

/** Asks for the session again when an answer said that it ended. */
export function useSessionEnd(): void {
  const count = useKept(signedOut);
  useEffect(() => {
    if (count > 0) invalidate('session');
  }, [count]);
}

/** After signing in or out nothing that was loaded before is right any more. */
export function sessionChanged(): void {
  forget('zhongzhi.session');
  invalidate();
}

/** Leaves on this device. */
export async function signOut(): Promise<void> {
  await api.del('/session');
  const { leaveDevice } = await import('../features/roll/leave-device.ts');
  await leaveDevice().catch(() => undefined); // a store that refuses keeps nobody signed in
  sessionChanged();
}
