import { sql } from 'kysely';
import { personOf, RunAnew, type Context, type Text } from '@zhongzhi/kernel';
import {
  decideCheck,
  isTooFast,
  placeSeen,
  type Outcome,
  type PlaceSeen,
  type Position,
  type Way,
} from './domain/check-rules.ts';
import { CHECK_WORDS } from './domain/check-words.ts';
import type { Step } from './domain/screen-code.ts';
import { shareActivities, type Activity } from './store/activity-store.ts';
import { lockPeople } from './store/locks.ts';

/** One check to carry out, whoever asks for it. */
export interface Check {
  readonly nonce: string;
  readonly activity: string;
  /** Null where the code says nothing that could be believed. */
  readonly person: string | null;
  readonly step: Step;
  readonly way: Way;
  readonly at: Date;
  readonly position: Position | null;
  readonly device: string | null;
  readonly reason?: string;
  /** Set where it is refused before anything is looked up: the scan is kept and changes nothing. */
  readonly refusedAs?: 'code-old' | 'code-forged' | 'other-activity' | 'away' | 'too-fast' | 'own' | undefined;
  /** Six digits were typed: they can be guessed, so wrong ones are counted. */
  readonly isTyped?: boolean;
}

/** A check with whose call it is and what it is about. */
export interface CheckToDo {
  readonly context: Context;
  readonly activity: Activity;
  readonly check: Check;
}

export interface Checked {
  readonly outcome: Outcome;
  readonly shift: string | null;
  readonly at: Date;
  readonly text: Text;
}

/** A place that a person holds on an activity, with what is noted of their coming. */
interface Place {
  signUp: string;
  post: string;
  shift: string;
  meetsAt: Date;
  startsAt: Date;
  endsAt: Date;
  heldSince: Date;
  checksItself: boolean;
  cameAt: Date | null;
  leftAt: Date | null;
}

// OFFSET 0: by person, however new the statistics are – thousands share an activity on its day, a person's sign-ups are few.
/** For each, the place that the person holds on the activity nearest to the moment; undefined where they hold none. */
export async function placesOf(
  context: Context,
  asked: readonly { activity: string; person: string | null; at: Date }[],
): Promise<(Place | undefined)[]> {
  const { rows } = await sql<
    Place & { n: number }
  >`select a.n::int as n, x.* from unnest(${asked.map(({ activity }) => activity)}::uuid[], ${asked.map(({ person }) => person)}::uuid[], ${asked.map(({ at }) => at.toISOString())}::timestamptz[])
      with ordinality as a(activity, person, at, n)
    cross join lateral (
      select u.id as "signUp", u.post, u.shift, u.meets_at as "meetsAt", u.starts_at as "startsAt", u.ends_at as "endsAt", u.at as "heldSince",
        p.checks_itself as "checksItself", t.came_at as "cameAt", t.left_at as "leftAt"
      from (select * from volunteering.sign_up where district = ${context.district} and person = a.person and state = 'held' offset 0) u
      join volunteering.post p on p.district = u.district and p.id = u.post
      left join volunteering.attendance t on t.district = u.district and t.shift = u.shift and t.person = u.person
      where u.activity = a.activity
      order by case when a.at between u.meets_at - interval '1 hour' and u.ends_at + interval '4 hours' then 0 else 1 end,
        abs(extract(epoch from u.starts_at - a.at)) limit 1) x`.execute(context.tx);
  const places: (Place | undefined)[] = asked.map(() => undefined);
  for (const { n, ...place } of rows) places[n - 1] = place;
  return places;
}

interface Scan {
  outcome: Outcome;
  shift: string | null;
  at: Date;
}

async function earlierScans(context: Context, nonces: readonly string[]): Promise<Map<string, Scan>> {
  const { rows } = await sql<
    Scan & { nonce: string }
  >`select nonce, outcome, shift, scanned_at as at from volunteering.scan where district = ${context.district} and nonce = any(${[...nonces]}::uuid[])`.execute(
    context.tx,
  );
  return new Map(rows.map(({ nonce, ...scan }) => [nonce, scan]));
}

/** A check that has been decided. */
interface Decided extends CheckToDo {
  readonly place: Place | undefined;
  readonly seen: PlaceSeen;
  readonly outcome: Outcome;
}

/** @throws RunAnew when one of the nonces was used by somebody else at the same moment. */
async function keepScans(context: Context, decided: readonly Decided[]): Promise<void> {
  const rows = decided.map(({ check, place, outcome, context: { actor, now } }) => ({
    nonce: check.nonce,
    activity: check.activity,
    shift: place?.shift ?? null,
    person: check.person,
    step: check.step,
    way: check.way,
    outcome,
    scanned_by: personOf(actor),
    device: check.device,
    scanned_at: check.at,
    at: now,
  }));
  const { rows: kept } =
    await sql`insert into volunteering.scan (district, nonce, activity, shift, person, step, way, outcome, scanned_by, device, scanned_at, at)
      select ${context.district}, r.nonce, r.activity, r.shift, r.person, r.step, r.way, r.outcome, r.scanned_by, r.device, r.scanned_at, r.at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(nonce uuid, activity uuid, shift uuid, person uuid, step text, way text, outcome text, scanned_by uuid, device text, scanned_at timestamptz, at timestamptz)
      on conflict do nothing returning nonce`.execute(context.tx);
  if (kept.length < rows.length) throw new RunAnew('a nonce was used at the same moment');
}

