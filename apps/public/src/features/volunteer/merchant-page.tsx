import { Button, Card, Field, Notice, TextInput } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { volunteerTexts } from './texts.ts';

interface Merchant {
  id: string;
  name: string;
  address: string;
}

const DIGITS = /^\d{8}$/u;

function Take({ merchant }: { merchant: Merchant }) {
  const t = useTexts(volunteerTexts);
  const { isBusy, attempt } = useAttempt();
  const [code, setCode] = useState('');
  const [took, setTook] = useState<{ item: string; beans: number }>();
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTook(undefined);
    if (DIGITS.test(code))
      attempt(async () => {
        setTook(await api.post<{ item: string; beans: number }>(`/merchants/${merchant.id}/codes`, { body: { code } }));
        setCode('');
      });
  };
  return (
    <Card title={merchant.name}>
      <form className="zz-stack" noValidate onSubmit={send}>
        <p className="zz-quiet">{merchant.address}</p>
        <Field label={t('digits')} required>
          <TextInput value={code} onChange={setCode} most={8} inputMode="numeric" autoComplete="off" />
        </Field>
        <Button type="submit" tone="main" block busy={isBusy} disabled={!DIGITS.test(code)}>
          {t('takeCode')}
        </Button>
        {took === undefined ? null : <Notice tone="good">{t('took', took)}</Notice>}
      </form>
    </Card>
  );
}

function Own() {
  const t = useTexts(volunteerTexts);
  const loaded = useLoad<{ items: readonly Merchant[] }>('my/merchants', (signal) =>
    api.get('/my/merchants', { signal }),
  );
  return (
    <Await of={loaded}>
      {({ items }) =>
        items.length === 0 ? (
          <Notice>{t('noMerchant')}</Notice>
        ) : (
          <div className="zz-stack">
            {items.map((merchant) => (
              <Take key={merchant.id} merchant={merchant} />
            ))}
          </div>
        )
      }
    </Await>
  );
}

/** A merchant takes the codes that customers show. */
export function MerchantPage() {
  const t = useTexts(volunteerTexts);
  return (
    <Page title={t('merchant')} about={t('merchantAbout')}>
      <SignedIn>{() => <Own />}</SignedIn>
    </Page>
  );
}
