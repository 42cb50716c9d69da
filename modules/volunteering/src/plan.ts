import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { findRegion, getOrganisation } from '@zhongzhi/directory';
import { needOrganiser, needPlanner } from './authority.ts';
import { getActivity, getProject, shiftsOf, type Activity, type Insurance } from './store/activity-store.ts';

export interface ProjectDraft {
  circle?: string | null;
  unit: string;
  place: string;
  kind: string;
  title: string;
  content: string;
  risks: string;
}

/** Puts a project before the community or street for review. @throws Refusal `project.place-unknown`, `directory.organisation-not-found`. */
export async function proposeProject(context: Context, draft: ProjectDraft): Promise<string> {
  if ((await findRegion(context, draft.place)) === undefined)
    throw refuse.invalid('project.place-unknown', '没有找到这个街道或社区，请重新选择。', 'Choose the place again.');
  await getOrganisation(context, draft.unit);
  const id = context.newId();
  await sql`insert into volunteering.project (district, id, circle, unit, place, kind, title, content, risks, status, proposed_by, created_at)
    values (${context.district}, ${id}, ${draft.circle ?? null}, ${draft.unit}, ${draft.place}, ${draft.kind}, ${draft.title}, ${draft.content}, ${draft.risks}, 'review', ${personOf(context.actor) ?? draft.unit}, ${context.now})`.execute(
    context.tx,
  );
  context.emit('volunteering.project-proposed', { project: id });
  return id;
}

/** The community or street opens a project or sends it back with a reason. @throws Refusal `project.decided`. */
export async function decideProject(
  context: Context,
  decision: { id: string; opens: boolean; reason?: string },
): Promise<void> {
  const { rows } = await sql<{ proposed_by: string }>`update volunteering.project
    set status = ${decision.opens ? 'open' : 'refused'}, decided_by = ${personOf(context.actor)}, decided_at = ${context.now},
      decision_reason = ${decision.reason ?? null}, version = version + 1
    where district = ${context.district} and id = ${decision.id} and status = 'review' returning proposed_by`.execute(
    context.tx,
  );
  if (rows.length === 0)
    throw refuse.conflict(
      'project.decided',
      '这个项目已经审核过了，请刷新。',
      'This project was decided already; reload.',
    );
  context.emit('volunteering.project-decided', { project: decision.id, opens: decision.opens });
}

export interface PostDraft {
  name: string;
  capacity: number;
  waitlist?: number;
  qualification?: string | null;
  minAge?: number | null;
  checksItself?: boolean;
}

export interface ShiftDraft {
  name: string;
  meetsAt?: Date;
  startsAt: Date;
  endsAt: Date;
  posts: readonly PostDraft[];
}

export interface ActivityDraft {
  project: string;
  title: string;
  content: string;
  risks?: string;
  isDangerous?: boolean;
  insurance?: Insurance | null;
  place?: string;
  address: string;
  longitude?: number | null;
  latitude?: number | null;
  radius?: number;
  leader: string;
  checkers?: readonly string[];
  recorders?: readonly string[];
  signUpFrom?: Date;
  signUpUntil?: Date;
  cancelUntil?: Date;
  earlyFrom?: Date | null;
  earlyCircles?: readonly string[];
  onlyPlace?: string | null;
  minAge?: number | null;
  accompaniedBelow?: number | null;
  shifts: readonly ShiftDraft[];
  series?: string;
}

const HOUR_MS = 3_600_000;

function checkTimes(context: Context, draft: ActivityDraft): { startsAt: Date; endsAt: Date } {
  const startsAt = new Date(Math.min(...draft.shifts.map((shift) => shift.startsAt.getTime())));
  const endsAt = new Date(Math.max(...draft.shifts.map((shift) => shift.endsAt.getTime())));
  if (context.actor.kind !== 'system' && startsAt <= context.now)
    throw refuse.invalid(
      'activity.in-the-past',
      '开始时间要晚于现在；做完的服务请走“补录”。',
      'An activity starts in the future; what is over is entered afterwards with proof.',
      { errors: [{ field: 'shifts', detail: '开始时间已过' }] },
    );
  for (const shift of draft.shifts)
    if (shift.endsAt <= shift.startsAt || shift.endsAt.getTime() - shift.startsAt.getTime() > 24 * HOUR_MS)
      throw refuse.invalid(
        'activity.shift-times',
        '每一班的结束要晚于开始，且不超过24小时。',
        'A shift ends after it starts, within 24 hours.',
        { errors: [{ field: 'shifts', detail: shift.name }] },
      );
  return { startsAt, endsAt };
}

async function insertActivity(context: Context, draft: ActivityDraft): Promise<string> {
  const project = await getProject(context, draft.project);
  const { startsAt, endsAt } = checkTimes(context, draft);
  const id = context.newId();
  await sql`insert into volunteering.activity (district, id, project, circle, unit, kind, title, content, risks, is_dangerous, insurance, place, address,
      longitude, latitude, radius_m, leader, status, sign_up_from, sign_up_until, cancel_until, early_from, early_circles, only_place, min_age,
      accompanied_below, starts_at, ends_at, series, created_by, created_at)
    values (${context.district}, ${id}, ${project.id}, ${project.circle}, ${project.unit}, ${project.kind}, ${draft.title}, ${draft.content},
      ${draft.risks ?? project.risks}, ${draft.isDangerous ?? false}, ${draft.insurance ? JSON.stringify(draft.insurance) : null}::jsonb,
      ${draft.place ?? project.place}, ${draft.address}, ${draft.longitude ?? null}, ${draft.latitude ?? null}, ${draft.radius ?? 200}, ${draft.leader}, 'draft',
      ${draft.signUpFrom ?? context.now}, ${draft.signUpUntil ?? startsAt}, ${draft.cancelUntil ?? new Date(startsAt.getTime() - 24 * HOUR_MS)},
      ${draft.earlyFrom ?? null}, ${[...(draft.earlyCircles ?? [])]}::uuid[], ${draft.onlyPlace ?? null}, ${draft.minAge ?? null},
      ${draft.accompaniedBelow ?? null}, ${startsAt}, ${endsAt}, ${draft.series ?? null}, ${personOf(context.actor) ?? draft.leader}, ${context.now})`.execute(
    context.tx,
  );
  return id;
}

