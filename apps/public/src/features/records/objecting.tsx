import { Button, Field, TextArea, useToast } from '@zhongzhi/ui';
import { invalidate, useDates, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { recordTexts } from './texts.ts';

export const MY_RECORD = 'my/record';
const LEAST = 4;

interface Objection {
  activity: string;
  about: 'record' | 'missing' | 'no-show';
  record?: string;
}

/** Says that a record is wrong or missing, or that one was there after all. */
export function Objecting({ name, ...objection }: Objection & { name: string }) {
  const t = useTexts(recordTexts);
  const dates = useDates();
  const tell = useToast();
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<string>();
  const isMissing = objection.about === 'missing';
  const send = (event: FormEvent) => {
    event.preventDefault();
    const isEnough = words.trim().length >= LEAST;
    setFault(isEnough ? undefined : t('objectFault'));
    if (!isEnough) return;
    attempt(async () => {
      const { dueAt } = await api.post<{ dueAt: string }>('/objections', {
        body: { ...objection, words: words.trim() },
      });
      setIsOpen(false);
      tell(t('sent', { time: dates.day(dueAt) }));
      invalidate(MY_RECORD);
      invalidate('my/service');
    });
  };
  if (!isOpen)
    return (
      <Button label={t(isMissing ? 'sayMissingOf' : 'objectOf', { name })} onClick={() => setIsOpen(true)}>
        {t(isMissing ? 'sayMissing' : 'object')}
      </Button>
    );
  return (
    <form className="zz-stack record-objecting" noValidate onSubmit={send}>
      <Field label={t('objectWords')} hint={t('objectHint')} required error={fault}>
        <TextArea value={words} onChange={setWords} most={500} rows={3} />
      </Field>
      <div className="zz-row">
        <Button type="submit" tone="main" busy={isBusy}>
          {t('send')}
        </Button>
        <Button onClick={() => setIsOpen(false)}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
