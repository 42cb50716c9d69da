import { Button, Card, Field, Notice, StatusTag, TextInput } from '@zhongzhi/ui';
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

interface StatementLine {
  id: string;
  number: string;
  from: string;
  to: string;
  beans: number;
  redemptions: number;
  paidAt: string | null;
}

/** What the district settles with the merchant, period by period; each statement can be saved and signed. */
function Statements() {
  const t = useTexts(volunteerTexts);
  const { isBusy, attempt } = useAttempt();
  const { data } = useLoad<{ items: readonly StatementLine[] }>('my/statements', (signal) =>
    api.get('/my/statements', { signal }),
  );
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const save = (id: string) =>
    attempt(async () => {
      const file = await api.get<{ fileName: string; mediaType: string; content: string }>(
        `/beans/statements/${id}/file`,
        { query: { format: 'pdf' } },
      );
      const link = document.createElement('a');
      link.href = `data:${file.mediaType};base64,${file.content}`;
      link.download = file.fileName;
      link.click();
    });
  return (
    <section className="zz-stack">
      <h2>{t('statements')}</h2>
      <ul className="volunteer-lines">
        {items.map((one) => (
          <li key={one.id}>
            <div>
              <strong>
                {one.from} – {one.to}
              </strong>
              <div className="zz-quiet">
                {one.number} · {t('statementOf', { count: one.redemptions, beans: one.beans })}
              </div>
              <StatusTag tone={one.paidAt === null ? 'warn' : 'good'}>
                {t(one.paidAt === null ? 'unpaid' : 'paid')}
              </StatusTag>
            </div>
            <Button busy={isBusy} label={t('saveOf', { number: one.number })} onClick={() => save(one.id)}>
              {t('save')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
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
            <Statements />
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
