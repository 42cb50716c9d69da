import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { needOrganiser } from './authority.ts';
import { uninsured } from './domain/publishing-rules.ts';
import { getActivity, shiftsOf, type Activity } from './store/activity-store.ts';

const IN_FORCE = sql`state in ('held', 'waiting', 'offered')`;

/** Everyone who holds or waits for a place; in the order of locks. */
async function lockSignedUp(context: Context, activity: string, shift: string | null): Promise<string[]> {
  await sql`select from volunteering.post where district = ${context.district} and activity = ${activity} order by id for no key update`.execute(
    context.tx,
  );
  const { rows } = await sql<{
    person: string;
  }>`select person from volunteering.sign_up where district = ${context.district} and activity = ${activity}
    and (${shift}::uuid is null or shift = ${shift}) and ${IN_FORCE} order by id for no key update`.execute(context.tx);
  return [...new Set(rows.map(({ person }) => person))];
}

/** Whether somebody has served already: come to a shift that has begun. */
async function hasServed(context: Context, activity: string): Promise<boolean> {
  const { rows } =
    await sql`select from volunteering.attendance t join volunteering.shift s on s.district = t.district and s.id = t.shift
    where t.district = ${context.district} and t.activity = ${activity} and t.came_at is not null and s.starts_at < ${context.now} limit 1`.execute(
      context.tx,
    );
  return rows.length > 0;
}

/** What has run stays what it is and ends now; shifts still to come are over before they began, and who signed up for them is told. */
async function endNow(context: Context, { id, title }: Activity, reason: string): Promise<number> {
  const { rows } = await sql<{
    person: string;
  }>`update volunteering.sign_up set state = 'cancelled', changed_at = ${context.now}, reason = ${reason}, offered_until = null
    where district = ${context.district} and activity = ${id} and starts_at >= ${context.now} and ${IN_FORCE} returning person`.execute(
    context.tx,
  );
  await sql`update volunteering.post p set taken = 0, waiting = 0 from volunteering.shift s
    where p.district = ${context.district} and p.activity = ${id} and s.district = p.district and s.id = p.shift and s.starts_at >= ${context.now}`.execute(
    context.tx,
  );
  await sql`update volunteering.shift set ends_at = ${context.now} where district = ${context.district} and activity = ${id} and starts_at < ${context.now} and ends_at > ${context.now}`.execute(
    context.tx,
  );
  await sql`update volunteering.sign_up set ends_at = ${context.now} where district = ${context.district} and activity = ${id} and starts_at < ${context.now} and ends_at > ${context.now} and ${IN_FORCE}`.execute(
    context.tx,
  );
  await sql`update volunteering.activity set ends_at = least(ends_at, ${context.now}), version = version + 1 where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  const people = [...new Set(rows.map(({ person }) => person))];
  await tellOff(context, { id, title }, reason, people);
  return people.length;
}

const tellOff = (
  context: Context,
  { id, title }: Pick<Activity, 'id' | 'title'>,
  reason: string,
  people: readonly string[],
): Promise<unknown> =>
  notify(context, {
    to: people,
    kind: 'volunteering.cancelled',
    title: { zh: '活动取消了', en: 'Activity cancelled' },
    body: { zh: `“${title}”取消：${reason}`, en: `“${title}” is cancelled: ${reason}` },
    link: `/activities/${id}`,
    sms: true,
  });

/**
 * Cancels an activity: every sign-up ends with it, everyone is told why. Where people have served already, it ends now
 * instead, and what they gave is confirmed as ever.
 * @throws Refusal `activity.over`.
 */
export async function cancelActivity(
  context: Context,
  id: string,
  reason: string,
): Promise<{ told: number; endsEarly: boolean }> {
  const activity = await getActivity(context, id, true);
  await needOrganiser(context, activity, ['leader']);
  if (activity.status === 'settled' || activity.status === 'cancelled')
    throw refuse.conflict('activity.over', '这项活动已经结束或取消。', 'This activity is over or cancelled.');
  const people = await lockSignedUp(context, id, null);
  if (await hasServed(context, id)) return { told: await endNow(context, activity, reason), endsEarly: true };
  await sql`update volunteering.sign_up set state = 'cancelled', changed_at = ${context.now}, reason = ${reason}, offered_until = null
    where district = ${context.district} and activity = ${id} and ${IN_FORCE}`.execute(context.tx);
  await sql`update volunteering.post set taken = 0, waiting = 0 where district = ${context.district} and activity = ${id}`.execute(
    context.tx,
  );
  await sql`update volunteering.activity set status = 'cancelled', cancel_reason = ${reason}, version = version + 1 where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  await tellOff(context, activity, reason, people);
  context.emit('volunteering.activity-cancelled', { activity: id });
  return { told: people.length, endsEarly: false };
}

