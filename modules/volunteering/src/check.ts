import { personOf, refuse, settle, type Context } from '@zhongzhi/kernel';
import { needOrganiser } from './authority.ts';
import { carryOut, carryOutAll, placesOf, type Check, type Checked, type CheckToDo } from './carry-out.ts';
import type { Position } from './domain/check-rules.ts';
import { isShortCode, readScreenCode, screenCode, type Digest, type Step } from './domain/screen-code.ts';
import { activityNotFound, findActivities, getActivity } from './store/activity-store.ts';

const digestOf =
  (context: Context): Digest =>
  (text) =>
    context.platform.vault.blindIndex('volunteering.screen-code', text);

/** The code that an organiser's screen shows now. @throws Refusal `activity.not-found`. */
export async function showCode(context: Context, id: string, step: Step) {
  const activity = await getActivity(context, id);
  await needOrganiser(context, activity, ['leader', 'checker']);
  return screenCode(digestOf(context), id, step, context.now);
}

export interface ScanByVolunteer {
  nonce: string;
  code?: string;
  activity?: string;
  step?: Step;
  short?: string;
  position?: Position | null;
  device?: string | null;
}

interface VolunteerCall {
  readonly context: Context;
  readonly input: ScanByVolunteer;
}

/** What the code says, before anything is looked up. @throws Refusal `check.not-a-code`. */
function askedBy({ context, input }: VolunteerCall) {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  const found = readScan(context, input);
  if (!found.ok && found.why === 'not-a-code')
    throw refuse.invalid(
      'check.not-a-code',
      '这不是活动签到码，请对准带队人屏幕上的码。',
      'This is not a check-in code; point at the code on the leader’s screen.',
    );
  const check: Omit<Check, 'activity'> = {
    nonce: input.nonce,
    person,
    step: found.step,
    way: 'screen-code',
    at: context.now,
    position: input.position ?? null,
    device: input.device ?? null,
    ...(found.ok ? {} : { codeIs: found.why === 'old' ? ('code-old' as const) : ('code-forged' as const) }),
  };
  return { activity: found.activity, check };
}

/**
 * Volunteers scan the organiser's screen, or type its six digits: all who do so at the same moment in one transaction. An
 * old or forged code is refused and kept as a scan.
 * @returns for each their own outcome: refused with `check.not-a-code` or `activity.not-found`, or checked.
 */
export async function checkByScreen(calls: readonly VolunteerCall[]): Promise<PromiseSettledResult<Checked>[]> {
  const asked = await Promise.all(calls.map((call) => settle(async () => askedBy(call))));
  const activities = await findActivities(
    calls[0]!.context,
    asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.activity] : [])),
  );
  const todo: CheckToDo[] = [];
  const places: (number | PromiseRejectedResult)[] = asked.map((one, index) => {
    if (one.status === 'rejected') return one;
    const activity = activities.get(one.value.activity);
    if (activity === undefined) return { status: 'rejected', reason: activityNotFound() };
    return (
      todo.push({
        context: calls[index]!.context,
        activity,
        check: { ...one.value.check, activity: activity.id },
      }) - 1
    );
  });
  const checked = await carryOutAll(todo);
  return places.map((place) => (typeof place === 'number' ? { status: 'fulfilled', value: checked[place]! } : place));
}

function readScan(context: Context, scan: ScanByVolunteer): ReturnType<typeof readScreenCode> {
  if (scan.code !== undefined) return readScreenCode(digestOf(context), scan.code, context.now);
  if (scan.activity === undefined || scan.step === undefined || scan.short === undefined)
    return { ok: false, why: 'not-a-code' };
  return isShortCode(digestOf(context), scan.activity, scan.step, scan.short, context.now)
    ? { ok: true, activity: scan.activity, step: scan.step }
    : { ok: false, why: 'old', activity: scan.activity, step: scan.step };
}

/** The volunteer checks in or out at a post that has no checker. */
export async function checkSelf(
  context: Context,
  { nonce, activity: id, step, position }: { nonce: string; activity: string; step: Step; position: Position | null },
): Promise<Checked> {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  const activity = await getActivity(context, id);
  const [place] = await placesOf(context, [{ activity: id, person, at: context.now }]);
  if (place !== undefined && !place.checksItself)
    throw refuse.forbidden(
      'check.needs-code',
      '这个岗位要扫带队人屏幕上的码签到。',
      'At this post you check in with the code on the leader’s screen.',
    );
  if (position === null)
    throw refuse.invalid(
      'check.position-needed',
      '这个岗位没有带队人，签到时请允许获取位置。',
      'Nobody checks you in at this post: allow your position to be read.',
    );
  const check: Check = {
    nonce,
    activity: id,
    person,
    step,
    way: 'self',
    at: context.now,
    position,
    device: null,
  };
  return carryOut(context, activity, check);
}

export interface ScanByChecker {
  nonce: string;
  person: string;
  step: Step;
  way: 'personal-code' | 'roll-call';
  at: Date;
  reason?: string;
}

const LATEST_UPLOAD_MS = 72 * 3_600_000;

/** When a scan happened, by a phone whose clock may be wrong: never later than now, never absurdly long ago. */
const believable = (at: Date, now: Date): Date =>
  at > now ? now : new Date(Math.max(at.getTime(), now.getTime() - LATEST_UPLOAD_MS));

/**
 * What a checker's phone gathered, with or without network, failed scans too. A repeated upload changes nothing; two
 * phones that scanned the same person yield one attendance and one repeat.
 * @throws Refusal `activity.not-found`, `check.reason-needed` when a roll call gives no reason.
 */
export async function uploadScans(
  context: Context,
  id: string,
  device: string | null,
  scans: readonly ScanByChecker[],
): Promise<(Checked & { nonce: string })[]> {
  const activity = await getActivity(context, id);
  await needOrganiser(context, activity, ['leader', 'checker']);
  if (scans.some(({ way, reason }) => way === 'roll-call' && (reason ?? '').trim().length < 2))
    throw refuse.invalid('check.reason-needed', '点名签到要写一句原因。', 'A roll call needs a reason.');
  const checked = await carryOutAll(
    scans.map((scan) => ({
      context,
      activity,
      check: { ...scan, activity: id, at: believable(scan.at, context.now), position: null, device },
    })),
  );
  return checked.map((one, index) => ({ ...one, nonce: scans[index]!.nonce }));
}
