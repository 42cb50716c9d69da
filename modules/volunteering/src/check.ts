import { personOf, refuse, settle, type Context } from '@zhongzhi/kernel';
import { sql } from 'kysely';
import { needOrganiser } from './authority.ts';
import {
  carryOut,
  carryOutAll,
  placesOf,
  standsAgainst,
  type Check,
  type Checked,
  type CheckToDo,
} from './carry-out.ts';
import type { Position } from './domain/check-rules.ts';
import { readPersonalCode } from './domain/personal-code.ts';
import { isShortCode, readScreenCode, screenCode, type Digest, type Step } from './domain/screen-code.ts';
import { platformKey, revokedKeys } from './personal-codes.ts';
import { signUp as signUpNow, type SignUpResult } from './sign-up.ts';
import { activityNotFound, findActivities, getActivity } from './store/activity-store.ts';

const HOUR_MS = 3_600_000;

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
    isTyped: input.code === undefined,
    ...(found.ok ? {} : { refusedAs: found.why === 'old' ? ('code-old' as const) : ('code-forged' as const) }),
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

/** The post with room whose shift is nearest to now, of those for which people check in now. */
async function postNow(context: Context, activity: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`select p.id from volunteering.post p join volunteering.shift s on s.district = p.district and s.id = p.shift
    where p.district = ${context.district} and p.activity = ${activity} and s.ends_at > ${context.now} and s.meets_at <= ${new Date(context.now.getTime() + HOUR_MS)}
      and p.taken < p.capacity and p.waiting = 0
    order by abs(extract(epoch from s.starts_at - ${context.now}::timestamptz)), p.capacity - p.taken desc, p.id limit 1`.execute(
    context.tx,
  );
  return rows[0]?.id ?? null;
}

/**
 * Somebody who came without having signed up: signs up for what has room and checks in, both or neither. Being there is
 * shown by the code on the screen; all rules of sign-up hold but its window.
 * @throws Refusal `check.not-a-code`, `activity.not-found`, `check.no-room`.
 */
export async function walkUp(
  context: Context,
  scan: ScanByVolunteer,
): Promise<{ checked: Checked | null; signUp: SignUpResult | null }> {
  const asked = askedBy({ context, input: scan });
  const activity = await getActivity(context, asked.activity);
  const check: Check = { ...asked.check, activity: activity.id };
  const [place] = await placesOf(context, [check]);
  if (check.refusedAs !== undefined || place !== undefined || activity.status !== 'open')
    return { checked: await carryOut(context, activity, check), signUp: null };
  const refusedAs = await standsAgainst(context, { context, activity, check });
  if (refusedAs !== null) return { checked: await carryOut(context, activity, { ...check, refusedAs }), signUp: null };
  const post = await postNow(context, activity.id);
  if (post === null)
    throw refuse.conflict(
      'check.no-room',
      '这项活动的名额已满，请问问带队人还缺不缺人。',
      'All places of this activity are taken; ask the leader.',
    );
  const [signUp] = await signUpNow(context, { person: check.person!, posts: [post], isWalkUp: true });
  if (signUp?.state !== 'held') return { checked: null, signUp: signUp ?? null };
  return { checked: await carryOut(context, activity, check), signUp };
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

/** What a checker's phone did: it scanned somebody's code, or called somebody from the roll and says why. */
export interface ScanByChecker {
  nonce: string;
  step: Step;
  /** Without it, it happens just now. */
  at?: Date;
  code?: string;
  person?: string;
  reason?: string;
}

/** When a scan happened, by a phone whose clock may be wrong: never later than now. A long time ago stays what it is, and is refused by the times of the shift. */
const believable = (at: Date, now: Date): Date => (at > now ? now : at);

const isCalled = ({ person, reason }: ScanByChecker): boolean =>
  person !== undefined && (reason ?? '').trim().length >= 2;

/** Who was scanned, by what the code itself proves: the checker's page is believed about nothing. */
function readCode(context: Context, activity: string, scan: ScanByChecker, revoked: ReadonlyMap<string, Date>) {
  if (scan.code === undefined)
    return {
      person: scan.person ?? null,
      refusedAs: scan.person === personOf(context.actor) ? ('own' as const) : undefined,
    };
  const at = believable(scan.at ?? context.now, context.now);
  const found = readPersonalCode(platformKey(context.platform).publicKey, scan.code, { activity, at, revoked });
  return { person: found.person, refusedAs: found.ok ? undefined : found.why };
}

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
): Promise<(Checked & { nonce: string; person: string | null })[]> {
  const activity = await getActivity(context, id);
  await needOrganiser(context, activity, ['leader', 'checker']);
  if (scans.some((scan) => scan.code === undefined && !isCalled(scan)))
    throw refuse.invalid('check.reason-needed', '点名签到要写一句原因。', 'A roll call needs a reason.');
  const revoked = new Map((await revokedKeys(context, id)).map(({ key, at }) => [key, at]));
  const checks = scans.map((scan): Check => ({
    nonce: scan.nonce,
    activity: id,
    ...readCode(context, id, scan, revoked),
    step: scan.step,
    way: scan.code === undefined ? 'roll-call' : 'personal-code',
    at: believable(scan.at ?? context.now, context.now),
    position: null,
    device,
    ...(scan.reason === undefined ? {} : { reason: scan.reason }),
  }));
  const checked = await carryOutAll(checks.map((check) => ({ context, activity, check })));
  return checked.map((one, index) => ({ ...one, nonce: scans[index]!.nonce, person: checks[index]!.person }));
}
