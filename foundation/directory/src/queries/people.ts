import { sql } from 'kysely';
import { encodeCursor } from '@zhongzhi/contract-kit';
import { query, type Context } from '@zhongzhi/kernel';
import { findRole } from '../contract/roles.ts';
import { ById, PersonDetail, PersonPage, SearchPeople, type PersonLine } from '../contract/shapes.ts';
import { peopleIn } from '../domain/scope-predicates.ts';
import { maskRow, namesOf } from '../people.ts';
import { regionNamesOf } from '../regions.ts';
import { readIdNumber, readPhone, sealIdNumber, sealPhone } from '../domain/sealed-fields.ts';
import { guardiansOf } from '../store/guardian-store.ts';
import { membershipsOf } from '../store/membership-store.ts';
import { findOrganisations, organisationNamesOf } from '../store/organisation-store.ts';
import { findByHash, PERSON_COLUMNS, personNotFound, type PersonRow } from '../store/person-store.ts';
import { grantRows } from '../store/role-grant-store.ts';
import { literally, readCursor } from './paging.ts';

const DEFAULT_LIMIT = 50;
const SENSITIVE = 'directory.see-sensitive-roles';
const EVERYONE_ELSES = '00000000-0000-0000-0000-000000000000';

/** Belonging to a Party organisation says the same as the role: both are hidden together. */
async function hiddenOrganisations(context: Context, showsSensitive: boolean): Promise<ReadonlySet<string>> {
  if (showsSensitive) return new Set();
  return new Set(
    (await findOrganisations(context, { kind: 'party-organisation', includeEnded: true })).map(({ id }) => id),
  );
}

/** People as staff see them: numbers masked, political membership only for those who need it. */
export async function personLines(
  context: Context,
  rows: readonly PersonRow[],
  showsSensitive = context.may(SENSITIVE),
): Promise<PersonLine[]> {
  const ids = rows.map((row) => row.id);
  const hidden = await hiddenOrganisations(context, showsSensitive);
  const grants = (await grantRows(context, ids)).filter(
    ({ role, unit }) =>
      showsSensitive || (findRole(role)?.isSensitive !== true && (unit === null || !hidden.has(unit))),
  );
  const memberships = (await membershipsOf(context, ids)).filter(({ organisation }) => !hidden.has(organisation));
  const units = await organisationNamesOf(context, [
    ...grants.flatMap(({ unit }) => unit ?? []),
    ...memberships.map(({ organisation }) => organisation),
  ]);
  const places = await regionNamesOf(context, [
    ...rows.flatMap(({ place }) => place ?? []),
    ...grants.flatMap(({ place }) => place ?? []),
  ]);
  const placeName = (code: string | null): string | null => (code === null ? null : (places.get(code) ?? null));
  return rows.map((row) => {
    const { id, name, place, phone, idNumber, ageBand, version } = maskRow(context, row);
    return {
      id,
      name,
      place,
      phone,
      idNumber,
      ageBand,
      version,
      placeName: placeName(place),
      grants: grants
        .filter(({ person }) => person === id)
        .map((grant) => ({
          id: grant.id,
          role: grant.role,
          label: findRole(grant.role)?.label ?? { zh: grant.role, en: grant.role },
          place: grant.place,
          placeName: placeName(grant.place),
          unit: grant.unit,
          unitName: grant.unit === null ? null : (units.get(grant.unit) ?? null),
          grantedAt: grant.grantedAt.toISOString(),
        })),
      memberships: memberships
        .filter(({ person }) => person === id)
        .map((membership) => ({
          id: membership.id,
          organisation: membership.organisation,
          organisationName: units.get(membership.organisation) ?? '',
          title: membership.title,
          since: membership.since.toISOString(),
        })),
    };
  });
}

/** The person with exactly this number, or an id that nobody has. */
async function exactly(context: Context, field: 'phone' | 'idNumber', typed: string): Promise<string> {
  const hash =
    field === 'phone'
      ? sealPhone(context, readPhone(typed)).hash
      : sealIdNumber(context, readIdNumber(typed, context.now)).hash;
  return (await findByHash(context, field, hash)) ?? EVERYONE_ELSES;
}

