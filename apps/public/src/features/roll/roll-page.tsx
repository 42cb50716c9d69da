import { CHECK_WORDS, type Outcome } from '@zhongzhi/volunteering/contract';
import {
  Button,
  Card,
  EmptyState,
  Field,
  LinkButton,
  Loading,
  Notice,
  RadioCards,
  StatusTag,
  TextInput,
} from '@zhongzhi/ui';
import { useDates, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { Page, useSignInAddress } from '../../app/page.tsx';
import { search, withQueue, type KeptRoll, type Person, type QueuedScan, type Step } from './kept-roll.ts';
import { Scanner } from './scanner.tsx';
import { rollTexts } from './texts.ts';
import { useRoll, type Roll, type Settled } from './use-roll.ts';
import './roll.css';

const GOOD = new Set<Outcome>(['came', 'left']);
const toneOf = (outcome: Outcome) => (GOOD.has(outcome) ? 'good' : outcome === 'repeat' ? 'warn' : 'bad');

function Uploads({ roll: { queue, stuck } }: { roll: Roll }) {
  const t = useTexts(rollTexts);
  const signIn = useSignInAddress();
  if (queue.length === 0 && stuck === undefined) return <StatusTag tone="good">{t('nothingWaits')}</StatusTag>;
  return (
    <div className="zz-stack">
      <div className="zz-row">
        {queue.length === 0 ? null : <StatusTag tone="warn">{t('waiting', { count: queue.length })}</StatusTag>}
        {stuck?.why === 'offline' ? <StatusTag>{t('offline')}</StatusTag> : null}
      </div>
      {stuck?.why === 'refused' ? <Notice tone="bad">{t('stuck', { why: stuck.detail })}</Notice> : null}
      {stuck?.why === 'signed-out' ? <LinkButton href={signIn}>{t('signIn')}</LinkButton> : null}
    </div>
  );
}

function Last({ scan }: { scan: QueuedScan | undefined }) {
  const t = useTexts(rollTexts);
  const say = useSay();
  if (scan === undefined) return <p className="zz-quiet">{t('scanHint')}</p>;
  return (
    <div role="status">
      <Notice tone={toneOf(scan.outcome)}>
        <strong className="roll-name">{scan.name ?? t('unknown')}</strong>
        <div>{say(CHECK_WORDS[scan.outcome])}</div>
      </Notice>
    </div>
  );
}

function Typed({ onCode }: { onCode: (text: string) => void }) {
  const t = useTexts(rollTexts);
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onCode(text.trim());
    setText('');
  };
  return (
    <form className="zz-stack" noValidate onSubmit={send}>
      <Field label={t('typed')}>
        <TextInput value={text} onChange={setText} most={400} autoComplete="off" />
      </Field>
      <Button type="submit" block disabled={text.trim() === ''}>
        {t('take')}
      </Button>
    </form>
  );
}

function Found({ person, reason, step, roll }: { person: Person; reason: string; step: Step; roll: Roll }) {
  const t = useTexts(rollTexts);
  const words = t(step === 'in' ? 'callIn' : 'callOut');
  return (
    <li>
      <div>
        <strong>{person.name}</strong>
        <div className="zz-quiet">
          {person.phone} · {person.post}
        </div>
      </div>
      <Button
        label={t('callOf', { step: words, name: person.name })}
        disabled={reason.trim().length < 2}
        onClick={() => void roll.note({ person: person.person, reason: reason.trim() }, step)}
      >
        {words}
      </Button>
    </li>
  );
}

