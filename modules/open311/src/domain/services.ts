import type { Context } from '@zhongzhi/kernel';
import { currentCaseTypes, type CaseType } from '@zhongzhi/casework';
import type { Field } from '@zhongzhi/casework/contract';
import { listRegions } from '@zhongzhi/directory';

/** Fields that GeoReport v2 has a parameter of its own for, or that cannot travel in it. */
const OWN_PARAMETER = new Set(['description', 'point', 'photos', 'files', 'title']);
const UNSENDABLE = new Set<Field['kind']>([
  'organisation',
  'organisations',
  'person',
  'case',
  'photos',
  'files',
  'point',
  'id-number',
  'urgency',
]);

/** The case types that are offered as services. */
export const openServices = (context: Context): CaseType[] =>
  currentCaseTypes(context.platform).filter((type) => type.open311 !== undefined);

export const attributesOf = (type: CaseType): Field[] =>
  type.form.filter((field) => !OWN_PARAMETER.has(field.key) && !UNSENDABLE.has(field.kind) && field.staffOnly !== true);

/** A service as the list shows it. */
export const serviceOf = (context: Context, type: CaseType) => ({
  service_code: type.name,
  service_name: type.label[context.language],
  description: type.about[context.language],
  metadata: attributesOf(type).length > 0,
  type: 'realtime',
  keywords: type.open311!.keywords,
  group: type.open311!.group[context.language],
});

const DATATYPE: Partial<Record<Field['kind'], string>> = {
  'long-text': 'text',
  choice: 'singlevaluelist',
  choices: 'multivaluelist',
  number: 'number',
  money: 'number',
  date: 'datetime',
  instant: 'datetime',
  'yes-no': 'singlevaluelist',
  place: 'singlevaluelist',
};

interface ListedValue {
  key: string;
  name: string;
}

async function valuesOf(context: Context, field: Field): Promise<ListedValue[]> {
  if (field.kind === 'yes-no')
    return [
      { key: 'true', name: context.language === 'zh' ? '是' : 'Yes' },
      { key: 'false', name: context.language === 'zh' ? '否' : 'No' },
    ];
  if (field.kind === 'place')
    return (await listRegions(context, { level: 'community' })).map((region) => ({
      key: region.code,
      name: region.name,
    }));
  return (field.options ?? []).map((option) => ({ key: option.value, name: option.label[context.language] }));
}

/** The service definition: what a client may or must ask besides place and words. A place is found by the desk where it is left out. */
export async function definitionOf(context: Context, type: CaseType) {
  const attributes: object[] = [];
  for (const [index, field] of attributesOf(type).entries()) {
    attributes.push({
      variable: true,
      code: field.key,
      datatype: DATATYPE[field.kind] ?? 'string',
      required: field.required === true && field.kind !== 'place',
      datatype_description: field.hint?.[context.language] ?? '',
      order: index + 1,
      description: field.label[context.language],
      values: await valuesOf(context, field),
    });
  }
  return { service_code: type.name, attributes };
}

/** A form's value from the text that a client sent. */
export function readAttribute(field: Field, sent: unknown): unknown {
  const one = Array.isArray(sent) ? sent[0] : sent;
  switch (field.kind) {
    case 'number':
    case 'money':
      return Number(one);
    case 'yes-no':
      return one === 'true' || one === '1' || one === 'yes';
    case 'choices':
      return Array.isArray(sent) ? sent : String(sent).split(',');
    default:
      return one;
  }
}
