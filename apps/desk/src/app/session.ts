import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionAnswer } from '@zhongzhi/identity/contract';
import { api } from '../api.ts';

export type Session = SessionAnswer;
export type Person = NonNullable<Session['person']>;
export type Role = Person['roles'][number];

/** Who is signed in, what they may do, and how the platform runs. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => api.get<Session>('/session'),
  staleTime: 60_000,
});

/** The session within the desk; pages inside the shell are shown only to a signed-in person. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data;
}

/** Whether the person may do at least one of these, as the server says. */
export function useMay(): (...abilities: readonly string[]) => boolean {
  const held = useSession()?.abilities ?? [];
  return (...abilities) => abilities.some((ability) => held.includes(ability));
}

/** Forgets everything of the person before and reads the session anew, after signing in or out. */
export function useRenewSession(): () => Promise<Session> {
  const client = useQueryClient();
  return async () => {
    client.clear();
    return client.fetchQuery(sessionQuery);
  };
}
