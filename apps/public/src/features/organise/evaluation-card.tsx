import type { ActivityRecords } from '@zhongzhi/volunteering/contract';
import { Button, Card, Field, RadioCards, TextArea, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { organiseTexts } from './texts.ts';

type Outcome = 'well' | 'done' | 'not-done';
interface Exception {
  person: string;
  name: string;
  outcome: Outcome;
  words: string;
}
const OUTCOMES: readonly Outcome[] = ['well', 'done', 'not-done'];
const SHOWN = 20;

function OutcomeField({ value, onChange }: { value: Outcome; onChange: (outcome: Outcome) => void }) {
  const t = useTexts(organiseTexts);
  return (
    <Field label={t('outcome')} group required>
      <RadioCards
        inline
        value={value}
        onChange={onChange}
        options={OUTCOMES.map((one) => ({ value: one, label: t(one) }))}
      />
    </Field>
  );
}

function ExceptionOf({
  name,
  onMark,
  onCancel,
}: {
  name: string;
  onMark: (outcome: Outcome, words: string) => void;
  onCancel: () => void;
}) {
  const t = useTexts(organiseTexts);
  const [outcome, setOutcome] = useState<Outcome>('done');
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<string>();
  const mark = () => {
    const isEmpty = words.trim().length < 2;
    setFault(isEmpty ? t('wordsFault') : undefined);
    if (!isEmpty) onMark(outcome, words.trim());
  };
  return (
    <div className="zz-stack organise-form" role="group" aria-label={name}>
      <OutcomeField value={outcome} onChange={setOutcome} />
      <Field label={t('wordsNeeded')} required error={fault}>
        <TextArea value={words} onChange={setWords} most={300} rows={2} />
      </Field>
      <div className="zz-row">
        <Button onClick={mark}>{t('keep')}</Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </div>
  );
}

interface DifferProps {
  served: ReadonlyMap<string, { name: string; outcome: Outcome | null }>;
  marked: readonly Exception[];
  onChange: (marked: readonly Exception[]) => void;
}

function Differ({ served, marked, onChange }: DifferProps) {
  const t = useTexts(organiseTexts);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const wanted = text.trim();
  const found =
    wanted === ''
      ? []
      : [...served]
          .filter(([person, { name }]) => name.includes(wanted) && marked.every((one) => one.person !== person))
          .slice(0, SHOWN);
  return (
    <>
      <Field label={t('findEvaluated')}>
        <TextInput value={text} onChange={setText} type="search" most={20} />
      </Field>
      <ul className="organise-lines">
        {found.map(([person, { name, outcome }]) => (
          <li key={person}>
            <span>
              <strong>{name}</strong> {outcome === null ? '' : t(outcome)}
            </span>
            {chosen === person ? (
              <ExceptionOf
                name={name}
                onMark={(of, words) => {
                  onChange([...marked, { person, name, outcome: of, words }]);
                  setChosen(undefined);
                  setText('');
                }}
                onCancel={() => setChosen(undefined)}
              />
            ) : (
              <Button label={t('markOf', { name })} onClick={() => setChosen(person)}>
                {t('mark')}
              </Button>
            )}
          </li>
        ))}
        {marked.map((one) => (
          <li key={`marked ${one.person}`}>
            <span>
              <strong>{one.name}</strong> {t(one.outcome)} · {one.words}
            </span>
            <Button
              label={t('removeOf', { name: one.name })}
              onClick={() => onChange(marked.filter((other) => other !== one))}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Evaluates the service of everyone in one act, exceptions in words. */
export function EvaluationCard({
  activity,
  records,
  onDone,
}: {
  activity: string;
  records: ActivityRecords;
  onDone: () => void;
}) {
  const t = useTexts(organiseTexts);
  const { isBusy, attempt } = useAttempt();
  const [outcome, setOutcome] = useState<Outcome>('done');
  const [words, setWords] = useState('');
  const [marked, setMarked] = useState<readonly Exception[]>([]);
  const served = new Map(
    records.records
      .filter(({ stands }) => stands !== 'annulled')
      .map(({ person, name, outcome: of }) => [person, { name, outcome: of }]),
  );
  if (served.size === 0) return null;
  const send = () =>
    attempt(
      async () => {
        await api.post(`/activities/${activity}/evaluation`, {
          body: {
            outcome,
            ...(words.trim() === '' ? {} : { words: words.trim() }),
            exceptions: marked.map(({ name: _name, ...one }) => one),
          },
        });
        setMarked([]);
        setWords('');
        onDone();
      },
      t('evaluated', { evaluated: records.needsEvaluation ? served.size : marked.length }),
    );
  return (
    <Card title={t('evaluate')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t(records.needsEvaluation ? 'evaluateAbout' : 'allEvaluated')}</p>
        {records.needsEvaluation ? (
          <>
            <OutcomeField value={outcome} onChange={setOutcome} />
            <Field label={t('words')}>
              <TextArea value={words} onChange={setWords} most={300} rows={2} />
            </Field>
          </>
        ) : null}
        <Differ served={served} marked={marked} onChange={setMarked} />
        {records.needsEvaluation || marked.length > 0 ? (
          <Button tone={records.needsEvaluation ? 'main' : 'plain'} block busy={isBusy} onClick={send}>
            {t(records.needsEvaluation ? 'evaluateAll' : 'save')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}
