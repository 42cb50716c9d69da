import { refuse, type Context } from '@zhongzhi/kernel';
import { updateAccount } from '../accounts/account-store.ts';
import type { Outcome } from '../outcome.ts';
import { findKnownPerson } from '../people.ts';
import { startSession } from '../session/sessions.ts';

/** Begins the session of someone whose password, and second factor if enrolled, were right. */
export async function finishPasswordSignIn(context: Context, id: string, secondFactor: boolean): Promise<Outcome> {
  const person = await findKnownPerson(context.asSystem('sign-in'), id);
  if (person === undefined) return { done: 'refused', refusal: refuse.unauthenticated() };
  await updateAccount(context, id, { last_sign_in_at: context.now });
  // Whoever has an account works with others' data: the short life, whatever their roles are today.
  const session = await startSession(context, id, { method: 'password', secondFactor, life: 'staff' });
  return { done: 'signed-in', session, person: id, name: person.name };
}
