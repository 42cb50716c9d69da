import { creditService } from '@zhongzhi/beans';
import { namesOf, organisationNamesOf, regionPath } from '@zhongzhi/directory';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { standsOnLadder, type Stands } from './domain/service-minutes.ts';
import { grantStars } from './stars.ts';
import { getActivity, type Activity } from './store/activity-store.ts';
import { minutesOnDay, standingsOnDay, writeRevision, type NewRevision, type Standing } from './store/record-store.ts';

/** The seven mandatory fields of a record, and where it belongs (order 67, art. 7). */
export async function frameOf(context: Context, activity: Activity) {
  const units = await organisationNamesOf(context, [activity.unit]);
  const names = await namesOf(context, [activity.leader]);
  const path = await regionPath(context, activity.place);
  return {
    activity: activity.id,
    kind: activity.kind,
    unit: activity.unit,
    circle: activity.circle,
    region: activity.place,
    activityName: activity.title,
    place: [...path, activity.address].join(' '),
    content: activity.content,
    unitName: units.get(activity.unit) ?? '',
    leader: activity.leader,
    leaderName: names.get(activity.leader) ?? '',
  };
}
export type Frame = Awaited<ReturnType<typeof frameOf>>;

/** What is given of a record beside its frame. */
export interface Given {
  record?: string;
  person: string;
  shift: string | null;
  servedOn: string;
  minutes: number;
  class: 'timed' | 'entered';
  reason: string | null;
  proof?: readonly string[];
}

/** What is recorded on a shift is never more than the shift was long. */
export const moreThanShift = (most: number, left: number) =>
  refuse.invalid(
    'record.more-than-shift',
    `这一班共${most}分钟，最多还能记${left}分钟。`,
    `The shift has ${most} minutes; ${left} of them can be recorded.`,
    { errors: [{ field: 'minutes', detail: `≤ ${left}` }] },
  );

/** The volunteer hears of what others write into their record, and where to object. */
export async function tellOfRecord(context: Context, revision: NewRevision): Promise<void> {
  if (revision.person === personOf(context.actor)) return;
  const isNew = revision.revision === 1;
  const isAnnulled = revision.stands === 'annulled';
  const { activityName, minutes, reason } = revision;
  await notify(context, {
    to: revision.person,
    kind: 'volunteering.record',
    title: isNew
      ? { zh: '补录了一条服务记录', en: 'A service record was entered for you' }
      : {
          zh: isAnnulled ? '一条服务记录已作废' : '一条服务记录已更正',
          en: isAnnulled ? 'A service record was annulled' : 'A service record was corrected',
        },
    body: {
      zh: `“${activityName}”${isAnnulled ? '' : `：${minutes}分钟`}。原因：${reason ?? ''}。有异议可以在记录里提出。`,
      en: `“${activityName}”${isAnnulled ? '' : `: ${minutes} minutes`}. Reason: ${reason ?? ''}. You can object at the record.`,
    },
    link: `/volunteer/records/${revision.record}`,
  });
}

/** Writes a record, or its next revision; beans and stars follow. The person must be locked. */
export async function writeRecord(
  context: Context,
  frame: Frame,
  given: Given,
  before?: Standing,
): Promise<NewRevision> {
  const others = await minutesOnDay(context, given.person, given.servedOn, before?.record ?? null);
  const revision: NewRevision = {
    ...frame,
    record: before?.record ?? context.newId(),
    revision: (before?.revision ?? 0) + 1,
    person: given.person,
    shift: given.shift,
    class: given.class,
    minutes: given.minutes,
    // What counted and was only made shorter counts on, agreed days among it.
    stands:
      before?.stands === 'counts' && given.minutes <= before.minutes
        ? 'counts'
        : standsOnLadder(others + given.minutes),
    servedOn: given.servedOn,
    author: personOf(context.actor),
    reason: given.reason,
    proof: given.proof ?? [],
  };
  await writeRevision(context, revision);
  await settleBeansAndStars(context, revision);
  return revision;
}

const RUNGS: readonly Stands[] = ['counts', 'needs-superior', 'needs-district'];

/**
 * After one record of a day became shorter or void, the others are judged anew: what waits may count now, and beans that
 * the day's cap kept back are due. Nothing that counts is made to wait by it.
 */
export async function judgeDayAnew(context: Context, { person, servedOn, record }: NewRevision): Promise<void> {
  let minutes = 0;
  for (const standing of await standingsOnDay(context, person, servedOn)) {
    minutes += standing.minutes;
    if (standing.record === record) continue;
    if (standing.stands === 'counts') await creditRecord(context, standing);
    const stands = standsOnLadder(minutes);
    if (RUNGS.indexOf(stands) >= RUNGS.indexOf(standing.stands)) continue;
    const revision: NewRevision = {
      ...(await frameOf(context, await getActivity(context, standing.activity))),
      ...standing,
      revision: standing.revision + 1,
      shift: null,
      stands,
      author: null,
      reason: '当天别的记录更正后，按每日时长重新认定',
      proof: [],
    };
    await writeRevision(context, revision);
    await settleBeansAndStars(context, revision);
  }
}

const creditRecord = (context: Context, standing: Standing): Promise<number> =>
  creditService(context, {
    record: standing.record,
    revision: standing.revision,
    person: standing.person,
    kind: standing.kind,
    minutes: standing.class === 'timed' && standing.stands === 'counts' ? standing.minutes : 0,
    servedOn: standing.servedOn,
  });

/** Beans for system-timed minutes that count, and stars for all that count, in the same transaction as the record. */
export async function settleBeansAndStars(context: Context, revision: NewRevision): Promise<void> {
  await creditRecord(context, revision);
  await grantStars(context, revision.person);
}
