import { sql } from 'kysely';
import { encodeCursor } from '@zhongzhi/contract-kit';
import { query, type Context } from '@zhongzhi/kernel';
import { ById, ListOrganisations, OrganisationLine, OrganisationPage } from '../contract/shapes.ts';
import { organisationsIn } from '../domain/scope-predicates.ts';
import { namesOf } from '../people.ts';
import { regionNamesOf } from '../regions.ts';
import { getOrganisation, ORGANISATION_COLUMNS, type Organisation } from '../store/organisation-store.ts';
import { literally, readCursor } from './paging.ts';

const DEFAULT_LIMIT = 50;

async function idsInScope(context: Context, permission: string, ids: string[]): Promise<ReadonlySet<string>> {
  if (!context.may(permission) || ids.length === 0) return new Set();
  const { rows } = await sql<{
    id: string;
  }>`select o.id from directory.organisation o where o.district = ${context.district} and o.id = any(${ids}::uuid[]) and ${organisationsIn(context.scopeFor(permission))}`.execute(
    context.tx,
  );
  return new Set(rows.map((row) => row.id));
}

/** Public fields for everyone; the rest only for staff in whose scope the organisation lies. */
async function linesFor(context: Context, organisations: Organisation[]): Promise<OrganisationLine[]> {
  const ids = organisations.map((organisation) => organisation.id);
  const seen = await idsInScope(context, 'directory.see-organisations', ids);
  const editable = await idsInScope(context, 'directory.edit-organisations', ids);
  const contacts = await namesOf(
    context,
    organisations.flatMap((o) => (seen.has(o.id) && o.contactPerson !== null ? [o.contactPerson] : [])),
  );
  const places = await regionNamesOf(
    context,
    organisations.flatMap((o) => o.place ?? []),
  );
  return organisations.map(({ creditCode, contactPerson, version, ...open }) => ({
    ...open,
    placeName: open.place === null ? null : (places.get(open.place) ?? null),
    staff: seen.has(open.id)
      ? {
          creditCode,
          contactPerson,
          contactName: contactPerson === null ? null : (contacts.get(contactPerson) ?? null),
          version,
          mayEdit: editable.has(open.id),
        }
      : null,
  }));
}

/** Organisations by place and name. */
export const listOrganisations = query({
  name: 'directory.list-organisations',
  permission: 'public',
  input: ListOrganisations,
  output: OrganisationPage,
  summary: { zh: '单位列表', en: 'Organisations' },
  async run(context, { kind, place, parent, text, ended, cursor, limit = DEFAULT_LIMIT }) {
    const showsEnded = ended === true && context.may('directory.see-organisations');
    const after = cursor === undefined ? undefined : readCursor(cursor, 3);
    const { rows } =
      await sql<Organisation>`select ${ORGANISATION_COLUMNS} from directory.organisation o where o.district = ${context.district}
      ${showsEnded ? sql`` : sql`and o.active`}
      ${kind === undefined ? sql`` : sql`and o.kind = ${kind}`}
      ${parent === undefined ? sql`` : sql`and o.parent = ${parent}`}
      ${place === undefined ? sql`` : sql`and starts_with(o.place, ${place})`}
      ${text === undefined ? sql`` : sql`and (o.name like ${`%${literally(text)}%`} or o.short_name like ${`%${literally(text)}%`})`}
      ${after === undefined ? sql`` : sql`and (coalesce(o.place, ''), o.name, o.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)`}
      order by coalesce(o.place, ''), o.name, o.id limit ${limit + 1}`.execute(context.tx);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await linesFor(context, shown),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.place ?? '', last.name, last.id]) : null,
    };
  },
});

/** One organisation. */
export const showOrganisation = query({
  name: 'directory.show-organisation',
  permission: 'public',
  input: ById,
  output: OrganisationLine,
  summary: { zh: '一个单位的详情', en: 'One organisation' },
  async run(context, { id }) {
    return (await linesFor(context, [await getOrganisation(context, id)]))[0]!;
  },
});
