import { Button, Dialog, EmptyState, Field, LinkButton, StatusTag, TextInput, useNow } from '@zhongzhi/ui';
import { invalidate, useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { volunteerTexts } from './texts.ts';
import type { MyShift } from './types.ts';

/** The way to check in is shown from two hours before people meet. */
const SOON_MS = 2 * 3_600_000;

function Withdraw({ shift, onDone }: { shift: MyShift; onDone: () => void }) {
  const t = useTexts(volunteerTexts);
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const send = () =>
    attempt(async () => {
      await api.post(`/sign-ups/${shift.signUp}/withdrawal`, {
        body: reason.trim() === '' ? {} : { reason: reason.trim() },
      });
      setIsOpen(false);
      onDone();
    }, t('withdrawn'));
  return (
    <>
      <Button tone="quiet" label={t('withdrawOf', { title: shift.title })} onClick={() => setIsOpen(true)}>
        {t('withdraw')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('withdrawOf', { title: shift.title })}
        foot={
          <Button tone="danger" busy={isBusy} onClick={send}>
            {t('withdraw')}
          </Button>
        }
      >
        <Field label={t('withdrawWhy')}>
          <TextInput value={reason} onChange={setReason} most={100} />
        </Field>
      </Dialog>
    </>
  );
}

function Offer({ shift, onDone }: { shift: MyShift; onDone: () => void }) {
  const t = useTexts(volunteerTexts);
  const { isBusy, attempt } = useAttempt();
  const answer = (takes: boolean) =>
    attempt(
      async () => {
        await api.post(`/sign-ups/${shift.signUp}/answer`, { body: { takes } });
        onDone();
      },
      t(takes ? 'taken' : 'declined'),
    );
  return (
    <div className="zz-row">
      <Button tone="main" busy={isBusy} onClick={() => answer(true)}>
        {t('take')}
      </Button>
      <Button busy={isBusy} onClick={() => answer(false)}>
        {t('decline')}
      </Button>
    </div>
  );
}

function Line({ shift, onDone }: { shift: MyShift; onDone: () => void }) {
  const t = useTexts(volunteerTexts);
  const dates = useDates();
  const isSoon = Date.parse(shift.meetsAt) - useNow().getTime() < SOON_MS;
  return (
    <li>
      <div>
        <a href={`/activities/${shift.activity}`}>
          <strong>{shift.title}</strong>
        </a>
        <div className="zz-quiet">
          {dates.time(shift.startsAt)} · {shift.post} · {shift.address}
        </div>
        {shift.state === 'held' ? <StatusTag tone="good">{t('held')}</StatusTag> : null}
        {shift.state === 'waiting' ? <StatusTag tone="info">{t('waiting', { ahead: shift.ahead })}</StatusTag> : null}
        {shift.state === 'offered' ? <StatusTag tone="warn">{t('offered')}</StatusTag> : null}
      </div>
      <div className="zz-row">
        {shift.state === 'offered' ? (
          <Offer shift={shift} onDone={onDone} />
        ) : (
          <Withdraw shift={shift} onDone={onDone} />
        )}
        {shift.state === 'held' && isSoon ? (
          <LinkButton href={`/my-code/${shift.activity}`}>{t('myCode')}</LinkButton>
        ) : null}
        {shift.state === 'held' && isSoon ? (
          <LinkButton icon="check" href={`/check?activity=${shift.activity}`}>
            {t('check')}
          </LinkButton>
        ) : null}
      </div>
    </li>
  );
}

/** What this person has signed up for. */
export function MyShifts() {
  const t = useTexts(volunteerTexts);
  const loaded = useLoad<{ items: readonly MyShift[] }>('my/shifts', (signal) => api.get('/my/shifts', { signal }));
  const done = () => {
    invalidate('my/shifts');
    loaded.reload();
  };
  return (
    <section className="zz-stack">
      <h2>{t('shifts')}</h2>
      <Await of={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="people" title={t('noShifts')}>
              <LinkButton href="/activities">{t('find')}</LinkButton>
            </EmptyState>
          ) : (
            <ul className="volunteer-lines">
              {items.map((shift) => (
                <Line key={shift.signUp} shift={shift} onDone={done} />
              ))}
            </ul>
          )
        }
      </Await>
    </section>
  );
}
