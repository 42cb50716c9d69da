import { sql } from 'kysely';
import { coversPlace, personOf, type Context } from '@zhongzhi/kernel';
import { regionNamesOf } from '@zhongzhi/directory';
import { CIRCLE_COLUMNS, circleNotFound, circlesBy, getCircle, type Circle } from '../circles.ts';
import type { CircleCard, CircleInFull, CircleMember } from '../contract/index.ts';
import { circlesOf, type Role } from '../membership.ts';
import { namesIn, readerOf } from '../reader.ts';
import { findCircles, type Sought } from '../search.ts';

const MOST_LISTED = 50;

const lineOf = (circle: Circle, placeName: string | undefined, role: Role | null): CircleCard => ({
  id: circle.id,
  version: circle.version,
  name: circle.name,
  kind: circle.kind,
  intro: circle.intro,
  place: circle.place,
  placeName: placeName ?? null,
  interests: [...circle.interests],
  joining: circle.joining,
  status: circle.status,
  members: circle.members,
  role,
});

/** Circles as cards, with what the caller is in them. */
export async function cardsOf(context: Context, circles: readonly Circle[]): Promise<CircleCard[]> {
  const person = personOf(context.actor);
  const roles = new Map(
    person === null || circles.length === 0
      ? []
      : (await circlesOf(context, person)).map(({ circle, role }) => [circle, role]),
  );
  const places = await regionNamesOf(
    context,
    circles.map(({ place }) => place),
  );
  return circles.map((circle) => lineOf(circle, places.get(circle.place), roles.get(circle.id) ?? null));
}

/** Open circles by place, interest and text, newest first. */
export async function discover(
  context: Context,
  sought: Sought,
): Promise<{ items: CircleCard[]; next: string | null }> {
  const ids = await findCircles(context, sought, MOST_LISTED + 1);
  const shown = ids.slice(0, MOST_LISTED);
  const found = await circlesBy(context, shown);
  const circles = shown.flatMap((id) => found.get(id) ?? []);
  return { items: await cardsOf(context, circles), next: ids.length > MOST_LISTED ? shown.at(-1)! : null };
}

/** The circles that the caller belongs to or has asked to join, their own applications included. */
export async function mine(context: Context, person: string): Promise<CircleCard[]> {
  const { rows } = await sql<{ circle: string }>`select circle from circles.member
    where district = ${context.district} and person = ${person} and state in ('joined', 'waiting') order by since desc limit 200`.execute(
    context.tx,
  );
  const ids = rows.map(({ circle }) => circle);
  const found = await circlesBy(context, ids);
  return cardsOf(
    context,
    ids.flatMap((id) => found.get(id) ?? []),
  );
}

/** Circles that wait for the caller's decision, the oldest first. */
export async function toReview(context: Context): Promise<CircleCard[]> {
  const { rows } = await sql<Circle>`select ${CIRCLE_COLUMNS} from circles.circle
    where district = ${context.district} and status = 'review' and exists (select from unnest(${[...context.scope.places]}::text[]) s where place like s || '%')
    order by id limit 200`.execute(context.tx);
  return cardsOf(context, rows);
}

async function totalsOf(context: Context, circle: string): Promise<CircleInFull['totals']> {
  const { rows } = await sql<CircleInFull['totals']>`select count(*)::int as posts,
      count(*) filter (where settled_at is not null)::int as helped, count(*) filter (where kind in ('good-deed', 'kindness'))::int as "goodDeeds"
    from circles.post where district = ${context.district} and circle = ${circle} and parent is null and state = 'shown'`.execute(
    context.tx,
  );
  return rows[0]!;
}

/** One circle for whoever may see it. @throws Refusal `circle.not-found`. */
export async function inFull(context: Context, id: string): Promise<CircleInFull> {
  const circle = await getCircle(context, id);
  const reader = await readerOf(context, circle);
  const mayReview = coversPlace(context.scopeFor('circle.review'), circle.place);
  if (circle.status !== 'open' && reader.own === undefined && !mayReview) throw circleNotFound();
  const places = await regionNamesOf(context, [circle.place]);
  const { own } = reader;
  return {
    ...lineOf(circle, places.get(circle.place), own?.state === 'joined' ? own.role : null),
    decisionReason: circle.decisionReason,
    dissolutionReason: circle.dissolutionReason,
    own: own === undefined ? null : { state: own.state, showsName: own.showsName, muted: own.muted },
    totals: await totalsOf(context, id),
    abilities: {
      mayPost: reader.isMember && circle.status === 'open',
      mayLead: reader.isLeader && circle.status !== 'dissolved',
      mayReview: mayReview && circle.status === 'review',
      mayModerate: reader.isLeader || reader.isModerator,
    },
  };
}

const MEMBERS_A_PAGE = 100;

/** Found by the name as the circle shows it: in full where its owner wishes, else by the surname, so that a search tells no more than the list. */
const namedLike = (context: Context, text: string) =>
  sql`and exists (select from directory.person p where p.district = ${context.district} and p.id = member.person
    and ((member.shows_name and position(${text} in p.name) > 0) or (char_length(${text}) = 1 and left(p.name, 1) = ${text} and char_length(p.name) > 1)))`;

/** Members for members, in the order in which they came; who waits is for the leaders. */
export async function membersPage(
  context: Context,
  id: string,
  { asLeader, after, text }: { asLeader: boolean; after?: string | undefined; text?: string | undefined },
): Promise<{ items: CircleMember[]; next: string | null }> {
  const { rows } = await sql<{
    person: string;
    role: Role;
    state: 'waiting' | 'joined';
    words: string | null;
    since: Date;
  }>`(select person, role, state, words, since from circles.member where ${asLeader && after === undefined && text === undefined} and district = ${context.district} and circle = ${id} and state = 'waiting' order by since limit 200)
    union all (select person, role, state, null, since from circles.member where district = ${context.district} and circle = ${id} and state = 'joined'
      and (${after ?? null}::uuid is null or (since, person) > (select a.since, a.person from circles.member a where a.district = ${context.district} and a.circle = ${id} and a.person = ${after ?? null}::uuid))
      ${text === undefined ? sql`` : namedLike(context, text)}
      order by since, person limit ${MEMBERS_A_PAGE + 1})`.execute(context.tx);
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const joined = rows.filter(({ state }) => state === 'joined');
  const shown = [...waiting, ...joined.slice(0, MEMBERS_A_PAGE)];
  const names = await namesIn(
    context,
    id,
    shown.map(({ person }) => person),
    true,
  );
  return {
    items: shown.map((row) => ({ ...row, name: names.get(row.person) ?? '', since: row.since.toISOString() })),
    next: joined.length > MEMBERS_A_PAGE ? joined[MEMBERS_A_PAGE - 1]!.person : null,
  };
}
