import { hours, type CertificateCheck } from '@zhongzhi/certificates/contract';
import { Button, Card, Field, LinkButton, Notice, TextInput } from '@zhongzhi/ui';
import { useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await, Page } from '../../app/page.tsx';
import { Facts } from '../cases/facts.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { Parts } from './certificates-page.tsx';
import { certificateTexts } from './texts.ts';
import './certificates.css';

const SAID = {
  valid: ['valid', 'good'],
  revoked: ['wasRevoked', 'bad'],
  expired: ['expired', 'bad'],
  corrected: ['corrected', 'warn'],
} as const;

function Holder({ id }: { id: string }) {
  const t = useTexts(certificateTexts);
  const [said, setSaid] = useState('');
  const [matches, setMatches] = useState<boolean>();
  const { isBusy, attempt } = useAttempt();
  const compare = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      const answer = await api.post<{ matches: boolean }>(`/certificates/${id}/holder`, {
        body: { holder: said.trim() },
      });
      setMatches(answer.matches);
    });
  };
  const change = (value: string) => {
    setSaid(value);
    setMatches(undefined);
  };
  return (
    <Card title={t('holder')}>
      <form className="zz-stack" noValidate onSubmit={compare}>
        <p className="zz-quiet">{t('noName')}</p>
        <Field label={t('holderHint')} required>
          <TextInput value={said} onChange={change} most={60} autoComplete="off" />
        </Field>
        {matches === undefined ? null : (
          <Notice tone={matches ? 'good' : 'bad'}>{t(matches ? 'matches' : 'differs')}</Notice>
        )}
        <Button type="submit" block busy={isBusy} disabled={said.trim() === ''}>
          {t('compare')}
        </Button>
      </form>
    </Card>
  );
}

function Verdict({ id, found }: { id: string; found: CertificateCheck }) {
  const t = useTexts(certificateTexts);
  const dates = useDates();
  const [words, tone] = SAID[found.verdict];
  return (
    <div className="zz-stack is-loose">
      {found.isWhole === false ? <Notice tone="bad">{t('altered')}</Notice> : null}
      <Notice tone={tone}>
        <strong>{t(words)}</strong>
      </Notice>
      <Card>
        <Facts
          items={[
            [t('number'), found.number],
            [t('issuer'), found.unitName],
            [t('period'), `${found.from} – ${found.to}`],
            [
              t('time'),
              `${t('timeOf', { hours: hours(found.timedMinutes + found.enteredMinutes) })}${found.enteredMinutes === 0 ? '' : ` · ${t('entered', { hours: hours(found.enteredMinutes) })}`}`,
            ],
            [t('issuedOn'), dates.day(found.issuedAt)],
            ...(found.validUntil === null ? [] : [[t('validUntil'), dates.day(found.validUntil)] as const]),
            [t('contact'), found.contact],
            ...(found.reason === null ? [] : [[t('why'), found.reason] as const]),
          ]}
        />
      </Card>
      <Holder id={id} />
      <section className="zz-stack">
        <h2>{t('content')}</h2>
        <Parts parts={found.records} />
      </section>
      <LinkButton href={`/api/v1/certificates/${id}/credential`} download="certificate.json">
        {t('credential')}
      </LinkButton>
    </div>
  );
}

/** The public page on which anybody checks a certificate, without signing in. */
export function CheckCertificatePage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(certificateTexts);
  const id = values['id'] ?? '';
  const [short] = useState(() => location.hash.slice(1));
  const path = `/certificates/${id}/check${short === '' ? '' : `?short=${encodeURIComponent(short.slice(0, 8))}`}`;
  const loaded = useLoad<CertificateCheck>(path, (signal) => api.get(path, { signal }));
  return (
    <Page title={t('checkTitle')}>
      <Await of={loaded}>{(found) => <Verdict id={id} found={found} />}</Await>
    </Page>
  );
}
