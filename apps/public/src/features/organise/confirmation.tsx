import type { ActivityInFull, ActivityRecords } from '@zhongzhi/volunteering/contract';
import { Button, Card, Field, Notice, StatusTag, TextInput, useNow } from '@zhongzhi/ui';
import { invalidate, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { AfterConfirmation } from './after-confirmation.tsx';
import { ExceptionForm, type Marked } from './exception-form.tsx';
import { organiseTexts } from './texts.ts';
import './organise.css';

type Person = ActivityRecords['people'][number];
const SHOWN = 20;
const keyOf = ({ person, shift }: { person: string; shift: string }): string => `${person} ${shift}`;

export function NotService() {
  const t = useTexts(organiseTexts);
  return (
    <Notice>
      <strong>{t('notService')}</strong>
      <br />
      {t('notServiceAbout')}
    </Notice>
  );
}

interface ExceptionsProps {
  records: ActivityRecords;
  marked: readonly Marked[];
  onChange: (marked: readonly Marked[]) => void;
}

/** Whoever differs from check-in and check-out, found by name. */
function Exceptions({ records: { people, shifts }, marked, onChange }: ExceptionsProps) {
  const t = useTexts(organiseTexts);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const wanted = text.trim();
  const isMarked = (one: Person) => marked.some((other) => keyOf(other) === keyOf(one));
  const found =
    wanted === '' ? [] : people.filter((one) => one.name.includes(wanted) && !isMarked(one)).slice(0, SHOWN);
  return (
    <>
      <Field label={t('find')} hint={t('findHint')} required>
        <TextInput value={text} onChange={setText} type="search" most={20} />
      </Field>
      <ul className="organise-lines">
        {found.map((one) => (
          <li key={keyOf(one)}>
            <span>
              <strong>{one.name}</strong> <PersonState person={one} />
            </span>
            {chosen === keyOf(one) ? (
              <ExceptionForm
                person={one}
                most={shifts.find(({ id }) => id === one.shift)?.minutes ?? 0}
                mayHaveMinutes={one.state !== 'expected'}
                onMark={(mark) => {
                  onChange([...marked, mark]);
                  setChosen(undefined);
                  setText('');
                }}
                onCancel={() => setChosen(undefined)}
              />
            ) : (
              <Button label={t('markOf', { name: one.name })} onClick={() => setChosen(keyOf(one))}>
                {t('mark')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {marked.length === 0 ? null : (
        <section>
          <h3>{t('exceptions', { count: marked.length })}</h3>
          <ul className="organise-lines">
            {marked.map((one) => (
              <li key={keyOf(one)}>
                <span>
                  <strong>{one.name}</strong>{' '}
                  {one.noShow === true ? t('absent') : t('minutesOf', { minutes: one.minutes ?? 0 })} · {one.reason}
                </span>
                <Button
                  label={t('removeOf', { name: one.name })}
                  onClick={() => onChange(marked.filter((other) => other !== one))}
                >
                  {t('remove')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function PersonState({ person: { state, minutes } }: { person: Person }) {
  const t = useTexts(organiseTexts);
  if (minutes !== null) return <StatusTag tone="info">{t('minutesOf', { minutes })}</StatusTag>;
  return <StatusTag tone="warn">{t(state === 'expected' ? 'notIn' : 'notOut')}</StatusTag>;
}

interface ConfirmProps {
  activity: string;
  records: ActivityRecords;
  onDone: (result: Result) => void;
}

function Confirm({ activity, records, onDone }: ConfirmProps) {
  const t = useTexts(organiseTexts);
  const { isBusy, attempt } = useAttempt();
  const [marked, setMarked] = useState<readonly Marked[]>([]);
  const { people } = records;
  const plain = people.filter((one) => !marked.some((other) => keyOf(other) === keyOf(one)));
  const timed = plain.filter(({ minutes }) => minutes !== null).length;
  const noIn = plain.filter(({ state }) => state === 'expected').length;
  const noOut = plain.length - timed - noIn;
  const changed = marked.filter(({ noShow }) => noShow !== true).length;
  const send = () =>
    attempt(async () => {
      const exceptions = marked.map(({ name: _name, ...one }) => one);
      onDone(await api.post<Result>(`/activities/${activity}/confirmation`, { body: { exceptions } }));
      invalidate('activities');
    });
  return (
    <Card title={t('confirm')}>
      <div className="zz-stack">
        <p>{t('confirmAbout')}</p>
        <div className="zz-row">
          <StatusTag tone="good">{t('willCount', { count: timed + changed })}</StatusTag>
          {noOut === 0 ? null : <StatusTag tone="warn">{t('noOut', { count: noOut })}</StatusTag>}
          {noIn === 0 ? null : <StatusTag>{t('noIn', { count: noIn })}</StatusTag>}
        </div>
        <Exceptions records={records} marked={marked} onChange={setMarked} />
        <NotService />
        <Button tone="main" block busy={isBusy} onClick={send}>
          {t('confirm')}
        </Button>
      </div>
    </Card>
  );
}

/** What a phone without a network brought after the confirmation: it is confirmed in a second act. */
function Latecomers({ activity, records, onDone }: ConfirmProps) {
  const t = useTexts(organiseTexts);
  const { isBusy, attempt } = useAttempt();
  const late = records.people.filter(({ state }) => state === 'present' || state === 'left');
  if (late.length === 0) return null;
  const send = () =>
    attempt(async () => {
      onDone(await api.post<Result>(`/activities/${activity}/confirmation`, { body: {} }));
      invalidate('activities');
    });
  return (
    <Notice tone="warn">
      <div className="zz-row is-apart">
        <span>{t('latecomers', { count: late.length })}</span>
        <Button tone="main" busy={isBusy} onClick={send}>
          {t('confirmLate')}
        </Button>
      </div>
    </Notice>
  );
}

interface Result {
  recorded: number;
  pending: number;
  noShows: number;
}

function Settling({ activity, onDone }: { activity: ActivityInFull; onDone: () => void }) {
  const t = useTexts(organiseTexts);
  const [result, setResult] = useState<Result>();
  const loaded = useLoad<ActivityRecords>(`activities/${activity.id}/records`, (signal) =>
    api.get(`/activities/${activity.id}/records`, { signal }),
  );
  return (
    <Await of={loaded}>
      {(records) =>
        activity.status === 'open' ? (
          <Confirm
            activity={activity.id}
            records={records}
            onDone={(confirmed) => {
              setResult(confirmed);
              onDone();
            }}
          />
        ) : (
          <>
            <Notice tone="good">{result === undefined ? t('settled') : t('confirmed', { ...result })}</Notice>
            <Latecomers
              activity={activity.id}
              records={records}
              onDone={(confirmed) => {
                setResult(confirmed);
                loaded.reload();
              }}
            />
            <AfterConfirmation activity={activity.id} records={records} onDone={loaded.reload} />
          </>
        )
      }
    </Await>
  );
}

/** What is done once an activity is over: one confirmation with exceptions, then what is entered, corrected and evaluated. */
export function Confirmation({ activity, onDone }: { activity: ActivityInFull; onDone: () => void }) {
  const t = useTexts(organiseTexts);
  const now = useNow();
  if (activity.status !== 'open' && activity.status !== 'settled') return null;
  if (activity.status === 'open' && new Date(activity.endsAt) > now) return <p className="zz-quiet">{t('notOver')}</p>;
  // A checker, who neither leads nor records, has no part in this.
  if (activity.roles.length > 0 && activity.roles.every((role) => role === 'checker')) return null;
  return <Settling activity={activity} onDone={onDone} />;
}
