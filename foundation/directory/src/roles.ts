import { isWithin } from '@zhongzhi/contract-kit';
import { refuse, type Context, type Grant } from '@zhongzhi/kernel';
import { findRole, type Role, type RoleDefinition } from './contract/roles.ts';
import { findRegion } from './regions.ts';
import { findOrganisation } from './store/organisation-store.ts';
import { getPersonRow } from './store/person-store.ts';
import { endGrant, findGrant, grantsOf, insertGrant } from './store/role-grant-store.ts';

export interface RoleDraft {
  readonly person: string;
  readonly role: Role;
  readonly place?: string | null;
  readonly unit?: string | null;
}

const LEVEL_WORDS: Record<number, string> = { 6: '区', 9: '街道', 12: '社区', 15: '网格' };

const wrong = (field: string, zh: string, en: string) =>
  refuse.invalid('directory.role-scope-wrong', zh, en, { errors: [{ field, detail: zh }] });

async function checkPlace(context: Context, definition: RoleDefinition, place: string | null): Promise<void> {
  const { label, placeLengths } = definition;
  if (place === null) {
    if (definition.place === 'required')
      throw wrong(
        'place',
        `“${label.zh}”要写明管哪里，请选择${placeLengths.map((n) => LEVEL_WORDS[n]).join('或')}。`,
        `The role "${label.en}" needs a place.`,
      );
    return;
  }
  if (definition.place === 'none')
    throw wrong(
      'place',
      `“${label.zh}”按单位定范围，不选区划，请去掉。`,
      `The role "${label.en}" reaches as far as its organisation; leave the place out.`,
    );
  if (!placeLengths.includes(place.length))
    throw wrong(
      'place',
      `“${label.zh}”的范围应是${placeLengths.map((n) => LEVEL_WORDS[n]).join('或')}，请重新选择。`,
      `The place of the role "${label.en}" must be at another level.`,
    );
  if ((await findRegion(context, place)) === undefined)
    throw wrong('place', '没有这个区划，请重新选择街道、社区。', 'There is no such region; choose again.');
}

async function checkUnit(
  context: Context,
  definition: RoleDefinition,
  unit: string | null,
  place: string | null,
): Promise<void> {
  const { label, unitKinds } = definition;
  if (unit === null) {
    if (definition.unit === 'required')
      throw wrong('unit', `“${label.zh}”要写明单位，请选择单位。`, `The role "${label.en}" needs an organisation.`);
    return;
  }
  if (definition.unit === 'none')
    throw wrong(
      'unit',
      `“${label.zh}”不挂在单位下，请去掉单位。`,
      `The role "${label.en}" has no organisation; leave it out.`,
    );
  const organisation = await findOrganisation(context, unit);
  if (organisation === undefined || !organisation.active)
    throw wrong(
      'unit',
      '没有这个单位，或已停用，请重新选择。',
      'There is no such organisation, or it has ended; choose again.',
    );
  if (unitKinds.length > 0 && !unitKinds.includes(organisation.kind))
    throw wrong(
      'unit',
      `“${label.zh}”不能挂在这类单位下，请重新选择单位。`,
      `The role "${label.en}" does not fit this kind of organisation.`,
    );
  if (place !== null && organisation.place !== null && !isWithin(place, organisation.place))
    throw wrong(
      'place',
      '这个单位不管这个地方，请核对单位和范围。',
      'The organisation does not answer for this place; check both.',
    );
}

/**
 * Grants a role with its scope. A repeat gives back the grant in force. Checks the form of the scope, not who may grant.
 * @throws Refusal `directory.role-scope-wrong`, `directory.administrators-separate`.
 */
export async function grantRole(context: Context, draft: RoleDraft): Promise<string> {
  const definition = findRole(draft.role);
  if (definition === undefined)
    throw refuse.invalid(
      'directory.role-unknown',
      '没有这个岗位，请重新选择。',
      'There is no such role; choose again.',
    );
  await getPersonRow(context, draft.person);
  const place = draft.place ?? null;
  const unit = draft.unit ?? null;
  await checkPlace(context, definition, place);
  await checkUnit(context, definition, unit, place);
  const id = await insertGrant(context, { person: draft.person, role: draft.role, place, unit });
  context.emit('directory.role-granted', { person: draft.person, grant: id });
  return id;
}

/** Ends a grant; ending it twice is harmless. @throws Refusal `directory.grant-not-found`. */
export async function endRole(context: Context, grantId: string): Promise<void> {
  const grant = await findGrant(context, grantId);
  if (grant === undefined) throw grantNotFound();
  if (await endGrant(context, grantId)) context.emit('directory.role-ended', { person: grant.person, grant: grantId });
}

export const grantNotFound = () =>
  refuse.notFound(
    'directory.grant-not-found',
    '没有找到这个岗位，请刷新后再试。',
    'There is no such grant; reload and try again.',
  );

/** Whether the person holds a role in force. */
export const holds = (grants: readonly Grant[], role: Role): boolean => grants.some((grant) => grant.role === role);

export { grantsOf };
