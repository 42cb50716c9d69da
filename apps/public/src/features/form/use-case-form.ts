import type { CaseTypeDescription, Field } from '@zhongzhi/casework/contract';
import { problemOf, useDraft, useTexts } from '@zhongzhi/web-kit';
import { useEffect, useState } from 'react';
import { shownFields } from './form-fields.tsx';
import { returned, submitCase, type NewCase, type Outcome } from './sending.ts';
import { formTexts } from './texts.ts';
import { useFaults } from './use-faults.ts';
import { packForm, textOf, type FormValues } from './values.ts';

const EMPTY: FormValues = {};
const TITLE_LENGTH = 24;

/** What a form is called while it waits: the beginning of what was written. */
function titleOf(values: FormValues, label: string): string {
  const words = (textOf(values, 'title') || textOf(values, 'description')).trim();
  const letters = Array.from(words);
  if (letters.length === 0) return label;
  return letters.length > TITLE_LENGTH ? `${letters.slice(0, TITLE_LENGTH).join('')}…` : words;
}

/** Everything that is needed to send it later, too. */
const newCase = (type: CaseTypeDescription, values: FormValues, label: string): NewCase => ({
  type: type.name,
  title: titleOf(values, label),
  packed: packForm(shownFields(type.form), values),
  values,
});

/** Takes back what the server refused after the page was left. */
function useReturned(type: string, isReady: boolean, set: (values: FormValues) => void): void {
  useEffect(() => {
    const back = returned.get();
    if (!isReady || back?.type !== type) return;
    returned.set(null);
    set(back.values);
  }, [isReady, set, type]);
}

/** A form that opens a case: kept on this device while it is written, checked, and sent once. */
export function useCaseForm(type: CaseTypeDescription, label: string) {
  const t = useTexts(formTexts);
  const draft = useDraft<FormValues>(`case/${type.name}`, EMPTY, type.version);
  const { faults, check, take, forget } = useFaults();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useReturned(type.name, draft.isReady, draft.set);
  const clear = () => {
    void draft.clear();
    setOutcome(null);
    setProblem('');
  };
  const submit = async (): Promise<Outcome | null> => {
    if (isBusy || !check(shownFields(type.form), draft.value)) {
      setProblem(t('fix'));
      return null;
    }
    setIsBusy(true);
    setProblem('');
    const { value: values } = draft;
    try {
      const result = await submitCase(newCase(type, values, label));
      if ('refused' in result) {
        setProblem(result.refused);
        take(result.errors, type.form);
      } else {
        await draft.clear();
        setOutcome(result);
      }
      return result;
    } catch (thrown) {
      setProblem(problemOf(thrown, String(thrown)).detail);
      return null;
    } finally {
      setIsBusy(false);
    }
  };

  return {
    values: draft.value,
    isReady: draft.isReady,
    wasFound: draft.wasFound,
    faults,
    problem,
    isBusy,
    outcome,
    change: (key: string, value: unknown) => {
      draft.set((before) => ({ ...before, [key]: value }));
      forget(key);
      setProblem('');
    },
    /** Whether these questions are answered; marks those that are not. */
    check: (fields: readonly Field[]) => {
      const isFine = check(fields, draft.value);
      setProblem(isFine ? '' : t('fix'));
      return isFine;
    },
    clear,
    submit,
  };
}

export type CaseForm = ReturnType<typeof useCaseForm>;
