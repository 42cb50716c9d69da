import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { nameDevice } from '../domain/device.ts';
import { SESSION_LIVES, type SessionLife } from '../domain/limits.ts';
import { digestToken, makeToken } from '../domain/secrets.ts';
import { forgetSessions } from './session-cache.ts';

export type SessionMethod = 'code' | 'staff-code' | 'password' | 'oidc' | 'ticket' | 'demo';

/** A session just begun: the token goes into the cookie and nowhere else. */
export interface NewSession {
  readonly token: string;
  readonly life: SessionLife;
}

/**
 * Begins a session with a token of its own, and ends the one the request came with: a token that someone planted in a
 * browser before sign-in is worth nothing afterwards.
 */
export async function startSession(
  context: Context,
  person: string,
  options: { method: SessionMethod; secondFactor: boolean; life: SessionLife },
): Promise<NewSession> {
  const { actor, now } = context;
  if (actor.kind === 'person' && actor.sessionId !== null)
    await endSessions(context, actor.personId, { only: actor.sessionId });
  const token = makeToken();
  const { idleSeconds, absoluteSeconds } = SESSION_LIVES[options.life];
  await context.tx
    .insertInto('identity.session')
    .values({
      district: context.district,
      id: context.newId(),
      token_hash: digestToken(token),
      person,
      method: options.method,
      second_factor: options.secondFactor,
      device: nameDevice(context.origin.device),
      address: context.origin.address,
      created_at: now,
      last_seen_at: now,
      idle_seconds: idleSeconds,
      ends_at: new Date(now.getTime() + absoluteSeconds * 1000),
    })
    .execute();
  return { token, life: options.life };
}

/**
 * Ends sessions of a person: one, all but one, or all. This process forgets them when the transaction has committed,
 * others within a second.
 * @returns how many were ended.
 */
export async function endSessions(
  context: Context,
  person: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  let update = context.tx
    .updateTable('identity.session')
    .set({ revoked_at: context.now })
    .where('district', '=', context.district)
    .where('person', '=', person)
    .where('revoked_at', 'is', null);
  if (which.only !== undefined) update = update.where('id', '=', which.only);
  if (which.except !== undefined) update = update.where('id', '<>', which.except);
  const ended = await update.returning('id').execute();
  const { platform } = context;
  context.afterCommit(() => forgetSessions(platform, person));
  return ended.length;
}

/** When the caller signed in to the session they act through; undefined without a session. */
export async function signedInAt(context: Context): Promise<Date | undefined> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.sessionId === null) return undefined;
  const row = await context.tx
    .selectFrom('identity.session')
    .select('created_at')
    .where('district', '=', context.district)
    .where('id', '=', actor.sessionId)
    .where('person', '=', actor.personId)
    .executeTakeFirst();
  return row?.created_at;
}

/** A session as the look-up needs it. */
export interface LiveSession {
  id: string;
  person: string;
  second_factor: boolean;
  /** The account was closed or waits for a new password: no office is in force. */
  is_held_back: boolean;
  last_seen_at: Date;
  idle_seconds: number;
  ends_at: Date;
}

/** The sessions of tokens, of those that are alive now, by the token's digest in base64. */
export async function findLiveSessions(
  context: Context,
  tokenHashes: readonly Buffer[],
): Promise<Map<string, LiveSession>> {
  const { rows } = await sql<
    LiveSession & { hash: Buffer }
  >`select s.token_hash as hash, s.id, s.person, s.second_factor, coalesce(a.must_change_password or a.disabled_at is not null, false) as is_held_back, s.last_seen_at, s.idle_seconds, s.ends_at
    from identity.session s left join identity.account a on a.district = s.district and a.person = s.person
    where s.district = ${context.district} and s.token_hash = any(${tokenHashes}::bytea[]) and s.revoked_at is null and s.ends_at > ${context.now}
      and s.last_seen_at + make_interval(secs => s.idle_seconds) > ${context.now} and (a.disabled_at is null or s.method <> 'password')`.execute(
    context.tx,
  );
  return new Map(rows.map(({ hash, ...session }) => [hash.toString('base64'), session]));
}
