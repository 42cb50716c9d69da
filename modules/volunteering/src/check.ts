import { sql } from 'kysely';
import { personOf, refuse, type Context, type Text } from '@zhongzhi/kernel';
import { needOrganiser } from './authority.ts';
import { decideCheck, placeSeen, type Outcome, type PlaceSeen, type Position, type Way } from './domain/check-rules.ts';
import { isShortCode, readScreenCode, screenCode, type Digest, type Step } from './domain/screen-code.ts';
import { getActivity, type Activity } from './store/activity-store.ts';
import { lockPeople } from './store/locks.ts';

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

interface Place {
  signUp: string;
  post: string;
  shift: string;
  meetsAt: Date;
  startsAt: Date;
  endsAt: Date;
  checksItself: boolean;
  cameAt: Date | null;
  leftAt: Date | null;
}

const HOUR_MS = 3_600_000;

/** The place that a person holds on this activity nearest to the moment, with what is noted of their coming. */
async function placeOf(context: Context, activity: string, person: string, at: Date): Promise<Place | undefined> {
  const { rows } =
    await sql<Place>`select u.id as "signUp", u.post, u.shift, u.meets_at as "meetsAt", u.starts_at as "startsAt", u.ends_at as "endsAt",
      p.checks_itself as "checksItself", t.came_at as "cameAt", t.left_at as "leftAt"
    from volunteering.sign_up u
    join volunteering.post p on p.district = u.district and p.id = u.post
    left join volunteering.attendance t on t.district = u.district and t.shift = u.shift and t.person = u.person
    where u.district = ${context.district} and u.person = ${person} and u.activity = ${activity} and u.state = 'held'
    order by case when ${at}::timestamptz between u.meets_at - interval '1 hour' and u.ends_at + interval '4 hours' then 0 else 1 end,
      abs(extract(epoch from u.starts_at - ${at}::timestamptz)) limit 1`.execute(context.tx);
  return rows[0];
}

/** One check to carry out, whoever asks for it. */
export interface Check {
  readonly nonce: string;
  readonly activity: string;
  readonly person: string;
  readonly step: Step;
  readonly way: Way;
  readonly at: Date;
  readonly position: Position | null;
  readonly device: string | null;
  readonly reason?: string;
}

export interface Checked {
  readonly outcome: Outcome;
  readonly shift: string | null;
  readonly at: Date;
  readonly text: Text;
}

const WORDS: Readonly<Record<Outcome, Text>> = {
  came: { zh: '签到成功', en: 'Checked in' },
  left: { zh: '签退成功，辛苦了', en: 'Checked out, thank you' },
  repeat: { zh: '已经登记过了，不用再扫', en: 'Already noted; nothing more to do' },
  'not-signed-up': {
    zh: '没有找到您在这项活动的名额，请到带队人处现场报名',
    en: 'You hold no place here; sign up with the leader',
  },
  'too-early': { zh: '还没到签到时间', en: 'It is too early for this' },
  'too-late': { zh: '已过登记时间，请找带队人补记', en: 'It is too late for this; ask the leader to note it' },
  'not-come': { zh: '还没有签到，请先签到', en: 'Check in first' },
  away: { zh: '您不在活动地点附近，请到现场再扫', en: 'You are not near the place; scan it there' },
  'not-open': { zh: '这项活动没有在进行', en: 'This activity is not running' },
  'code-old': {
    zh: '这个码已经过期，请到现场扫带队人屏幕上的新码',
    en: 'This code is old; scan the present one at the place',
  },
  'code-forged': {
    zh: '这个码不是本平台发出的，请扫带队人屏幕上的码',
    en: 'This code is not one of this platform; scan the one on the leader’s screen',
  },
};

async function keepScan(context: Context, check: Check, shift: string | null, outcome: string): Promise<boolean> {
  const { rows } =
    await sql`insert into volunteering.scan (district, nonce, activity, shift, person, step, way, outcome, scanned_by, device, scanned_at, at)
    values (${context.district}, ${check.nonce}, ${check.activity}, ${shift}, ${check.person}, ${check.step}, ${check.way}, ${outcome},
      ${personOf(context.actor)}, ${check.device}, ${check.at}, ${context.now}) on conflict do nothing returning nonce`.execute(
      context.tx,
    );
  return rows.length > 0;
}

async function earlierScan(
  context: Context,
  nonce: string,
): Promise<{ outcome: Outcome; shift: string | null; at: Date } | undefined> {
  const { rows } = await sql<{
    outcome: Outcome;
    shift: string | null;
    at: Date;
  }>`select outcome, shift, scanned_at as at from volunteering.scan where district = ${context.district} and nonce = ${nonce}`.execute(
    context.tx,
  );
  return rows[0];
}

