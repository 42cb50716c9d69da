import type { ActivityRecords } from '@zhongzhi/volunteering/contract';
import { Button, Card, Field, RadioCards, StatusTag, TextArea, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { minutesIn } from './exception-form.tsx';
import { organiseTexts } from './texts.ts';

type RecordLine = ActivityRecords['records'][number];
type Way = 'fewer' | 'annulService' | 'annulOther';
const SHOWN = 20;
const DAY_MINUTES = 1_440;

function CorrectionForm({
  record,
  onDone,
  onCancel,
}: {
  record: RecordLine;
  onDone: () => void;
  onCancel: () => void;
}) {
  const t = useTexts(organiseTexts);
  const { isBusy, attempt } = useAttempt();
  const [way, setWay] = useState<Way>('fewer');
  const [minutes, setMinutes] = useState(String(record.minutes));
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const most = record.class === 'timed' ? record.minutes : DAY_MINUTES;
  const given = minutesIn(minutes, 0, most);
  const minutesFault = way === 'fewer' && given === undefined ? t('minutesFault', { least: 0, most }) : undefined;
  const reasonFault = reason.trim().length < 2 ? t('reasonFault') : undefined;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (minutesFault !== undefined || reasonFault !== undefined) return;
    const words = way === 'annulService' ? t('annulReason', { reason: reason.trim() }) : reason.trim();
    attempt(async () => {
      await api.post(`/service-records/${record.record}/corrections`, {
        body: { ...(way === 'fewer' ? { minutes: given } : { annul: true }), reason: words },
      });
      onDone();
    }, t('corrected'));
  };
  return (
    <form className="zz-stack organise-form" noValidate onSubmit={send}>
      <Field label={t('what')} group required>
        <RadioCards
          value={way}
          onChange={setWay}
          options={[
            { value: 'fewer', label: t('fewer'), ...(record.class === 'timed' ? { hint: t('timedHint') } : {}) },
            { value: 'annulService', label: t('annulService') },
            { value: 'annulOther', label: t('annulOther') },
          ]}
        />
      </Field>
      {way === 'fewer' ? (
        <Field label={t('minutes')} required error={isTried ? minutesFault : undefined}>
          <TextInput value={minutes} onChange={setMinutes} inputMode="numeric" most={4} />
        </Field>
      ) : null}
      <Field label={t('reason')} required error={isTried ? reasonFault : undefined}>
        <TextArea value={reason} onChange={setReason} most={280} rows={2} />
      </Field>
      <div className="zz-row">
        <Button type="submit" tone={way === 'fewer' ? 'main' : 'danger'} busy={isBusy}>
          {t('save')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

function Line({ record, onDone }: { record: RecordLine; onDone: () => void }) {
  const t = useTexts(organiseTexts);
  const [isOpen, setIsOpen] = useState(false);
  const done = () => {
    setIsOpen(false);
    onDone();
  };
  return (
    <li>
      <span>
        <strong>{record.name}</strong> {t('minutesOf', { minutes: record.minutes })}{' '}
        <StatusTag>{t(record.class === 'timed' ? 'timed' : 'byHand')}</StatusTag>{' '}
        {record.stands === 'annulled' ? <StatusTag tone="bad">{t('annulled')}</StatusTag> : null}
        {record.stands.startsWith('needs') ? <StatusTag tone="warn">{t('waits')}</StatusTag> : null}
      </span>
      {record.stands === 'annulled' ? null : isOpen ? (
        <CorrectionForm record={record} onDone={done} onCancel={() => setIsOpen(false)} />
      ) : (
        <Button label={t('correctOf', { name: record.name })} onClick={() => setIsOpen(true)}>
          {t('correct')}
        </Button>
      )}
    </li>
  );
}

/** Records are corrected one by one, found by name. */
export function Corrections({ records: { records }, onDone }: { records: ActivityRecords; onDone: () => void }) {
  const t = useTexts(organiseTexts);
  const [text, setText] = useState('');
  const wanted = text.trim();
  if (records.length === 0) return null;
  return (
    <Card title={t('records')}>
      <div className="zz-stack">
        <Field label={t('search')} hint={t('recordsAbout')} required>
          <TextInput value={text} onChange={setText} type="search" most={20} />
        </Field>
        <ul className="organise-lines">
          {wanted === ''
            ? null
            : records
                .filter(({ name }) => name.includes(wanted))
                .slice(0, SHOWN)
                .map((record) => <Line key={record.record} record={record} onDone={onDone} />)}
        </ul>
      </div>
    </Card>
  );
}
