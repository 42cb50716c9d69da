import { sql } from 'kysely';
import { safeText } from '@zhongzhi/contract-kit';
import { refuse, type Context } from '@zhongzhi/kernel';
import { findPerson } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';
import { circleNotFound, getCircle } from './circles.ts';
import { isInvited } from './invitations.ts';

export type Role = 'member' | 'leader';

/** What somebody is in a circle, or has asked to be. */
export interface Membership {
  readonly person: string;
  readonly role: Role;
  readonly state: 'waiting' | 'joined' | 'left' | 'refused';
  readonly showsName: boolean;
  readonly muted: boolean;
}

/** The circles that a person belongs to. */
export async function circlesOf(context: Context, person: string): Promise<{ circle: string; role: Role }[]> {
  const { rows } = await sql<{
    circle: string;
    role: Role;
  }>`select circle, role from circles.member where district = ${context.district} and person = ${person} and state = 'joined' order by circle`.execute(
    context.tx,
  );
  return rows;
}

/** What a person is in a circle; undefined for a stranger and for who has left. */
export async function findMembership(
  context: Context,
  circle: string,
  person: string,
): Promise<(Membership & { state: 'waiting' | 'joined' }) | undefined> {
  const { rows } = await sql<
    Membership & { state: 'waiting' | 'joined' }
  >`select person, role, state, shows_name as "showsName", muted from circles.member where district = ${context.district} and circle = ${circle} and person = ${person} and state in ('waiting', 'joined')`.execute(
    context.tx,
  );
  return rows[0];
}

/** Whether a person leads a circle. */
export async function isLeader(context: Context, circle: string, person: string): Promise<boolean> {
  const own = await findMembership(context, circle, person);
  return own?.state === 'joined' && own.role === 'leader';
}

/** Whether a person leads a circle that lives: not one in review, refused or dissolved. What is done in its name rests on this. */
export async function leadsOpenCircle(context: Context, circle: string, person: string): Promise<boolean> {
  return (await isLeader(context, circle, person)) && (await getCircle(context, circle)).status === 'open';
}

/** Which of these people belong to a circle. */
export async function membersAmong(context: Context, circle: string, people: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    person: string;
  }>`select person from circles.member where district = ${context.district} and circle = ${circle} and person = any(${[...people]}::uuid[]) and state = 'joined'`.execute(
    context.tx,
  );
  return new Set(rows.map(({ person }) => person));
}

/** The leaders of a circle. */
export async function leadersOf(context: Context, circle: string): Promise<string[]> {
  const { rows } = await sql<{
    person: string;
  }>`select person from circles.member where district = ${context.district} and circle = ${circle} and state = 'joined' and role = 'leader' order by since, person`.execute(
    context.tx,
  );
  return rows.map(({ person }) => person);
}

/** Those who belong to a circle, the longest first; so many at most. */
export async function joinedOf(context: Context, circle: string, most: number): Promise<string[]> {
  const { rows } = await sql<{
    person: string;
  }>`select person from circles.member where district = ${context.district} and circle = ${circle} and state = 'joined' order by since, person limit ${most}`.execute(
    context.tx,
  );
  return rows.map(({ person }) => person);
}

const countMembers = (context: Context, circle: string, change: number) =>
  sql`update circles.circle set members = members + ${change} where district = ${context.district} and id = ${circle}`.execute(
    context.tx,
  );

/** One change of a circle's people at a time, so that the last leader cannot leave twice over. */
const lockPeople = (context: Context, circle: string) =>
  sql`select from circles.circle where district = ${context.district} and id = ${circle} for no key update`.execute(
    context.tx,
  );

/**
 * Joins a circle, or asks to; a repeat is harmless.
 * @throws Refusal `circle.not-found`, `circle.by-invitation`.
 */
export async function joinCircle(
  context: Context,
  { circle: id, person, token, words }: { circle: string; person: string; token?: string; words?: string },
): Promise<'joined' | 'waiting'> {
  await lockPeople(context, id);
  const circle = await getCircle(context, id);
  if (circle.status !== 'open') throw circleNotFound();
  const invited = await isInvited(context, id, token);
  if (circle.joining === 'invitation' && !invited && (await findMembership(context, id, person))?.state !== 'joined')
    throw refuse.forbidden(
      'circle.by-invitation',
      '这个圈子凭邀请加入，请向圈里的人要邀请码。',
      'One joins this circle by invitation; ask a member for the link.',
    );
  const state = circle.joining === 'approval' && !invited ? 'waiting' : 'joined';
  const { rows } = await sql<{
    state: 'joined' | 'waiting';
  }>`insert into circles.member as m (district, circle, person, role, state, since, words)
      values (${context.district}, ${id}, ${person}, 'member', ${state}, ${context.now}, ${words === undefined ? null : safeText(words)})
    on conflict (district, circle, person) do update set state = excluded.state, since = excluded.since, words = excluded.words, role = 'member', shows_name = false, muted = false
      where m.state in ('left', 'refused') or (m.state = 'waiting' and excluded.state = 'joined')
    returning state`.execute(context.tx);
  if (rows[0] === undefined) return (await membersAmong(context, id, [person])).has(person) ? 'joined' : 'waiting';
  if (rows[0].state === 'joined') await countMembers(context, id, 1);
  else
    await notify(context, {
      to: await leadersOf(context, id),
      kind: 'circle.asks-to-join',
      title: { zh: `有人想加入“${circle.name}”`, en: `Somebody would like to join “${circle.name}”` },
      body: { zh: '请在成员名单里答复。', en: 'Answer in the list of members.' },
      link: `/circles/${id}/members`,
    });
  return rows[0].state;
}

