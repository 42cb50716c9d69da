import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';

/** Who belongs to which organisation now. */
export interface Membership {
  readonly id: string;
  readonly person: string;
  readonly organisation: string;
  readonly title: string | null;
  readonly since: Date;
}

const COLUMNS = sql.raw('m.id, m.person, m.organisation, m.title, m.since');

/** Adds a membership, or changes the title of the one there is. */
export async function putMembership(
  context: Context,
  draft: { person: string; organisation: string; title?: string | null },
): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into directory.membership as m (district, id, person, organisation, title, since)
    values (${context.district}, ${context.newId()}, ${draft.person}, ${draft.organisation}, ${draft.title ?? null}, ${context.now})
    on conflict (district, person, organisation) where ended_at is null do update set title = coalesce(excluded.title, m.title) returning m.id`.execute(
    context.tx,
  );
  return rows[0]!.id;
}

/** One membership in force, or undefined. */
export async function findMembership(context: Context, id: string): Promise<Membership | undefined> {
  const { rows } =
    await sql<Membership>`select ${COLUMNS} from directory.membership m where m.district = ${context.district} and m.id = ${id} and m.ended_at is null`.execute(
      context.tx,
    );
  return rows[0];
}

/** The memberships in force of several people. */
export async function membershipsOf(context: Context, people: readonly string[]): Promise<Membership[]> {
  if (people.length === 0) return [];
  const { rows } =
    await sql<Membership>`select ${COLUMNS} from directory.membership m where m.district = ${context.district} and m.person = any(${people}::uuid[]) and m.ended_at is null order by m.since, m.id`.execute(
      context.tx,
    );
  return rows;
}

/** Ends a membership; false when it had ended before. */
export async function endMembership(context: Context, id: string): Promise<boolean> {
  const { rows } =
    await sql`update directory.membership set ended_at = ${context.now} where district = ${context.district} and id = ${id} and ended_at is null returning id`.execute(
      context.tx,
    );
  return rows.length > 0;
}
