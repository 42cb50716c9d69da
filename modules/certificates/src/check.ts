import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { shortCheck } from './addresses.ts';
import { certificateNotFound, getCertificate, HOLDER_CODE, holderOf, partsOf, type Certificate } from './store.ts';
import { sourceOf } from './source.ts';

export type Verdict = 'valid' | 'revoked' | 'expired' | 'corrected';

async function verdictOf(context: Context, certificate: Certificate): Promise<Verdict> {
  if (certificate.state === 'revoked') return 'revoked';
  if (certificate.validUntil !== null && certificate.validUntil <= context.now) return 'expired';
  const parts = await partsOf(context, certificate.id);
  const same = await sourceOf(context).unchanged(context, parts);
  return parts.every(({ record }) => same.has(record)) ? 'valid' : 'corrected';
}

/**
 * What the public check page tells of an issued certificate: what 办法 art. 15 wants on it, and whether it stands. It names
 * nobody. `isWhole` says whether the short check of the address belongs to it.
 * @throws Refusal `certificate.not-found`.
 */
export async function checkCertificate(context: Context, id: string, short: string | null) {
  const certificate = await getCertificate(context, id);
  if (certificate.number === null) throw certificateNotFound();
  const records = await partsOf(context, id);
  return {
    certificate,
    verdict: await verdictOf(context, certificate),
    isWhole: short === null ? null : short === shortCheck(context.platform, id),
    records,
  };
}

const MOST_GUESSES = 10;
const WITHIN_MS = 3_600_000;

/**
 * Whether a certificate is this person's: the name, or the code that is printed on it. Ten guesses an hour at one
 * certificate, so that names cannot be tried out.
 * @throws Refusal `certificate.not-found`, `certificate.too-many-guesses`.
 */
export async function isHolder(context: Context, id: string, said: string): Promise<boolean> {
  const certificate = await getCertificate(context, id, { lock: true });
  if (certificate.number === null) throw certificateNotFound();
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from certificates.guess where district = ${context.district} and certificate = ${id} and at > ${new Date(context.now.getTime() - WITHIN_MS)}`.execute(
    context.tx,
  );
  if (rows[0]!.n >= MOST_GUESSES)
    throw refuse.tooMany(
      'certificate.too-many-guesses',
      '这份证明核对得太频繁，请一小时后再试，或联系出具单位。',
      'This certificate was checked too often; try again in an hour, or ask the unit.',
    );
  await sql`insert into certificates.guess (district, certificate, id, at) values (${context.district}, ${id}, ${context.newId()}, ${context.now})`.execute(
    context.tx,
  );
  const wanted = said.replaceAll(/\s/gu, '');
  return wanted === (await holderOf(context, id)) || wanted.toLowerCase() === (await holderCodeOf(context, id));
}

/** The code that stands on the paper. */
export async function holderCodeOf(context: Context, id: string): Promise<string | null> {
  const { rows } = await sql<{
    cipher: Buffer | null;
  }>`select holder_code_cipher as cipher from certificates.certificate where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  const cipher = rows[0]?.cipher ?? null;
  return cipher === null ? null : context.platform.vault.decrypt(HOLDER_CODE, cipher);
}

/** Guesses that no longer count. */
export async function forgetGuesses(context: Context): Promise<void> {
  await sql`delete from certificates.guess where district = ${context.district} and at < ${new Date(context.now.getTime() - WITHIN_MS)}`.execute(
    context.tx,
  );
}
