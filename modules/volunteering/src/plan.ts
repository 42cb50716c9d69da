import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { findRegion, getOrganisation } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';
import { needOrganiser, needPlanner } from './authority.ts';
import { missingBeforeOpening, type Insurance, type Missing } from './domain/publishing-rules.ts';
import { fieldsOf } from './draft-fields.ts';
import { getActivity, getProject, shiftsOf, type Activity, type Project } from './store/activity-store.ts';

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

async function tellProposer(
  context: Context,
  { opens, reason = '' }: { opens: boolean; reason?: string },
  { proposer, unit, title }: { proposer: string; unit: string; title: string },
): Promise<void> {
  // What the platform itself entered was proposed by its unit: there is nobody to tell.
  if (proposer === unit) return;
  await notify(context, {
    to: proposer,
    kind: 'volunteering.project-decided',
    title: opens
      ? { zh: '项目审核通过了', en: 'Your project is approved' }
      : { zh: '项目没有通过', en: 'Your project is not approved' },
    body: opens
      ? { zh: `“${title}”可以安排活动了。`, en: `Activities of “${title}” can be planned now.` }
      : { zh: `“${title}”：${reason}`, en: `“${title}”: ${reason}` },
    link: '/plan',
  });
}

/** The community or street opens a project or sends it back with a reason. @throws Refusal `project.decided`. */
export async function decideProject(
  context: Context,
  decision: { id: string; opens: boolean; reason?: string },
): Promise<void> {
  const { rows } = await sql<{ proposer: string; unit: string; title: string }>`update volunteering.project
    set status = ${decision.opens ? 'open' : 'refused'}, decided_by = ${personOf(context.actor)}, decided_at = ${context.now},
      decision_reason = ${decision.reason ?? null}, version = version + 1
    where district = ${context.district} and id = ${decision.id} and status = 'review' returning proposed_by as proposer, unit, title`.execute(
    context.tx,
  );
  if (rows.length === 0)
    throw refuse.conflict(
      'project.decided',
      '这个项目已经审核过了，请刷新。',
      'This project was decided already; reload.',
    );
  await tellProposer(context, decision, rows[0]!);
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

async function insertActivity(context: Context, draft: ActivityDraft, project: Project): Promise<string> {
  const fields = await fieldsOf(context, draft, project);
  const id = context.newId();
  await sql`insert into volunteering.activity (district, id, project, circle, unit, kind, title, content, risks, is_dangerous, insurance, place, address,
      longitude, latitude, radius_m, leader, status, sign_up_from, sign_up_until, cancel_until, early_from, early_circles, only_place, min_age,
      accompanied_below, starts_at, ends_at, series, created_by, created_at)
    values (${context.district}, ${id}, ${project.id}, ${project.circle}, ${project.unit}, ${project.kind}, ${fields.title}, ${fields.content},
      ${fields.risks}, ${fields.isDangerous}, ${fields.insurance}::jsonb, ${fields.place}, ${fields.address}, ${fields.longitude}, ${fields.latitude},
      ${fields.radius}, ${draft.leader}, 'draft', ${fields.signUpFrom}, ${fields.signUpUntil}, ${fields.cancelUntil}, ${fields.earlyFrom},
      ${fields.earlyCircles}::uuid[], ${fields.onlyPlace}, ${fields.minAge}, ${fields.accompaniedBelow}, ${fields.startsAt}, ${fields.endsAt},
      ${draft.series ?? null}, ${personOf(context.actor) ?? draft.leader}, ${context.now})`.execute(context.tx);
  return id;
}

/** Writes the shifts of a draft with their posts. */
export async function insertShifts(context: Context, activity: string, shifts: readonly ShiftDraft[]): Promise<void> {
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

/** Names who leads, checks in and records. */
export async function nameOrganisers(context: Context, activity: string, draft: ActivityDraft): Promise<void> {
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
  const id = await insertActivity(context, draft, project);
  await insertShifts(context, id, draft.shifts);
  await nameOrganisers(context, id, draft);
  return id;
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
  const missing = await missingOf(context, activity);
  if (missing.length > 0)
    throw refuse.invalid(
      'activity.not-ready',
      '还差几项才能发布，请按提示补齐。',
      'Some things are missing before it can be published.',
      { errors: missing.map(({ field, text }) => ({ field, detail: text.zh })) },
    );
  await sql`update volunteering.activity set status = 'open', version = version + 1 where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  context.emit('volunteering.activity-opened', { activity: id });
}

/** What still keeps an activity from being published. */
export async function missingOf(context: Context, activity: Activity): Promise<Missing[]> {
  const now = context.actor.kind === 'system' ? null : context.now;
  return missingBeforeOpening({ ...activity, shifts: await shiftsOf(context, activity.id) }, now);
}

/** An activity with its shifts, as pages show it. */
export async function activityInFull(context: Context, id: string) {
  const activity = await getActivity(context, id);
  return { activity, shifts: await shiftsOf(context, id) };
}
