import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { peopleWithGrants } from '@zhongzhi/directory';
import { anonymous, gather, systemActor, type Actor, type Context, type Grant, type Platform } from '@zhongzhi/kernel';
import type { FindActor } from '@zhongzhi/kernel/http';
import { findClientByKey, noteClientUse } from '../accounts/client-keys.ts';
import { isOffice } from '../domain/roles.ts';
import { digestToken, isClientSecretShaped, isTokenShaped } from '../domain/secrets.ts';
import { cookieName } from './cookie.ts';
import { findCached, keepCached } from './session-cache.ts';
import { findLiveSessions, type LiveSession } from './sessions.ts';

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

/** Whom a token was found to belong to. */
interface Found {
  readonly actor: Actor;
  readonly session: LiveSession;
}

async function readActors(context: Context, hashes: readonly Buffer[]): Promise<Map<string, Found>> {
  const sessions = await findLiveSessions(context, hashes);
  const people = await peopleWithGrants(
    context,
    [...sessions.values()].map(({ person }) => person),
  );
  const found = new Map<string, Found>();
  for (const [hash, session] of sessions) {
    const person = people.get(session.person);
    if (person === undefined) continue;
    const actor: Actor = {
      kind: 'person',
      personId: session.person,
      name: person.name,
      grants: grantsInForce(person.grants, session),
      sessionId: session.id,
      secondFactor: session.second_factor,
    };
    found.set(hash, { actor, session });
  }
  return found;
}

/** Most look-ups in one query, and most queries at once. */
const MOST_TOGETHER = 200;
const QUERIES = 2;

/** Looks sessions up and notes their use, for a platform. */
interface LookUps {
  /** The answer of a token's digest, with the moment from which it is true. */
  readonly find: (hash: Buffer) => Promise<{ found: Found | undefined; at: Date }>;
  readonly touch: (session: string) => Promise<void>;
}

const lookUps = new WeakMap<Platform, LookUps>();

function lookUpsOf(platform: Platform): LookUps {
  const known = lookUps.get(platform);
  if (known !== undefined) return known;
  const made: LookUps = {
    find: gather({
      most: MOST_TOGETHER,
      groups: QUERIES,
      answer: async (hashes: readonly Buffer[]) => {
        const at = platform.clock();
        const found = await platform.transact(
          'public',
          'read',
          { actor: systemActor('session look-up'), at },
          (context) => readActors(context, hashes),
        );
        return hashes.map((hash) => ({
          status: 'fulfilled',
          value: { found: found.get(hash.toString('base64')), at },
        }));
      },
    }),
    touch: gather({
      most: MOST_TOGETHER,
      groups: 1,
      answer: async (sessions: readonly string[]) => {
        await touch(platform, sessions);
        return sessions.map(() => ({ status: 'fulfilled', value: undefined }));
      },
    }),
  };
  lookUps.set(platform, made);
  return made;
}

async function actorOfToken(platform: Platform, token: string): Promise<Actor> {
  const hash = digestToken(token);
  const key = hash.toString('base64');
  const known = findCached(platform, key);
  if (known !== undefined) return known;
  const { find, touch: noteUse } = lookUpsOf(platform);
  const { found, at } = await find(hash);
  if (found === undefined) return anonymous;
  keepCached(platform, key, found.actor, at);
  if (at.getTime() - found.session.last_seen_at.getTime() > SEEN_EVERY_MS) await noteUse(found.session.id);
  return found.actor;
}

async function touch(platform: Platform, sessions: readonly string[]): Promise<void> {
  const at = platform.clock();
  // In the order of their keys: two processes that note the same sessions must not wait for each other in a circle.
  await platform.asSystem(
    'session seen',
    ({ tx, district }) =>
      sql`update identity.session s set last_seen_at = ${at}
        from (select id from identity.session where district = ${district} and id = any(${[...sessions].sort()}::uuid[]) and last_seen_at < ${at} order by id for no key update) seen
        where s.district = ${district} and s.id = seen.id`.execute(tx),
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
