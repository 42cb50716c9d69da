import type { FastifyRequest } from 'fastify';
import { anonymous, systemActor, type Actor, type Context, type Grant, type Platform } from '@zhongzhi/kernel';
import type { FindActor } from '@zhongzhi/kernel/http';
import { findClientByKey, noteClientUse } from '../accounts/client-keys.ts';
import { isOffice } from '../domain/roles.ts';
import { digestToken, isClientSecretShaped, isTokenShaped } from '../domain/secrets.ts';
import { findKnownPerson } from '../people.ts';
import { cookieName } from './cookie.ts';
import { findCached, keepCached } from './session-cache.ts';
import { findLiveSession, type LiveSession } from './sessions.ts';

/** How exactly the last use of a session is known; writing it at every request would make each read a write. */
const SEEN_EVERY_MS = 60_000;

/** Offices are in force only after a second factor and once a one-time password has been replaced; one's own roles always are. */
export function grantsInForce(
  grants: readonly Grant[],
  session: Pick<LiveSession, 'second_factor' | 'is_held_back'>,
): readonly Grant[] {
  const isProven = session.second_factor && !session.is_held_back;
  return isProven ? grants : grants.filter((grant) => !isOffice(grant.role));
}

async function readActor(
  context: Context,
  tokenHash: Buffer,
): Promise<{ actor: Actor; session: LiveSession } | undefined> {
  const session = await findLiveSession(context, tokenHash);
  if (session === undefined) return undefined;
  const person = await findKnownPerson(context, session.person);
  if (person === undefined) return undefined;
  return {
    session,
    actor: {
      kind: 'person',
      personId: session.person,
      name: person.name,
      grants: grantsInForce(person.grants, session),
      sessionId: session.id,
      secondFactor: session.second_factor,
    },
  };
}

async function actorOfToken(platform: Platform, token: string): Promise<Actor> {
  const hash = digestToken(token);
  const key = hash.toString('base64');
  const known = findCached(platform, key);
  if (known !== undefined) return known;
  const at = platform.clock();
  const found = await platform.transact('public', 'read', { actor: systemActor('session look-up'), at }, (context) =>
    readActor(context, hash),
  );
  if (found === undefined) return anonymous;
  keepCached(platform, key, found.actor, at);
  if (at.getTime() - found.session.last_seen_at.getTime() > SEEN_EVERY_MS) await touch(platform, found.session.id, at);
  return found.actor;
}

async function touch(platform: Platform, session: string, at: Date): Promise<void> {
  await platform.asSystem(
    'session seen',
    (context) =>
      context.tx
        .updateTable('identity.session')
        .set({ last_seen_at: at })
        .where('district', '=', context.district)
        .where('id', '=', session)
        .where('last_seen_at', '<', at)
        .execute(),
    at,
  );
}

async function actorOfKey(platform: Platform, secret: string): Promise<Actor> {
  if (!isClientSecretShaped(secret)) return anonymous;
  const key = `key ${digestToken(secret).toString('base64')}`;
  const known = findCached(platform, key);
  if (known !== undefined) return known;
  const at = platform.clock();
  const client = await platform.asSystem(
    'machine client look-up',
    async (context) => {
      const found = await findClientByKey(context, secret);
      if (found !== undefined) await noteClientUse(context, found.clientId);
      return found;
    },
    at,
  );
  if (client === undefined) return anonymous;
  const actor: Actor = { kind: 'client', ...client };
  keepCached(platform, key, actor, at);
  return actor;
}

/**
 * Finds out who a request comes from: a machine client by its key, a person by their cookie, otherwise nobody. An
 * unknown, expired, ended or forged secret is nobody, not an error.
 */
export function findActor(platform: Platform): FindActor {
  const name = cookieName(platform);
  return (request: FastifyRequest): Promise<Actor> => {
    const bearer = /^Bearer ([\x21-\x7e]{1,200})$/.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return actorOfKey(platform, bearer);
    const token = request.cookies?.[name];
    if (token === undefined || !isTokenShaped(token)) return Promise.resolve(anonymous);
    return actorOfToken(platform, token);
  };
}