export interface NewTimes {
  readonly activity: string;
  readonly shift: string;
  readonly meetsAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly address?: string;
  /** Where check-ins are compared with from now on; null where nothing is. */
  readonly point?: { readonly longitude: number; readonly latitude: number } | null;
}

const clock = (at: Date): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);

/** What has begun is not moved, and what is dangerous stays insured (志愿服务条例 art. 17). */
async function checkMove(context: Context, activity: Activity, change: NewTimes): Promise<void> {
  const shifts = await shiftsOf(context, activity.id);
  const shift = shifts.find(({ id }) => id === change.shift);
  if (shift === undefined)
    throw refuse.notFound('activity.shift-unknown', '没有这个班次，请刷新。', 'There is no such shift; reload.');
  if (shift.startsAt <= context.now && activity.status === 'open')
    throw refuse.conflict(
      'activity.shift-has-begun',
      '这一班已经开始，不能再改时间；要停下来请用“取消活动”。',
      'This shift has begun and is not moved any more; to stop it, cancel the activity.',
    );
  const [missing] = uninsured({ ...activity, shifts: shifts.map((one) => (one === shift ? change : one)) });
  if (missing !== undefined)
    throw refuse.invalid('activity.not-insured', `${missing.text.zh}。`, `${missing.text.en}.`, {
      errors: [{ field: 'endsAt', detail: missing.text.zh }],
    });
}

/**
 * Moves a shift, or the place: everyone signed up is told and may withdraw.
 * @throws Refusal `activity.over`, `activity.shift-unknown`, `activity.shift-has-begun`, `activity.not-insured`.
 */
export async function changeTimes(context: Context, change: NewTimes): Promise<number> {
  const activity = await getActivity(context, change.activity, true);
  await needOrganiser(context, activity, ['leader']);
  if (activity.status === 'settled' || activity.status === 'cancelled')
    throw refuse.conflict('activity.over', '这项活动已经结束或取消。', 'This activity is over or cancelled.');
  await checkMove(context, activity, change);
  const isTooLong = change.endsAt.getTime() - change.startsAt.getTime() > 24 * 3_600_000;
  if (
    change.startsAt <= context.now ||
    change.endsAt <= change.startsAt ||
    change.meetsAt > change.startsAt ||
    isTooLong
  )
    throw refuse.invalid(
      'activity.shift-times',
      '集合、开始、结束要依次在后，并且晚于现在；一班不超过24小时。',
      'Meeting, start and end follow each other within 24 hours, later than now.',
      { errors: [{ field: 'startsAt', detail: '请检查时间' }] },
    );
  const people = await lockSignedUp(context, change.activity, change.shift);
  await sql`update volunteering.shift set meets_at = ${change.meetsAt}, starts_at = ${change.startsAt}, ends_at = ${change.endsAt}
    where district = ${context.district} and activity = ${change.activity} and id = ${change.shift}`.execute(
    context.tx,
  );
  await sql`update volunteering.sign_up set meets_at = ${change.meetsAt}, starts_at = ${change.startsAt}, ends_at = ${change.endsAt}, changed_at = ${context.now},
      offered_until = least(offered_until, ${change.startsAt})
    where district = ${context.district} and activity = ${change.activity} and shift = ${change.shift} and ${IN_FORCE}`.execute(
    context.tx,
  );
  const point = change.point === undefined ? activity : (change.point ?? { longitude: null, latitude: null });
  await sql`update volunteering.activity a set starts_at = s.starts_at, ends_at = s.ends_at, address = ${change.address ?? activity.address},
      longitude = ${point.longitude}, latitude = ${point.latitude},
      cancel_until = greatest(a.cancel_until, least(s.starts_at, ${context.now}::timestamptz + interval '24 hours')), version = version + 1
    from (select min(starts_at) as starts_at, max(ends_at) as ends_at from volunteering.shift where district = ${context.district} and activity = ${change.activity}) s
    where a.district = ${context.district} and a.id = ${change.activity}`.execute(context.tx);
  const address = change.address ?? activity.address;
  await notify(context, {
    to: people,
    kind: 'volunteering.changed',
    title: { zh: '活动有变动', en: 'Activity changed' },
    body: {
      zh: `“${activity.title}”改为${clock(change.startsAt)}，地点：${address}。来不了可以退出，不算缺席。`,
      en: `“${activity.title}” is now at ${clock(change.startsAt)}, ${address}. You may withdraw; it does not count as absence.`,
    },
    link: `/activities/${change.activity}`,
    sms: true,
  });
  return people.length;
}
