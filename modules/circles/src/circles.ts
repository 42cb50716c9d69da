import { sql } from 'kysely';
import { safeText } from '@zhongzhi/contract-kit';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { findRegion, staffOf } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';
import type { CircleKind, Joining } from './contract/index.ts';
import { forgetCircle, indexCircles } from './search.ts';

export type { CircleKind, Joining } from './contract/index.ts';

export interface Circle {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: CircleKind;
  readonly intro: string;
  readonly place: string;
  readonly unit: string | null;
  readonly interests: readonly string[];
  readonly joining: Joining;
  readonly status: 'review' | 'open' | 'refused' | 'dissolved';
  readonly members: number;
  readonly decisionReason: string | null;
  readonly dissolutionReason: string | null;
}

/** The columns of a `Circle`. */
export const CIRCLE_COLUMNS = sql`id, version, name, kind, intro, place, unit, interests, joining, status, members, decision_reason as "decisionReason", dissolution_reason as "dissolutionReason"`;

export const circleNotFound = () =>
  refuse.notFound(
    'circle.not-found',
    '没有这个圈子，可能已解散。',
    'There is no such circle; it may have been dissolved.',
  );

/** @throws Refusal `circle.not-found`. */
export async function getCircle(context: Context, id: string): Promise<Circle> {
  const { rows } =
    await sql<Circle>`select ${CIRCLE_COLUMNS} from circles.circle where district = ${context.district} and id = ${id}`.execute(
      context.tx,
    );
  if (rows[0] === undefined) throw circleNotFound();
  return rows[0];
}

/** Circles by their ids, for lists; ids without a circle are left out. */
export async function circlesBy(context: Context, ids: readonly string[]): Promise<Map<string, Circle>> {
  if (ids.length === 0) return new Map();
  const { rows } =
    await sql<Circle>`select ${CIRCLE_COLUMNS} from circles.circle where district = ${context.district} and id = any(${[...new Set(ids)]}::uuid[])`.execute(
      context.tx,
    );
  return new Map(rows.map((row) => [row.id, row]));
}

export interface CircleDraft {
  name: string;
  kind: CircleKind;
  intro: string;
  place: string;
  unit?: string | null;
  interests?: readonly string[];
  joining: Joining;
}

/** The page on which staff decide. */
export const DESK = '/desk/circles';

const clean = (text: string): string => safeText(text).trim();
/** Interests as they are kept: without blanks around, each once. */
export const cleanInterests = (interests: readonly string[]): string[] => [
  ...new Set(interests.map(clean).filter((word) => word !== '')),
];

/** Who decides on circles of a place: the community's staff, of a street's circle the street's. */
const reviewersOf = (context: Context, place: string): Promise<string[]> =>
  staffOf(context, { role: place.length >= 12 ? 'community-staff' : 'street-staff', place });

async function tellReviewers(context: Context, circle: { id: string; name: string; place: string }): Promise<void> {
  if (context.actor.kind === 'system') return;
  await notify(context, {
    to: await reviewersOf(context, circle.place),
    kind: 'circle.to-review',
    title: { zh: `有人申请开圈：“${circle.name}”`, en: `“${circle.name}” asks to begin` },
    body: { zh: '请看看是否适合，给出答复。', en: 'Look at it and decide.' },
    link: DESK,
  });
}

/** Asks for a circle to be founded; the founder leads it. @throws Refusal `circle.place-unknown`. */
export async function foundCircle(context: Context, founder: string, draft: CircleDraft): Promise<string> {
  if ((await findRegion(context, draft.place)) === undefined)
    throw refuse.invalid('circle.place-unknown', '没有找到这个街道或社区，请重新选择。', 'Choose the place again.', {
      errors: [{ field: 'place', detail: '请重新选择' }],
    });
  const id = context.newId();
  const name = clean(draft.name);
  await sql`insert into circles.circle (district, id, name, kind, intro, place, unit, interests, joining, status, founded_by, founded_at, members)
    values (${context.district}, ${id}, ${name}, ${draft.kind}, ${clean(draft.intro)}, ${draft.place}, ${draft.unit ?? null}, ${cleanInterests(draft.interests ?? [])}::text[],
      ${draft.joining}, 'review', ${founder}, ${context.now}, 1)`.execute(context.tx);
  await sql`insert into circles.member (district, circle, person, role, state, since) values (${context.district}, ${id}, ${founder}, 'leader', 'joined', ${context.now})`.execute(
    context.tx,
  );
  await tellReviewers(context, { id, name, place: draft.place });
  return id;
}

