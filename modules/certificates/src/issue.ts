import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { credentialOf, holderCode, type Content } from './credential.ts';
import { issuerOf, nextStatusIndex } from './issuers.ts';
import { sign } from './sign.ts';
import { sourceOf } from './source.ts';
import { LIST_LENGTH } from './status-list.ts';
import { getCertificate, HOLDER_CODE, partsOf, type Certificate } from './store.ts';

const yearIn = (at: Date): number => new Date(at.getTime() + 8 * 3_600_000).getUTCFullYear();

async function nextSerial(context: Context, unit: string): Promise<number> {
  const { rows } = await sql<{
    last: number;
  }>`insert into certificates.counter (district, unit, year, last) values (${context.district}, ${unit}, ${yearIn(context.now)}, 1)
    on conflict (district, unit, year) do update set last = certificates.counter.last + 1 returning last`.execute(
    context.tx,
  );
  return rows[0]!.last;
}

/** The same time of day so many months later in the district's time; where a month lacks the day, its last. */
function monthsLater(at: Date, months: number | null): Date | null {
  if (months === null) return null;
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Asia/Shanghai');
  return new Date(local.add({ months }).epochMilliseconds);
}

async function tellHolder(
  context: Context,
  { person, unitName }: Certificate,
  [zh, en]: readonly [zh: string, en: string],
): Promise<void> {
  if (person === null) return;
  await notify(context, {
    to: person,
    kind: 'certificate.decided',
    title: { zh: `${unitName}的服务证明`, en: `Your certificate of ${unitName}` },
    body: { zh, en },
    link: '/certificates',
  });
}

/** Gives a posted certificate its number and its signed credential, in the caller's transaction. */
export async function issue(context: Context, id: string): Promise<void> {
  const asked = await getCertificate(context, id, { lock: true });
  if (asked.state !== 'posted') return;
  const records = await partsOf(context, id);
  const issuer = await issuerOf(context, asked.unit);
  const serial = await nextSerial(context, asked.unit);
  const statusIndex = await nextStatusIndex(context, asked.unit);
  if (statusIndex >= LIST_LENGTH) throw new Error(`the status list of ${asked.unitName} is full`);
  const content: Content = {
    ...asked,
    number: `${asked.unitName}志证〔${yearIn(context.now)}〕${String(serial).padStart(5, '0')}号`,
    statusIndex,
    issuedAt: context.now,
    validUntil: monthsLater(context.now, issuer.validMonths),
    contact: issuer.contact,
    records,
  };
  const code = holderCode();
  const credential = await sign(context, asked.unit, credentialOf(context.platform, content, code));
  await sql`update certificates.certificate set state = 'issued', serial = ${serial}, number = ${content.number}, status_index = ${statusIndex}, issued_at = ${context.now},
      valid_until = ${content.validUntil}, contact = ${content.contact}, credential = ${JSON.stringify(credential)}::jsonb, holder_code_cipher = ${context.platform.vault.encrypt(HOLDER_CODE, code)}
    where district = ${context.district} and id = ${id}`.execute(context.tx);
  await tellHolder(context, asked, [
    `证明已开出，编号${content.number}，可以下载打印。`,
    `It has been issued as ${content.number}; download or print it.`,
  ]);
}

async function decide(context: Context, id: string, state: 'refused' | 'revoked', reason: string): Promise<void> {
  await sql`update certificates.certificate set state = ${state}, reason = ${reason}, decided_by = ${personOf(context.actor)}, decided_at = ${context.now}
    where district = ${context.district} and id = ${id}`.execute(context.tx);
}

/** The unit refuses a posted certificate and says why. @throws Refusal `certificate.not-posted`. */
export async function refuseCertificate(context: Context, id: string, reason: string): Promise<void> {
  const asked = await getCertificate(context, id, { lock: true });
  if (asked.state !== 'posted')
    throw refuse.conflict(
      'certificate.not-posted',
      '这份证明已经办过了，请刷新。',
      'This certificate has been decided already; reload.',
    );
  await decide(context, id, 'refused', reason);
  await tellHolder(context, asked, [
    `没有开出，原因：${reason}。有不同意见请联系该单位。`,
    `It was not issued: ${reason}. Ask the unit if you disagree.`,
  ]);
}

/** The unit takes an issued certificate back and says why; the check page and the status list tell from now on. @throws Refusal `certificate.not-issued`. */
export async function revokeCertificate(context: Context, id: string, reason: string): Promise<void> {
  const issued = await getCertificate(context, id, { lock: true });
  if (issued.state !== 'issued')
    throw refuse.conflict(
      'certificate.not-issued',
      '只有已开出的证明可以撤销，请刷新。',
      'Only an issued certificate can be revoked; reload.',
    );
  await decide(context, id, 'revoked', reason);
  await tellHolder(context, issued, [
    `编号${issued.number}的证明已撤销，原因：${reason}。`,
    `Certificate ${issued.number} was revoked: ${reason}.`,
  ]);
}

const MOST_AT_ONCE = 50;

/**
 * Issues what has been posted long enough; where the records were corrected meanwhile, the certificate is refused and its
 * holder told to ask anew. Certificates that somebody decides just now are left for the next run.
 * @returns how many were decided.
 */
export async function issueDue(context: Context): Promise<number> {
  const { rows } = await sql<{
    id: string;
  }>`select id from certificates.certificate where district = ${context.district} and state = 'posted' and posted_until <= ${context.now}
    order by posted_until limit ${MOST_AT_ONCE} for no key update skip locked`.execute(context.tx);
  for (const { id } of rows) {
    const records = await partsOf(context, id);
    const same = await sourceOf(context).unchanged(context, records);
    if (records.every(({ record }) => same.has(record))) await issue(context, id);
    else await refuseCertificate(context, id, '公示期间服务记录有更正，请重新申请');
  }
  return rows.length;
}
