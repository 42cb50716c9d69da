import type { ActivityRecords } from '@zhongzhi/volunteering/contract';
import { Button, Card, Field, Select, TextArea, TextInput } from '@zhongzhi/ui';
import { newKey, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { upload } from '../form/sending.ts';
import { PhotosField } from '../form/shots-field.tsx';
import type { Shot } from '../form/values.ts';
import { useAttempt } from '../settings/attempt.ts';
import { minutesIn } from './exception-form.tsx';
import { organiseTexts } from './texts.ts';

const MOST_PHOTOS = 3;

interface EntryFormProps {
  activity: string;
  shifts: ActivityRecords['shifts'];
  /** Whom to enter; asked for by number where it is nobody on the roll. */
  person: { person: string; shift: string; name: string } | null;
  onDone: () => void;
  onCancel: () => void;
}

/** 补录 of one person: minutes within the shift, the reason, and proof. */
function EntryForm({ activity, shifts, person, onDone, onCancel }: EntryFormProps) {
  const t = useTexts(organiseTexts);
  const { isBusy, attempt } = useAttempt();
  const [number, setNumber] = useState('');
  const [shift, setShift] = useState(person?.shift ?? shifts[0]?.id ?? '');
  const [minutes, setMinutes] = useState('');
  const [reason, setReason] = useState('');
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const [isTried, setIsTried] = useState(false);
  const most = shifts.find(({ id }) => id === shift)?.minutes ?? 0;
  const given = minutesIn(minutes, 1, most);
  const faults = {
    number: person !== null || /^\d{16}$/u.test(number.trim()) ? undefined : t('whoFault'),
    minutes: given === undefined ? t('minutesFault', { least: 1, most }) : undefined,
    reason: reason.trim().length < 2 ? t('reasonFault') : undefined,
    proof: shots.length === 0 ? t('proofFault') : undefined,
  };
  const fault = (of: keyof typeof faults) => (isTried ? faults[of] : undefined);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.values(faults).some((one) => one !== undefined)) return;
    attempt(async () => {
      const proof: string[] = [];
      for (const shot of shots) proof.push(await upload(shot, newKey()));
      const whom = person === null ? { volunteer: number.trim() } : { person: person.person };
      await api.post(`/activities/${activity}/records`, {
        body: { ...whom, shift, minutes: given, reason: reason.trim(), proof },
      });
      onDone();
    }, t('entered'));
  };
  return (
    <form className="zz-stack organise-form" noValidate onSubmit={send}>
      {person === null ? (
        <Field label={t('who')} hint={t('whoHint')} required error={fault('number')}>
          <TextInput value={number} onChange={setNumber} inputMode="numeric" most={16} />
        </Field>
      ) : null}
      {person === null && shifts.length > 1 ? (
        <Field label={t('shift')} required>
          <Select
            value={shift}
            onChange={setShift}
            options={shifts.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      ) : null}
      <Field label={t('minutes')} hint={t('minutesHint', { most })} required error={fault('minutes')}>
        <TextInput value={minutes} onChange={setMinutes} inputMode="numeric" most={4} />
      </Field>
      <Field label={t('reason')} required error={fault('reason')}>
        <TextArea value={reason} onChange={setReason} most={300} rows={2} />
      </Field>
      <PhotosField
        label={t('proof')}
        hint={t('proofHint')}
        required
        most={MOST_PHOTOS}
        shots={shots}
        onChange={setShots}
        error={fault('proof')}
      />
      <div className="zz-row">
        <Button type="submit" tone="main" busy={isBusy}>
          {t('enter')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

/** Who did not check out, and whoever has no record: entered with proof. */
export function EnterCard({
  activity,
  records: { people, shifts },
  onDone,
}: {
  activity: string;
  records: ActivityRecords;
  onDone: () => void;
}) {
  const t = useTexts(organiseTexts);
  const [chosen, setChosen] = useState<string>();
  const pending = people.filter(({ state }) => state === 'pending');
  const done = () => {
    setChosen(undefined);
    onDone();
  };
  const form = (person: EntryFormProps['person']) => (
    <EntryForm
      activity={activity}
      shifts={shifts}
      person={person}
      onDone={done}
      onCancel={() => setChosen(undefined)}
    />
  );
  return (
    <Card title={t('enter')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('enterAbout')}</p>
        <p>
          <strong>{t('notService')}</strong>：{t('notServiceAbout')}
        </p>
        {pending.length === 0 ? null : <h3>{t('pending')}</h3>}
        <ul className="organise-lines">
          {pending.map((one) => (
            <li key={`${one.person} ${one.shift}`}>
              <strong>{one.name}</strong>
              {chosen === `${one.person} ${one.shift}` ? (
                form(one)
              ) : (
                <Button
                  label={t('enterOf', { name: one.name })}
                  onClick={() => setChosen(`${one.person} ${one.shift}`)}
                >
                  {t('enter')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {chosen === 'other' ? (
          form(null)
        ) : (
          <Button block onClick={() => setChosen('other')}>
            {t('enterOther')}
          </Button>
        )}
      </div>
    </Card>
  );
}