/** A leader lets someone in who asked, or not. @throws Refusal `circle.nobody-waits`. */
export async function answerJoining(
  context: Context,
  { circle, person, accepts }: { circle: string; person: string; accepts: boolean },
): Promise<void> {
  const { name } = await getCircle(context, circle);
  const { rows } =
    await sql`update circles.member set state = ${accepts ? 'joined' : 'refused'}, since = ${context.now}, words = null where district = ${context.district} and circle = ${circle} and person = ${person} and state = 'waiting' returning person`.execute(
      context.tx,
    );
  if (rows.length === 0)
    throw refuse.conflict(
      'circle.nobody-waits',
      '这个人已经不在等待了，请刷新。',
      'This person does not wait any more; reload.',
    );
  if (accepts) await countMembers(context, circle, 1);
  await notify(context, {
    to: person,
    kind: 'circle.joining-answered',
    title: accepts
      ? { zh: `欢迎加入“${name}”`, en: `Welcome to “${name}”` }
      : { zh: `“${name}”暂时没有接纳您`, en: `“${name}” did not let you in for now` },
    body: accepts
      ? { zh: '圈里的消息您都能看到了。', en: 'You can read what the circle says now.' }
      : { zh: '可以看看别的圈子。', en: 'Have a look at other circles.' },
    link: accepts ? `/circles/${circle}` : '/circles',
  });
}

const lastLeader = () =>
  refuse.conflict(
    'circle.last-leader',
    '您是唯一的圈长，请先请一位成员当圈长。',
    'You are the only leader; name another first.',
  );

const leaves = async (context: Context, circle: string, person: string): Promise<boolean> =>
  (
    await sql`update circles.member set state = 'left', role = 'member', since = ${context.now}, words = null where district = ${context.district} and circle = ${circle} and person = ${person} and state = 'joined' returning person`.execute(
      context.tx,
    )
  ).rows.length > 0;

/** Leaves a circle. The last leader names another one first. @throws Refusal `circle.last-leader`. */
export async function leaveCircle(context: Context, circle: string, person: string): Promise<void> {
  await lockPeople(context, circle);
  const own = await findMembership(context, circle, person);
  if (own === undefined) return;
  if (own.role === 'leader' && (await leadersOf(context, circle)).length === 1) throw lastLeader();
  if (await leaves(context, circle, person)) await countMembers(context, circle, -1);
  else
    await sql`delete from circles.member where district = ${context.district} and circle = ${circle} and person = ${person} and state = 'waiting'`.execute(
      context.tx,
    );
}

const notAMember = () =>
  refuse.conflict('circle.not-a-member', '圈里没有这个人，请刷新。', 'This person is no member; reload.');

/** A leader takes a member out, who is told why. Leaders step down by themselves. @throws Refusal `circle.not-a-member`. */
export async function removeMember(context: Context, circle: string, person: string, reason: string): Promise<void> {
  await lockPeople(context, circle);
  const own = await findMembership(context, circle, person);
  if (own?.state !== 'joined' || own.role === 'leader') throw notAMember();
  const { name } = await getCircle(context, circle);
  await leaves(context, circle, person);
  await countMembers(context, circle, -1);
  await notify(context, {
    to: person,
    kind: 'circle.removed',
    title: { zh: `您已不在“${name}”里`, en: `You are no longer in “${name}”` },
    body: { zh: `圈长写的原因：${reason}`, en: `Reason given by a leader: ${reason}` },
    link: '/circles',
  });
}

/** Makes a member a leader. @throws Refusal `circle.not-a-member`. */
export async function nameLeader(context: Context, circle: string, person: string): Promise<void> {
  const { rows } =
    await sql`update circles.member set role = 'leader' where district = ${context.district} and circle = ${circle} and person = ${person} and state = 'joined' returning person`.execute(
      context.tx,
    );
  if (rows.length === 0)
    throw refuse.conflict('circle.not-a-member', '只有圈里的成员才能当圈长。', 'Only a member can be a leader.');
}

/** A leader becomes a member again. @throws Refusal `circle.last-leader`. */
export async function stepDown(context: Context, circle: string, person: string): Promise<void> {
  await lockPeople(context, circle);
  const leaders = await leadersOf(context, circle);
  if (!leaders.includes(person)) return;
  if (leaders.length === 1) throw lastLeader();
  await sql`update circles.member set role = 'member' where district = ${context.district} and circle = ${circle} and person = ${person}`.execute(
    context.tx,
  );
}

/**
 * A member chooses how the circle sees them and whether it may tell them of news. A minor's name stays masked.
 * @throws Refusal `circle.not-a-member`, `circle.minor-masked`.
 */
export async function choose(
  context: Context,
  { circle, person, showsName, muted }: { circle: string; person: string; showsName?: boolean; muted?: boolean },
): Promise<void> {
  if (showsName === true && (await findPerson(context, person))?.ageBand !== 'adult-or-unknown')
    throw refuse.forbidden(
      'circle.minor-masked',
      '未满18岁的成员，姓名始终打码，以保护您。',
      'The names of members under 18 stay masked, to protect them.',
    );
  const { rows } =
    await sql`update circles.member set shows_name = coalesce(${showsName ?? null}::boolean, shows_name), muted = coalesce(${muted ?? null}::boolean, muted)
    where district = ${context.district} and circle = ${circle} and person = ${person} and state = 'joined' returning person`.execute(
      context.tx,
    );
  if (rows.length === 0) throw notAMember();
}