function Search({ kept, step, roll }: { kept: KeptRoll; step: Step; roll: Roll }) {
  const t = useTexts(rollTexts);
  const [words, setWords] = useState('');
  const [reason, setReason] = useState('');
  const found = search(kept.pack, words).slice(0, 20);
  return (
    <Card title={t('roll')}>
      <div className="zz-stack">
        <Field label={t('search')} hint={t('searchHint')}>
          <TextInput type="search" value={words} onChange={setWords} most={20} autoComplete="off" />
        </Field>
        {words.trim() === '' ? null : (
          <Field label={t('why')} hint={t('whyHint')} required>
            <TextInput value={reason} onChange={setReason} most={100} />
          </Field>
        )}
        {words.trim() !== '' && found.length === 0 ? <p className="zz-quiet">{t('nobody')}</p> : null}
        <ul className="roll-lines">
          {found.map((person) => (
            <Found key={`${person.person} ${person.shift}`} person={person} reason={reason} step={step} roll={roll} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Scans({ title, scans }: { title: string; scans: readonly Settled[] }) {
  const t = useTexts(rollTexts);
  const dates = useDates();
  const say = useSay();
  if (scans.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{title}</h2>
      <ul className="roll-lines">
        {scans.slice(0, 30).map((scan) => (
          <li key={scan.nonce}>
            <div>
              <strong>{scan.name ?? t('unknown')}</strong>
              <div className="zz-quiet">{dates.time(scan.at)}</div>
            </div>
            <span>{say(CHECK_WORDS[scan.said as Outcome])}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Counts({ kept, roll }: { kept: KeptRoll; roll: Roll }) {
  const t = useTexts(rollTexts);
  const dates = useDates();
  const known = [...roll.settled, ...roll.queue];
  const people = kept.pack.people.map((person) => withQueue(person, known));
  const present = people.filter(({ cameAt, leftAt }) => cameAt !== null && leftAt === null).length;
  return (
    <div className="zz-row">
      <StatusTag>{t('expected', { count: people.length })}</StatusTag>
      <StatusTag tone="good">{t('present', { count: present })}</StatusTag>
      <span className="zz-quiet">{t('kept', { time: dates.time(kept.pack.now) })}</span>
    </div>
  );
}

function Checking({ kept, roll }: { kept: KeptRoll; roll: Roll }) {
  const t = useTexts(rollTexts);
  const [step, setStep] = useState<Step>('in');
  const take = (code: string) => void roll.note({ code }, step);
  return (
    <div className="zz-stack is-loose">
      <div className="zz-stack">
        <strong>{kept.pack.activity.title}</strong>
        <Counts kept={kept} roll={roll} />
        <Uploads roll={roll} />
      </div>
      <Card>
        <div className="zz-stack">
          <Field label={t('step')} group required>
            <RadioCards
              inline
              value={step}
              onChange={setStep}
              options={[
                { value: 'in', label: t('in') },
                { value: 'out', label: t('out') },
              ]}
            />
          </Field>
          <Last scan={roll.last} />
          <Scanner onCode={take} />
          <Typed onCode={take} />
        </div>
      </Card>
      <Search kept={kept} step={step} roll={roll} />
      <Scans
        title={t('duplicates')}
        scans={roll.settled.filter(({ said, outcome }) => said === 'repeat' && outcome !== 'repeat')}
      />
      <Scans
        title={t('failed')}
        scans={roll.settled.filter(({ said }) => !GOOD.has(said as Outcome) && said !== 'repeat')}
      />
    </div>
  );
}

/** The checker's phone at the place; it asks for no session, so that it opens without a network too. */
export function RollPage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(rollTexts);
  const signIn = useSignInAddress();
  const roll = useRoll(values['id'] ?? '');
  return (
    <Page title={t('title')} about={t('about')}>
      {roll.roll !== undefined ? (
        <Checking kept={roll.roll} roll={roll} />
      ) : roll.isMissing ? (
        <EmptyState icon="people" title={roll.stuck?.why === 'refused' ? roll.stuck.detail : t('noPack')}>
          {roll.stuck?.why === 'signed-out' ? (
            <LinkButton tone="main" href={signIn}>
              {t('signIn')}
            </LinkButton>
          ) : null}
        </EmptyState>
      ) : (
        <Loading />
      )}
    </Page>
  );
}
