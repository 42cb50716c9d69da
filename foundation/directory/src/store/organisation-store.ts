import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import type { OrganisationKind } from '../contract/organisation-kinds.ts';
import { ancestorsOf } from '@zhongzhi/contract-kit';

/** An organisation as other modules see it. */
export interface Organisation {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly shortName: string | null;
  readonly creditCode: string | null;
  /** Region code the organisation answers for or stands in. */
  readonly place: string | null;
  readonly parent: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly contactPerson: string | null;
  readonly isInvented: boolean;
  readonly active: boolean;
  readonly version: number;
}

export type OrganisationDraft = Pick<Organisation, 'kind' | 'name'> &
  Partial<Omit<Organisation, 'kind' | 'name' | 'version'>>;

const COLUMNS =
  sql.raw(`o.id, o.kind, o.name, o.short_name as "shortName", o.credit_code as "creditCode", o.place, o.parent, o.phone, o.address, o.longitude, o.latitude,
  o.contact_person as "contactPerson", o.is_invented as "isInvented", o.active, o.version`);
export { COLUMNS as ORGANISATION_COLUMNS };

/** The organisation with this id, or undefined. */
export async function findOrganisation(context: Context, id: string): Promise<Organisation | undefined> {
  const { rows } =
    await sql<Organisation>`select ${COLUMNS} from directory.organisation o where o.district = ${context.district} and o.id = ${id}`.execute(
      context.tx,
    );
  return rows[0];
}

/** @throws Refusal `directory.organisation-not-found`. */
export async function getOrganisation(context: Context, id: string): Promise<Organisation> {
  const found = await findOrganisation(context, id);
  if (found === undefined)
    throw refuse.notFound(
      'directory.organisation-not-found',
      '没有找到这个单位，可能已被移走，或不在您的范围内。',
      'Organisation not found: it may have moved, or it is outside your scope.',
    );
  return found;
}

export interface OrganisationFilter {
  readonly kind?: OrganisationKind;
  readonly kinds?: readonly OrganisationKind[];
  /** Organisations in this region, that is with a code that begins so. */
  readonly place?: string;
  readonly parent?: string;
  readonly includeEnded?: boolean;
}

/** Organisations by kind and place, ordered by place and name. For choices and routing, not for paging. */
export async function findOrganisations(context: Context, filter: OrganisationFilter = {}): Promise<Organisation[]> {
  const kinds = filter.kinds ?? (filter.kind === undefined ? undefined : [filter.kind]);
  const { rows } =
    await sql<Organisation>`select ${COLUMNS} from directory.organisation o where o.district = ${context.district}
    ${filter.includeEnded === true ? sql`` : sql`and o.active`}
    ${kinds === undefined ? sql`` : sql`and o.kind = any(${kinds})`}
    ${filter.place === undefined ? sql`` : sql`and starts_with(o.place, ${filter.place})`}
    ${filter.parent === undefined ? sql`` : sql`and o.parent = ${filter.parent}`}
    order by o.place nulls first, o.name, o.id`.execute(context.tx);
  return rows;
}

/**
 * The organisation that answers for a place first: the community committee of its community, else the street office of
 * its street. Undefined when neither is on record.
 */
export async function unitOfPlace(context: Context, code: string): Promise<Organisation | undefined> {
  const { rows } =
    await sql<Organisation>`select ${COLUMNS} from directory.organisation o where o.district = ${context.district} and o.active
    and o.kind in ('community-committee', 'street-office') and o.place = any(${ancestorsOf(code)})
    order by length(o.place) desc, o.id limit 1`.execute(context.tx);
  return rows[0];
}

/** The names of organisations, for lists. */
export async function organisationNamesOf(context: Context, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, coalesce(short_name, name) as name from directory.organisation where district = ${context.district} and id = any(${wanted})`.execute(
    context.tx,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Whether an ancestor of `parent` is `id` itself: such a parent would close a circle. */
export async function wouldCircle(context: Context, id: string, parent: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`with recursive above as (
      select o.id, o.parent from directory.organisation o where o.district = ${context.district} and o.id = ${parent}
      union select o.id, o.parent from directory.organisation o join above a on o.id = a.parent where o.district = ${context.district})
    select id from above where id = ${id}`.execute(context.tx);
  return rows.length > 0;
}

/** Writes a new organisation; undefined when one of the same kind, name and place, or with the same credit code, is there. */
export async function insertOrganisation(context: Context, draft: OrganisationDraft): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`insert into directory.organisation
    (district, id, kind, name, short_name, credit_code, place, parent, phone, address, longitude, latitude, contact_person, is_invented, active, created_at, updated_at)
    values (${context.district}, ${draft.id ?? context.newId()}, ${draft.kind}, ${draft.name}, ${draft.shortName ?? null}, ${draft.creditCode ?? null}, ${draft.place ?? null}, ${draft.parent ?? null},
      ${draft.phone ?? null}, ${draft.address ?? null}, ${draft.longitude ?? null}, ${draft.latitude ?? null}, ${draft.contactPerson ?? null}, ${draft.isInvented ?? false}, ${draft.active ?? true}, ${context.now}, ${context.now})
    on conflict do nothing returning id`.execute(context.tx);
  return rows[0]?.id;
}

/** Writes all changeable parts of an organisation if it is still at the version the editor saw. */
export async function updateOrganisation(
  context: Context,
  organisation: Organisation,
  scope: ReturnType<typeof sql>,
): Promise<boolean> {
  const o = organisation;
  const { rows } =
    await sql`update directory.organisation o set kind = ${o.kind}, name = ${o.name}, short_name = ${o.shortName}, credit_code = ${o.creditCode}, place = ${o.place}, parent = ${o.parent},
      phone = ${o.phone}, address = ${o.address}, longitude = ${o.longitude}, latitude = ${o.latitude}, contact_person = ${o.contactPerson}, active = ${o.active}, version = o.version + 1, updated_at = ${context.now}
    where o.district = ${context.district} and o.id = ${o.id} and o.version = ${o.version} and ${scope} returning o.id`.execute(
      context.tx,
    );
  return rows.length > 0;
}
