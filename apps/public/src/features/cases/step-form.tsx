import type { ActionDescription, CaseDetail } from '@zhongzhi/casework/contract';
import { Button, Notice, useToast } from '@zhongzhi/ui';
import { newKey, problemOf, useSay, useTexts } from '@zhongzhi/web-kit';
import { useRef, useState, type FormEvent } from 'react';
import { FormFields } from '../form/form-fields.tsx';
import { takeStep } from '../form/sending.ts';
import { useFaults } from '../form/use-faults.ts';
import { packForm, type FormValues } from '../form/values.ts';
import { caseTexts } from './texts.ts';

interface StepFormProps {
  of: CaseDetail;
  step: ActionDescription;
  taskId?: string;
  onDone: (detail: CaseDetail) => void;
  onStale: () => void;
  onCancel?: () => void;
}

/** One step on a case: its questions, and the button that takes it. */
export function StepForm({ of, step, taskId, onDone, onStale, onCancel }: StepFormProps) {
  const t = useTexts(caseTexts);
  const say = useSay();
  const tell = useToast();
  const [values, setValues] = useState<FormValues>({});
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const { faults, check, take, forget } = useFaults();
  // The same key until it went through: pressed twice or sent again, it is done once.
  const key = useRef(newKey());
  const send = async () => {
    if (!check(step.form, values)) {
      setProblem(t('fix'));
      return;
    }
    setProblem('');
    setIsBusy(true);
    try {
      const packed = packForm(step.form, values);
      const detail = await takeStep({ id: of.id, action: step.name, version: of.version, taskId, packed }, key.current);
      tell(t('done', { step: say(step.label) }));
      onDone(detail);
    } catch (thrown) {
      const refusal = problemOf(thrown, String(thrown));
      take(refusal.errors, step.form);
      setProblem(refusal.detail);
      if (!refusal.isOffline) key.current = newKey();
      if (refusal.status === 409) onStale();
    } finally {
      setIsBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) void send();
  };
  return (
    <form className="zz-stack" noValidate onSubmit={submit} aria-label={say(step.label)}>
      {step.hint === undefined ? null : <p className="zz-quiet">{say(step.hint)}</p>}
      <FormFields
        form={step.form}
        values={values}
        faults={faults}
        onChange={(name, value) => {
          setValues((before) => ({ ...before, [name]: value }));
          forget(name);
          setProblem('');
        }}
      />
      {problem === '' ? null : <Notice tone="bad">{problem}</Notice>}
      <div className="zz-row">
        <Button type="submit" tone={step.tone === 'danger' ? 'danger' : 'main'} busy={isBusy}>
          {isBusy ? t('sending') : step.form.length === 0 ? say(step.label) : t('send')}
        </Button>
        {onCancel === undefined ? null : (
          <Button tone="quiet" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
