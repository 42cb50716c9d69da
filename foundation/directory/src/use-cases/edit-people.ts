import { sql } from 'kysely';
import { coversPlace, refuse, useCase, type Context } from '@zhongzhi/kernel';
import {
  AddMembership,
  AddPerson,
  ById,
  Done,
  EditPerson,
  ErasePerson,
  Made,
  NameGuardian,
} from '../contract/shapes.ts';
import { coversDistrict, rolesBeyond } from '../domain/scope-predicates.ts';
import { createPerson, editPerson as writeEdit, erasePerson as writeErasure } from '../people.ts';
import { personInScope } from '../queries/people.ts';
import { holds } from '../roles.ts';
import { nameGuardian as writeGuardian } from '../store/guardian-store.ts';
import { endMembership as writeEnd, findMembership, putMembership } from '../store/membership-store.ts';
import { getOrganisation } from '../store/organisation-store.ts';

function refuseOutside(context: Context, place: string | null): void {
  const isInside = place === null ? coversDistrict(context.scope) : coversPlace(context.scope, place);
  if (!isInside)
    throw refuse.invalid(
      'directory.place-outside',
      '请选择您管理范围内的社区。',
      'Choose a community within your scope.',
      { errors: [{ field: 'place', detail: '不在范围内 / outside' }] },
    );
}

/** Only the security administrator changes the data of people whose roles reach further than the caller, see `rolesBeyond`. */
async function refuseProtected(context: Context, id: string): Promise<void> {
  const { actor } = context;
  if (actor.kind !== 'person' || holds(actor.grants, 'security-administrator')) return;
  const { rows } =
    await sql`select from directory.person p where p.district = ${context.district} and p.id = ${id} and ${rolesBeyond(context.scope)}`.execute(
      context.tx,
    );
  if (rows.length === 0) return;
  throw refuse.forbidden(
    'directory.administrator-protected',
    '这个人的岗位超出您的管理范围（或是系统、安全、审计管理员），信息只能由安全管理员修改。',
    "This person's roles reach beyond yours, or they are a system, security or audit administrator; only the security administrator edits their data.",
  );
}

export const addPerson = useCase({
  name: 'directory.add-person',
  permission: 'directory.edit-people',
  input: AddPerson,
  output: Made,
  summary: { zh: '新增人员', en: 'Add a person' },
  async run(context, draft) {
    refuseOutside(context, draft.place ?? null);
    return { id: await createPerson(context, draft) };
  },
});

export const editPerson = useCase({
  name: 'directory.edit-person',
  permission: 'directory.edit-people',
  input: EditPerson,
  output: Done,
  summary: { zh: '修改人员信息', en: 'Edit a person' },
  async run(context, { id, version, ...edit }) {
    await personInScope(context, id);
    await refuseProtected(context, id);
    if (edit.place !== undefined) refuseOutside(context, edit.place);
    await writeEdit(context, id, version, edit);
    context.audit('directory.person-fields-changed', id, { fields: Object.keys(edit) });
    return { done: true };
  },
});

/** Erases a person who asked for it at the counter. */
export const erasePerson = useCase({
  name: 'directory.erase-person',
  permission: 'directory.erase-people',
  input: ErasePerson,
  output: Done,
  summary: { zh: '应本人要求注销人员信息', en: 'Erase a person at their request' },
  async run(context, { id, reason }) {
    await personInScope(context, id);
    await refuseProtected(context, id);
    await writeErasure(context, id);
    context.audit('directory.person-erased', id, { reason });
    return { done: true };
  },
});

export const nameGuardian = useCase({
  name: 'directory.name-guardian',
  permission: 'directory.edit-people',
  input: NameGuardian,
  output: Done,
  summary: { zh: '登记未成年人的监护人', en: 'Name the guardian of a minor' },
  async run(context, { id, guardian, relation }) {
    await personInScope(context, id);
    await personInScope(context, guardian);
    await writeGuardian(context, { ward: id, guardian, relation });
    return { done: true };
  },
});

export const addMembership = useCase({
  name: 'directory.add-membership',
  permission: 'directory.edit-people',
  input: AddMembership,
  output: Made,
  summary: { zh: '登记某人属于某单位', en: 'Record that a person belongs to an organisation' },
  subject: ({ person }) => person,
  async run(context, { person, organisation, title }) {
    await personInScope(context, person);
    await refuseProtected(context, person);
    const unit = await getOrganisation(context, organisation);
    if (!unit.active)
      throw refuse.conflict(
        'directory.organisation-ended',
        '这个单位已停用，请另选。',
        'This organisation has ended; choose another.',
      );
    refuseOutside(context, unit.place);
    return { id: await putMembership(context, { person, organisation, title: title ?? null }) };
  },
});

export const endMembership = useCase({
  name: 'directory.end-membership',
  permission: 'directory.edit-people',
  input: ById,
  output: Done,
  summary: { zh: '结束某人与单位的关系', en: 'End a membership' },
  async run(context, { id }) {
    const membership = await findMembership(context, id);
    if (membership === undefined) throw refuse.notFound('directory.membership-not-found');
    await personInScope(context, membership.person);
    await refuseProtected(context, membership.person);
    await writeEnd(context, id);
    return { done: true };
  },
});
