import type { ActivityRecords, OpenObjection } from '@zhongzhi/volunteering/contract';
import { Button, Card, Field, StatusTag, TextArea } from '@zhongzhi/ui';
import { invalidate, useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { Corrections } from './corrections.tsx';
import { EnterCard } from './enter-card.tsx';
import { EvaluationCard } from './evaluation-card.tsx';
import { organiseTexts } from './texts.ts';

const OPEN = 'objections/open';

function Answering({ objection }: { objection: OpenObjection }) {
  const t = useTexts(organiseTexts);
  const dates = useDates();
  const { isBusy, attempt } = useAttempt();
  const [answer, setAnswer] = useState('');
  const [fault, setFault] = useState<string>();
  const send = (upheld: boolean) => {
    const isEmpty = answer.trim().length < 2;
    setFault(isEmpty ? t('answerFault') : undefined);
    if (isEmpty) return;
    attempt(async () => {
      await api.post(`/objections/${objection.id}/answer`, { body: { upheld, answer: answer.trim() } });
      invalidate(OPEN);
      invalidate('activities');
    }, t('answered'));
  };
  return (
    <li>
      <span>
        <strong>{objection.personName}</strong> · {t(`about.${objection.about}`)}{' '}
        <StatusTag tone={objection.isOverdue ? 'bad' : 'warn'}>
          {objection.isOverdue ? t('late') : t('answerBy', { time: dates.day(objection.dueAt) })}
        </StatusTag>
        <br />
        {objection.words}
      </span>
      <div className="zz-stack organise-form">
        <Field label={t('answer')} hint={t('upholdHint')} required error={fault}>
          <TextArea value={answer} onChange={setAnswer} most={500} rows={2} />
        </Field>
        <div className="zz-row">
          <Button busy={isBusy} onClick={() => send(true)}>
            {t('uphold')}
          </Button>
          <Button busy={isBusy} onClick={() => send(false)}>
            {t('reject')}
          </Button>
        </div>
      </div>
    </li>
  );
}

function Answers({ activity }: { activity: string }) {
  const t = useTexts(organiseTexts);
  const { data } = useLoad<{ items: readonly OpenObjection[] }>(OPEN, (signal) => api.get('/objections', { signal }));
  const items = (data?.items ?? []).filter((one) => one.activity === activity);
  if (items.length === 0) return null;
  return (
    <Card title={t('objections')}>
      <ul className="organise-lines">
        {items.map((one) => (
          <Answering key={one.id} objection={one} />
        ))}
      </ul>
    </Card>
  );
}

/** After the confirmation: objections, the evaluation, service that is entered, and corrections. */
export function AfterConfirmation({
  activity,
  records,
  onDone,
}: {
  activity: string;
  records: ActivityRecords;
  onDone: () => void;
}) {
  return (
    <>
      <Answers activity={activity} />
      <EvaluationCard activity={activity} records={records} onDone={onDone} />
      <EnterCard activity={activity} records={records} onDone={onDone} />
      <Corrections records={records} onDone={onDone} />
    </>
  );
}
