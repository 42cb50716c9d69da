import { creditService } from '@zhongzhi/beans';
import { namesOf, organisationNamesOf, regionPath } from '@zhongzhi/directory';
import { personOf, type Context } from '@zhongzhi/kernel';
import { standsOnLadder } from './domain/service-minutes.ts';
import { grantStars } from './stars.ts';
import type { Activity } from './store/activity-store.ts';
import { minutesOnDay, writeRevision, type NewRevision, type Standing } from './store/record-store.ts';

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
    stands: standsOnLadder(others + given.minutes),
    servedOn: given.servedOn,
    author: personOf(context.actor),
    reason: given.reason,
    proof: given.proof ?? [],
  };
  await writeRevision(context, revision);
  await settleBeansAndStars(context, revision);
  return revision;
}

/** Beans for system-timed minutes that count, and stars for all that count, in the same transaction as the record. */
export async function settleBeansAndStars(context: Context, revision: NewRevision): Promise<void> {
  await creditService(context, {
    record: revision.record,
    revision: revision.revision,
    person: revision.person,
    kind: revision.kind,
    minutes: revision.class === 'timed' && revision.stands === 'counts' ? revision.minutes : 0,
    servedOn: revision.servedOn,
  });
  await grantStars(context, revision.person);
}
