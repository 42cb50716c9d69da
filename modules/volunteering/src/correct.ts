import { sql } from 'kysely';
import { coversUnit, personOf, refuse, type Context } from '@zhongzhi/kernel';
import { needOrganiser, needOthers } from './authority.ts';
import {
  frameOf,
  judgeDayAnew,
  moreThanShift,
  settleBeansAndStars,
  tellOfRecord,
  writeRecord,
} from './record-writing.ts';
import { getActivity } from './store/activity-store.ts';
import { lockPeople } from './store/locks.ts';
import {
  findStanding,
  minutesMeasured,
  minutesOnShift,
  shiftOfRecord,
  writeRevision,
  type NewRevision,
  type Standing,
} from './store/record-store.ts';

/** Where every record is annulled, no service waits for an evaluation. */
async function endWaiting(context: Context, activity: string): Promise<void> {
  await sql`update volunteering.activity set needs_evaluation = false where district = ${context.district} and id = ${activity} and needs_evaluation
    and not exists (select from volunteering.standing where district = ${context.district} and activity = ${activity} and stands <> 'annulled')`.execute(
    context.tx,
  );
}

/** A record is never more than its shift was long, with what else is recorded of it. */
async function needWithinShift(context: Context, { record, person }: Standing, minutes: number): Promise<void> {
  const shift = await shiftOfRecord(context, record);
  if (shift === undefined) return;
  const left = Math.max(0, shift.minutes - (await minutesOnShift(context, { person, shift: shift.shift }, record)));
  if (minutes > left) throw moreThanShift(shift.minutes, left);
}

/**
 * Corrects a record: a new revision with author and reason, the old one readable; totals, stars and beans follow.
 * @throws Refusal `record.not-found`, `record.more-than-timed`, `record.more-than-shift`.
 */
export async function correctRecord(
  context: Context,
  { record, minutes, annul, reason }: { record: string; minutes?: number; annul?: boolean; reason: string },
): Promise<NewRevision> {
  const seen = await findStanding(context, record);
  const notFound = refuse.notFound('record.not-found', '没有这条服务记录。', 'There is no such record.');
  if (seen === undefined) throw notFound;
  const activity = await getActivity(context, seen.activity);
  await needOrganiser(context, activity, ['recorder', 'leader']);
  if (minutes !== undefined && minutes > seen.minutes) needOthers(context, [seen]);
  await lockPeople(context, [seen.person]);
  const before = (await findStanding(context, record))!;
  const frame = await frameOf(context, activity);
  if (annul === true) {
    const revision: NewRevision = {
      ...frame,
      ...before,
      revision: before.revision + 1,
      shift: null,
      stands: 'annulled',
      author: personOf(context.actor),
      reason,
      proof: [],
    };
    await writeRevision(context, revision);
    await settleBeansAndStars(context, revision);
    await judgeDayAnew(context, revision);
    await endWaiting(context, activity.id);
    await tellOfRecord(context, revision);
    return revision;
  }
  const most = before.class === 'timed' ? await minutesMeasured(context, record) : Number.POSITIVE_INFINITY;
  if (minutes !== undefined && minutes > most)
    throw refuse.invalid(
      'record.more-than-timed',
      `系统计时的记录不能多于当时测得的${most}分钟；多出来的时间请凭证明另行补录。`,
      `Time that the system measured is never more than the ${most} minutes it was; enter what is more with proof.`,
      { errors: [{ field: 'minutes', detail: `≤ ${most}` }] },
    );
  await needWithinShift(context, before, minutes ?? before.minutes);
  const revision = await writeRecord(
    context,
    frame,
    {
      person: before.person,
      shift: null,
      servedOn: before.servedOn,
      minutes: minutes ?? before.minutes,
      class: before.class,
      reason,
    },
    before,
  );
  await judgeDayAnew(context, revision);
  await tellOfRecord(context, revision);
  return revision;
}

/** The superior, or the district, agrees that a long day counts (the daily ladder). @throws Refusal `record.not-found`, `record.not-waiting`, `record.own`, `record.superior-agrees`, `record.district-agrees`. */
export async function agreeLongDay(context: Context, record: string): Promise<void> {
  const seen = await findStanding(context, record);
  if (seen === undefined) throw refuse.notFound('record.not-found', '没有这条服务记录。', 'There is no such record.');
  await lockPeople(context, [seen.person]);
  const before = (await findStanding(context, record))!;
  needOthers(context, [before]);
  if (before.stands !== 'needs-superior' && before.stands !== 'needs-district')
    throw refuse.conflict('record.not-waiting', '这条记录不需要再审核。', 'This record does not wait for anybody.');
  const isDistrict = context.scope.everything || context.scope.places.includes(String(context.district));
  if (before.stands === 'needs-district' && !isDistrict)
    throw refuse.forbidden(
      'record.district-agrees',
      '一天超过12小时，要由区里审核。',
      'More than 12 hours a day are for the district to agree to.',
    );
  if (!isDistrict && coversUnit(context.scopeFor('volunteering.review'), before.unit))
    throw refuse.forbidden(
      'record.superior-agrees',
      '本单位组织的活动，超时要由上级审核。',
      'A long day with your own unit is for its superior to agree to.',
    );
  const activity = await getActivity(context, before.activity);
  const revision: NewRevision = {
    ...(await frameOf(context, activity)),
    ...before,
    revision: before.revision + 1,
    shift: null,
    stands: 'counts',
    author: personOf(context.actor),
    reason: '一天超过8小时，已审核同意',
    proof: [],
  };
  await writeRevision(context, revision);
  await settleBeansAndStars(context, revision);
}
