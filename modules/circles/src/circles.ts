import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { findRegion } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';

export type CircleKind = 'community' | 'street' | 'unit' | 'hobby' | 'cause' | 'neighbourhood';
export type Joining = 'open' | 'approval' | 'invitation';

export interface Circle {
  readonly id: string;
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
}

const COLUMNS = sql`id, name, kind, intro, place, unit, interests, joining, status, members, decision_reason as "decisionReason"`;

export const circleNotFound = () =>
  refuse.notFound(
    'circle.not-found',
    '没有这个圈子，可能已解散。',
    'There is no such circle; it may have been dissolved.',
  );

/** @throws Refusal `circle.not-found`. */
export async function getCircle(context: Context, id: string): Promise<Circle> {
  const { rows } =
    await sql<Circle>`select ${COLUMNS} from circles.circle where district = ${context.district} and id = ${id}`.execute(
      context.tx,
    );
  if (rows[0] === undefined) throw circleNotFound();
  return rows[0];
}

/** The circles that a person belongs to. */
export async function circlesOf(
  context: Context,
  person: string,
): Promise<{ circle: string; role: 'member' | 'leader' }[]> {
  const { rows } = await sql<{
    circle: string;
    role: 'member' | 'leader';
  }>`select circle, role from circles.member where district = ${context.district} and person = ${person} and state = 'joined' order by circle`.execute(
    context.tx,
  );
  return rows;
}

