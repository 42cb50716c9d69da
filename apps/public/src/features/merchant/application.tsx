import { Button, Card, Field, Notice, StatusTag, TextArea, TextInput, type Tone } from '@zhongzhi/ui';
import { invalidate, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { merchantTexts } from './texts.ts';
import type { Shop } from './types.ts';

const TONES: Readonly<Record<Shop['status'], Tone>> = {
  review: 'info',
  active: 'good',
  paused: 'warn',
  refused: 'bad',
};

/** How an application stands, with the reason where there is one. */
export function ApplicationState({ shop: { name, status, reason } }: { shop: Shop }) {
  const t = useTexts(merchantTexts);
  return (
    <Card title={name} aside={<StatusTag tone={TONES[status]}>{t(`status.${status}`)}</StatusTag>}>
      {status === 'review' ? <p>{t('inReview')}</p> : null}
      {status === 'paused' ? <Notice tone="warn">{t('paused', { reason: reason ?? '' })}</Notice> : null}
      {status === 'refused' ? <Notice tone="warn">{t('refused', { reason: reason ?? '' })}</Notice> : null}
    </Card>
  );
}

const LEAST = 2;

/** Asks to join in the name of a unit, or asks again with what was put right. */
export function Application({
  unit,
  before,
  onDone,
}: {
  unit: { id: string; name: string };
  before?: Shop;
  onDone: () => void;
}) {
  const t = useTexts(merchantTexts);
  const { isBusy, attempt } = useAttempt();
  const [address, setAddress] = useState(before?.address ?? '');
  const [intro, setIntro] = useState(before?.intro ?? '');
  const [isChecked, setIsChecked] = useState(false);
  const errorOf = (value: string) => (isChecked && value.trim().length < LEAST ? { error: t('tooShort') } : {});
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (address.trim().length < LEAST || intro.trim().length < LEAST) return;
    attempt(async () => {
      await api.post('/merchants', { body: { unit: unit.id, address: address.trim(), intro: intro.trim() } });
      invalidate('my/merchants');
      onDone();
    }, t('applied'));
  };
  return (
    <Card title={t('applyFor', { name: unit.name })}>
      <form className="zz-stack" noValidate onSubmit={send}>
        <p className="zz-quiet">{t('applyAbout')}</p>
        <Field label={t('address')} hint={t('addressHint')} required {...errorOf(address)}>
          <TextInput value={address} onChange={setAddress} most={100} autoComplete="street-address" />
        </Field>
        <Field label={t('intro')} hint={t('introHint')} required {...errorOf(intro)}>
          <TextArea value={intro} onChange={setIntro} most={300} rows={3} />
        </Field>
        <Button type="submit" tone="main" block busy={isBusy}>
          {t(before === undefined ? 'apply' : 'applyAgain')}
        </Button>
      </form>
    </Card>
  );
}
