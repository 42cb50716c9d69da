import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import { attachFiles } from '@zhongzhi/files';
import { coversUnit, personOf, refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { volunteersOf } from '@zhongzhi/volunteers';

/** Under what the paper of a commendation is attached. */
export const PAPER_KIND = 'commendation-paper';

const isOrganiserOf = (context: Context, unit: string): boolean =>
  coversUnit(context.scopeFor('volunteering.organise'), unit);

const groupNotFound = () => refuse.notFound('record.not-found', '没有这条记录。', 'There is no such record.');

/** A unit records for itself. @throws Refusal `record.not-your-unit`. */
function needOwnUnit(context: Context, unit: string): void {
  if (!isOrganiserOf(context, unit))
    throw refuse.notFound('record.not-your-unit', '只能以您所在的单位登记。', 'You record for your own unit only.');
}

async function needVolunteers(context: Context, people: readonly string[]): Promise<void> {
  const known = await volunteersOf(context, people);
  if (people.some((person) => !known.has(person)))
    throw refuse.notFound(
      'record.not-a-volunteer',
      '没有找到这位志愿者。请核对志愿者编号，没登记的要先登记。',
      'There is no such volunteer; check the number, or have them register first.',
    );
}

const today = (context: Context): string => dayOf(context.now);

function needPast(context: Context, field: string, day: string): void {
  if (day > today(context))
    throw refuse.invalid('record.in-the-future', '日期不能晚于今天。', 'The date lies in the future.', {
      errors: [{ field, detail: '请检查日期' }],
    });
}

export interface Training {
  readonly unit: string;
  readonly people: readonly string[];
  readonly name: string;
  readonly content: string;
  readonly minutes: number;
  readonly provider: string;
  readonly trainedOn: string;
}

/**
 * 培训: name, content, duration, provider and date (order 67, art. 8), for everyone who took part.
 * @throws Refusal `record.not-your-unit`, `record.not-a-volunteer`, `record.in-the-future`.
 */
export async function recordTraining(context: Context, training: Training): Promise<string[]> {
  needOwnUnit(context, training.unit);
  needPast(context, 'trainedOn', training.trainedOn);
  await needVolunteers(context, training.people);
  const rows = training.people.map((person) => ({ id: context.newId(), person }));
  await sql`insert into volunteering.training (district, id, person, name, content, minutes, provider, unit, trained_on, author, at)
    select ${context.district}::int, r.id, r.person, ${training.name}, ${training.content}, ${training.minutes}, ${training.provider}, ${training.unit}::uuid,
      ${training.trainedOn}::date, ${personOf(context.actor)}::uuid, ${context.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid)`.execute(context.tx);
  await notify(context, {
    to: training.people,
    kind: 'volunteering.training',
    title: { zh: '登记了您的培训', en: 'Your training was recorded' },
    body: { zh: `“${training.name}”，${training.trainedOn}`, en: `“${training.name}”, ${training.trainedOn}` },
    link: '/volunteer/records',
  });
  return rows.map(({ id }) => id);
}

export interface Commendation {
  readonly unit: string;
  readonly person: string;
  readonly name: string;
  readonly grantedBy: string;
  readonly grantedOn: string;
  /** Granted at the level of a county or higher. */
  readonly isHigh: boolean;
  readonly paper?: string;
}

/**
 * 表彰奖励: name, date and granting body; one of county level or higher when the paper is shown (order 67, art. 9).
 * @throws Refusal `record.not-your-unit`, `record.not-a-volunteer`, `record.in-the-future`, `record.paper-needed`.
 */
export async function recordCommendation(context: Context, given: Commendation): Promise<string> {
  needOwnUnit(context, given.unit);
  needPast(context, 'grantedOn', given.grantedOn);
  if (given.isHigh && given.paper === undefined)
    throw refuse.invalid(
      'record.paper-needed',
      '县级以上的表彰奖励要凭证书或文件登记，请上传。',
      'A commendation of county level or higher is recorded when its paper is shown: upload it.',
      { errors: [{ field: 'paper', detail: '请上传证书或文件' }] },
    );
  await needVolunteers(context, [given.person]);
  const id = context.newId();
  await sql`insert into volunteering.commendation (district, id, person, name, granted_by, granted_on, is_high, paper, unit, author, at)
    values (${context.district}, ${id}, ${given.person}, ${given.name}, ${given.grantedBy}, ${given.grantedOn}::date, ${given.isHigh}, ${given.paper ?? null}, ${given.unit},
      ${personOf(context.actor)}, ${context.now})`.execute(context.tx);
  if (given.paper !== undefined) await attachFiles(context, { ids: [given.paper], kind: PAPER_KIND, id });
  await notify(context, {
    to: given.person,
    kind: 'volunteering.commendation',
    title: { zh: '登记了您的表彰奖励', en: 'Your commendation was recorded' },
    body: { zh: `“${given.name}”，${given.grantedBy}`, en: `“${given.name}”, ${given.grantedBy}` },
    link: '/volunteer/records',
  });
  return id;
}

/** What was recorded wrongly is withdrawn with the reason; it stays readable. @throws Refusal `record.not-found`, `record.withdrawn`. */
export async function withdrawGroupEntry(
  context: Context,
  group: 'training' | 'commendation',
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const table = sql.table(`volunteering.${group}`);
  const { rows } = await sql<{
    unit: string;
    person: string;
    name: string;
    withdrawnAt: Date | null;
  }>`select unit, person, name, withdrawn_at as "withdrawnAt" from ${table} where district = ${context.district} and id = ${id} for no key update`.execute(
    context.tx,
  );
  const found = rows[0];
  if (found === undefined || !isOrganiserOf(context, found.unit)) throw groupNotFound();
  if (found.withdrawnAt !== null)
    throw refuse.conflict('record.withdrawn', '这条记录已经撤回。', 'This was withdrawn already.');
  await sql`update ${table} set withdrawn_at = ${context.now}, withdrawn_why = ${reason} where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  await notify(context, {
    to: found.person,
    kind: `volunteering.${group}-withdrawn`,
    title: { zh: '撤回了一条登记', en: 'A record was withdrawn' },
    body: { zh: `“${found.name}”：${reason}`, en: `“${found.name}”: ${reason}` },
    link: '/volunteer/records',
  });
}

/** The paper of a commendation is for the volunteer and for the unit that recorded it. */
export async function maySeePaper(context: Context, id: string): Promise<boolean> {
  const { rows } = await sql<{
    person: string;
    unit: string;
  }>`select person, unit from volunteering.commendation where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  const found = rows[0];
  if (found === undefined) return false;
  return found.person === personOf(context.actor) || isOrganiserOf(context, found.unit);
}
