import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { getPerson } from '@zhongzhi/directory';
import { refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { findVolunteer } from '@zhongzhi/volunteers';
import { issue } from './issue.ts';
import { issuerOf } from './issuers.ts';
import { HOLDER } from './store.ts';
import { missingText } from './missing.ts';
import { sourceOf } from './source.ts';
import type { CertifiedRecord, MissingRecord, Period } from './public.ts';

const DAY_MS = 86_400_000;

const minutesOf = (records: readonly CertifiedRecord[], kind: CertifiedRecord['class']): number =>
  records.reduce((sum, { minutes, class: own }) => sum + (own === kind ? minutes : 0), 0);

/** What a certificate would say, and what is missing from it. */
export interface Preview {
  readonly records: readonly CertifiedRecord[];
  readonly missing: readonly MissingRecord[];
  readonly timedMinutes: number;
  readonly enteredMinutes: number;
}

export async function previewOf(context: Context, period: Period): Promise<Preview> {
  const source = sourceOf(context);
  const records = await source.recordsOf(context, period);
  return {
    records,
    missing: await source.missingFor(context, period),
    timedMinutes: minutesOf(records, 'timed'),
    enteredMinutes: minutesOf(records, 'entered'),
  };
}

/** The same records in the same revisions have the same digest, whatever period they were asked by. */
const digestOf = (records: readonly CertifiedRecord[]): string =>
  createHash('sha256')
    .update(
      records
        .map(({ record, revision }) => `${record}.${revision}`)
        .sort()
        .join(','),
    )
    .digest('hex');

const nothingToCertify = (missing: readonly MissingRecord[]) => {
  const text = missingText(missing);
  return refuse.conflict(
    'certificate.nothing-recorded',
    text === null
      ? '这段时间在这个单位没有服务记录，请换一个单位或时间。'
      : `这段时间还没有可以证明的服务记录：${text.zh}`,
    text === null
      ? 'There is no service record with this unit in this time; choose another unit or time.'
      : `There is no record to certify in this time yet: ${text.en}`,
    { extra: { missing } },
  );
};

/** Most records on one certificate: a paper that can still be read, and a credential that can still be sent. */
const MOST_RECORDS = 500;

async function insertAsked(context: Context, period: Period, records: readonly CertifiedRecord[], days: number) {
  const { name } = await getPerson(context, period.person);
  const volunteer = await findVolunteer(context, period.person);
  const { unitName } = await issuerOf(context, period.unit);
  const id = context.newId();
  const dates = records.map(({ servedOn }) => servedOn).sort();
  const { rows } =
    await sql`insert into certificates.certificate (district, id, unit, unit_name, person, holder_cipher, volunteer_number, period_from, period_to, timed_minutes, entered_minutes, digest, state, asked_at, posted_until)
    values (${context.district}, ${id}, ${period.unit}, ${unitName}, ${period.person}, ${context.platform.vault.encrypt(HOLDER, name)}, ${volunteer?.number ?? null},
      ${dates[0]}, ${dates.at(-1)}, ${minutesOf(records, 'timed')}, ${minutesOf(records, 'entered')}, ${digestOf(records)}, 'posted', ${context.now}, ${new Date(context.now.getTime() + days * DAY_MS)})
    on conflict (district, person, unit, digest) where state in ('posted', 'issued') do nothing returning id`.execute(
      context.tx,
    );
  if (rows.length === 0) return undefined;
  await sql`insert into certificates.part (district, certificate, position, record, revision, activity_name, served_on, place, content, minutes, class)
    select ${context.district}, ${id}, r.position, r.record, r.revision, r.activity_name, r.served_on, r.place, r.content, r.minutes, r.class
    from jsonb_to_recordset(${JSON.stringify(
      records.map(({ activityName, servedOn, ...rest }, position) => ({
        ...rest,
        position,
        activity_name: activityName,
        served_on: servedOn,
      })),
    )}::jsonb) as r(position int, record uuid, revision int, activity_name text, served_on date, place text, content text, minutes int, class text)`.execute(
    context.tx,
  );
  return id;
}

async function existing(context: Context, { person, unit }: Period, digest: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select id from certificates.certificate where district = ${context.district} and person = ${person} and unit = ${unit} and digest = ${digest} and state in ('posted', 'issued')`.execute(
    context.tx,
  );
  if (rows[0] === undefined) throw refuse.busy();
  return rows[0].id;
}

/**
 * A volunteer asks a unit for a certificate of the service that it organised and recorded (条例 art. 19, 办法 art. 14, 26):
 * free, and issued at once unless the unit posts certificates first. The same records are certified once: a repeat gives
 * the certificate there is.
 * @returns the certificate's id.
 * @throws Refusal `certificate.nothing-recorded` that names what is missing, `certificate.too-many-records`.
 */
export async function askForCertificate(context: Context, period: Period): Promise<string> {
  const { records, missing } = await previewOf(context, period);
  if (records.length === 0) throw nothingToCertify(missing);
  if (records.length > MOST_RECORDS)
    throw refuse.invalid(
      'certificate.too-many-records',
      `一份证明最多写${MOST_RECORDS}条记录，请缩短时间分几份开。`,
      `One certificate holds ${MOST_RECORDS} records at most: choose a shorter time.`,
    );
  const { postingDays, unitName } = await issuerOf(context, period.unit);
  const id = await insertAsked(context, period, records, postingDays);
  if (id === undefined) return existing(context, period, digestOf(records));
  if (postingDays === 0) await issue(context, id);
  else
    await notify(context, {
      to: period.person,
      kind: 'certificate.posted',
      title: { zh: '服务证明正在公示', en: 'Your certificate is posted' },
      body: {
        zh: `${unitName}公示${postingDays}天，没有异议就开出，到时会通知您。`,
        en: `${unitName} posts it for ${postingDays} days; without an objection it is issued, and you will be told.`,
      },
      link: '/certificates',
    });
  return id;
}
