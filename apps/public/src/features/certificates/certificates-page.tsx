import {
  hours,
  type CertificateCard,
  type CertificatePreview,
  type ServedUnitLine,
} from '@zhongzhi/certificates/contract';
import { Button, Card, Field, LinkButton, Notice, Select, StatusTag, TextInput } from '@zhongzhi/ui';
import { invalidate, useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { certificateTexts } from './texts.ts';
import './certificates.css';

const MINE = 'my/certificates';
const TONES = { posted: 'warn', issued: 'good', refused: 'bad', revoked: 'bad' } as const;

function Line({ card }: { card: CertificateCard }) {
  const t = useTexts(certificateTexts);
  const dates = useDates();
  return (
    <Card
      title={card.unitName}
      aside={
        <StatusTag tone={TONES[card.state]}>
          {t(card.state, { day: card.postedUntil === null ? '' : dates.day(card.postedUntil) })}
        </StatusTag>
      }
    >
      <p>
        {card.from} – {card.to} · {t('timeOf', { hours: hours(card.timedMinutes + card.enteredMinutes) })}
      </p>
      {card.number === null ? null : <p className="zz-quiet">{card.number}</p>}
      {card.reason === null ? null : <p>{card.reason}</p>}
      {card.state === 'issued' ? (
        <div className="zz-row">
          <LinkButton tone="main" href={`/api/v1/certificates/${card.id}/paper`} download="certificate.pdf">
            {t('paper')}
          </LinkButton>
          <LinkButton href={`/api/v1/certificates/${card.id}/credential`} download="certificate.json">
            {t('credential')}
          </LinkButton>
          <LinkButton href={`/v/${card.id}`}>{t('checkIt')}</LinkButton>
        </div>
      ) : null}
    </Card>
  );
}

interface Asked {
  readonly unit: string;
  readonly from: string;
  readonly to: string;
}

const periodOf = ({ unit, from, to }: Asked) => ({
  unit,
  ...(from === '' ? {} : { from }),
  ...(to === '' ? {} : { to }),
});

function Preview({ asked, onDone }: { asked: Asked; onDone: () => void }) {
  const t = useTexts(certificateTexts);
  const say = useSay();
  const { isBusy, attempt } = useAttempt();
  const query = new URLSearchParams(periodOf(asked)).toString();
  const loaded = useLoad<CertificatePreview>(`certificates/preview?${query}`, (signal) =>
    api.get(`/certificates/preview?${query}`, { signal }),
  );
  const send = () =>
    attempt(async () => {
      await api.post('/certificates', { body: periodOf(asked) });
      invalidate(MINE);
      onDone();
    }, t('sent'));
  return (
    <Await of={loaded}>
      {({ records, missing, timedMinutes, enteredMinutes, postingDays }) => (
        <div className="zz-stack">
          <p>
            <strong>{t('would', { count: records.length, hours: hours(timedMinutes + enteredMinutes) })}</strong>
            {enteredMinutes === 0 ? null : <> · {t('entered', { hours: hours(enteredMinutes) })}</>}
          </p>
          <Parts parts={records} />
          {missing.length === 0 ? null : (
            <Notice tone="warn">
              <strong>{t('missing')}</strong>
              <ul className="certificate-missing">
                {missing.map((one) => (
                  <li key={`${one.servedOn} ${one.activityName}`}>
                    {one.servedOn} {one.activityName}：{say(one.text)}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          {postingDays === 0 ? null : <p className="zz-quiet">{t('posting', { days: postingDays })}</p>}
          <Button tone="main" block busy={isBusy} disabled={records.length === 0} onClick={send}>
            {t('send')}
          </Button>
        </div>
      )}
    </Await>
  );
}

/** The service that a certificate lists. */
export function Parts({ parts }: { parts: CertificatePreview['records'] }) {
  const t = useTexts(certificateTexts);
  return (
    <ul className="certificate-parts">
      {parts.map((part, index) => (
        <li key={`${index} ${part.servedOn}`}>
          <div>
            <strong>{part.activityName}</strong>
            <div className="zz-quiet">
              {part.servedOn} · {part.place}
            </div>
            <div>{part.content}</div>
          </div>
          <strong>{t('minutes', { hours: hours(part.minutes) })}</strong>
        </li>
      ))}
    </ul>
  );
}

function Ask({ units }: { units: readonly ServedUnitLine[] }) {
  const t = useTexts(certificateTexts);
  const [asked, setAsked] = useState<Asked>({ unit: units[0]?.unit ?? '', from: '', to: '' });
  const [shown, setShown] = useState<Asked>();
  const set = (key: keyof Asked) => (value: string) => {
    setAsked({ ...asked, [key]: value });
    setShown(undefined);
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    setShown(asked);
  };
  return (
    <Card title={t('ask')}>
      <form className="zz-stack" noValidate onSubmit={look}>
        <Field label={t('unit')} required>
          <Select
            value={asked.unit}
            onChange={set('unit')}
            options={units.map(({ unit, unitName, records, minutes }) => ({
              value: unit,
              label: `${unitName}（${t('would', { count: records, hours: hours(minutes) })}）`,
            }))}
          />
        </Field>
        <div className="certificate-days">
          <Field label={t('from')}>
            <TextInput type="date" value={asked.from} onChange={set('from')} />
          </Field>
          <Field label={t('to')}>
            <TextInput type="date" value={asked.to} onChange={set('to')} />
          </Field>
        </div>
        {shown === undefined ? (
          <Button type="submit" block>
            {t('look')}
          </Button>
        ) : null}
      </form>
      {shown === undefined ? null : <Preview asked={shown} onDone={() => setShown(undefined)} />}
    </Card>
  );
}

function Mine() {
  const t = useTexts(certificateTexts);
  const units = useLoad<{ items: readonly ServedUnitLine[] }>('certificates/units', (signal) =>
    api.get('/certificates/units', { signal }),
  );
  const mine = useLoad<{ items: readonly CertificateCard[] }>(MINE, (signal) =>
    api.get('/my/certificates', { signal }),
  );
  return (
    <div className="zz-stack is-loose">
      <Await of={units}>
        {({ items }) => (items.length === 0 ? <Notice>{t('noUnits')}</Notice> : <Ask units={items} />)}
      </Await>
      <section className="zz-stack">
        <h2>{t('mine')}</h2>
        <Await of={mine}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="zz-quiet">{t('none')}</p>
            ) : (
              items.map((card) => <Line key={card.id} card={card} />)
            )
          }
        </Await>
      </section>
    </div>
  );
}

/** A volunteer's own certificates, and asking for one. */
export function CertificatesPage() {
  const t = useTexts(certificateTexts);
  return (
    <Page title={t('title')} about={t('about')}>
      <SignedIn>{() => <Mine />}</SignedIn>
    </Page>
  );
}
