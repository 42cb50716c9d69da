import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';

export type SignUpState =
  | 'held'
  | 'waiting'
  | 'offered'
  | 'withdrawn'
  | 'declined'
  | 'lapsed'
  | 'removed'
  | 'cancelled';

export interface SignUp {
  readonly id: string;
  readonly post: string;
  readonly shift: string;
  readonly activity: string;
  readonly person: string;
  readonly state: SignUpState;
  readonly number: number;
  readonly meetsAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly offeredUntil: Date | null;
  readonly at: Date;
}

const COLUMNS = sql`id, post, shift, activity, person, state, number, meets_at as "meetsAt", starts_at as "startsAt",
  ends_at as "endsAt", offered_until as "offeredUntil", at`;
const IN_FORCE = sql`state in ('held', 'waiting', 'offered')`;

/** One sign-up, whoever's. */
export async function findSignUp(context: Context, id: string): Promise<SignUp | undefined> {
  const { rows } =
    await sql<SignUp>`select ${COLUMNS} from volunteering.sign_up where district = ${context.district} and id = ${id}`.execute(
      context.tx,
    );
  return rows[0];
}

/** What a person holds or waits for on these shifts. */
export async function inForceOn(context: Context, person: string, shifts: readonly string[]): Promise<SignUp[]> {
  const { rows } =
    await sql<SignUp>`select ${COLUMNS} from volunteering.sign_up where district = ${context.district} and person = ${person} and shift = any(${[...shifts]}::uuid[]) and ${IN_FORCE}`.execute(
      context.tx,
    );
  return rows;
}

/** Those of the people who hold or wait for something on the shift that they are named with. */
export async function holdersOf(
  context: Context,
  asked: readonly { person: string; shift: string }[],
): Promise<Set<string>> {
  if (asked.length === 0) return new Set();
  const { rows } = await sql<{
    person: string;
  }>`select u.person from unnest(${asked.map(({ person }) => person)}::uuid[], ${asked.map(({ shift }) => shift)}::uuid[]) as a(person, shift)
    join volunteering.sign_up u on u.district = ${context.district} and u.person = a.person and u.shift = a.shift and u.state in ('held', 'waiting', 'offered')`.execute(
    context.tx,
  );
  return new Set(rows.map(({ person }) => person));
}

/** Places held by or offered to a person between two moments. */
export async function heldBetween(context: Context, person: string, from: Date, to: Date): Promise<SignUp[]> {
  const { rows } =
    await sql<SignUp>`select ${COLUMNS} from volunteering.sign_up where district = ${context.district} and person = ${person} and starts_at < ${to} and starts_at > ${new Date(from.getTime() - 86_400_000)} and ends_at > ${from} and state in ('held', 'offered')`.execute(
      context.tx,
    );
  return rows;
}

export interface NewSignUp {
  post: string;
  shift: string;
  activity: string;
  person: string;
  state: 'held' | 'waiting';
  number: number;
  meetsAt: Date;
  startsAt: Date;
  endsAt: Date;
  by: string;
  group: string | null;
}

export async function insertSignUp(context: Context, made: NewSignUp): Promise<string> {
  const id = context.newId();
  await sql`insert into volunteering.sign_up (district, id, post, shift, activity, person, state, number, meets_at, starts_at, ends_at, signed_up_by, group_id, at, changed_at)
    values (${context.district}, ${id}, ${made.post}, ${made.shift}, ${made.activity}, ${made.person}, ${made.state}, ${made.number}, ${made.meetsAt}, ${made.startsAt}, ${made.endsAt}, ${made.by}, ${made.group}, ${context.now}, ${context.now})`.execute(
    context.tx,
  );
  return id;
}

/** Changes a sign-up that is in one of the states named; false when it is not any more. */
export async function turn(
  context: Context,
  id: string,
  from: readonly SignUpState[],
  to: SignUpState,
  extra: { reason?: string; offeredUntil?: Date } = {},
): Promise<boolean> {
  const { rows } = await sql`update volunteering.sign_up set state = ${to}, changed_at = ${context.now},
      offered_until = ${extra.offeredUntil ?? null}, reason = coalesce(${extra.reason ?? null}, reason)
    where district = ${context.district} and id = ${id} and state = any(${[...from]}::text[]) returning id`.execute(
    context.tx,
  );
  return rows.length > 0;
}

/** The first in a post's line, or undefined. The post must be locked. */
export async function firstInLine(context: Context, post: string): Promise<SignUp | undefined> {
  const { rows } =
    await sql<SignUp>`select ${COLUMNS} from volunteering.sign_up where district = ${context.district} and post = ${post} and state = 'waiting' order by number limit 1`.execute(
      context.tx,
    );
  return rows[0];
}