async function writeCame(context: Context, came: readonly Decided[]): Promise<void> {
  if (came.length === 0) return;
  const rows = came.map(({ check, place, seen, context: { actor } }) => ({
    shift: place!.shift,
    person: check.person,
    activity: check.activity,
    post: place!.post,
    sign_up: place!.signUp,
    came_at: check.at,
    came_by: check.way,
    came_place: seen,
    reason: check.reason ?? null,
    checked_by: personOf(actor),
  }));
  await sql`insert into volunteering.attendance (district, shift, person, activity, post, sign_up, came_at, came_by, came_place, reason, checked_by, state)
    select ${context.district}, r.shift, r.person, r.activity, r.post, r.sign_up, r.came_at, r.came_by, r.came_place, r.reason, r.checked_by, 'present'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(shift uuid, person uuid, activity uuid, post uuid, sign_up uuid, came_at timestamptz, came_by text, came_place text, reason text, checked_by uuid)`.execute(
    context.tx,
  );
}

async function writeLeft(context: Context, left: readonly Decided[]): Promise<void> {
  if (left.length === 0) return;
  const rows = left.map(({ check, place, seen }) => ({
    shift: place!.shift,
    person: check.person,
    left_at: check.at,
    left_by: check.way,
    left_place: seen,
    reason: check.reason ?? null,
  }));
  await sql`update volunteering.attendance t set left_at = r.left_at, left_by = r.left_by, left_place = r.left_place, state = 'left', reason = coalesce(r.reason, t.reason)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(shift uuid, person uuid, left_at timestamptz, left_by text, left_place text, reason text)
    where t.district = ${context.district} and t.shift = r.shift and t.person = r.person and t.left_at is null`.execute(
    context.tx,
  );
}

const placeOfActivity = ({ longitude, latitude, radius }: Activity) =>
  longitude === null || latitude === null ? null : { longitude, latitude, radius };

/** A phone without a network brings what it saw before the confirmation; the recorder confirms it then. */
const takesChecks = ({ status, settledAt }: Activity, at: Date): boolean =>
  status === 'open' || (status === 'settled' && settledAt !== null && at <= settledAt);

function decide({ activity, check }: CheckToDo, place: Place | undefined, seen: PlaceSeen): Outcome {
  if (check.refusedAs !== undefined) return check.refusedAs;
  return decideCheck({
    step: check.step,
    at: check.at,
    meetsAt: place?.meetsAt ?? activity.startsAt,
    startsAt: place?.startsAt ?? activity.startsAt,
    endsAt: place?.endsAt ?? activity.endsAt,
    isOpen: takesChecks(activity, check.at),
    holdsSince: place?.heldSince ?? null,
    cameAt: place?.cameAt ?? null,
    leftAt: place?.leftAt ?? null,
    way: check.way,
    place: seen,
  });
}

/** For each person, the place of another activity at which they were last seen, and when. */
async function lastSeenElsewhere(context: Context, fresh: readonly CheckToDo[]) {
  const asked = fresh.filter(({ check }) => check.position !== null && check.person !== null);
  if (asked.length === 0) return new Map<string, Sighting>();
  const { rows } = await sql<
    Sighting & { person: string }
  >`select p.person, x.* from unnest(${asked.map(({ check }) => check.person)}::uuid[], ${asked.map(({ check }) => check.activity)}::uuid[]) as p(person, activity)
    cross join lateral (
      select a.longitude, a.latitude, greatest(t.came_at, t.left_at) as at from volunteering.attendance t
      join volunteering.activity a on a.district = t.district and a.id = t.activity
      where t.district = ${context.district} and t.person = p.person and t.activity <> p.activity and a.longitude is not null
        and (t.came_place in ('at', 'near') or t.left_place in ('at', 'near'))
      order by greatest(t.came_at, t.left_at) desc limit 1) x`.execute(context.tx);
  return new Map(rows.map(({ person, ...seen }) => [person, seen]));
}

interface Sighting {
  longitude: number;
  latitude: number;
  at: Date;
}

/** Whoever claims to stand here cannot have stood there a moment ago: one of the two positions is made up. */
function comesTooFast({ activity, check }: CheckToDo, seen: PlaceSeen, before: Sighting | undefined): boolean {
  const here = placeOfActivity(activity);
  if (before === undefined || here === null || (seen !== 'at' && seen !== 'near')) return false;
  return isTooFast(before, { ...here, at: check.at });
}

/** What stands against a position, whoever holds a place; null when nothing does. */
export async function standsAgainst(context: Context, todo: CheckToDo): Promise<'away' | 'too-fast' | null> {
  const seen = placeSeen(todo.check.position, placeOfActivity(todo.activity));
  if (seen === 'away') return 'away';
  const elsewhere = await lastSeenElsewhere(context, [todo]);
  return comesTooFast(todo, seen, elsewhere.get(todo.check.person ?? '')) ? 'too-fast' : null;
}

