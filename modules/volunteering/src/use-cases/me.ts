import { personOf, refuse, type Context } from '@zhongzhi/kernel';

/** The caller as a person. @throws Refusal `sign-in-needed`. */
export function me(context: Context): string {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  return person;
}
