import type { ActivityInFull, CheckAnswer } from '@zhongzhi/volunteering/contract';
import {
  Button,
  Card,
  Field,
  LinkButton,
  RadioCards,
  StatusTag,
  TextInput,
  useNow,
  useToast,
  type Tone,
} from '@zhongzhi/ui';
import { newUuid, useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { PlanPart } from '../plan/organise-part.tsx';
import { Confirmation } from '../organise/confirmation.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { ScreenCode } from './screen-code.tsx';
import { volunteerTexts } from './texts.ts';
import './volunteer.css';

interface Person {
  person: string;
  shift: string;
  post: string;
  name: string;
  masked: string;
  cameAt: string | null;
  leftAt: string | null;
  state: 'expected' | 'present' | 'left' | 'pending' | 'confirmed' | 'no-show';
}

interface Roll {
  counts: { expected: number; present: number; left: number; pending: number; confirmed: number };
  people: readonly Person[];
}

const STATE_WORDS = {
  expected: ['stateExpected', 'plain'],
  present: ['statePresent', 'good'],
  left: ['stateLeft', 'info'],
  pending: ['statePending', 'warn'],
  confirmed: ['stateConfirmed', 'good'],
  'no-show': ['stateNoShow', 'bad'],
} as const satisfies Record<Person['state'], readonly [string, Tone]>;

function PersonLine({ activity, person, onDone }: { activity: string; person: Person; onDone: () => void }) {
  const t = useTexts(volunteerTexts);
  const say = useSay();
  const tell = useToast();
  const { isBusy, attempt } = useAttempt();
  const [word, tone] = STATE_WORDS[person.state];
  const step = person.cameAt === null ? 'in' : 'out';
  const call = () =>
    attempt(async () => {
      // Without a time of its own: the platform's clock counts, not this phone's.
      const scan = { nonce: newUuid(), person: person.person, step, reason: t('callReason') };
      const { results } = await api.post<{ results: readonly CheckAnswer[] }>(`/activities/${activity}/scans`, {
        body: { scans: [scan] },
      });
      for (const { outcome, text } of results)
        tell(say(text), outcome === 'came' || outcome === 'left' ? undefined : 'bad');
      onDone();
    });
  return (
    <li>
      <div>
        <strong>{person.name}</strong> <span className="zz-quiet">{person.post}</span>{' '}
        <StatusTag tone={tone}>{t(word)}</StatusTag>
      </div>
      {person.leftAt === null ? (
        <Button busy={isBusy} label={t(step === 'in' ? 'callInOf' : 'callOutOf', { name: person.name })} onClick={call}>
          {t(step === 'in' ? 'callIn' : 'callOut')}
        </Button>
      ) : null}
    </li>
  );
}

function RollCard({ activity }: { activity: string }) {
  const t = useTexts(volunteerTexts);
  const [text, setText] = useState('');
  const loaded = useLoad<Roll>(`activities/${activity}/roll`, (signal) =>
    api.get(`/activities/${activity}/roll`, { signal }),
  );
  const wanted = text.trim();
  return (
    <Card title={t('roll')}>
      <Await of={loaded}>
        {({ counts, people }) => (
          <div className="zz-stack">
            <div className="zz-row">
              <StatusTag>{t('expected', { count: counts.expected })}</StatusTag>
              <StatusTag tone="good">{t('present', { count: counts.present })}</StatusTag>
              <StatusTag tone="info">{t('gone', { count: counts.left + counts.confirmed })}</StatusTag>
              {counts.pending > 0 ? <StatusTag tone="warn">{t('pending', { count: counts.pending })}</StatusTag> : null}
            </div>
            <Field label={t('search')} hint={t('rollAbout')} required>
              <TextInput value={text} onChange={setText} type="search" most={20} />
            </Field>
            <ul className="volunteer-lines">
              {wanted === ''
                ? null
                : people
                    .filter(({ name }) => name.includes(wanted))
                    .slice(0, 20)
                    .map((person) => (
                      <PersonLine
                        key={`${person.person} ${person.shift}`}
                        activity={activity}
                        person={person}
                        onDone={loaded.reload}
                      />
                    ))}
            </ul>
          </div>
        )}
      </Await>
    </Card>
  );
}

function Organise({ id }: { id: string }) {
  const t = useTexts(volunteerTexts);
  const now = useNow();
  const dates = useDates();
  const [step, setStep] = useState<'in' | 'out'>('in');
  const loaded = useLoad<ActivityInFull>(`activities/${id}`, (signal) => api.get(`/activities/${id}`, { signal }));
  return (
    <Await of={loaded}>
      {(activity) => (
        <div className="zz-stack is-loose">
          <p>
            <strong>{activity.title}</strong>
            <br />
            <span className="zz-quiet">
              {dates.time(activity.startsAt)} · {activity.address}
            </span>
          </p>
          {new Date(activity.endsAt) > now ? null : <Confirmation activity={activity} onDone={loaded.reload} />}
          {activity.status === 'open' ? (
            <Card title={t('screen')}>
              <div className="zz-stack">
                <p className="zz-quiet">{t('screenAbout')}</p>
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
                <ScreenCode activity={id} step={step} />
              </div>
            </Card>
          ) : null}
          {activity.status === 'open' ? (
            <LinkButton block icon="camera" href={`/organise/${id}/roll`}>
              {t('toRoll')}
            </LinkButton>
          ) : null}
          <PlanPart activity={activity} onDone={loaded.reload} />
          <RollCard activity={id} />
          {new Date(activity.endsAt) > now ? <Confirmation activity={activity} onDone={loaded.reload} /> : null}
        </div>
      )}
    </Await>
  );
}

/** The organiser's phone at the place: the code to scan, the roll, the confirmation. */
export function OrganisePage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(volunteerTexts);
  return (
    <Page title={t('organise')}>
      <SignedIn>{() => <Organise id={values['id'] ?? ''} />}</SignedIn>
    </Page>
  );
}
