import { createHash, randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { INVITATION_DAYS } from './contract/index.ts';

/** Neither letters nor digits that are taken for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

const newCode = (): string => Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]!).join('');

/** A code as it is typed or scanned, brought to the form in which it was made. */
const plain = (code: string): string => code.toUpperCase().replace(/[\s-]/gu, '');
const digest = (code: string): Buffer => createHash('sha256').update(plain(code)).digest();

/**
 * Makes a code that lets people in for 30 days, as a link, a QR code or typed. It is shown once and kept as a digest.
 */
export async function invite(context: Context, circle: string, by: string): Promise<{ token: string; until: Date }> {
  const token = newCode();
  const until = new Date(context.now.getTime() + INVITATION_DAYS * 86_400_000);
  await sql`insert into circles.invitation (district, token_hash, circle, made_by, made_at, ends_at) values (${context.district}, ${digest(token)}, ${circle}, ${by}, ${context.now}, ${until})`.execute(
    context.tx,
  );
  return { token, until };
}

/** The circle that a code lets in to. @throws Refusal `circle.invitation-over` for unknown, ended and revoked ones alike. */
export async function circleOfCode(context: Context, code: string): Promise<string> {
  const { rows } = await sql<{
    circle: string;
  }>`select circle from circles.invitation where district = ${context.district} and token_hash = ${digest(code)} and revoked_at is null and ends_at > ${context.now}`.execute(
    context.tx,
  );
  if (rows[0] === undefined)
    throw refuse.notFound(
      'circle.invitation-over',
      '这个邀请码不对，或者已经停用。请向圈长要一个新的。',
      'This code is wrong or no longer in use; ask a leader for a new one.',
    );
  return rows[0].circle;
}

/** Whether a code lets in to this circle now. */
export async function isInvited(context: Context, circle: string, token: string | undefined): Promise<boolean> {
  if (token === undefined) return false;
  const { rows } =
    await sql`select from circles.invitation where district = ${context.district} and token_hash = ${digest(token)} and circle = ${circle} and revoked_at is null and ends_at > ${context.now}`.execute(
      context.tx,
    );
  return rows.length > 0;
}

/** Codes in use, by their digest: the code itself is not kept. */
export async function invitationsOf(
  context: Context,
  circle: string,
): Promise<{ id: string; madeAt: Date; until: Date }[]> {
  const { rows } = await sql<{
    id: string;
    madeAt: Date;
    until: Date;
  }>`select encode(token_hash, 'hex') as id, made_at as "madeAt", ends_at as until from circles.invitation
    where district = ${context.district} and circle = ${circle} and revoked_at is null and ends_at > ${context.now} order by made_at desc limit 50`.execute(
    context.tx,
  );
  return rows;
}

/** Ends a code; a repeat is harmless. */
export async function revokeInvitation(context: Context, circle: string, id: string): Promise<void> {
  await sql`update circles.invitation set revoked_at = coalesce(revoked_at, ${context.now}) where district = ${context.district} and circle = ${circle} and token_hash = decode(${id}, 'hex')`.execute(
    context.tx,
  );
}
