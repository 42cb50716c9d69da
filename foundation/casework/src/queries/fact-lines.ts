import type { Context, Text } from '@zhongzhi/kernel';
import { maskIdNumber, maskPhone } from '@zhongzhi/contract-kit';
import { namesOf, organisationNamesOf, regionPath } from '@zhongzhi/directory';
import { URGENCY_LABELS, type Field, type Urgency } from '../contract/index.ts';

const UNSHOWN = new Set<Field['kind']>(['photos', 'files', 'point', 'case']);

/** What was filled into a form, as lines to read. Personal data are masked; staff-only fields are for staff. */
export async function factLines(
  context: Context,
  form: readonly Field[],
  values: Readonly<Record<string, unknown>>,
  reader: { isStaff: boolean; skip?: string | null },
): Promise<{ key: string; label: Text; value: string }[]> {
  const lines: { key: string; label: Text; value: string }[] = [];
  for (const field of form) {
    const value = values[field.key];
    if (value === undefined || value === null || value === '' || UNSHOWN.has(field.kind)) continue;
    if (field.staffOnly === true && !reader.isStaff) continue;
    if (typeof value === 'string' && value === reader.skip) continue;
    lines.push({ key: field.key, label: field.label, value: await readable(context, field, value) });
  }
  return lines;
}

async function readable(context: Context, field: Field, value: unknown): Promise<string> {
  const chosen = (one: unknown): string =>
    field.options?.find((option) => option.value === one)?.label[context.language] ?? String(one);
  switch (field.kind) {
    case 'choice':
      return chosen(value);
    case 'choices':
      return (value as unknown[]).map(chosen).join('、');
    case 'yes-no':
      return value === true ? (context.language === 'zh' ? '是' : 'Yes') : context.language === 'zh' ? '否' : 'No';
    case 'money':
      return `¥${(Number(value) / 100).toFixed(2)}`;
    case 'phone':
      return maskPhone(String(value));
    case 'id-number':
      return maskIdNumber(String(value));
    case 'urgency':
      return URGENCY_LABELS[value as Urgency][context.language];
    case 'place':
      return (await regionPath(context, String(value))).join(' ');
    case 'instant':
      return new Date(new Date(String(value)).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    case 'organisation':
    case 'organisations': {
      const ids = Array.isArray(value) ? (value as string[]) : [String(value)];
      const names = await organisationNamesOf(context, ids);
      return ids.map((id) => names.get(id) ?? id).join('、');
    }
    case 'person':
      return (await namesOf(context, [String(value)])).get(String(value)) ?? '';
    default:
      return String(value);
  }
}
