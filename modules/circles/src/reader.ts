import { sql } from 'kysely';
import { maskName } from '@zhongzhi/contract-kit';
import { coversPlace, personOf, refuse, type Context } from '@zhongzhi/kernel';
import { namesOf } from '@zhongzhi/directory';
import { hasConsent } from '@zhongzhi/privacy';
import { circleNotFound, getCircle, type Circle } from './circles.ts';
import { findMembership, isLeader, type Membership } from './membership.ts';
import type { Post } from './posts.ts';

/** Under this a person agrees to be named outside the circle (志愿服务条例 art. 20). */
export const PUBLISHED_NAME = 'circles.published-name';

/** The signed-in person. */
export const me = (context: Context): string => {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  return person;
};

/** Who reads, as far as a circle is concerned. */
export interface Reader {
  readonly person: string | null;
  readonly own: (Membership & { state: 'waiting' | 'joined' }) | undefined;
  readonly isMember: boolean;
  readonly isLeader: boolean;
  /** Staff of the circle's community or street. */
  readonly isModerator: boolean;
}

/** What the caller is to a circle. */
export async function readerOf(context: Context, circle: Circle): Promise<Reader> {
  const person = personOf(context.actor);
  const own = person === null ? undefined : await findMembership(context, circle.id, person);
  const isMember = own?.state === 'joined';
  return {
    person,
    own,
    isMember,
    isLeader: isMember && own.role === 'leader',
    isModerator: coversPlace(context.scopeFor('circle.moderate'), circle.place),
  };
}

/** @returns the caller. @throws Refusal `circle.not-found` for who does not lead it, so that nothing is told about it. */
export async function needLeader(context: Context, circle: string): Promise<string> {
  const person = me(context);
  if (!(await isLeader(context, circle, person))) throw circleNotFound();
  return person;
}

/** As `needLeader`, for circles that have not been dissolved. */
export async function needLeaderOfLiving(context: Context, id: string): Promise<string> {
  if ((await getCircle(context, id)).status === 'dissolved') throw circleNotFound();
  return needLeader(context, id);
}

/** Whether somebody has reported a post at any time. */
const wasReported = async (context: Context, post: string): Promise<boolean> =>
  (
    await sql`select from circles.report where district = ${context.district} and post = ${post} limit 1`.execute(
      context.tx,
    )
  ).rows.length > 0;

/** Whether a post that tells of somebody's good deed may leave the circle: only if that person has agreed. */
export const mayPublish = async (context: Context, post: Pick<Post, 'about'>): Promise<boolean> =>
  post.about === null || (await hasConsent(context, post.about, PUBLISHED_NAME));

/**
 * Whether a reader may see a post (of an answer: that post, by its own state too). Hidden ones are for their author and
 * those who decide; the circle's are for its members; staff see inside a circle only what somebody has reported.
 */
export async function mayRead(context: Context, post: Post, circle: Circle, reader: Reader): Promise<boolean> {
  if (post.state === 'withdrawn') return false;
  if (post.author !== null && post.author === reader.person) return true;
  if (post.state !== 'shown') return reader.isLeader || (reader.isModerator && (await wasReported(context, post.id)));
  if (reader.isMember) return true;
  if (reader.isModerator && (await wasReported(context, post.id))) return true;
  return circle.status === 'open' && post.audience === 'everyone' && (await mayPublish(context, post));
}

/**
 * Names as their owners chose: inside the circle in full or masked; outside it only of those who have agreed to be named
 * there, for everyone else nothing.
 */
export async function namesIn(
  context: Context,
  circle: string,
  people: readonly (string | null)[],
  isInside: boolean,
): Promise<Map<string, string>> {
  const wanted = [...new Set(people.filter((person) => person !== null))];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{
    person: string;
  }>`select person from circles.member where district = ${context.district} and circle = ${circle} and person = any(${wanted}::uuid[]) and state = 'joined' and shows_name`.execute(
    context.tx,
  );
  const inFull = new Set(rows.map(({ person }) => person));
  const names = await namesOf(context, wanted);
  const said = new Map<string, string>();
  for (const [person, name] of names)
    if (isInside || (await hasConsent(context, person, PUBLISHED_NAME)))
      said.set(person, inFull.has(person) ? name : maskName(name));
  return said;
}
