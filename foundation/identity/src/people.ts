import { createPerson, findPerson, findPersonByPhone, grantsOf } from '@zhongzhi/directory';
import type { Context, Grant } from '@zhongzhi/kernel';
import type { SessionLife } from './domain/limits.ts';
import { isOffice } from './domain/roles.ts';

/** A person with the roles they hold. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** The person behind a session or an account; undefined once they have been erased. */
export async function findKnownPerson(context: Context, id: string): Promise<KnownPerson | undefined> {
  const person = await findPerson(context, id);
  return person === undefined ? undefined : { id, name: person.name, grants: await grantsOf(context, id) };
}

/** Whether a person acts for an office. */
export const isStaff = (person: KnownPerson): boolean => person.grants.some((grant) => isOffice(grant.role));

/** How long a person's sessions live. */
export const lifeOf = (person: KnownPerson): SessionLife => (isStaff(person) ? 'staff' : 'resident');

/** The person of a number, made on first sign-in and named by its last digits until they say who they are. */
export async function personOfPhone(context: Context, phone: string): Promise<KnownPerson> {
  const known = await findPersonByPhone(context, phone);
  if (known !== undefined) return { ...known, grants: await grantsOf(context, known.id) };
  const name = `居民${phone.slice(-4)}`;
  return { id: await createPerson(context, { name, phone }), name, grants: [] };
}
