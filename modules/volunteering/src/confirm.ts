import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { needOrganiser, needOthers } from './authority.ts';
import { minutesServed } from './domain/service-minutes.ts';
import { frameOf, moreThanShift, writeRecord, type Frame } from './record-writing.ts';
import { getActivity, type Activity } from './store/activity-store.ts';
import { lockPeople } from './store/locks.ts';

/** Where the recorder decides otherwise than check-in and check-out say. */
export interface Exception {
  readonly person: string;
  readonly shift: string;
  /** Minutes that the recorder saw served, with proof; never earns beans. */
  readonly minutes?: number;
  readonly noShow?: boolean;
  readonly reason: string;
}

interface Attended {
  person: string;
  shift: string;
  cameAt: Date | null;
  leftAt: Date | null;
  state: string;
  startsAt: Date;
  endsAt: Date;
}

/** Who was there and is not decided on; once it is settled, only what came in since. */
async function attendedAt(context: Context, { id, status }: Activity): Promise<Attended[]> {
  const states = status === 'settled' ? ['present', 'left'] : ['present', 'left', 'pending'];
  const { rows } =
    await sql<Attended>`select t.person, t.shift, t.came_at as "cameAt", t.left_at as "leftAt", t.state, s.starts_at as "startsAt", s.ends_at as "endsAt"
    from volunteering.attendance t join volunteering.shift s on s.district = t.district and s.id = t.shift
    where t.district = ${context.district} and t.activity = ${id} and t.state = any(${states}) order by t.person, t.shift`.execute(
      context.tx,
    );
  return rows;
}

const settled = () =>
  refuse.conflict(
    'activity.settled',
    '这项活动已经确认过或已取消，请刷新。',
    'This activity is settled or cancelled; reload.',
  );

async function noteNoShow(context: Context, activity: Activity, { person, shift, reason }: Exception): Promise<void> {
  await sql`update volunteering.attendance set state = 'no-show' where district = ${context.district} and shift = ${shift} and person = ${person}`.execute(
    context.tx,
  );
  await sql`insert into volunteering.no_show (district, shift, person, activity, author, reason, at, lapses_on)
    values (${context.district}, ${shift}, ${person}, ${activity.id}, ${personOf(context.actor)}, ${reason}, ${context.now}, ((${context.now}::timestamptz at time zone 'Asia/Shanghai') + interval '1 year')::date)
    on conflict do nothing`.execute(context.tx);
  await notify(context, {
    to: person,
    kind: 'volunteering.no-show',
    title: { zh: '登记为未到场', en: 'Noted as not come' },
    body: {
      zh: `“${activity.title}”登记您没有到场：${reason}。如有误，可以在“我的服务”里提出异议。它不影响您的服务时间，一年后失效。`,
      en: `You are noted as not come to “${activity.title}”: ${reason}. You can object under “My service”. It takes no service time away and lapses in a year.`,
    },
    link: '/volunteer/records',
  });
}

/**
 * Exceptions are about people on the roll: minutes for whoever checked in, within the shift; an absence for whoever held
 * a place. Who has no check-in at all is entered afterwards, with proof.
 */
async function needFitting(
  context: Context,
  activity: string,
  exceptions: readonly Exception[],
  attended: readonly Attended[],
): Promise<void> {
  const present = new Map(attended.map((one) => [`${one.person} ${one.shift}`, one]));
  const { rows } = await sql<{
    person: string;
    shift: string;
  }>`select person, shift from volunteering.sign_up where district = ${context.district} and activity = ${activity} and state = 'held'
    and person = any(${exceptions.map(({ person }) => person)}::uuid[])`.execute(context.tx);
  const held = new Set(rows.map(({ person, shift }) => `${person} ${shift}`));
  for (const { person, shift, minutes, noShow } of exceptions) {
    const one = present.get(`${person} ${shift}`);
    if (noShow === true ? one === undefined && !held.has(`${person} ${shift}`) : one === undefined)
      throw refuse.invalid(
        'activity.exception-unknown',
        '例外里有人没有签到。没有签到的人请在确认之后凭证明补录。',
        'An exception names someone who did not check in; enter them with proof after the confirmation.',
      );
    const most = one === undefined ? 0 : (one.endsAt.getTime() - one.startsAt.getTime()) / 60_000;
    if (noShow !== true && minutes !== undefined && minutes > most) throw moreThanShift(most, most);
  }
}

