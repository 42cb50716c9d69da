import { sql } from 'kysely';
import { safeText } from '@zhongzhi/contract-kit';
import { refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { circleNotFound, getCircle } from './circles.ts';

const MOST_A_DAY = 5;
const CHUNK = 1_000;

/** The job that tells the members. */
export const TELL_MEMBERS = 'circles.tell-members';

/**
 * A leader tells all members something. Who has switched the circle's notices off reads it on its page only.
 * @throws Refusal `circle.not-found`, `circle.too-many-notices` after five within a day.
 */
export async function announce(
  context: Context,
  { circle: id, author, title, words }: { circle: string; author: string; title: string; words: string },
): Promise<string> {
  const circle = await getCircle(context, id);
  if (circle.status !== 'open') throw circleNotFound();
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from circles.announcement where district = ${context.district} and circle = ${id} and at > ${new Date(context.now.getTime() - 86_400_000)}`.execute(
    context.tx,
  );
  if (rows[0]!.n >= MOST_A_DAY)
    throw refuse.tooMany(
      'circle.too-many-notices',
      `一天最多发${MOST_A_DAY}条通知，别打扰大家。请明天再发，或发在圈里。`,
      `At most ${MOST_A_DAY} notices a day; try tomorrow, or post in the circle.`,
    );
  const notice = context.newId();
  await sql`insert into circles.announcement (district, id, circle, author, title, words, at)
    values (${context.district}, ${notice}, ${id}, ${author}, ${safeText(title).trim()}, ${safeText(words).trim()}, ${context.now})`.execute(
    context.tx,
  );
  await context.enqueue(TELL_MEMBERS, { announcement: notice });
  return notice;
}

/** Tells the members in portions: each in a transaction of its own, that queues the next. */
export async function tellMembers(context: Context, payload: Record<string, unknown>): Promise<void> {
  const { rows } = await sql<{
    circle: string;
    name: string;
    author: string | null;
    title: string;
    words: string;
  }>`select a.circle, c.name, a.author, a.title, a.words from circles.announcement a join circles.circle c on c.district = a.district and c.id = a.circle
    where a.district = ${context.district} and a.id = ${String(payload['announcement'])}`.execute(context.tx);
  const found = rows[0];
  if (found === undefined) return;
  const after = typeof payload['after'] === 'string' ? payload['after'] : null;
  const { rows: people } = await sql<{
    person: string;
  }>`select person from circles.member where district = ${context.district} and circle = ${found.circle} and state = 'joined' and not muted
    and (${after}::uuid is null or person > ${after}::uuid) order by person limit ${CHUNK}`.execute(context.tx);
  await notify(context, {
    to: people.map(({ person }) => person).filter((person) => person !== found.author),
    kind: 'circle.announcement',
    title: { zh: `${found.name}：${found.title}`, en: `${found.name}: ${found.title}` },
    body: { zh: found.words, en: found.words },
    link: `/circles/${found.circle}`,
  });
  if (people.length === CHUNK)
    await context.enqueue(TELL_MEMBERS, { announcement: payload['announcement'], after: people.at(-1)!.person });
}

/** What the leaders told, newest first. */
export async function announcementsOf(
  context: Context,
  circle: string,
): Promise<{ id: string; title: string; words: string; at: Date }[]> {
  const { rows } = await sql<{
    id: string;
    title: string;
    words: string;
    at: Date;
  }>`select id, title, words, at from circles.announcement where district = ${context.district} and circle = ${circle} order by id desc limit 20`.execute(
    context.tx,
  );
  return rows;
}