/** The community or street lets a circle begin, or not, with a reason. @throws Refusal `circle.decided`. */
export async function decideCircle(
  context: Context,
  { id, opens, reason }: { id: string; opens: boolean; reason?: string },
): Promise<void> {
  const { rows } = await sql<
    Circle & { foundedBy: string }
  >`update circles.circle set status = ${opens ? 'open' : 'refused'}, decided_by = ${personOf(context.actor)},
      decided_at = ${context.now}, decision_reason = ${reason ?? null}, version = version + 1
    where district = ${context.district} and id = ${id} and status = 'review' returning founded_by as "foundedBy", ${CIRCLE_COLUMNS}`.execute(
    context.tx,
  );
  const circle = rows[0];
  if (circle === undefined)
    throw refuse.conflict(
      'circle.decided',
      '这个圈子已经审核过了，请刷新。',
      'This circle was decided already; reload.',
    );
  if (opens) await indexCircles(context, [circle]);
  await notify(context, {
    to: circle.foundedBy,
    kind: 'circle.decided',
    title: opens
      ? { zh: `“${circle.name}”可以开圈了`, en: `“${circle.name}” may begin` }
      : { zh: `“${circle.name}”没有通过`, en: `“${circle.name}” was not approved` },
    body: {
      zh: reason ?? '可以发布项目、邀请邻居加入了。',
      en: reason ?? 'You can publish projects and invite people now.',
    },
    link: `/circles/${id}`,
  });
}

export interface CircleEdit {
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  readonly intro?: string;
  readonly interests?: readonly string[];
  readonly joining?: Joining;
}

/**
 * Changes what a circle says of itself. The name is what was reviewed: it changes only before it was approved. A refused
 * circle goes back to review with this.
 * @throws Refusal `circle.changed-meanwhile`, `circle.name-reviewed`, `circle.not-found`.
 */
export async function editCircle(context: Context, edit: CircleEdit): Promise<void> {
  const circle = await getCircle(context, edit.id);
  if (circle.status === 'dissolved') throw circleNotFound();
  if (edit.name !== undefined && clean(edit.name) !== circle.name && circle.status === 'open')
    throw refuse.conflict(
      'circle.name-reviewed',
      '圈名审核通过后不能改。需要改名，请新开一个圈子。',
      'An approved name cannot be changed; found a new circle instead.',
    );
  const next = {
    ...circle,
    name: clean(edit.name ?? circle.name),
    intro: clean(edit.intro ?? circle.intro),
    interests: cleanInterests(edit.interests ?? circle.interests),
    joining: edit.joining ?? circle.joining,
  };
  const { rows } =
    await sql`update circles.circle set name = ${next.name}, intro = ${next.intro}, interests = ${next.interests}::text[], joining = ${next.joining},
      status = case status when 'refused' then 'review' else status end, version = version + 1
    where district = ${context.district} and id = ${edit.id} and version = ${edit.version} returning id`.execute(
      context.tx,
    );
  if (rows.length === 0)
    throw refuse.conflict(
      'circle.changed-meanwhile',
      '刚才有人改过，请刷新后再改。',
      'Someone changed this just now; reload and edit again.',
    );
  if (circle.status === 'open') await indexCircles(context, [next]);
  if (circle.status === 'refused') await tellReviewers(context, next);
}

/**
 * Ends a circle. Its leaders stay on its list, so that they can finish what is under way; everyone else is told and has
 * left. @throws Refusal `circle.not-found` when it has ended already.
 */
export async function dissolveCircle(context: Context, id: string, reason: string): Promise<void> {
  const { rows } = await sql<{
    name: string;
  }>`update circles.circle set status = 'dissolved', dissolved_at = ${context.now}, dissolved_by = ${personOf(context.actor)}, dissolution_reason = ${safeText(reason)}, version = version + 1
    where district = ${context.district} and id = ${id} and status <> 'dissolved' returning name`.execute(context.tx);
  const name = rows[0]?.name;
  if (name === undefined) throw circleNotFound();
  const { rows: people } = await sql<{
    person: string;
    role: string;
  }>`select person, role from circles.member where district = ${context.district} and circle = ${id} and state in ('joined', 'waiting')`.execute(
    context.tx,
  );
  await sql`update circles.member set state = 'left', since = ${context.now} where district = ${context.district} and circle = ${id} and state in ('joined', 'waiting') and role = 'member'`.execute(
    context.tx,
  );
  await sql`update circles.circle set members = ${people.filter(({ role }) => role === 'leader').length} where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  await sql`update circles.invitation set revoked_at = ${context.now} where district = ${context.district} and circle = ${id} and revoked_at is null`.execute(
    context.tx,
  );
  await forgetCircle(context, id);
  const caller = personOf(context.actor);
  await notify(context, {
    to: people.map(({ person }) => person).filter((person) => person !== caller),
    kind: 'circle.dissolved',
    title: { zh: `“${name}”已解散`, en: `“${name}” was dissolved` },
    body: { zh: `原因：${reason}`, en: `Reason: ${reason}` },
    link: '/circles',
  });
  context.emit('circles.dissolved', { circle: id });
}

/** The names of circles by id; those that are not there are left out. */
export async function circleNamesOf(context: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from circles.circle where district = ${context.district} and id = any(${[...ids]}::uuid[])`.execute(
    context.tx,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
