import { Button, Notice } from '@zhongzhi/ui';
import { problemOf, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Danger } from './danger-part.tsx';
import { faultsOf, type Faults } from './plan-faults.ts';
import { planBody, type PlanValues } from './plan-values.ts';
import { Hands } from './hands-part.tsx';
import { Repeat } from './repeat-part.tsx';
import { Shifts } from './shifts-part.tsx';
import { planTexts } from './texts.ts';
import { What, Where } from './what-where.tsx';
import { Who } from './who-part.tsx';
import './plan.css';

interface PlanFormProps {
  project: string;
  values: PlanValues;
  onChange: (values: PlanValues) => void;
  /** A draft stays one activity; only a new plan makes a series. */
  mayRepeat: boolean;
  save: (body: ReturnType<typeof planBody>) => Promise<void>;
  /** Before the button. */
  children?: ReactNode;
}

/** The first sentence in red gets the focus, after the page has been drawn with its marks. */
function showFirst(): void {
  setTimeout(() => {
    const error = document.querySelector('.zz-error');
    error?.closest('.zz-field')?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    error?.scrollIntoView({ block: 'center' });
  });
}

/** What an activity is, in one form of parts; kept as a draft. */
export function PlanForm({ project, values, onChange, mayRepeat, save, children }: PlanFormProps) {
  const t = useTexts(planTexts);
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const part = {
    project,
    values,
    faults,
    change: (changes: Partial<PlanValues>) => {
      const next = { ...values, ...changes };
      onChange(next);
      // What was put right is not red any more.
      if (problem !== '') setFaults(faultsOf(next, new Date(), t));
    },
  };
  const show = (found: Faults, words: string) => {
    setFaults(found);
    setProblem(words);
    if (words !== '') showFirst();
  };
  const send = async () => {
    const now = new Date();
    const found = faultsOf(values, now, t);
    show(found, Object.keys(found).length === 0 ? '' : t('fix'));
    if (Object.keys(found).length > 0 || isBusy) return;
    setIsBusy(true);
    try {
      await save(planBody(values, now));
    } catch (thrown) {
      const { detail, errors } = problemOf(thrown, String(thrown));
      show(
        Object.fromEntries(errors.map((one) => [one.field.replace(/^input\./u, '').split('.')[0], one.detail])),
        detail,
      );
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form
      className="zz-stack is-loose"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <What {...part} />
      <Where {...part} />
      <Shifts {...part} />
      {mayRepeat ? <Repeat {...part} /> : null}
      <Danger {...part} />
      <Who {...part} />
      <Hands {...part} />
      {children}
      {problem === '' ? null : <Notice tone="bad">{problem}</Notice>}
      <Button type="submit" tone="main" block busy={isBusy}>
        {t('save')}
      </Button>
    </form>
  );
}
