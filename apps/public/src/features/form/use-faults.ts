import type { Field } from '@zhongzhi/casework/contract';
import { useSay, useTexts, type FieldProblem } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { formTexts } from './texts.ts';
import { fieldOf, findFault, type FormValues } from './values.ts';

export type Faults = Readonly<Record<string, string>>;

const CHOSEN: readonly Field['kind'][] = [
  'choice',
  'choices',
  'yes-no',
  'place',
  'category',
  'organisation',
  'organisations',
  'point',
];

/** What is wrong with a form, in sentences beside the fields; the first one gets the focus. */
export function useFaults() {
  const t = useTexts(formTexts);
  const say = useSay();
  const [faults, setFaults] = useState<Faults>({});
  const show = (found: Record<string, string>) => {
    setFaults(found);
    if (Object.keys(found).length === 0) return;
    // After the page has been drawn with its marks.
    setTimeout(() => {
      const error = document.querySelector('.zz-error');
      const target = error?.closest('.zz-field')?.querySelector<HTMLElement>('input, select, textarea, button') ?? null;
      target?.focus();
      error?.scrollIntoView({ block: 'center' });
    });
  };
  return {
    faults,
    /** True when everything that was asked is answered. */
    check: (form: readonly Field[], values: FormValues): boolean => {
      const found: Record<string, string> = {};
      for (const field of form) {
        const fault = findFault(field, values[field.key]);
        if (fault === undefined) continue;
        const code = fault.code === 'missing' && CHOSEN.includes(field.kind) ? 'choose' : fault.code;
        found[field.key] = t(code, { label: say(field.label), count: fault.count ?? 0 });
      }
      show(found);
      return Object.keys(found).length === 0;
    },
    /** Puts the server's findings beside the fields; true when there was a field for at least one. */
    take: (errors: readonly FieldProblem[], form: readonly Field[]): boolean => {
      const found: Record<string, string> = {};
      for (const { field, detail } of errors) {
        const key = fieldOf(field, form);
        if (key !== undefined) found[key] = detail;
      }
      show(found);
      return Object.keys(found).length > 0;
    },
    forget: (key: string) =>
      setFaults((before) => {
        if (before[key] === undefined) return before;
        const { [key]: _gone, ...rest } = before;
        return rest;
      }),
  };
}