/** Whether a person leads a circle. */
export async function isLeader(context: Context, circle: string, person: string): Promise<boolean> {
  const { rows } =
    await sql`select from circles.member where district = ${context.district} and circle = ${circle} and person = ${person} and role = 'leader' and state = 'joined'`.execute(
      context.tx,
    );
  return rows.length > 0;
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

export interface CircleDraft {
  name: string;
  kind: CircleKind;
  intro: string;
  place: string;
  unit?: string | null;
  interests?: readonly string[];
  joining: Joining;
}

/** Asks for a circle to be founded; the founder leads it. @throws Refusal `circle.place-unknown`. */
export async function foundCircle(context: Context, founder: string, draft: CircleDraft): Promise<string> {
  if ((await findRegion(context, draft.place)) === undefined)
    throw refuse.invalid('circle.place-unknown', '没有找到这个街道或社区，请重新选择。', 'Choose the place again.');
  const id = context.newId();
  await sql`insert into circles.circle (district, id, name, kind, intro, place, unit, interests, joining, status, founded_by, founded_at, members)
    values (${context.district}, ${id}, ${draft.name}, ${draft.kind}, ${draft.intro}, ${draft.place}, ${draft.unit ?? null}, ${[...(draft.interests ?? [])]}::text[],
      ${draft.joining}, 'review', ${founder}, ${context.now}, 1)`.execute(context.tx);
  await sql`insert into circles.member (district, circle, person, role, state, since) values (${context.district}, ${id}, ${founder}, 'leader', 'joined', ${context.now})`.execute(
    context.tx,
  );
  return id;
}

/** The community or street lets a circle begin, or not, with a reason. @throws Refusal `circle.decided`. */
export async function decideCircle(
  context: Context,
  { id, opens, reason }: { id: string; opens: boolean; reason?: string },
): Promise<void> {
  const { rows } = await sql<{
    founded_by: string;
    name: string;
  }>`update circles.circle set status = ${opens ? 'open' : 'refused'}, decided_by = ${personOf(context.actor)},
      decided_at = ${context.now}, decision_reason = ${reason ?? null}, version = version + 1
    where district = ${context.district} and id = ${id} and status = 'review' returning founded_by, name`.execute(
    context.tx,
  );
  const circle = rows[0];
  if (circle === undefined)
    throw refuse.conflict(
      'circle.decided',
      '这个圈子已经审核过了，请刷新。',
      'This circle was decided already; reload.',
    );
  await notify(context, {
    to: circle.founded_by,
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

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
const INVITATION_DAYS = 30;

/** Makes a link that lets people in for 30 days. The token is shown once and kept as a digest. */
export async function invite(context: Context, circle: string, by: string): Promise<{ token: string; until: Date }> {
  const token = randomBytes(18).toString('base64url');
  const until = new Date(context.now.getTime() + INVITATION_DAYS * 86_400_000);
  await sql`insert into circles.invitation (district, token_hash, circle, made_by, made_at, ends_at) values (${context.district}, ${digest(token)}, ${circle}, ${by}, ${context.now}, ${until})`.execute(
    context.tx,
  );
  return { token, until };
}

async function isInvited(context: Context, circle: string, token: string | undefined): Promise<boolean> {
  if (token === undefined) return false;
  const { rows } =
    await sql`select from circles.invitation where district = ${context.district} and token_hash = ${digest(token)} and circle = ${circle} and revoked_at is null and ends_at > ${context.now}`.execute(
      context.tx,
    );
  return rows.length > 0;
}

/**
 * Joins a circle, or asks to; a repeat is harmless.
 * @throws Refusal `circle.not-found`, `circle.by-invitation`.
 */
export async function joinCircle(
  context: Context,
  { circle: id, person, token, words }: { circle: string; person: string; token?: string; words?: string },
): Promise<'joined' | 'waiting'> {
  const circle = await getCircle(context, id);
  if (circle.status !== 'open') throw circleNotFound();
  const invited = await isInvited(context, id, token);
  if (circle.joining === 'invitation' && !invited)
    throw refuse.forbidden(
      'circle.by-invitation',
      '这个圈子凭邀请加入，请向圈里的人要邀请码。',
      'One joins this circle by invitation; ask a member for the link.',
    );
  const state = circle.joining === 'approval' && !invited ? 'waiting' : 'joined';
  const { rows } = await sql<{
    state: 'joined' | 'waiting';
    fresh: boolean;
  }>`insert into circles.member as m (district, circle, person, role, state, since, words)
      values (${context.district}, ${id}, ${person}, 'member', ${state}, ${context.now}, ${words ?? null})
    on conflict (district, circle, person) do update set state = excluded.state, since = excluded.since, words = excluded.words, role = 'member'
      where m.state in ('left', 'refused') or (m.state = 'waiting' and excluded.state = 'joined')
    returning state, true as fresh`.execute(context.tx);
  if (rows[0] === undefined) return (await membersAmong(context, id, [person])).has(person) ? 'joined' : 'waiting';
  if (rows[0].state === 'joined') await countMembers(context, id, 1);
  return rows[0].state;
}

const countMembers = (context: Context, circle: string, change: number) =>
  sql`update circles.circle set members = members + ${change} where district = ${context.district} and id = ${circle}`.execute(
    context.tx,
  );

/** A leader lets someone in who asked, or not. @throws Refusal `circle.nobody-waits`. */
export async function answerJoining(
  context: Context,
  { circle, person, accepts }: { circle: string; person: string; accepts: boolean },
): Promise<void> {
  const { rows } =
    await sql`update circles.member set state = ${accepts ? 'joined' : 'refused'}, since = ${context.now} where district = ${context.district} and circle = ${circle} and person = ${person} and state = 'waiting' returning person`.execute(
      context.tx,
    );
  if (rows.length === 0)
    throw refuse.conflict(
      'circle.nobody-waits',
      '这个人已经不在等待了，请刷新。',
      'This person does not wait any more; reload.',
    );
  if (accepts) await countMembers(context, circle, 1);
}

/** Leaves a circle. The last leader names another one first. @throws Refusal `circle.last-leader`. */
export async function leaveCircle(context: Context, circle: string, person: string): Promise<void> {
  await sql`select from circles.circle where district = ${context.district} and id = ${circle} for no key update`.execute(
    context.tx,
  );
  const { rows } = await sql<{
    role: string;
    leaders: number;
  }>`select m.role, (select count(*)::int from circles.member l where l.district = m.district and l.circle = m.circle and l.role = 'leader' and l.state = 'joined') as leaders
    from circles.member m where m.district = ${context.district} and m.circle = ${circle} and m.person = ${person} and m.state in ('joined', 'waiting')`.execute(
    context.tx,
  );
  const own = rows[0];
  if (own === undefined) return;
  if (own.role === 'leader' && own.leaders === 1)
    throw refuse.conflict(
      'circle.last-leader',
      '您是唯一的圈长，请先请一位成员当圈长。',
      'You are the only leader; name another first.',
    );
  const wasIn =
    await sql`update circles.member set state = 'left', role = 'member', since = ${context.now} where district = ${context.district} and circle = ${circle} and person = ${person} and state = 'joined' returning person`.execute(
      context.tx,
    );
  if (wasIn.rows.length > 0) await countMembers(context, circle, -1);
  else
    await sql`update circles.member set state = 'left', since = ${context.now} where district = ${context.district} and circle = ${circle} and person = ${person}`.execute(
      context.tx,
    );
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