const MOST_WRONG = 5;
const WRONG_WITHIN_MS = 10 * 60_000;

/** How many wrong codes people have tried of late, of those who type one now. */
async function wrongTries(context: Context, fresh: readonly CheckToDo[]): Promise<Map<string, number>> {
  const people = fresh.flatMap(({ check }) => (check.isTyped === true ? (check.person ?? []) : []));
  if (people.length === 0) return new Map();
  const { rows } = await sql<{
    person: string;
    n: number;
  }>`select person, count(*)::int as n from volunteering.scan where district = ${context.district} and person = any(${people}::uuid[])
    and at > ${new Date(context.now.getTime() - WRONG_WITHIN_MS)} and outcome in ('code-old', 'code-forged') group by person`.execute(
    context.tx,
  );
  return new Map(rows.map(({ person, n }) => [person, n]));
}

/** Six digits can be guessed: after a few wrong ones not even right ones are taken for a while. */
function limitTries(todo: readonly CheckToDo[], wrong: Map<string, number>): ReadonlySet<CheckToDo> {
  const tooMany = new Set<CheckToDo>();
  for (const one of todo) {
    const { isTyped, person, refusedAs } = one.check;
    if (isTyped !== true || person === null) continue;
    const before = wrong.get(person) ?? 0;
    if (before >= MOST_WRONG) tooMany.add(one);
    else if (refusedAs !== undefined) wrong.set(person, before + 1);
  }
  return tooMany;
}

/** What is known before checks are decided. */
interface Known {
  readonly places: readonly (Place | undefined)[];
  readonly elsewhere: ReadonlyMap<string, Sighting>;
  readonly tooMany: ReadonlySet<CheckToDo>;
}

/** Decides in the order in which the checks came: each sees what those before it have changed. */
function decideAll(todo: readonly CheckToDo[], { places: found, elsewhere, tooMany }: Known): Decided[] {
  const byPerson = new Map<string, Place>();
  return todo.map((one, index) => {
    if (tooMany.has(one)) return { ...one, place: undefined, seen: 'unknown', outcome: 'too-many-tries' };
    const key = `${found[index]?.shift} ${one.check.person}`;
    const place = byPerson.get(key) ?? found[index];
    const seen = placeSeen(one.check.position, placeOfActivity(one.activity));
    const decided = decide(one, place, seen);
    const isDone = decided === 'came' || decided === 'left';
    const outcome = isDone && comesTooFast(one, seen, elsewhere.get(one.check.person ?? '')) ? 'too-fast' : decided;
    if (place !== undefined && outcome === 'came') byPerson.set(key, { ...place, cameAt: one.check.at });
    if (place !== undefined && outcome === 'left') byPerson.set(key, { ...place, leftAt: one.check.at });
    return { ...one, place: one.check.refusedAs === undefined ? place : undefined, seen, outcome };
  });
}

const answer = ({ outcome, shift, at }: Scan): Checked => ({ outcome, shift, at, text: CHECK_WORDS[outcome] });

/**
 * Carries out checks, all in one transaction: decided by the rule that the checker's page applies too, and kept whatever
 * becomes of them. The same nonce again gives the first answer; another scan of the same person is a repeat and changes
 * nothing.
 */
export async function carryOutAll(asked: readonly CheckToDo[]): Promise<Checked[]> {
  const first = asked[0];
  if (first === undefined) return [];
  const { context } = first;
  const held = await shareActivities(
    context,
    asked.map(({ activity }) => activity.id),
  );
  const todo = asked.map((one) => ({ ...one, activity: held.get(one.activity.id) ?? one.activity }));
  await lockPeople(
    context,
    todo.flatMap(({ check }) => check.person ?? []),
  );
  const nonces = todo.map(({ check }) => check.nonce);
  const answers = await earlierScans(context, nonces);
  const fresh = todo.filter(({ check }, index) => !answers.has(check.nonce) && nonces.indexOf(check.nonce) === index);
  if (fresh.length > 0) {
    const places = await placesOf(
      context,
      fresh.map(({ check }) => check),
    );
    const elsewhere = await lastSeenElsewhere(context, fresh);
    const tooMany = limitTries(fresh, await wrongTries(context, fresh));
    const decided = decideAll(fresh, { places, elsewhere, tooMany });
    await keepScans(context, decided);
    await writeCame(
      context,
      decided.filter(({ outcome }) => outcome === 'came'),
    );
    await writeLeft(
      context,
      decided.filter(({ outcome }) => outcome === 'left'),
    );
    for (const { check, place, outcome } of decided)
      answers.set(check.nonce, { outcome, shift: place?.shift ?? null, at: check.at });
  }
  return nonces.map((nonce) => answer(answers.get(nonce)!));
}

/** One check by itself. */
export const carryOut = async (context: Context, activity: Activity, check: Check): Promise<Checked> =>
  (await carryOutAll([{ context, activity, check }]))[0]!;
