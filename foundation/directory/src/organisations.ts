import { isCreditCode, normaliseCreditCode, safeText } from '@zhongzhi/contract-kit';
import { refuse, type Context } from '@zhongzhi/kernel';
import { changedMeanwhile, findPerson } from './people.ts';
import { requireRegion } from './regions.ts';
import type { OrganisationScope } from './domain/scope-predicates.ts';
import {
  findOrganisation,
  getOrganisation,
  insertOrganisation,
  updateOrganisation,
  wouldCircle,
  type Organisation,
  type OrganisationDraft,
} from './store/organisation-store.ts';

const wrong = (field: string, code: string, zh: string, en: string) =>
  refuse.invalid(`directory.${code}`, zh, en, { errors: [{ field, detail: zh }] });

const cleanText = (text: string | null | undefined): string | null => {
  const clean = safeText(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return clean === '' ? null : clean;
};

/** Brings texts to their stored form and holds codes, place, parent and contact against what there is. */
async function check<T extends OrganisationDraft>(context: Context, draft: T): Promise<T> {
  const name = cleanText(draft.name);
  if (name === null)
    throw wrong('name', 'organisation-name-missing', '请填写单位名称。', 'Enter the name of the organisation.');
  const creditCode = draft.creditCode ? normaliseCreditCode(draft.creditCode) : null;
  if (creditCode !== null && !isCreditCode(creditCode))
    throw wrong(
      'creditCode',
      'credit-code-wrong',
      '统一社会信用代码不对，请对照证照逐位核对。',
      'The unified social credit code is not right; compare it with the certificate.',
    );
  if ((draft.longitude == null) !== (draft.latitude == null))
    throw wrong(
      draft.longitude == null ? 'longitude' : 'latitude',
      'point-incomplete',
      '经度和纬度要一起填，或都不填。',
      'Give longitude and latitude together, or neither.',
    );
  if (draft.place != null) await requireRegion(context, draft.place);
  if (draft.parent != null && (await findOrganisation(context, draft.parent)) === undefined)
    throw wrong(
      'parent',
      'parent-unknown',
      '没有这个上级单位，请重新选择。',
      'There is no such parent organisation; choose again.',
    );
  if (draft.contactPerson != null && (await findPerson(context, draft.contactPerson)) === undefined)
    throw wrong(
      'contactPerson',
      'contact-unknown',
      '没有这个联系人，请重新选择。',
      'There is no such contact person; choose again.',
    );
  return {
    ...draft,
    name,
    creditCode,
    shortName: cleanText(draft.shortName),
    phone: cleanText(draft.phone),
    address: cleanText(draft.address),
  };
}

const taken = () =>
  refuse.conflict(
    'directory.organisation-exists',
    '已有同类同名的单位，或信用代码已被登记，请先查一查。',
    'There is already one of this kind and name, or with this credit code; look it up first.',
  );

/** Adds an organisation. @throws Refusal `directory.organisation-exists` and for codes that cannot be right. */
export async function createOrganisation(context: Context, draft: OrganisationDraft): Promise<string> {
  const id = await insertOrganisation(context, await check(context, draft));
  if (id === undefined) throw taken();
  context.emit('directory.organisation-changed', { organisation: id });
  return id;
}

export type OrganisationEdit = {
  readonly [K in keyof Omit<Organisation, 'id' | 'version' | 'isInvented'>]?: Organisation[K] | undefined;
};

/**
 * Changes what is given and leaves the rest; the scope is part of the writing statement.
 * @throws Refusal `directory.changed-meanwhile`, `directory.organisation-exists`, `directory.parent-circle`.
 */
export async function editOrganisation(
  context: Context,
  id: string,
  version: number,
  edit: OrganisationEdit,
  scope: OrganisationScope,
): Promise<void> {
  const before = await getOrganisation(context, id);
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
  const after = await check(context, { ...before, ...given, id, version });
  if (after.parent !== null && after.parent !== before.parent && (await wouldCircle(context, id, after.parent))) {
    throw wrong(
      'parent',
      'parent-circle',
      '上级单位不能是它自己或它的下级，请重新选择。',
      'An organisation cannot be its own parent or below itself; choose again.',
    );
  }
  try {
    if (!(await updateOrganisation(context, after, scope))) throw changedMeanwhile();
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw taken();
    throw error;
  }
  context.emit('directory.organisation-changed', { organisation: id });
}
