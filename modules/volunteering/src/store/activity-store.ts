import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import type { Insurance } from '../domain/publishing-rules.ts';

export interface Project {
  readonly id: string;
  readonly version: number;
  readonly circle: string | null;
  readonly unit: string;
  readonly place: string;
  readonly kind: string;
  readonly title: string;
  readonly content: string;
  readonly risks: string;
  readonly status: 'draft' | 'review' | 'open' | 'refused' | 'closed';
  readonly proposedBy: string;
  readonly decisionReason: string | null;
}

const PROJECT = sql`id, version, circle, unit, place, kind, title, content, risks, status, proposed_by as "proposedBy", decision_reason as "decisionReason"`;

/** @throws Refusal `project.not-found`. */
export async function getProject(context: Context, id: string): Promise<Project> {
  const { rows } =
    await sql<Project>`select ${PROJECT} from volunteering.project where district = ${context.district} and id = ${id}`.execute(
      context.tx,
    );
  if (rows[0] === undefined)
    throw refuse.notFound('project.not-found', '没有这个项目，可能已被移走。', 'There is no such project.');
  return rows[0];
}

export interface Activity {
  readonly id: string;
  readonly version: number;
  readonly project: string;
  readonly circle: string | null;
  readonly unit: string;
  readonly kind: string;
  readonly title: string;
  readonly content: string;
  readonly risks: string;
  readonly isDangerous: boolean;
  readonly insurance: Insurance | null;
  readonly place: string;
  readonly address: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly radius: number;
  readonly leader: string;
  readonly status: 'draft' | 'open' | 'cancelled' | 'settled';
  readonly cancelReason: string | null;
  readonly signUpFrom: Date;
  readonly signUpUntil: Date;
  readonly cancelUntil: Date;
  readonly earlyFrom: Date | null;
  readonly earlyCircles: readonly string[];
  readonly onlyPlace: string | null;
  readonly minAge: number | null;
  readonly accompaniedBelow: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly series: string | null;
  readonly settledAt: Date | null;
}

const ACTIVITY = sql`id, version, project, circle, unit, kind, title, content, risks, is_dangerous as "isDangerous", insurance, place,
  address, longitude, latitude, radius_m as radius, leader, status, cancel_reason as "cancelReason", sign_up_from as "signUpFrom",
  sign_up_until as "signUpUntil", cancel_until as "cancelUntil", early_from as "earlyFrom", early_circles as "earlyCircles",
  only_place as "onlyPlace", min_age as "minAge", accompanied_below as "accompaniedBelow", starts_at as "startsAt",
  ends_at as "endsAt", series, settled_at as "settledAt"`;

export const activityNotFound = () =>
  refuse.notFound('activity.not-found', '没有这项活动，可能已被移走。', 'There is no such activity.');

/** @throws Refusal `activity.not-found`. */
export async function getActivity(context: Context, id: string, lock = false): Promise<Activity> {
  const { rows } =
    await sql<Activity>`select ${ACTIVITY} from volunteering.activity where district = ${context.district} and id = ${id} ${lock ? sql`for no key update` : sql``}`.execute(
      context.tx,
    );
  if (rows[0] === undefined) throw activityNotFound();
  return rows[0];
}

/** Activities by id; those that are not there are left out. */
export async function findActivities(context: Context, ids: readonly string[]): Promise<Map<string, Activity>> {
  const { rows } =
    await sql<Activity>`select ${ACTIVITY} from volunteering.activity where district = ${context.district} and id = any(${[...new Set(ids)]}::uuid[])`.execute(
      context.tx,
    );
  return new Map(rows.map((activity) => [activity.id, activity]));
}

/** The same as they stand now, held so that nobody settles, moves or cancels them meanwhile; many hold them together. */
export async function shareActivities(context: Context, ids: readonly string[]): Promise<Map<string, Activity>> {
  const { rows } =
    await sql<Activity>`select ${ACTIVITY} from volunteering.activity where district = ${context.district} and id = any(${[...new Set(ids)]}::uuid[]) order by id for share`.execute(
      context.tx,
    );
  return new Map(rows.map((activity) => [activity.id, activity]));
}

export interface Post {
  readonly id: string;
  readonly shift: string;
  readonly name: string;
  readonly capacity: number;
  readonly waitlist: number;
  readonly taken: number;
  readonly waiting: number;
  readonly qualification: string | null;
  readonly minAge: number | null;
  readonly checksItself: boolean;
}

export interface Shift {
  readonly id: string;
  readonly name: string;
  readonly meetsAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly posts: readonly Post[];
}

/** The shifts of an activity with their posts, by time. */
export async function shiftsOf(context: Context, activity: string): Promise<Shift[]> {
  const [{ rows: shifts }, { rows: posts }] = await Promise.all([
    sql<
      Omit<Shift, 'posts'>
    >`select id, name, meets_at as "meetsAt", starts_at as "startsAt", ends_at as "endsAt" from volunteering.shift where district = ${context.district} and activity = ${activity} order by starts_at, id`.execute(
      context.tx,
    ),
    sql<Post>`select id, shift, name, capacity, waitlist, taken, waiting, qualification, min_age as "minAge", checks_itself as "checksItself" from volunteering.post where district = ${context.district} and activity = ${activity} order by id`.execute(
      context.tx,
    ),
  ]);
  return shifts.map((shift) => ({ ...shift, posts: posts.filter((post) => post.shift === shift.id) }));
}

export type OrganiserRole = 'leader' | 'checker' | 'recorder';

/** Who has a part in an activity besides its leader. */
export async function partsOf(
  context: Context,
  { id, leader }: Activity,
): Promise<{ person: string; role: OrganiserRole }[]> {
  const { rows } = await sql<{
    person: string;
    role: OrganiserRole;
  }>`select person, role from volunteering.organiser where district = ${context.district} and activity = ${id} and person <> ${leader} order by person`.execute(
    context.tx,
  );
  return rows;
}

/** The parts that a person has in an activity. */
export async function rolesIn(context: Context, activity: string, person: string): Promise<Set<OrganiserRole>> {
  const { rows } = await sql<{
    role: OrganiserRole;
  }>`select role from volunteering.organiser where district = ${context.district} and activity = ${activity} and person = ${person}`.execute(
    context.tx,
  );
  return new Set(rows.map(({ role }) => role));
}
