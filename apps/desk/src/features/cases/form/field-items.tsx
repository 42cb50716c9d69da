import { Form, type FormInstance } from 'antd';
import type { Rule } from 'antd/es/form';
import type { Field } from '@zhongzhi/casework/contract';
import { ApiProblem } from '../../../api.ts';
import { useLanguage } from '../../../i18n.ts';
import { useFormText } from '../texts.ts';
import { FieldControl } from './field-control.tsx';

const WRITTEN = new Set(['text', 'long-text', 'phone', 'id-number', 'number', 'money']);

/**
 * The fields of a form that a case type describes; other cases are chosen from those of `caseType`. The server checks everything again; this only says it earlier.
 */
export function FieldItems({ fields, caseType }: { fields: readonly Field[]; caseType?: string }) {
  const { say } = useLanguage();
  const rulesOf = useRules();
  return fields.map((field) => (
    <Form.Item
      key={field.key}
      name={field.key}
      label={say(field.label)}
      extra={field.hint === undefined ? undefined : say(field.hint)}
      rules={rulesOf(field)}
      {...(field.kind === 'yes-no' && field.required !== true ? { valuePropName: 'checked' } : {})}
    >
      <FieldControl field={field} caseType={caseType} />
    </Form.Item>
  ));
}

function useRules(): (field: Field) => Rule[] {
  const text = useFormText();
  const { say } = useLanguage();
  return (field) => {
    const label = say(field.label);
    const rules: Rule[] = [];
    if (field.required === true)
      rules.push({ required: true, message: text(WRITTEN.has(field.kind) ? 'needed' : 'needed.choice', { label }) });
    if (field.kind === 'text' || field.kind === 'long-text') {
      if (field.required === true) rules.push({ whitespace: true, message: text('needed', { label }) });
      if (field.most !== undefined) rules.push({ max: field.most, message: text('too-long', { most: field.most }) });
      if (field.least !== undefined)
        rules.push({ min: field.least, message: text('too-short', { least: field.least }) });
    }
    if (field.kind === 'phone') rules.push({ pattern: /^1[3-9]\d{9}$/, message: text('phone') });
    if (field.kind === 'id-number') rules.push({ pattern: /^\d{17}[\dX]$/, message: text('id-number') });
    return rules;
  };
}

/** Puts the server's refusals beside the fields that they name; what names no field of this form stays with the whole. */
export function showFieldErrors(form: FormInstance, fields: readonly Field[], error: unknown): void {
  if (!(error instanceof ApiProblem)) return;
  const known = new Set(fields.map(({ key }) => key));
  const found = error.errors.flatMap(({ field, detail }) => {
    const key = field.split(/[./]/).find((part) => known.has(part));
    return key === undefined ? [] : [{ name: key, errors: [detail] }];
  });
  if (found.length > 0) form.setFields(found);
}
