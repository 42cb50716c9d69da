import { sql } from 'kysely';
import { safeText } from '@zhongzhi/contract-kit';
import { personOf, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { ApproveMinor, Made, Unmask, Unmasked } from '../contract/shapes.ts';
import { leastIdAt } from '../domain/days.ts';
import { coversDistrict, peopleIn } from '../domain/scope-predicates.ts';
import { isMinor } from '../domain/minors.ts';
import { openIdNumber, openPhone } from '../domain/sealed-fields.ts';
import { personInScope } from '../queries/people.ts';

const HOUR_MS = 3_600_000;
const APPROVAL_HOURS = 24;
/** Opening more numbers than this in an hour is no daily work (PIPL art. 51: bulk access is noticed). */
const MOST_AN_HOUR = 50;

async function refuseBulk(context: Context): Promise<void> {
  const actor = personOf(context.actor);
  if (actor === null) return;
  const since = new Date(context.now.getTime() - HOUR_MS);
  const { rows } = await sql<{
    opened: number;
  }>`select count(*) as opened from kernel.audit where district = ${context.district} and actor_id = ${actor}
    and action = 'directory.unmasked' and id >= ${leastIdAt(since.getTime())}::uuid and at > ${since}`.execute(
    context.tx,
  );
  const { opened } = rows[0]!;
  if (opened >= MOST_AN_HOUR)
    throw refuse.tooMany(
      'directory.unmasked-too-many',
      '一小时内查看的号码太多，已暂停，请稍后再试；如确有需要，请联系区管理员。',
      'You have opened too many numbers within an hour; try again later.',
      { extra: { retryAfterSeconds: HOUR_MS / 1000 } },
    );
  if (opened === MOST_AN_HOUR - 1) context.emit('directory.bulk-unmasking', { person: actor });
}

async function hasApproval(context: Context, person: string): Promise<boolean> {
  const { rows } =
    await sql`select from directory.minor_approval where district = ${context.district} and person = ${person} and staff = ${personOf(context.actor)} and expires_at > ${context.now} limit 1`.execute(
      context.tx,
    );
  return rows.length > 0;
}

async function refuseMinorWithoutApproval(
  context: Context,
  person: string,
  birthYear: number | null,
): Promise<boolean> {
  if (!isMinor(birthYear, context.now)) return false;
  const scope = context.scopeFor('directory.unmask-minor');
  const { rows } =
    await sql`select from directory.person p where p.district = ${context.district} and p.id = ${person} and ${peopleIn(scope)}`.execute(
      context.tx,
    );
  const isTrusted = context.may('directory.unmask-minor') && (rows.length > 0 || coversDistrict(scope));
  if (isTrusted || (await hasApproval(context, person))) return true;
  throw refuse.forbidden(
    'directory.minor-approval-needed',
    '这是未成年人的信息，要先经街道负责人批准才能查看。',
    "This is a minor's number: the street leader has to approve before it is opened.",
  );
}

/** Opens one masked field of one person. The reason and the field go into the audit log; the value does not. */
export const unmask = useCase({
  name: 'directory.unmask',
  permission: 'directory.unmask',
  keepsAnswer: false,
  input: Unmask,
  output: Unmasked,
  summary: {
    zh: '查看一个人的一个号码（写明理由，留痕）',
    en: 'Open one number of one person, with a reason, on record',
  },
  async run(context, { id, field, reason }) {
    const row = await personInScope(context, id);
    await refuseBulk(context);
    const minor = await refuseMinorWithoutApproval(context, id, row.minorBirthYear);
    context.audit('directory.unmasked', id, { field, reason: safeText(reason), minor });
    const { vault } = context.platform;
    const cipher = field === 'phone' ? row.phoneCipher : row.idNumberCipher;
    if (cipher === null) return { value: null };
    return { value: field === 'phone' ? openPhone(vault, cipher) : openIdNumber(vault, cipher) };
  },
});

/** Lets one member of staff open one minor's data for a day. */
export const approveMinor = useCase({
  name: 'directory.approve-minor',
  permission: 'directory.approve-minor',
  input: ApproveMinor,
  output: Made,
  summary: {
    zh: '批准某位工作人员在一天内查看某个未成年人的信息',
    en: "Let one member of staff open one minor's data for a day",
  },
  async run(context, { id, staff, reason }) {
    const approver = personOf(context.actor);
    if (approver === null || approver === staff)
      throw refuse.forbidden(
        'directory.own-approval',
        '不能批准自己查看，请由另一位负责人批准。',
        'You cannot approve yourself; someone else in charge does.',
      );
    await personInScope(context, id);
    await personInScope(context, staff);
    const approval = context.newId();
    const expires = new Date(context.now.getTime() + APPROVAL_HOURS * HOUR_MS);
    await sql`insert into directory.minor_approval (district, id, person, staff, approved_by, reason, approved_at, expires_at)
      values (${context.district}, ${approval}, ${id}, ${staff}, ${approver}, ${safeText(reason)}, ${context.now}, ${expires})`.execute(
      context.tx,
    );
    return { id: approval };
  },
});
