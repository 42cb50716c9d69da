import type { ConsentState } from '@zhongzhi/privacy/contract';
import type { MyVolunteering } from '@zhongzhi/volunteers/contract';
import { Button, Card, Checkbox, Field, Notice, TextInput } from '@zhongzhi/ui';
import { invalidate, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { profileTexts } from './texts.ts';

const PURPOSE = 'directory.id-number';

function Fill({ consent }: { consent: ConsentState }) {
  const t = useTexts(profileTexts);
  const { isBusy, attempt } = useAttempt();
  const [idNumber, setIdNumber] = useState('');
  const [agrees, setAgrees] = useState(consent.state === 'given');
  const [isChecked, setIsChecked] = useState(false);
  const isWhole = /^\d{17}[\dXx]$/u.test(idNumber.trim());
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (!agrees || !isWhole) return;
    attempt(async () => {
      if (consent.state !== 'given')
        await api.post('/me/consents', { body: { purpose: PURPOSE, decision: 'given', textHash: consent.textHash } });
      await api.put('/volunteer/id-number', { body: { idNumber: idNumber.trim() } });
      invalidate('volunteer');
      invalidate('consents');
    }, t('saved'));
  };
  return (
    <form className="zz-stack" noValidate onSubmit={send}>
      <Notice tone="info">{consent.words}</Notice>
      <Field
        label={t('idNumberConsent')}
        required
        group
        error={isChecked && !agrees ? t('idNumberConsentFault') : undefined}
      >
        <Checkbox checked={agrees} onChange={setAgrees}>
          {t('agree')}
        </Checkbox>
      </Field>
      <Field label={t('idNumberField')} required error={isChecked && !isWhole ? t('idNumberFault') : undefined}>
        <TextInput value={idNumber} onChange={setIdNumber} most={18} autoComplete="off" />
      </Field>
      <Button type="submit" block busy={isBusy}>
        {t('save')}
      </Button>
    </form>
  );
}

function Asked() {
  const loaded = useLoad<{ items: readonly ConsentState[] }>('consents', (signal) =>
    api.get('/me/consents', { signal }),
  );
  return (
    <Await of={loaded}>
      {({ items }) => {
        const consent = items.find(({ purpose }) => purpose === PURPOSE);
        return consent === undefined ? null : <Fill consent={consent} />;
      }}
    </Await>
  );
}

/** The ID number, for the few things that need a real name, after words and a consent of its own. */
export function IdNumber({ own }: { own: MyVolunteering['own'] }) {
  const t = useTexts(profileTexts);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card title={t('idNumber')}>
      <div className="zz-stack">
        <p className="zz-quiet">
          {t(own.hasIdNumber ? 'idNumberHave' : own.isMinor ? 'idNumberMinor' : 'idNumberAbout')}
        </p>
        {own.hasIdNumber || own.isMinor ? null : isOpen ? (
          <Asked />
        ) : (
          <div>
            <Button onClick={() => setIsOpen(true)}>{t('idNumberFill')}</Button>
          </div>
        )}
      </div>
    </Card>
  );
}
