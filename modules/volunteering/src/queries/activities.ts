import { maskName } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import { personOf, type Context } from '@zhongzhi/kernel';
import { namesOf, organisationNamesOf, regionNamesOf } from '@zhongzhi/directory';
import { mayPlan } from '../authority.ts';
import { activityNotFound, getActivity, rolesIn, shiftsOf, type Activity } from '../store/activity-store.ts';

export interface Line {
  id: string;
  title: string;
  kind: string;
  place: string;
  address: string;
  startsAt: Date;
  endsAt: Date;
  status: string;
  capacity: number;
  taken: number;
}

/** What lists show of an activity. */
export const LINE = sql`a.id, a.title, a.kind, a.place, a.address, a.starts_at as "startsAt", a.ends_at as "endsAt", a.status,
  (select coalesce(sum(p.capacity), 0)::int from volunteering.post p where p.district = a.district and p.activity = a.id) as capacity,
  (select coalesce(sum(p.taken), 0)::int from volunteering.post p where p.district = a.district and p.activity = a.id) as taken`;

export async function shown<L extends Line>(context: Context, lines: readonly L[]) {
  const places = await regionNamesOf(
    context,
    lines.map(({ place }) => place),
  );
  return lines.map((line) => ({
    ...line,
    placeName: places.get(line.place) ?? null,
    startsAt: line.startsAt.toISOString(),
    endsAt: line.endsAt.toISOString(),
  }));
}

/** What the caller organises: coming and lately over, with what waits to be confirmed first. */
export async function organisedBy(context: Context, person: string) {
  const { rows } = await sql<Line>`select ${LINE} from volunteering.activity a
    where a.district = ${context.district} and a.id in (select activity from volunteering.organiser where district = ${context.district} and person = ${person})
      and (a.status in ('draft', 'open') or a.ends_at > ${new Date(context.now.getTime() - 30 * 86_400_000)})
    order by (a.status = 'open' and a.ends_at < ${context.now}) desc, (a.status in ('settled', 'cancelled')), a.starts_at limit 100`.execute(
    context.tx,
  );
  return shown(context, rows);
}

async function mineOn(context: Context, activity: string, person: string | null) {
  if (person === null) return [];
  const { rows } = await sql<{
    signUp: string;
    post: string;
    shift: string;
    state: string;
    number: number;
  }>`select id as "signUp", post, shift, state, number from volunteering.sign_up
    where district = ${context.district} and activity = ${activity} and person = ${person} and state in ('held', 'waiting', 'offered') order by starts_at`.execute(
    context.tx,
  );
  return rows;
}

const point = ({ longitude, latitude }: Activity) => ({ longitude, latitude });

/** One activity as pages show it, with what the reader holds in it. A draft is shown to those who may plan it. */
export async function activityPage(context: Context, id: string) {
  const activity = await getActivity(context, id);
  const person = personOf(context.actor);
  const roles = person === null ? new Set<string>() : await rolesIn(context, id, person);
  if (activity.status === 'draft' && roles.size === 0 && !(await mayPlan(context, activity))) throw activityNotFound();
  // Asked for together: none of them needs another's answer.
  const [shifts, places, units, names, mine] = await Promise.all([
    shiftsOf(context, id),
    regionNamesOf(context, [activity.place]),
    organisationNamesOf(context, [activity.unit]),
    namesOf(context, [activity.leader]),
    mineOn(context, id, person),
  ]);
  const posts = shifts.flatMap((shift) => shift.posts);
  const leader = names.get(activity.leader) ?? '';
  const takesPart = roles.size > 0 || mine.some(({ state }) => state === 'held');
  return {
    id,
    title: activity.title,
    kind: activity.kind,
    place: activity.place,
    placeName: places.get(activity.place) ?? null,
    address: activity.address,
    startsAt: activity.startsAt.toISOString(),
    endsAt: activity.endsAt.toISOString(),
    status: activity.status,
    capacity: posts.reduce((sum, post) => sum + post.capacity, 0),
    taken: posts.reduce((sum, post) => sum + post.taken, 0),
    project: activity.project,
    circle: activity.circle,
    unitName: units.get(activity.unit) ?? '',
    // A volunteer's name is not published (志愿服务条例 art. 20): it is for those who take part.
    leaderName: takesPart ? leader : maskName(leader),
    content: activity.content,
    risks: activity.risks,
    isDangerous: activity.isDangerous,
    ...point(activity),
    radius: activity.radius,
    signUpFrom: activity.signUpFrom.toISOString(),
    signUpUntil: activity.signUpUntil.toISOString(),
    cancelUntil: activity.cancelUntil.toISOString(),
    minAge: activity.minAge,
    cancelReason: activity.cancelReason,
    shifts: shifts.map(({ meetsAt, startsAt, endsAt, ...shift }) => ({
      ...shift,
      meetsAt: meetsAt.toISOString(),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      posts: shift.posts.map(({ shift: _shift, ...post }) => post),
    })),
    mine,
    roles: [...roles],
  };
}