async function writeCame(context: Context, check: Check, place: Place, seen: PlaceSeen): Promise<void> {
  await sql`insert into volunteering.attendance (district, shift, person, activity, post, sign_up, came_at, came_by, came_place, reason, checked_by, state)
    values (${context.district}, ${place.shift}, ${check.person}, ${check.activity}, ${place.post}, ${place.signUp}, ${check.at}, ${check.way}, ${seen},
      ${check.reason ?? null}, ${personOf(context.actor)}, 'present')`.execute(context.tx);
}

async function writeLeft(context: Context, check: Check, place: Place, seen: PlaceSeen): Promise<void> {
  await sql`update volunteering.attendance set left_at = ${check.at}, left_by = ${check.way}, left_place = ${seen}, state = 'left',
      reason = coalesce(${check.reason ?? null}, reason)
    where district = ${context.district} and shift = ${place.shift} and person = ${check.person} and left_at is null`.execute(
    context.tx,
  );
}

const placeOfActivity = ({ longitude, latitude, radius }: Activity) =>
  longitude === null || latitude === null ? null : { longitude, latitude, radius };

/**
 * Carries out one check: decided by the rule that the checker's page applies too, and kept whatever becomes of it. The
 * same nonce again gives the first answer; another scan of the same person is a repeat and changes nothing.
 */
export async function carryOut(context: Context, activity: Activity, check: Check): Promise<Checked> {
  const known = await earlierScan(context, check.nonce);
  if (known !== undefined) return { ...known, text: WORDS[known.outcome] };
  await lockPeople(context, [check.person]);
  const place = await placeOf(context, activity.id, check.person, check.at);
  const seen = placeSeen(check.position, placeOfActivity(activity));
  const outcome = decideCheck({
    step: check.step,
    at: check.at,
    meetsAt: place?.meetsAt ?? activity.startsAt,
    startsAt: place?.startsAt ?? activity.startsAt,
    endsAt: place?.endsAt ?? activity.endsAt,
    isOpen: activity.status === 'open',
    holdsPlace: place !== undefined,
    cameAt: place?.cameAt ?? null,
    leftAt: place?.leftAt ?? null,
    way: check.way,
    place: seen,
  });
  if (!(await keepScan(context, check, place?.shift ?? null, outcome))) {
    const first = await earlierScan(context, check.nonce);
    return {
      outcome: first?.outcome ?? 'repeat',
      shift: place?.shift ?? null,
      at: check.at,
      text: WORDS[first?.outcome ?? 'repeat'],
    };
  }
  if (outcome === 'came') await writeCame(context, check, place!, seen);
  if (outcome === 'left') await writeLeft(context, check, place!, seen);
  return { outcome, shift: place?.shift ?? null, at: check.at, text: WORDS[outcome] };
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

/**
 * The volunteer scans the organiser's screen, or types its six digits. An old or forged code is refused and kept as a scan.
 * @throws Refusal `check.not-a-code`, `activity.not-found`.
 */
export async function checkByScreen(context: Context, scan: ScanByVolunteer): Promise<Checked> {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  const found = readScan(context, scan);
  if (!found.ok && found.why === 'not-a-code')
    throw refuse.invalid(
      'check.not-a-code',
      '这不是活动签到码，请对准带队人屏幕上的码。',
      'This is not a check-in code; point at the code on the leader’s screen.',
    );
  const activity = await getActivity(context, found.activity);
  const check: Check = {
    nonce: scan.nonce,
    activity: activity.id,
    person,
    step: found.step,
    way: 'screen-code',
    at: context.now,
    position: scan.position ?? null,
    device: scan.device ?? null,
  };
  if (found.ok) return carryOut(context, activity, check);
  const outcome = found.why === 'old' ? 'code-old' : 'code-forged';
  await keepScan(context, check, null, outcome);
  return { outcome, shift: null, at: context.now, text: WORDS[outcome] };
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
  const place = await placeOf(context, id, person, context.now);
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
  return carryOut(context, activity, {
    nonce,
    activity: id,
    person,
    step,
    way: 'self',
    at: context.now,
    position,
    device: null,
  });
}

export interface ScanByChecker {
  nonce: string;
  person: string;
  step: Step;
  way: 'personal-code' | 'roll-call';
  at: Date;
  reason?: string;
}

const LATEST_UPLOAD_MS = 72 * HOUR_MS;

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
  await lockPeople(
    context,
    scans.map(({ person }) => person),
  );
  const results: (Checked & { nonce: string })[] = [];
  for (const scan of scans) {
    const checked = await carryOut(context, activity, {
      ...scan,
      activity: id,
      at: believable(scan.at, context.now),
      position: null,
      device,
    });
    results.push({ ...checked, nonce: scan.nonce });
  }
  return results;
}
