import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import type { PostInFull } from './store/post-store.ts';
import { giveBack } from './store/post-store.ts';
import { lockPosts } from './store/locks.ts';
import { loadPromises } from './store/rule-store.ts';
import { firstInLine, turn, type SignUp } from './store/sign-up-store.ts';

/** How long an offered place is kept, by the district's rule; never beyond the start of the shift. */
async function offerEnds(context: Context, startsAt: Date): Promise<Date> {
  const { offerHours } = await loadPromises(context);
  return new Date(Math.min(context.now.getTime() + offerHours * 3_600_000, startsAt.getTime()));
}

/**
 * A place has become free: it is offered to the first in line, in order of arrival, while the shift has not begun;
 * otherwise it is open to everyone. The post must be locked.
 */
export async function passOnPlace(
  context: Context,
  post: Pick<PostInFull, 'post' | 'title' | 'startsAt'>,
): Promise<void> {
  const next = context.now < post.startsAt ? await firstInLine(context, post.post) : undefined;
  if (next === undefined) return giveBack(context, post.post, 'taken');
  const until = await offerEnds(context, post.startsAt);
  await turn(context, next.id, ['waiting'], 'offered', { offeredUntil: until });
  await giveBack(context, post.post, 'waiting');
  await notify(context, {
    to: next.person,
    kind: 'volunteering.place-offered',
    title: { zh: '候补到您了，请确认', en: 'A place has become free for you' },
    body: {
      zh: `“${post.title}”有了空位，已为您保留，请尽快确认参加或放弃。`,
      en: `A place at “${post.title}” is kept for you; confirm or decline it soon.`,
    },
    link: '/volunteer/shifts',
    sms: true,
  });
  context.emit('volunteering.place-offered', { signUp: next.id });
}

interface Due extends SignUp {
  title: string;
}

const due = async (context: Context, most: number): Promise<Due[]> => {
  const { rows } =
    await sql<Due>`select u.id, u.post, u.shift, u.activity, u.person, u.state, u.number, u.starts_at as "startsAt", a.title
    from volunteering.sign_up u join volunteering.activity a on a.district = u.district and a.id = u.activity
    where u.district = ${context.district} and u.state = 'offered' and u.offered_until <= ${context.now} order by u.post, u.id limit ${most}`.execute(
      context.tx,
    );
  return rows;
};

const MOST_AT_ONCE = 200;

/** Offers that nobody took in time go to the next in line. Runs every minute. */
export async function lapseOffers(context: Context): Promise<number> {
  const found = await due(context, MOST_AT_ONCE);
  await lockPosts(
    context,
    found.map(({ post }) => post),
  );
  let lapsed = 0;
  for (const offer of found) {
    if (!(await turn(context, offer.id, ['offered'], 'lapsed'))) continue;
    lapsed += 1;
    await passOnPlace(context, offer);
  }
  return lapsed;
}

/** Whoever still waits when a shift begins waits no longer. Runs every minute, after `lapseOffers`. */
export async function closeLines(context: Context): Promise<void> {
  const { rows } = await sql<{ post: string }>`select distinct u.post from volunteering.sign_up u
    where u.district = ${context.district} and u.state = 'waiting' and u.starts_at <= ${context.now} order by 1 limit ${MOST_AT_ONCE}`.execute(
    context.tx,
  );
  await lockPosts(
    context,
    rows.map(({ post }) => post),
  );
  for (const { post } of rows) {
    const closed = await sql`update volunteering.sign_up set state = 'lapsed', changed_at = ${context.now}
      where district = ${context.district} and post = ${post} and state = 'waiting' returning id`.execute(context.tx);
    if (closed.rows.length > 0) await giveBack(context, post, 'waiting', closed.rows.length);
  }
}
