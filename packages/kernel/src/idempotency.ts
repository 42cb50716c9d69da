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
