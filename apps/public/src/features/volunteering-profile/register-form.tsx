import { SERVICE_KIND_LABELS, SERVICE_KINDS } from '@zhongzhi/volunteering/contract';
import type { MyVolunteering } from '@zhongzhi/volunteers/contract';
import { Button, Card, Checkbox, Field, Notice, Select, TextInput, useNow, useToast } from '@zhongzhi/ui';
import { invalidate, problemOf, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { PlaceField } from '../form/place-field.tsx';
import '../form/form.css';
import { Chips, FreeTimes, Skills } from './chips.tsx';
import { profileTexts } from './texts.ts';

/** Names that the platform gave until people say who they are. */
const GIVEN_NAME = /^居民\d{4}$/u;
const ADULT = 18;
const YOUNGEST = 6;

interface Draft {
  name: string;
  place: string;
  isMinor: boolean;
  birthYear: string;
  skills: readonly string[];
  interests: readonly string[];
  freeTimes: readonly string[];
}

/** Interests come by code, or by name from a roster. */
const kindOf = (word: string): string => SERVICE_KINDS.find((kind) => SERVICE_KIND_LABELS[kind].zh === word) ?? word;

const draftOf = ({ volunteer, own }: MyVolunteering): Draft => ({
  name: GIVEN_NAME.test(own.name) ? '' : own.name,
  place: own.place ?? '',
  isMinor: false,
  birthYear: '',
  skills: volunteer?.skills ?? [],
  interests: (volunteer?.interests ?? []).map(kindOf),
  freeTimes: volunteer?.freeTimes ?? ['weekend-morning', 'weekend-afternoon'],
});

type Faults = Partial<Record<'name' | 'place' | 'birthYear', string>>;

function useRegistration(of: MyVolunteering) {
  const t = useTexts(profileTexts);
  const tell = useToast();
  const [draft, setDraft] = useState(() => draftOf(of));
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<{ code: string | undefined; detail: string }>();
  const [isBusy, setIsBusy] = useState(false);
  const isRegistered = of.volunteer !== null && of.volunteer.status !== 'left';
  const check = (): boolean => {
    const found: Faults = {
      ...(draft.name.trim() === '' ? { name: t('nameFault') } : {}),
      ...(draft.place.length < 12 ? { place: t('homeFault') } : {}),
      ...(draft.isMinor && draft.birthYear === '' ? { birthYear: t('yearFault') } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length > 0)
      setTimeout(() =>
        document.querySelector('.zz-error')?.closest('.zz-field')?.querySelector<HTMLElement>('input, select')?.focus(),
      );
    return Object.keys(found).length === 0;
  };
  const send = async () => {
    setIsBusy(true);
    setProblem(undefined);
    const { name, place, isMinor, birthYear, skills, interests, freeTimes } = draft;
    try {
      const { status } = await api.put<{ status: string }>('/volunteer', {
        body: {
          name: name.trim(),
          place,
          skills,
          interests,
          freeTimes,
          ...(isMinor ? { birthYear: Number(birthYear) } : {}),
        },
      });
      tell(t(isRegistered ? 'saved' : status === 'active' ? 'joined' : 'joinedMinor'));
      for (const key of ['volunteer', 'session', 'activities/for-me']) invalidate(key);
    } catch (thrown) {
      const { code, detail, errors } = problemOf(thrown, String(thrown));
      setFaults(Object.fromEntries((errors ?? []).map((error) => [error.field, error.detail])));
      setProblem({ code, detail });
    } finally {
      setIsBusy(false);
    }
  };
  return {
    draft,
    change: (part: Partial<Draft>) => setDraft({ ...draft, ...part }),
    faults,
    problem,
    isBusy,
    isRegistered,
    submit: (event: FormEvent) => {
      event.preventDefault();
      if (check()) void send();
    },
  };
}

function Minor({
  draft,
  change,
  fault,
}: {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  fault?: string | undefined;
}) {
  const t = useTexts(profileTexts);
  const year = useNow().getFullYear();
  const years = Array.from({ length: ADULT - YOUNGEST + 1 }, (_none, age) => String(year - YOUNGEST - age));
  return (
    <>
      <Checkbox checked={draft.isMinor} onChange={(isMinor) => change({ isMinor })} hint={t('minorHint')}>
        {t('minor')}
      </Checkbox>
      {draft.isMinor ? (
        <Field label={t('birthYear')} required error={fault}>
          <Select
            value={draft.birthYear}
            empty={t('chooseYear')}
            onChange={(birthYear) => change({ birthYear })}
            options={years.map((one) => ({ value: one, label: one }))}
          />
        </Field>
      ) : null}
    </>
  );
}

/** Registration and profile, on one screen; what is known already is filled in. */
export function RegisterForm({ of }: { of: MyVolunteering }) {
  const t = useTexts(profileTexts);
  const say = useSay();
  const { draft, change, faults, problem, isBusy, isRegistered, submit } = useRegistration(of);
  return (
    <Card {...(isRegistered ? {} : { title: t('register') })}>
      <form className="zz-stack" noValidate onSubmit={submit}>
        {isRegistered ? null : <p className="zz-quiet">{t('registerAbout')}</p>}
        <Field label={t('name')} hint={t('nameHint')} required error={faults.name}>
          <TextInput value={draft.name} onChange={(name) => change({ name })} most={50} autoComplete="name" />
        </Field>
        <PlaceField value={draft.place} onChange={(place) => change({ place })} required error={faults.place} />
        {of.own.isMinor ? null : <Minor draft={draft} change={change} fault={faults.birthYear} />}
        <Skills value={draft.skills} onChange={(skills) => change({ skills })} />
        <Field label={t('interests')} hint={t('skillsHint')} group>
          <Chips
            options={SERVICE_KINDS.map((kind) => ({ value: kind, label: say(SERVICE_KIND_LABELS[kind]) }))}
            value={draft.interests}
            onChange={(interests) => change({ interests })}
          />
        </Field>
        <FreeTimes value={draft.freeTimes} onChange={(freeTimes) => change({ freeTimes })} />
        <div aria-live="polite">
          {problem === undefined ? null : problem.code === 'volunteer.guardian-unknown' ? (
            <Notice tone="warn">
              <strong>{t('guardianTitle')}</strong>
              <p>{t('guardianSteps')}</p>
            </Notice>
          ) : (
            <Notice tone="bad">{problem.detail}</Notice>
          )}
        </div>
        <Button type="submit" tone="main" block busy={isBusy}>
          {t(isRegistered ? 'save' : 'join')}
        </Button>
      </form>
    </Card>
  );
}
