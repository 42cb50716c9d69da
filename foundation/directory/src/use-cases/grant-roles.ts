import { coversPlace, coversUnit, personOf, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { ById, Done, GrantRole, Made } from '../contract/shapes.ts';
import { coversDistrict } from '../domain/scope-predicates.ts';
import { personInScope } from '../queries/people.ts';
import { endRole as writeEnd, grantNotFound, grantRole as writeGrant } from '../roles.ts';
import { findGrant } from '../store/role-grant-store.ts';

function refuseOutside(context: Context, place: string | null, unit: string | null): void {
  if (
    coversDistrict(context.scope) ||
    (place !== null && coversPlace(context.scope, place)) ||
    (unit !== null && coversUnit(context.scope, unit))
  )
    return;
  throw refuse.invalid(
    'directory.place-outside',
    '这个范围不归您管理，请重新选择。',
    'This scope is not yours to grant; choose again.',
  );
}

/** Grants a role with its scope. Nobody grants one to themselves. */
export const grantRole = useCase({
  name: 'directory.grant-role',
  permission: 'directory.grant-roles',
  secondFactor: true,
  input: GrantRole,
  output: Made,
  summary: { zh: '授予岗位和范围', en: 'Grant a role with its scope' },
  subject: ({ person }) => person,
  async run(context, { person, role, place, unit }) {
    if (person === personOf(context.actor))
      throw refuse.forbidden(
        'directory.own-role',
        '不能给自己授予岗位，请由另一位安全管理员办理。',
        'You cannot grant a role to yourself; another security administrator does.',
      );
    await personInScope(context, person);
    refuseOutside(context, place ?? null, unit ?? null);
    const id = await writeGrant(context, { person, role, place: place ?? null, unit: unit ?? null });
    context.audit('directory.role-granted', person, { grant: id, role, place: place ?? null, unit: unit ?? null });
    return { id };
  },
});

/** Ends a role; ending it twice is harmless. */
export const endRole = useCase({
  name: 'directory.end-role',
  permission: 'directory.grant-roles',
  secondFactor: true,
  input: ById,
  output: Done,
  summary: { zh: '终止岗位', en: 'End a role' },
  async run(context, { id }) {
    const grant = await findGrant(context, id);
    if (grant === undefined) throw grantNotFound();
    await personInScope(context, grant.person);
    await writeEnd(context, id);
    context.audit('directory.role-ended', grant.person, {
      grant: id,
      role: grant.role,
      place: grant.place,
      unit: grant.unit,
    });
    return { done: true };
  },
});
