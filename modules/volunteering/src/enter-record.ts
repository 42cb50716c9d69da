import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import { attachFiles } from '@zhongzhi/files';
import { refuse, type Context } from '@zhongzhi/kernel';
import { volunteersOf } from '@zhongzhi/volunteers';
import { needOrganiser, needOthers, organises } from './authority.ts';
import { frameOf, moreThanShift, tellOfRecord, writeRecord } from './record-writing.ts';
import { getActivity, shiftsOf } from './store/activity-store.ts';
import { lockPeople } from './store/locks.ts';
import { minutesOnShift, type NewRevision } from './store/record-store.ts';

/** Under what the proof of an entered record is attached. */
export const PROOF_KIND = 'service-proof';

export interface EnteredService {
  readonly activity: string;
  readonly person: string;
  readonly shift: string;
  readonly minutes: number;
  readonly reason: string;
  /** Photographs or papers. */
  readonly proof: readonly string[];
}

const MINUTE_MS = 60_000;

/**
 * 补录: service that check-in and check-out did not measure, entered by the recorder with proof. It never earns beans, and
 * with what was measured it is never more than the shift was long.
 * @throws Refusal `activity.not-found`, `record.not-over`, `activity.shift-unknown`, `record.own`, `record.not-a-volunteer`, `record.more-than-shift`.
 */
export async function enterRecord(context: Context, service: EnteredService): Promise<NewRevision> {
  const activity = await getActivity(context, service.activity);
  await needOrganiser(context, activity, ['recorder', 'leader']);
  const shift = (await shiftsOf(context, activity.id)).find(({ id }) => id === service.shift);
  if (shift === undefined || activity.status === 'cancelled' || activity.status === 'draft')
    throw refuse.notFound('activity.shift-unknown', '没有这个班次，请刷新。', 'There is no such shift; reload.');
  if (shift.endsAt > context.now || activity.status !== 'settled')
    throw refuse.conflict(
      'record.not-over',
      '先确认签到签退的服务，再补录没签上的人。',
      'Confirm what was checked first, then enter who could not check in.',
    );
  needOthers(context, [service]);
  if (!(await volunteersOf(context, [service.person])).has(service.person))
    throw refuse.notFound(
      'record.not-a-volunteer',
      '没有找到这位志愿者。请核对志愿者编号，没登记的要先登记。',
      'There is no such volunteer; check the number, or have them register first.',
    );
  await lockPeople(context, [service.person]);
  const most = (shift.endsAt.getTime() - shift.startsAt.getTime()) / MINUTE_MS;
  const left = Math.max(0, most - (await minutesOnShift(context, service, null)));
  if (service.minutes > left) throw moreThanShift(most, left);
  const made = await writeRecord(context, await frameOf(context, activity), {
    person: service.person,
    shift: service.shift,
    servedOn: dayOf(shift.startsAt),
    minutes: service.minutes,
    class: 'entered',
    reason: service.reason,
    proof: service.proof,
  });
  await attachFiles(context, { ids: service.proof, kind: PROOF_KIND, id: made.record });
  await sql`update volunteering.attendance set state = 'confirmed' where district = ${context.district} and shift = ${service.shift} and person = ${service.person} and state = 'pending'`.execute(
    context.tx,
  );
  await sql`update volunteering.activity set needs_evaluation = true where district = ${context.district} and id = ${activity.id} and not needs_evaluation`.execute(
    context.tx,
  );
  await tellOfRecord(context, made);
  return made;
}

/** The proof of a record is for the volunteer and for the organisers. */
export async function maySeeProof(context: Context, record: string, reader: string | null): Promise<boolean> {
  const { rows } = await sql<{ person: string; activity: string }>`select person, activity from volunteering.standing
    where district = ${context.district} and record = ${record}`.execute(context.tx);
  const found = rows[0];
  if (found === undefined || reader === null) return false;
  if (found.person === reader) return true;
  return organises(context, await getActivity(context, found.activity), ['leader', 'recorder']);
}
