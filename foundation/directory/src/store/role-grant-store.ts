import { sql } from 'kysely';
import { personOf, refuse, type Context, type Grant } from '@zhongzhi/kernel';
import type { Role } from '../contract/roles.ts';

/** A grant with the history of it. */
export interface GrantRow extends Grant {
  readonly id: string;
  readonly person: string;
  readonly grantedBy: string | null;
  readonly grantedAt: Date;
  readonly endedAt: Date | null;
}

const COLUMNS = sql.raw(
  `g.id, g.person, g.role, g.place, g.unit, g.granted_by as "grantedBy", g.granted_at as "grantedAt", g.ended_at as "endedAt"`,
);

/** The grants in force of one person, as access rules read them. */
export async function grantsOf(context: Context, person: string): Promise<Grant[]> {
  const { rows } = await sql<Grant>`select g.role, g.place, g.unit::text as unit from directory.role_grant g
    where g.district = ${context.district} and g.person = ${person} and g.ended_at is null order by g.granted_at, g.id`.execute(
    context.tx,
  );
  return rows;
}

/** The grants of several people, in force or all. */
export async function grantRows(
  context: Context,
  people: readonly string[],
  includeEnded = false,
): Promise<GrantRow[]> {
  if (people.length === 0) return [];
  const { rows } =
    await sql<GrantRow>`select ${COLUMNS} from directory.role_grant g where g.district = ${context.district} and g.person = any(${people})
    ${includeEnded ? sql`` : sql`and g.ended_at is null`} order by g.granted_at, g.id`.execute(context.tx);
  return rows;
}

/** One grant, or undefined. */
export async function findGrant(context: Context, id: string): Promise<GrantRow | undefined> {
  const { rows } =
    await sql<GrantRow>`select ${COLUMNS} from directory.role_grant g where g.district = ${context.district} and g.id = ${id}`.execute(
      context.tx,
    );
  return rows[0];
}

/**
 * Writes a grant; gives back the one in force when the same was granted before. The index that keeps the three
 * administrators apart decides between two grants at once: the second waits for the first and is refused.
 */
export async function insertGrant(context: Context, grant: Grant & { person: string; role: Role }): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into directory.role_grant (district, id, person, role, place, unit, granted_by, granted_at)
    values (${context.district}, ${context.newId()}, ${grant.person}, ${grant.role}, ${grant.place}, ${grant.unit}, ${personOf(context.actor)}, ${context.now}) on conflict do nothing returning id`.execute(
    context.tx,
  );
  if (rows[0] !== undefined) return rows[0].id;
  const same = await sql<{
    id: string;
  }>`select id from directory.role_grant where district = ${context.district} and person = ${grant.person} and role = ${grant.role}
    and place is not distinct from ${grant.place} and unit is not distinct from ${grant.unit}::uuid and ended_at is null`.execute(
    context.tx,
  );
  if (same.rows[0] !== undefined) return same.rows[0].id;
  throw refuse.conflict(
    'directory.administrators-separate',
    '系统、安全、审计三员必须分设：这个人已担任其中一员，请另选一人，或先终止原来的岗位。',
    'System, security and audit administrators must be three people: this person already is one of them. Choose someone else or end that role first.',
  );
}

/** Ends a grant; false when it had ended before. */
export async function endGrant(context: Context, id: string): Promise<boolean> {
  const { rows } =
    await sql`update directory.role_grant set ended_at = ${context.now}, ended_by = ${personOf(context.actor)} where district = ${context.district} and id = ${id} and ended_at is null returning id`.execute(
      context.tx,
    );
  return rows.length > 0;
}

/** Ends all grants of a person. */
export async function endAllGrants(context: Context, person: string): Promise<void> {
  await sql`update directory.role_grant set ended_at = ${context.now}, ended_by = ${personOf(context.actor)} where district = ${context.district} and person = ${person} and ended_at is null`.execute(
    context.tx,
  );
}

export interface StaffFilter {
  /** Any role when left out. */
  readonly role?: Role | readonly Role[];
  readonly unit?: string;
  /** Grants that reach this place: held over it or over a region above it. */
  readonly place?: string;
}

/** The people who hold a role over a unit or a place; a grant without a place of its own fits by its unit alone. */
export async function staffOf(context: Context, filter: StaffFilter): Promise<string[]> {
  const roles = typeof filter.role === 'string' ? [filter.role] : (filter.role ?? null);
  const { rows } = await sql<{
    person: string;
  }>`select distinct g.person from directory.role_grant g where g.district = ${context.district} and g.ended_at is null
    ${roles === null ? sql`` : sql`and g.role = any(${roles})`}
    ${filter.unit === undefined ? sql`` : sql`and g.unit = ${filter.unit}`}
    ${filter.place === undefined ? sql`` : sql`and starts_with(${filter.place}, g.place)`} order by g.person`.execute(
    context.tx,
  );
  return rows.map((row) => row.person);
}
