import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from './context.ts';
import { refuse } from './refusal.ts';

/** A repeatable request: its key, who sent it, and a digest of what was asked. */
export interface IdempotencyClaim {
  key: string;
  caller: string;
  fingerprint: string;
}

const digest = (claim: IdempotencyClaim): string =>
  createHash('sha256').update(`${claim.caller}\n${claim.key}`).digest('hex');

/**
 * Claims the key in this transaction. A second request with the same key waits for the first to commit, then gets its
 * answer; the same key with other content is refused.
 */
export async function findEarlierAnswer(
  context: Context,
  claim: IdempotencyClaim,
): Promise<{ answer: unknown } | undefined> {
  const key = digest(claim);
  const made = await sql<{ key: string }>`insert into kernel.idempotency (district, key, fingerprint, at)
    values (${context.district}, ${key}, ${claim.fingerprint}, ${context.now}) on conflict do nothing returning key`.execute(
    context.tx,
  );
  if (made.rows.length > 0) return undefined;
  const { rows } = await sql<{
    fingerprint: string;
    answer: { value: unknown } | null;
  }>`select fingerprint, answer from kernel.idempotency where district = ${context.district} and key = ${key}`.execute(
    context.tx,
  );
  const row = rows[0];
  if (row === undefined || row.answer === null) throw refuse.busy();
  if (row.fingerprint !== claim.fingerprint) {
    throw refuse.conflict(
      'idempotency.key-reused',
      '这个提交编号已用于另一份内容，请刷新页面后重新提交。',
      'This Idempotency-Key was used for other content; use a new one.',
    );
  }
  return { answer: row.answer.value };
}

/** Keeps the answer beside the claim, in the same transaction. */
export async function keepAnswer(context: Context, claim: IdempotencyClaim, answer: unknown): Promise<void> {
  await sql`update kernel.idempotency set answer = ${JSON.stringify({ value: answer ?? null })}::jsonb where district = ${context.district} and key = ${digest(claim)}`.execute(
    context.tx,
  );
}

/**
 * Claims the keys of several calls at once, in one order everywhere.
 * @returns the claims that are new; the others were asked before, or are being asked now, and are for `findEarlierAnswer`.
 */
export async function claimNew(
  context: Context,
  claims: readonly IdempotencyClaim[],
): Promise<ReadonlySet<IdempotencyClaim>> {
  const byKey = new Map<string, IdempotencyClaim>();
  for (const claim of claims) if (!byKey.has(digest(claim))) byKey.set(digest(claim), claim);
  if (byKey.size === 0) return new Set();
  const keys = [...byKey.keys()].sort();
  const { rows } = await sql<{ key: string }>`insert into kernel.idempotency (district, key, fingerprint, at)
    select ${context.district}, k, f, ${context.now} from unnest(${keys}::text[], ${keys.map((key) => byKey.get(key)!.fingerprint)}::text[]) as c(k, f)
    on conflict do nothing returning key`.execute(context.tx);
  return new Set(rows.map(({ key }) => byKey.get(key)!));
}

/** Keeps the answers of several claims, and gives back the claims of calls that were refused. */
export async function keepAnswers(
  context: Context,
  outcomes: readonly { claim: IdempotencyClaim; outcome: PromiseSettledResult<unknown> }[],
): Promise<void> {
  const kept = outcomes.flatMap(({ claim, outcome }) =>
    outcome.status === 'fulfilled' ? [{ key: digest(claim), answer: { value: outcome.value ?? null } }] : [],
  );
  const refused = outcomes.flatMap(({ claim, outcome }) => (outcome.status === 'rejected' ? [digest(claim)] : []));
  if (kept.length > 0)
    await sql`update kernel.idempotency i set answer = r.answer from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r(key text, answer jsonb)
      where i.district = ${context.district} and i.key = r.key`.execute(context.tx);
  if (refused.length > 0)
    await sql`delete from kernel.idempotency where district = ${context.district} and key = any(${refused}::text[])`.execute(
      context.tx,
    );
}
