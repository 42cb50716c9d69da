import {
  CIRCLE_KIND_LABELS,
  CIRCLE_KINDS,
  JOINING_RULES,
  type CircleKind,
  type Joining,
} from '@zhongzhi/circles/contract';
import { Button, Field, RadioCards, Select, TextArea, TextInput } from '@zhongzhi/ui';
import { newKey, useSay, useTexts } from '@zhongzhi/web-kit';
import { useRef, useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { useRegions } from '../../app/district.ts';
import { Page, SignedIn } from '../../app/page.tsx';
import { navigate } from '../../app/router.ts';
import { PlaceField } from '../form/place-field.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { changed } from './membership.tsx';
import { circleTexts } from './texts.ts';

function Place({ kind, value, onChange }: { kind: CircleKind; value: string; onChange: (code: string) => void }) {
  const t = useTexts(circleTexts);
  const { streets } = useRegions();
  if (kind !== 'street') return <PlaceField value={value} onChange={onChange} required />;
  return (
    <Field label={t('where')} required>
      <Select
        value={value}
        onChange={onChange}
        empty={t('communities')}
        options={streets.map(({ code, name }) => ({ value: code, label: name }))}
      />
    </Field>
  );
}

function Found() {
  const t = useTexts(circleTexts);
  const say = useSay();
  const { isBusy, attempt } = useAttempt();
  const key = useRef(newKey());
  const [kind, setKind] = useState<CircleKind>('community');
  const [joining, setJoining] = useState<Joining>('open');
  const [place, setPlace] = useState('');
  const [name, setName] = useState('');
  const [intro, setIntro] = useState('');
  const [interests, setInterests] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      const words = interests.split(/[\s,，、]+/u).filter((word) => word !== '');
      const { id } = await api.post<{ id: string }>('/circles', {
        body: { name: name.trim(), kind, intro: intro.trim(), place, joining, interests: words },
        idempotencyKey: key.current,
      });
      changed();
      navigate(`/circles/${id}`, 'replace');
    }, t('foundSent'));
  };
  const isReady = name.trim().length >= 2 && intro.trim().length >= 4 && place !== '';
  return (
    <form className="zz-stack" noValidate onSubmit={send}>
      <Field label={t('kind')} required>
        <Select
          value={kind}
          onChange={(next) => {
            setKind(next as CircleKind);
            setPlace('');
          }}
          options={CIRCLE_KINDS.map((one) => ({ value: one, label: say(CIRCLE_KIND_LABELS[one]) }))}
        />
      </Field>
      <Field label={t('name')} hint={t('nameHint')} required>
        <TextInput value={name} onChange={setName} most={30} />
      </Field>
      <Field label={t('intro')} hint={t('introHint')} required>
        <TextArea value={intro} onChange={setIntro} most={500} rows={4} />
      </Field>
      <Place kind={kind} value={place} onChange={setPlace} />
      <Field label={t('interests')} hint={t('interestsHint')}>
        <TextInput value={interests} onChange={setInterests} most={100} />
      </Field>
      <Field label={t('joining')} required group>
        <RadioCards
          value={joining}
          onChange={setJoining}
          options={JOINING_RULES.map((one) => ({ value: one, label: t(one) }))}
        />
      </Field>
      <Button type="submit" tone="main" block busy={isBusy} disabled={!isReady}>
        {t('found')}
      </Button>
    </form>
  );
}

/** Asking for a circle to be founded. */
export function FoundPage() {
  const t = useTexts(circleTexts);
  return (
    <Page title={t('found')} about={t('foundAbout')}>
      <SignedIn>{() => <Found />}</SignedIn>
    </Page>
  );
}
