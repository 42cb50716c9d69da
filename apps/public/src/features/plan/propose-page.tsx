import type { CircleCard } from '@zhongzhi/circles/contract';
import { SERVICE_KIND_LABELS, SERVICE_KINDS, type OwnProject } from '@zhongzhi/volunteering/contract';
import { Button, Field, Notice, RadioCards, Select, TextArea, TextInput } from '@zhongzhi/ui';
import { invalidate, newKey, problemOf, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { useRef, useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { navigate, useAddress } from '../../app/router.ts';
import { useSession, type Session } from '../../app/session.ts';
import { PlaceField } from '../form/place-field.tsx';
import { planTexts } from './texts.ts';

interface Asker {
  value: string;
  label: string;
  hint?: string;
  place: string | null;
}

const SELF = 'self';

/** In whose name one may propose: one's own, that of a circle one leads, that of the unit one organises for. */
function useAskers(session: Session | undefined, circles: readonly CircleCard[]): Asker[] {
  const t = useTexts(planTexts);
  const mayOrganise = session?.abilities.includes('volunteering.organise') === true;
  const units = new Map<string, Asker>();
  for (const { unit, unitName, place } of mayOrganise ? (session?.person?.roles ?? []) : [])
    if (unit !== null) units.set(unit, { value: `unit ${unit}`, label: t('asUnit', { name: unitName ?? '' }), place });
  return [
    ...units.values(),
    ...circles
      .filter(({ role, status }) => role === 'leader' && status === 'open')
      .map(({ id, name, place }) => ({ value: `circle ${id}`, label: t('asCircle', { name }), place })),
    { value: SELF, label: t('asMyself'), hint: t('asMyselfHint'), place: null },
  ];
}

type Words = Record<'title' | 'content' | 'risks' | 'kind' | 'place', string>;
const LEAST: Readonly<Words extends Record<infer K, string> ? Record<K, number> : never> = {
  kind: 1,
  title: 2,
  place: 1,
  content: 4,
  risks: 2,
};
const communityOf = (place: string | null | undefined): string =>
  place !== null && place !== undefined && place.length >= 12 ? place.slice(0, 12) : '';

interface FormProps {
  askers: readonly Asker[];
  first: Asker;
  like: OwnProject | undefined;
}

function useProposal({ first, like }: FormProps) {
  const t = useTexts(planTexts);
  const key = useRef(newKey());
  const [asker, setAsker] = useState(first.value);
  const [words, setWords] = useState<Words>({
    kind: like?.kind ?? '',
    title: like?.title ?? '',
    content: like?.content ?? '',
    risks: like?.risks ?? '',
    place: communityOf(like?.place ?? first.place),
  });
  const [faults, setFaults] = useState<Partial<Words>>({});
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const fields = Object.keys(LEAST) as (keyof Words)[];
  const send = async () => {
    const missing = fields.filter((field) => words[field].trim().length < LEAST[field]);
    setFaults(
      Object.fromEntries(missing.map((field) => [field, t(field === 'risks' ? 'faultRisks' : 'faultMissing')])),
    );
    setProblem(missing.length > 0 ? t('fix') : '');
    if (missing.length > 0 || isBusy) return;
    setIsBusy(true);
    const [as = SELF, id] = asker.split(' ');
    try {
      const body = Object.fromEntries(fields.map((field) => [field, words[field].trim()]));
      await api.post('/projects', {
        body: { ...body, ...(as === SELF ? {} : { [as]: id }) },
        idempotencyKey: key.current,
      });
      invalidate('projects');
      navigate('/plan', 'replace');
    } catch (thrown) {
      const { detail, errors } = problemOf(thrown, String(thrown));
      setFaults(Object.fromEntries(errors.map((one) => [one.field.replace(/^input\./u, ''), one.detail])));
      setProblem(detail);
    } finally {
      setIsBusy(false);
    }
  };
  return {
    asker,
    words,
    faults,
    problem,
    isBusy,
    send,
    set: (field: keyof Words) => (value: string) => setWords((before) => ({ ...before, [field]: value })),
    choose: (value: string, place: string | null) => {
      setAsker(value);
      setWords((before) => ({ ...before, place: communityOf(place) || before.place }));
    },
  };
}

function Form(props: FormProps) {
  const t = useTexts(planTexts);
  const say = useSay();
  const { asker, words, faults, problem, isBusy, set, choose, send } = useProposal(props);
  const { askers } = props;
  return (
    <form
      className="zz-stack"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      {askers.length < 2 ? null : (
        <Field label={t('whoAsks')} required group>
          <RadioCards
            value={asker}
            onChange={(value) => choose(value, askers.find((one) => one.value === value)?.place ?? null)}
            options={askers.map(({ value, label, hint }) => ({
              value,
              label,
              ...(hint === undefined ? {} : { hint }),
            }))}
          />
        </Field>
      )}
      <Field label={t('kind')} required error={faults.kind}>
        <Select
          value={words.kind}
          onChange={set('kind')}
          empty={t('chooseKind')}
          options={SERVICE_KINDS.map((one) => ({ value: one, label: say(SERVICE_KIND_LABELS[one]) }))}
        />
      </Field>
      <Field label={t('projectTitle')} hint={t('projectTitleHint')} required error={faults.title}>
        <TextInput value={words.title} onChange={set('title')} most={60} />
      </Field>
      <PlaceField key={asker} value={words.place} onChange={set('place')} required error={faults.place} />
      <Field label={t('projectContent')} hint={t('projectContentHint')} required error={faults.content}>
        <TextArea value={words.content} onChange={set('content')} most={2_000} rows={5} />
      </Field>
      <Field label={t('risks')} hint={t('risksHint')} required error={faults.risks}>
        <TextArea value={words.risks} onChange={set('risks')} most={500} rows={3} />
      </Field>
      {problem === '' ? null : <Notice tone="bad">{problem}</Notice>}
      <Button type="submit" tone="main" block busy={isBusy}>
        {t('send')}
      </Button>
    </form>
  );
}

function Propose({ circle, like }: { circle: string | null; like: string | null }) {
  const { session } = useSession();
  const circles = useLoad<{ items: readonly CircleCard[] }>('circles/mine', (signal) =>
    api.get('/circles/mine', { signal }),
  );
  const own = useLoad<{ items: readonly OwnProject[] }>(like === null ? null : 'projects/own', (signal) =>
    api.get('/projects/own', { signal }),
  );
  const askers = useAskers(session, circles.data?.items ?? []);
  const before = own.data?.items.find(({ id }) => id === like);
  const wanted = circle ?? before?.circle ?? null;
  const first = askers.find(({ value }) => value === `circle ${wanted}`) ?? askers.at(0);
  return (
    <Await of={circles}>
      {() =>
        like !== null && own.data === undefined ? (
          <Await of={own}>{() => null}</Await>
        ) : first === undefined ? null : (
          <Form askers={askers} first={first} like={before} />
        )
      }
    </Await>
  );
}

/** An idea, put before the community or street. */
export function ProposePage() {
  const t = useTexts(planTexts);
  const { query } = useAddress();
  return (
    <Page title={t('propose')} about={t('proposeAbout')}>
      <SignedIn>{() => <Propose circle={query.get('circle')} like={query.get('like')} />}</SignedIn>
    </Page>
  );
}
