import type { MyVolunteering, StatedQualification } from '@zhongzhi/volunteers/contract';
import { Button, Card, Field, Select, StatusTag, TextInput, type Tone } from '@zhongzhi/ui';
import { invalidate, newKey, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { upload } from '../form/sending.ts';
import { PhotosField } from '../form/shots-field.tsx';
import type { Shot } from '../form/values.ts';
import { useAttempt } from '../settings/attempt.ts';
import { profileTexts } from './texts.ts';

const TONES: Record<StatedQualification['state'], Tone> = {
  waiting: 'info',
  confirmed: 'good',
  refused: 'bad',
  expiring: 'warn',
  expired: 'plain',
};

function Stated({ one }: { one: StatedQualification }) {
  const t = useTexts(profileTexts);
  return (
    <li className="zz-stack is-tight">
      <div className="zz-row is-apart">
        <strong>{one.label}</strong>
        <StatusTag tone={TONES[one.state]}>{t(one.state)}</StatusTag>
      </div>
      <p className="zz-quiet">
        {one.until === null ? t('noEnd', { from: one.from }) : t('stretch', { from: one.from, until: one.until })}
      </p>
      {one.reason === null ? null : <p>{one.reason}</p>}
      {one.state === 'expiring' || one.state === 'expired' ? <p>{t('renew')}</p> : null}
    </li>
  );
}

function StateOne({ kinds, onDone }: { kinds: MyVolunteering['kinds']; onDone: () => void }) {
  const t = useTexts(profileTexts);
  const { isBusy, attempt } = useAttempt();
  const [kind, setKind] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const [isChecked, setIsChecked] = useState(false);
  const faults = {
    kind: kind === '' ? t('kindFault') : undefined,
    from: from === '' ? t('fromFault') : undefined,
    until: until !== '' && until < from ? t('untilFault') : undefined,
    paper: shots.length === 0 ? t('paperFault') : undefined,
  };
  const shown = (fault: string | undefined) => (isChecked ? fault : undefined);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    const paper = shots[0];
    if (paper === undefined || Object.values(faults).some((fault) => fault !== undefined)) return;
    attempt(async () => {
      const evidence = await upload(paper, newKey());
      await api.post('/volunteer/qualifications', {
        body: { kind, from, evidence, ...(until === '' ? {} : { until }) },
      });
      invalidate('volunteer');
      onDone();
    }, t('sent'));
  };
  return (
    <form className="zz-stack" noValidate onSubmit={send}>
      <Field label={t('kind')} required error={shown(faults.kind)}>
        <Select
          value={kind}
          onChange={setKind}
          empty={t('chooseKind')}
          options={kinds.map((one) => ({ value: one.kind, label: one.label }))}
        />
      </Field>
      <Field label={t('from')} required error={shown(faults.from)}>
        <TextInput type="date" value={from} onChange={setFrom} />
      </Field>
      <Field label={t('until')} hint={t('untilHint')} error={shown(faults.until)}>
        <TextInput type="date" value={until} onChange={setUntil} />
      </Field>
      <PhotosField
        label={t('paper')}
        hint={t('paperHint')}
        required
        most={1}
        shots={shots}
        onChange={setShots}
        error={shown(faults.paper)}
      />
      <Button type="submit" tone="main" block busy={isBusy}>
        {t('send')}
      </Button>
    </form>
  );
}

/** What one may do and since when: stated once, confirmed by the community, shown before it ends. */
export function Qualifications({ of }: { of: MyVolunteering }) {
  const t = useTexts(profileTexts);
  const [isOpen, setIsOpen] = useState(false);
  if (of.kinds.length === 0 && of.stated.length === 0) return null;
  return (
    <Card title={t('qualifications')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('qualificationsAbout')}</p>
        {of.stated.length === 0 ? (
          <p>{t('noQualifications')}</p>
        ) : (
          <ul className="zz-stack">
            {of.stated.map((one) => (
              <Stated key={one.id} one={one} />
            ))}
          </ul>
        )}
        {isOpen ? (
          <StateOne kinds={of.kinds} onDone={() => setIsOpen(false)} />
        ) : (
          <Button block onClick={() => setIsOpen(true)}>
            {t('stateOne')}
          </Button>
        )}
      </div>
    </Card>
  );
}
