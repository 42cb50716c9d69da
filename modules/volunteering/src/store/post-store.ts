import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';

/** A post with what its shift and activity say about signing up. */
export interface PostInFull {
  readonly post: string;
  readonly shift: string;
  readonly activity: string;
  readonly name: string;
  readonly capacity: number;
  readonly waitlist: number;
  readonly taken: number;
  readonly waiting: number;
  readonly qualification: string | null;
  readonly minAge: number | null;
  readonly checksItself: boolean;
  readonly meetsAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly status: 'draft' | 'open' | 'cancelled' | 'settled';
  readonly title: string;
  readonly circle: string | null;
  readonly unit: string;
  readonly leader: string;
  readonly signUpFrom: Date;
  readonly signUpUntil: Date;
  readonly cancelUntil: Date;
  readonly earlyFrom: Date | null;
  readonly earlyCircles: readonly string[];
  readonly onlyPlace: string | null;
  readonly accompaniedBelow: number | null;
}

const COLUMNS = sql`p.id as post, p.shift, p.activity, p.name, p.capacity, p.waitlist, p.taken, p.waiting, p.qualification,
  greatest(p.min_age, a.min_age) as "minAge", p.checks_itself as "checksItself", s.meets_at as "meetsAt", s.starts_at as "startsAt",
  s.ends_at as "endsAt", a.status, a.title, a.circle, a.unit, a.leader, a.sign_up_from as "signUpFrom", a.sign_up_until as "signUpUntil",
  a.cancel_until as "cancelUntil", a.early_from as "earlyFrom", a.early_circles as "earlyCircles", a.only_place as "onlyPlace",
  a.accompanied_below as "accompaniedBelow"`;

/** Posts by id, in the order of their ids. */
export async function findPosts(context: Context, ids: readonly string[]): Promise<PostInFull[]> {
  const { rows } = await sql<PostInFull>`select ${COLUMNS} from volunteering.post p
    join volunteering.shift s on s.district = p.district and s.id = p.shift
    join volunteering.activity a on a.district = p.district and a.id = p.activity
    where p.district = ${context.district} and p.id = any(${[...ids]}::uuid[]) order by p.id`.execute(context.tx);
  return rows;
}

/** Takes one of a post's places, or a place in its line; the number is the order of commit. Undefined when both are full. */
export async function takePlace(
  context: Context,
  post: string,
): Promise<{ state: 'held' | 'waiting'; number: number } | undefined> {
  const held = await sql<{ line: number }>`update volunteering.post set taken = taken + 1, line = line + 1
    where district = ${context.district} and id = ${post} and taken < capacity and waiting = 0 returning line`.execute(
    context.tx,
  );
  if (held.rows[0] !== undefined) return { state: 'held', number: held.rows[0].line };
  const waiting = await sql<{ line: number }>`update volunteering.post set waiting = waiting + 1, line = line + 1
    where district = ${context.district} and id = ${post} and waiting < waitlist returning line`.execute(context.tx);
  return waiting.rows[0] === undefined ? undefined : { state: 'waiting', number: waiting.rows[0].line };
}

/** Gives back a place, or a place in the line. The post must be locked. */
export async function giveBack(context: Context, post: string, what: 'taken' | 'waiting', count = 1): Promise<void> {
  await sql`update volunteering.post set ${sql.ref(what)} = ${sql.ref(what)} - ${count} where district = ${context.district} and id = ${post}`.execute(
    context.tx,
  );
}
