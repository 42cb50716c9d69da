import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';

/**
 * Locks are taken in one order everywhere, so that two acts wait for each other and never both: activities, then people,
 * then posts, each by id, then whatever belongs to them.
 */
export async function lockPeople(context: Context, people: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('volunteering:' || p, ${context.district}))
    from (select p from unnest(${[...new Set(people)]}::text[]) p order by p) sorted`.execute(context.tx);
}

/** Locks posts by id; a post that is not there is no error here. */
export async function lockPosts(context: Context, posts: readonly string[]): Promise<void> {
  await sql`select from volunteering.post where district = ${context.district} and id = any(${[...new Set(posts)]}::uuid[]) order by id for no key update`.execute(
    context.tx,
  );
}