/** One who was there, as the recorder decides: the record that is written, or none while nobody checked out. */
async function settleOne(
  context: Context,
  frame: Frame,
  one: Attended,
  exception: Exception | undefined,
): Promise<boolean> {
  const isTimed = one.cameAt !== null && one.leftAt !== null && exception?.minutes === undefined;
  const minutes =
    exception?.minutes ??
    (isTimed
      ? minutesServed({ came: one.cameAt!, left: one.leftAt!, shift: { from: one.startsAt, to: one.endsAt } })
      : undefined);
  const state = minutes === undefined ? 'pending' : 'confirmed';
  await sql`update volunteering.attendance set state = ${state} where district = ${context.district} and shift = ${one.shift} and person = ${one.person}`.execute(
    context.tx,
  );
  if (minutes === undefined) return false;
  await writeRecord(context, frame, {
    person: one.person,
    shift: one.shift,
    servedOn: dayOf(one.startsAt),
    minutes,
    class: isTimed ? 'timed' : 'entered',
    reason: exception?.reason ?? null,
  });
  return true;
}

/**
 * The recorder confirms an activity in one act: everyone who checked in and out gets a record, exceptions as marked;
 * whoever did not check out stays pending. The activity is settled with it. A second confirmation takes what phones
 * without a network brought since, and is refused where there is nothing: two recorders at once write each record once.
 * @throws Refusal `activity.not-found`, `activity.not-over`, `activity.settled`, `activity.exception-unknown`, `record.more-than-shift`.
 */
export async function confirmActivity(
  context: Context,
  { id, exceptions }: { id: string; exceptions: readonly Exception[] },
): Promise<{ recorded: number; pending: number; noShows: number }> {
  const activity = await getActivity(context, id, true);
  await needOrganiser(context, activity, ['leader', 'recorder']);
  if (activity.status !== 'open' && activity.status !== 'settled') throw settled();
  if (context.now < activity.endsAt)
    throw refuse.conflict(
      'activity.not-over',
      '活动结束后再确认服务时间。',
      'Confirm the service once the activity is over.',
    );
  // The activity is held: checks that were under way are written, others wait. What they wrote is read here.
  const attended = await attendedAt(context, activity);
  if (activity.status === 'settled' && attended.length === 0) throw settled();
  await needFitting(context, id, exceptions, attended);
  needOthers(context, exceptions);
  const marked = new Map(exceptions.map((exception) => [`${exception.person} ${exception.shift}`, exception]));
  await lockPeople(context, [...attended.map(({ person }) => person), ...exceptions.map(({ person }) => person)]);
  const frame = await frameOf(context, activity);
  let recorded = 0;
  let pending = 0;
  for (const one of attended) {
    const exception = marked.get(`${one.person} ${one.shift}`);
    if (exception?.noShow === true) continue;
    if (await settleOne(context, frame, one, exception)) recorded += 1;
    else pending += 1;
  }
  const absent = exceptions.filter(({ noShow }) => noShow === true);
  for (const exception of absent) await noteNoShow(context, activity, exception);
  await sql`update volunteering.activity set status = 'settled', settled_at = coalesce(settled_at, ${context.now}), needs_evaluation = needs_evaluation or ${recorded > 0}, version = version + 1 where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  context.emit('volunteering.activity-settled', { activity: id, recorded });
  return { recorded, pending, noShows: absent.length };
}
