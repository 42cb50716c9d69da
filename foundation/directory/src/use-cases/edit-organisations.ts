import { sql } from 'kysely';
import { coversPlace, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { AddOrganisation, ById, Done, EditOrganisation, Made } from '../contract/shapes.ts';
import { coversDistrict, organisationsIn } from '../domain/scope-predicates.ts';
import { createOrganisation, editOrganisation as writeEdit } from '../organisations.ts';
import { getOrganisation, type Organisation } from '../store/organisation-store.ts';

/** An organisation without a place is the district's own. */
function refuseOutside(context: Context, place: string | null): void {
  const isInside = place === null ? coversDistrict(context.scope) : coversPlace(context.scope, place);
  if (!isInside)
    throw refuse.invalid(
      'directory.place-outside',
      '这个地方不在您的管理范围内，请重新选择。',
      'This place is outside your scope; choose again.',
      { errors: [{ field: 'place', detail: '不在范围内 / outside' }] },
    );
}

async function organisationInScope(context: Context, id: string): Promise<Organisation> {
  const organisation = await getOrganisation(context, id);
  const { rows } =
    await sql`select from directory.organisation o where o.district = ${context.district} and o.id = ${id} and ${organisationsIn(context.scope)}`.execute(
      context.tx,
    );
  if (rows.length === 0) throw refuse.notFound('directory.organisation-not-found');
  return organisation;
}

export const addOrganisation = useCase({
  name: 'directory.add-organisation',
  permission: 'directory.edit-organisations',
  input: AddOrganisation,
  output: Made,
  summary: { zh: '新增单位', en: 'Add an organisation' },
  async run(context, draft) {
    refuseOutside(context, draft.place ?? null);
    return { id: await createOrganisation(context, draft) };
  },
});

export const editOrganisation = useCase({
  name: 'directory.edit-organisation',
  permission: 'directory.edit-organisations',
  input: EditOrganisation,
  output: Done,
  summary: { zh: '修改单位信息', en: 'Edit an organisation' },
  async run(context, { id, version, ...edit }) {
    await organisationInScope(context, id);
    if (edit.place !== undefined) refuseOutside(context, edit.place);
    await writeEdit(context, id, version, edit, organisationsIn(context.scope));
    return { done: true };
  },
});

/** Ends an organisation in which nobody holds a role any more; ending it twice is harmless. */
export const endOrganisation = useCase({
  name: 'directory.end-organisation',
  permission: 'directory.edit-organisations',
  input: ById,
  output: Done,
  summary: { zh: '停用单位', en: 'End an organisation' },
  async run(context, { id }) {
    const organisation = await organisationInScope(context, id);
    if (!organisation.active) return { done: true };
    const staff =
      await sql`select from directory.role_grant where district = ${context.district} and unit = ${id} and ended_at is null limit 1`.execute(
        context.tx,
      );
    if (staff.rows.length > 0)
      throw refuse.conflict(
        'directory.organisation-has-staff',
        '还有人在这个单位任职，请先终止他们的岗位，再停用单位。',
        'People still hold roles in this organisation; end those first.',
      );
    await writeEdit(context, id, organisation.version, { active: false }, organisationsIn(context.scope));
    return { done: true };
  },
});