/** Whether a search asks, by role or unit, for what the caller may not see. */
async function asksForHidden(context: Context, role: string | undefined, unit: string | undefined): Promise<boolean> {
  if (context.may(SENSITIVE)) return false;
  return (
    (role !== undefined && findRole(role)?.isSensitive === true) ||
    (unit !== undefined && (await hiddenOrganisations(context, false)).has(unit))
  );
}

/** Finds people in the caller's scope. A number matches whole or not at all, so that nobody can be found by guessing digits. */
export const searchPeople = query({
  name: 'directory.search-people',
  permission: 'directory.see-people',
  input: SearchPeople,
  output: PersonPage,
  summary: {
    zh: '查人员：按姓名、完整号码、岗位、单位、区划',
    en: 'Find people by name, whole number, role, organisation or region',
  },
  async run(context, { name, phone, idNumber, role, unit, place, cursor, limit = DEFAULT_LIMIT }) {
    if (await asksForHidden(context, role, unit)) return { items: [], next: null };
    const after = cursor === undefined ? undefined : readCursor(cursor, 1)[0];
    const withPhone = phone === undefined ? undefined : await exactly(context, 'phone', phone);
    const withIdNumber = idNumber === undefined ? undefined : await exactly(context, 'idNumber', idNumber);
    const { rows } =
      await sql<PersonRow>`select ${PERSON_COLUMNS} from directory.person p where p.district = ${context.district} and p.erased_at is null and ${peopleIn(context.scope)}
      ${withPhone === undefined ? sql`` : sql`and p.id = ${withPhone}`}
      ${withIdNumber === undefined ? sql`` : sql`and p.id = ${withIdNumber}`}
      ${name === undefined ? sql`` : sql`and p.name like ${`%${literally(name)}%`}`}
      ${place === undefined ? sql`` : sql`and starts_with(p.place, ${place})`}
      ${role === undefined ? sql`` : sql`and exists (select from directory.role_grant r where r.district = p.district and r.person = p.id and r.role = ${role} and r.ended_at is null)`}
      ${
        unit === undefined
          ? sql``
          : sql`and (exists (select from directory.membership n where n.district = p.district and n.person = p.id and n.organisation = ${unit} and n.ended_at is null)
        or exists (select from directory.role_grant r where r.district = p.district and r.person = p.id and r.unit = ${unit} and r.ended_at is null))`
      }
      ${after === undefined ? sql`` : sql`and p.id > ${after}::uuid`}
      order by p.id limit ${limit + 1}`.execute(context.tx);
    const shown = rows.slice(0, limit);
    return {
      items: await personLines(context, shown),
      next: rows.length > limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  },
});

/** The row of a person inside a scope; outside is not found. */
export async function personInScope(context: Context, id: string, scope = context.scope): Promise<PersonRow> {
  const { rows } =
    await sql<PersonRow>`select ${PERSON_COLUMNS} from directory.person p where p.district = ${context.district} and p.id = ${id} and p.erased_at is null and ${peopleIn(scope)}`.execute(
      context.tx,
    );
  if (rows[0] === undefined) throw personNotFound();
  return rows[0];
}

const ABILITIES = [
  'directory.unmask',
  'directory.approve-minor',
  'directory.edit-people',
  'directory.erase-people',
  'directory.grant-roles',
];

async function abilitiesOver(context: Context, id: string): Promise<string[]> {
  const able: string[] = [];
  for (const permission of ABILITIES) {
    if (!context.may(permission)) continue;
    const { rows } =
      await sql`select from directory.person p where p.district = ${context.district} and p.id = ${id} and ${peopleIn(context.scopeFor(permission))}`.execute(
        context.tx,
      );
    if (rows.length > 0) able.push(permission);
  }
  return able;
}

/** One person in the caller's scope, numbers masked, with what the caller may do. */
export const showPerson = query({
  name: 'directory.show-person',
  permission: 'directory.see-people',
  input: ById,
  output: PersonDetail,
  summary: { zh: '一个人的详情（号码打码）', en: 'One person, numbers masked' },
  async run(context, { id }) {
    const row = await personInScope(context, id);
    const guardians = await guardiansOf(context, id);
    const names = await namesOf(
      context,
      guardians.map(({ guardian }) => guardian),
    );
    return {
      ...(await personLines(context, [row]))[0]!,
      guardians: guardians.map(({ guardian, relation }) => ({
        person: guardian,
        name: names.get(guardian) ?? '',
        relation,
      })),
      abilities: await abilitiesOver(context, id),
    };
  },
});
