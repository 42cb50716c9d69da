import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { forgetSessions } from './session/session-cache.ts';

/** How long what is over is kept: sessions for questions about who was signed in, the rest only for the limits. */
const SESSIONS_KEPT = '7 days';
const ATTEMPTS_KEPT = '2 days';

/** Removes what is over. */
export async function clean(context: Context): Promise<void> {
  const { district, now, tx } = context;
  await sql`delete from identity.session where district = ${district} and least(ends_at, last_seen_at + make_interval(secs => idle_seconds), coalesce(revoked_at, 'infinity')) < ${now}::timestamptz - ${SESSIONS_KEPT}::interval`.execute(
    tx,
  );
  await sql`delete from identity.sign_in_code where district = ${district} and created_at < ${now}::timestamptz - ${ATTEMPTS_KEPT}::interval`.execute(
    tx,
  );
  await sql`delete from identity.attempt where district = ${district} and at < ${now}::timestamptz - ${ATTEMPTS_KEPT}::interval`.execute(
    tx,
  );
  await sql`delete from identity.challenge where district = ${district} and created_at < ${now}::timestamptz - ${ATTEMPTS_KEPT}::interval`.execute(
    tx,
  );
  await sql`delete from identity.round_trip where district = ${district} and created_at < ${now}::timestamptz - ${ATTEMPTS_KEPT}::interval`.execute(
    tx,
  );
}

/** A person had themselves erased: nothing here names them any more. */
export async function erase(context: Context, person: string): Promise<void> {
  const { district, tx } = context;
  await sql`delete from identity.session where district = ${district} and person = ${person}`.execute(tx);
  await sql`delete from identity.challenge where district = ${district} and person = ${person}`.execute(tx);
  await sql`delete from identity.external_identity where district = ${district} and person = ${person}`.execute(tx);
  await sql`delete from identity.account where district = ${district} and person = ${person}`.execute(tx);
  await sql`delete from identity.demo_person where district = ${district} and person = ${person}`.execute(tx);
  const { platform } = context;
  context.afterCommit(() => forgetSessions(platform, person));
}

/** Sessions that the nightly job should have removed. */
export async function countLeftOver(context: Context): Promise<number> {
  const { rows } = await sql<{
    left: number;
  }>`select count(*) as left from identity.session where district = ${context.district} and ends_at < ${context.now}::timestamptz - interval '9 days'`.execute(
    context.tx,
  );
  return rows[0]!.left;
}

/** Accounts in use that have no second factor yet. */
export async function countWithoutSecondFactor(context: Context): Promise<number> {
  const { rows } = await sql<{
    without: number;
  }>`select count(*) as without from identity.account where district = ${context.district} and disabled_at is null and totp_confirmed_at is null`.execute(
    context.tx,
  );
  return rows[0]!.without;
}

/** Accounts that nobody has used for 90 days (GB/T 22239 8.1.4.2c: unused accounts). */
export async function closeUnused(context: Context): Promise<void> {
  const { rows } = await sql<{
    person: string;
  }>`update identity.account set disabled_at = ${context.now} where district = ${context.district} and disabled_at is null
    and coalesce(last_sign_in_at, created_at) < ${context.now}::timestamptz - interval '90 days' returning person`.execute(
    context.tx,
  );
  for (const { person } of rows) context.audit('identity.unused-account-closed', person);
}
