import { sql } from 'kysely';
import { refuse, type Context, type Refusal } from '@zhongzhi/kernel';
import type { Limit } from './domain/limits.ts';

/** What an attempt counts against; a missing address (a command at the server) has no limit of its own. */
export interface AttemptKeys {
  phone?: string;
  login?: string;
  address?: string | null;
}

/** Numbers, logins and addresses are counted under keyed digests, so that the table says nothing about anyone. */
export const attemptKey = (context: Context, per: Limit['per'], value: string): string =>
  per === 'everyone' ? 'everyone' : context.platform.vault.blindIndex(`identity.attempt.${per}`, value);

const keyFor = (context: Context, limit: Limit, keys: AttemptKeys): string | undefined => {
  if (limit.per === 'everyone') return 'everyone';
  const value = keys[limit.per];
  return value === undefined || value === null ? undefined : attemptKey(context, limit.per, value);
};

/**
 * Serialises attempts on one number or login until the end of the transaction, so that parallel requests are counted
 * one after the other. Different numbers do not wait for each other.
 */
export async function serialise(context: Context, kind: string, value: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${context.district}:${kind}:${value}`}, 0))`.execute(
    context.tx,
  );
}

async function secondsToWait(context: Context, limit: Limit, key: string): Promise<number> {
  const since = new Date(context.now.getTime() - limit.withinSeconds * 1000);
  const { rows } = await sql<{ counted: number; oldest: Date | null }>`select count(*) as counted, min(at) as oldest
    from (select at from identity.attempt where district = ${context.district} and kind = ${limit.kind} and key = ${key} and at > ${since} order by at desc limit ${limit.most}) a`.execute(
    context.tx,
  );
  const { counted, oldest } = rows[0]!;
  if (counted < limit.most || oldest === null) return 0;
  return Math.max(1, Math.ceil((oldest.getTime() + limit.withinSeconds * 1000 - context.now.getTime()) / 1000));
}

/** The refusal of the first limit that is used up, or undefined while all have room. */
export async function findExceeded(
  context: Context,
  limits: readonly Limit[],
  keys: AttemptKeys,
): Promise<Refusal | undefined> {
  let longest = 0;
  for (const limit of limits) {
    const key = keyFor(context, limit, keys);
    if (key !== undefined) longest = Math.max(longest, await secondsToWait(context, limit, key));
  }
  if (longest === 0) return undefined;
  const minutes = Math.ceil(longest / 60);
  const [zh, en] = longest < 60 ? [`${longest} 秒`, `${longest} seconds`] : [`${minutes} 分钟`, `${minutes} minutes`];
  return refuse.tooMany('sign-in.too-many', `操作太频繁，请 ${zh}后再试。`, `Too many attempts; try again in ${en}.`, {
    extra: { retryAfterSeconds: longest },
  });
}

/** Counts an attempt against every key that the limits name. @returns the rows' ids, so that a success can be taken back. */
export async function countAttempt(context: Context, limits: readonly Limit[], keys: AttemptKeys): Promise<string[]> {
  const counted = new Map<string, string>();
  for (const limit of limits) {
    const key = keyFor(context, limit, keys);
    if (key !== undefined) counted.set(`${limit.kind}\n${key}`, key);
  }
  const rows = [...counted].map(([name, key]) => ({
    district: context.district,
    id: context.newId(),
    kind: name.slice(0, name.indexOf('\n')),
    key,
    at: context.now,
  }));
  if (rows.length > 0) await context.tx.insertInto('identity.attempt').values(rows).execute();
  return rows.map((row) => row.id);
}

/** Takes attempts back that turned out to be right. */
export async function forgetAttempts(context: Context, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await context.tx
      .deleteFrom('identity.attempt')
      .where('district', '=', context.district)
      .where('id', 'in', [...ids])
      .execute();
}
