import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import type { CertifiedRecord } from './public.ts';

/** What the holder's name is encrypted for. */
export const HOLDER = 'certificates.holder';
/** What the code on the paper is encrypted for. */
export const HOLDER_CODE = 'certificates.holder-code';

export interface Certificate {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly person: string | null;
  readonly volunteerNumber: string | null;
  readonly from: string;
  readonly to: string;
  readonly timedMinutes: number;
  readonly enteredMinutes: number;
  readonly state: 'posted' | 'issued' | 'refused' | 'revoked';
  readonly askedAt: Date;
  readonly postedUntil: Date | null;
  readonly number: string | null;
  readonly statusIndex: number | null;
  readonly issuedAt: Date | null;
  readonly validUntil: Date | null;
  readonly contact: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

export const COLUMNS = sql`c.id, c.unit, c.unit_name as "unitName", c.person, c.volunteer_number as "volunteerNumber", c.period_from as "from", c.period_to as "to",
  c.timed_minutes as "timedMinutes", c.entered_minutes as "enteredMinutes", c.state, c.asked_at as "askedAt", c.posted_until as "postedUntil", c.number,
  c.status_index as "statusIndex", c.issued_at as "issuedAt", c.valid_until as "validUntil", c.contact, c.decided_at as "decidedAt", c.reason`;

export const certificateNotFound = () =>
  refuse.notFound('certificate.not-found', '没有这份证明，请核对编号或重新扫码。', 'There is no such certificate.');

/** @throws Refusal `certificate.not-found`. */
export async function getCertificate(context: Context, id: string, { lock = false } = {}): Promise<Certificate> {
  const { rows } =
    await sql<Certificate>`select ${COLUMNS} from certificates.certificate c where c.district = ${context.district} and c.id = ${id} ${lock ? sql`for no key update` : sql``}`.execute(
      context.tx,
    );
  if (rows[0] === undefined) throw certificateNotFound();
  return rows[0];
}

/** The records that a certificate rests on, as it states them. */
export async function partsOf(context: Context, id: string): Promise<CertifiedRecord[]> {
  const { rows } =
    await sql<CertifiedRecord>`select record, revision, activity_name as "activityName", served_on as "servedOn", place, content, minutes, class
    from certificates.part where district = ${context.district} and certificate = ${id} order by position`.execute(
      context.tx,
    );
  return rows;
}

/** The holder's name; null once the person has been erased. */
export async function holderOf(context: Context, id: string): Promise<string | null> {
  const { rows } = await sql<{
    cipher: Buffer | null;
  }>`select holder_cipher as cipher from certificates.certificate where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  const cipher = rows[0]?.cipher ?? null;
  return cipher === null ? null : context.platform.vault.decrypt(HOLDER, cipher);
}

/** The signed credential of an issued certificate. @throws Refusal `certificate.not-found`. */
export async function credentialKept(context: Context, id: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<{
    credential: Record<string, unknown> | null;
  }>`select credential from certificates.certificate where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  const credential = rows[0]?.credential ?? null;
  if (credential === null) throw certificateNotFound();
  return credential;
}