async function insertShifts(context: Context, activity: string, shifts: readonly ShiftDraft[]): Promise<void> {
  const made = shifts.map((shift) => ({ ...shift, id: context.newId(), meetsAt: shift.meetsAt ?? shift.startsAt }));
  await sql`insert into volunteering.shift (district, activity, id, name, meets_at, starts_at, ends_at)
    select ${context.district}::int, ${activity}::uuid, r.id, r.name, r."meetsAt", r."startsAt", r."endsAt"
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r(id uuid, name text, "meetsAt" timestamptz, "startsAt" timestamptz, "endsAt" timestamptz)`.execute(
    context.tx,
  );
  const posts = made.flatMap((shift) =>
    shift.posts.map((post) => ({
      waitlist: post.capacity,
      qualification: null,
      minAge: null,
      checksItself: false,
      ...post,
      id: context.newId(),
      shift: shift.id,
    })),
  );
  await sql`insert into volunteering.post (district, shift, id, activity, name, capacity, waitlist, qualification, min_age, checks_itself)
    select ${context.district}::int, r.shift, r.id, ${activity}::uuid, r.name, r.capacity, r.waitlist, r.qualification, r."minAge", r."checksItself"
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as r(id uuid, shift uuid, name text, capacity int, waitlist int, qualification text, "minAge" int, "checksItself" boolean)`.execute(
    context.tx,
  );
}

async function nameOrganisers(context: Context, activity: string, draft: ActivityDraft): Promise<void> {
  const parts = [
    { person: draft.leader, role: 'leader' },
    ...(draft.checkers ?? [draft.leader]).map((person) => ({ person, role: 'checker' })),
    ...(draft.recorders ?? [draft.leader]).map((person) => ({ person, role: 'recorder' })),
  ];
  await sql`insert into volunteering.organiser (district, activity, person, role)
    select ${context.district}::int, ${activity}::uuid, r.person, r.role from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as r(person uuid, role text)
    on conflict do nothing`.execute(context.tx);
}

/** Plans an activity of an open project, as a draft. @throws Refusal `project.not-found`, `project.not-open`, `activity.in-the-past`. */
export async function planActivity(context: Context, draft: ActivityDraft): Promise<string> {
  const project = await getProject(context, draft.project);
  await needPlanner(context, project);
  if (project.status !== 'open')
    throw refuse.conflict(
      'project.not-open',
      '项目审核通过后才能安排活动。',
      'Activities are planned once the project has been approved.',
    );
  const id = await insertActivity(context, draft);
  await insertShifts(context, id, draft.shifts);
  await nameOrganisers(context, id, draft);
  return id;
}

/** What keeps an activity from being published; empty when nothing does. */
export function missingBeforeOpening(activity: Activity): { field: string; detail: string }[] {
  const missing: { field: string; detail: string }[] = [];
  if (activity.risks.trim().length < 2) missing.push({ field: 'risks', detail: '请如实写明可能的风险' });
  if (!activity.isDangerous) return missing;
  const { insurance } = activity;
  const lastDay = new Date(activity.endsAt.getTime() + 8 * HOUR_MS).toISOString().slice(0, 10);
  if (insurance === null || insurance.policy.trim() === '')
    missing.push({ field: 'insurance', detail: '请先办好意外伤害保险，填写保单号' });
  else if (!insurance.coversNames) missing.push({ field: 'insurance', detail: '保险要覆盖全体参加人员' });
  else if (insurance.until < lastDay) missing.push({ field: 'insurance', detail: '保险要管到活动结束' });
  return missing;
}

/**
 * Publishes an activity: from now on people sign up. A dangerous one needs its accident insurance first
 * (志愿服务条例 art. 12, 13 and 17).
 * @throws Refusal `activity.not-found`, `activity.not-a-draft`, `activity.not-ready`.
 */
export async function openActivity(context: Context, id: string): Promise<void> {
  const activity = await getActivity(context, id, true);
  await needOrganiser(context, activity, ['leader']);
  if (activity.status !== 'draft')
    throw refuse.conflict(
      'activity.not-a-draft',
      '这项活动已经发布或已取消。',
      'This activity is published or cancelled.',
    );
  const missing = missingBeforeOpening(activity);
  if (missing.length > 0)
    throw refuse.invalid(
      'activity.not-ready',
      '还差几项才能发布，请按提示补齐。',
      'Some things are missing before it can be published.',
      { errors: missing },
    );
  await sql`update volunteering.activity set status = 'open', version = version + 1 where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  context.emit('volunteering.activity-opened', { activity: id });
}

/** An activity with its shifts, as pages show it. */
export async function activityInFull(context: Context, id: string) {
  const activity = await getActivity(context, id);
  return { activity, shifts: await shiftsOf(context, id) };
}
