import { Button, Card, Field, StatusTag, TextInput } from '@zhongzhi/ui';
import { invalidate, useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { navigate } from '../../app/router.ts';
import { sessionChanged, signOut, type Session } from '../../app/session.ts';
import { Facts } from '../cases/facts.tsx';
import { useAttempt } from './attempt.ts';
import { settingsTexts } from './texts.ts';

interface Device {
  id: string;
  device: string;
  lastSeenAt: string;
  isCurrent: boolean;
}

/** How one is called here. */
export function Me({ person }: { person: NonNullable<Session['person']> }) {
  const t = useTexts(settingsTexts);
  const { isBusy, attempt } = useAttempt();
  const [name, setName] = useState(person.name);
  const [fault, setFault] = useState<string>();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    setFault(wanted === '' ? t('nameFault') : undefined);
    if (wanted === '') return;
    attempt(async () => {
      await api.patch('/me', { body: { name: wanted } });
      invalidate('session');
    }, t('saved'));
  };
  return (
    <Card title={t('me')}>
      <form className="zz-stack" noValidate onSubmit={save}>
        <Facts items={[[t('phone'), person.phoneMasked]]} />
        <Field label={t('name')} required error={fault}>
          <TextInput value={name} onChange={setName} most={40} autoComplete="name" />
        </Field>
        <div>
          <Button type="submit" busy={isBusy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Where one is signed in, and the ways out. */
export function Devices() {
  const t = useTexts(settingsTexts);
  const dates = useDates();
  const { isBusy, attempt } = useAttempt();
  const { data } = useLoad<{ items: readonly Device[] }>('sessions', (signal) => api.get('/sessions', { signal }));
  const end = (id: string) =>
    attempt(async () => {
      await api.del(`/sessions/${id}`);
      invalidate('sessions');
    }, t('ended'));
  const leave = (work: () => Promise<unknown>) =>
    attempt(async () => {
      await work();
      sessionChanged();
      navigate('/');
    }, t('signedOut'));
  return (
    <Card title={t('devices')}>
      <div className="zz-stack">
        <ul className="records">
          {(data?.items ?? []).map((one) => (
            <li key={one.id}>
              <div>
                <div>
                  <div>{one.device}</div>
                  <div className="zz-quiet">{t('lastSeen', { time: dates.ago(one.lastSeenAt) })}</div>
                </div>
              </div>
              {one.isCurrent ? (
                <StatusTag tone="good">{t('thisOne')}</StatusTag>
              ) : (
                <Button busy={isBusy} label={t('endOf', { device: one.device })} onClick={() => end(one.id)}>
                  {t('end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <div className="zz-row">
          <Button icon="leave" busy={isBusy} onClick={() => leave(signOut)}>
            {t('signOut')}
          </Button>
          <Button busy={isBusy} onClick={() => leave(() => api.post('/sign-out-everywhere'))}>
            {t('signOutAll')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
