import { refuse, type Context, type PersonalDatum } from '@zhongzhi/kernel';
import { sql } from 'kysely';
import { ASK_AGAIN_DAYS } from './contract/index.ts';
import { consentWords, needsConsent, registerOf, wordsHash } from './domain/register.ts';

export type Decision = 'given' | 'refused' | 'withdrawn';
export type Channel = 'web' | 'counter' | 'phone' | 'import' | 'demo';

/** The last word of a person on a purpose. */
export interface LastWord {
  readonly purpose: string;
  readonly decision: Decision;
  readonly decidedBy: string;
  readonly textHash: string;
  readonly at: Date;
}

/** A datum of the register that is kept by consent. @throws Refusal `privacy.unknown-purpose`. */
export function consentDatum(context: Context, purpose: string): PersonalDatum {
  const datum = registerOf(context.platform).find(purpose);
  if (datum === undefined || !needsConsent(datum))
    throw refuse.notFound(
      'privacy.unknown-purpose',
      '没有这项需要同意的内容，请刷新页面。',
      'There is no such purpose to consent to; reload the page.',
    );
  return datum;
}

/** The last words of a person, by purpose. */
export async function lastWords(context: Context, person: string, purpose?: string): Promise<Map<string, LastWord>> {
  const { rows } =
    await sql<LastWord>`select distinct on (purpose) purpose, decision, decided_by as "decidedBy", text_hash as "textHash", at from privacy.consent
    where district = ${context.district} and person = ${person} ${purpose === undefined ? sql`` : sql`and purpose = ${purpose}`} order by purpose, id desc`.execute(
      context.tx,
    );
  return new Map(rows.map((row) => [row.purpose, row]));
}

const countsFor = (datum: PersonalDatum, last: LastWord | undefined): boolean =>
  last?.decision === 'given' && last.textHash === wordsHash(datum);

/**
 * Whether a person has agreed to a purpose, in its present words, and has not withdrawn.
 * @throws Refusal `privacy.unknown-purpose` for a key that is not in the register or needs no consent.
 */
export async function hasConsent(context: Context, person: string, purpose: string): Promise<boolean> {
  const datum = consentDatum(context, purpose);
  return countsFor(datum, (await lastWords(context, person, purpose)).get(purpose));
}

/** Whether pages may ask: not again for 90 days after a no, nor after a yes that still counts. */
export function mayAskNow(now: Date, datum: PersonalDatum, last: LastWord | undefined): boolean {
  if (last === undefined) return true;
  if (last.decision === 'given') return !countsFor(datum, last);
  return now.getTime() >= last.at.getTime() + ASK_AGAIN_DAYS * 86_400_000;
}

/** As `mayAskNow`, for modules that would like to ask. */
export async function mayAsk(context: Context, person: string, purpose: string): Promise<boolean> {
  const datum = consentDatum(context, purpose);
  return mayAskNow(context.now, datum, (await lastWords(context, person, purpose)).get(purpose));
}

export interface ConsentRequest {
  readonly person: string;
  readonly purpose: string;
  readonly decision: Decision;
  /** Who said it, when it is not the person: the guardian. */
  readonly decidedBy?: string;
  readonly channel?: Channel;
}

/** Writes down a person's word with the words they were shown, in the caller's transaction. */
export async function recordConsent(context: Context, request: ConsentRequest): Promise<void> {
  const { person, purpose, decision } = request;
  const datum = consentDatum(context, purpose);
  const hash = wordsHash(datum);
  await sql`insert into privacy.consent_text (district, hash, purpose, text, first_used_at)
    values (${context.district}, ${hash}, ${purpose}, ${JSON.stringify(consentWords(datum))}::jsonb, ${context.now}) on conflict do nothing`.execute(
    context.tx,
  );
  await context.tx
    .insertInto('privacy.consent')
    .values({
      district: context.district,
      id: context.newId(),
      person,
      purpose,
      decision,
      decided_by: request.decidedBy ?? person,
      text_hash: hash,
      notice_version: registerOf(context.platform).version,
      channel: request.channel ?? 'web',
      at: context.now,
    })
    .execute();
  context.emit(`privacy.consent-${decision}`, { person, purpose });
}

/** The words that lie behind hashes, for showing what has changed. */
export async function wordsBehind(
  context: Context,
  hashes: readonly string[],
): Promise<Map<string, { zh: string; en: string }>> {
  if (hashes.length === 0) return new Map();
  const rows = await context.tx
    .selectFrom('privacy.consent_text')
    .select(['hash', 'text'])
    .where('district', '=', context.district)
    .where('hash', 'in', [...hashes])
    .execute();
  return new Map(rows.map(({ hash, text }) => [hash, text as { zh: string; en: string }]));
}
