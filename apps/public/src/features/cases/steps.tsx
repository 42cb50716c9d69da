import type { ActionDescription, CaseDetail } from '@zhongzhi/casework/contract';
import { Button, Card } from '@zhongzhi/ui';
import { useSay, useTexts } from '@zhongzhi/web-kit';
import { useEffect, useRef, useState } from 'react';
import { StepForm } from './step-form.tsx';
import { caseTexts } from './texts.ts';

interface StepsOfProps {
  of: CaseDetail;
  onDone: (detail: CaseDetail) => void;
  onStale: () => void;
}

/** What this person may do now. What is asked of them stands open; the rest opens at a press. */
export function StepsOf({ of, onDone, onStale }: StepsOfProps) {
  const t = useTexts(caseTexts);
  const say = useSay();
  const [chosen, setChosen] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen !== null) box.current?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
  }, [chosen]);
  const main = of.actions.filter(({ tone }) => tone === 'main');
  const others = of.actions.filter(({ tone }) => tone !== 'main');
  const open = others.find(({ name }) => name === chosen);
  const done = (detail: CaseDetail) => {
    setChosen(null);
    onDone(detail);
  };
  if (of.actions.length === 0) return null;
  const form = (step: ActionDescription, isOpened: boolean) => (
    <StepForm
      key={`${step.name}-${of.version}`}
      of={of}
      step={step}
      onDone={done}
      onStale={onStale}
      {...(isOpened ? { onCancel: () => setChosen(null) } : {})}
    />
  );
  return (
    <>
      {main.map((step) => (
        <Card key={step.name} title={say(step.label)}>
          {form(step, false)}
        </Card>
      ))}
      {others.length === 0 ? null : (
        <Card title={t('whatNow')}>
          <div className="zz-row">
            {others.map((step) => (
              <Button
                key={step.name}
                tone={step.tone === 'danger' ? 'danger' : 'plain'}
                expanded={step.name === chosen}
                onClick={() => setChosen((before) => (before === step.name ? null : step.name))}
              >
                {say(step.label)}
              </Button>
            ))}
          </div>
          {open === undefined ? null : (
            <div className="step-open" ref={box}>
              <h3>{say(open.label)}</h3>
              {form(open, true)}
            </div>
          )}
        </Card>
      )}
    </>
  );
}
