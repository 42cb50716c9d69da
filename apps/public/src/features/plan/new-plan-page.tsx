import {
  ACTIVITY_TEMPLATES,
  type ActivityCard,
  type OwnProject,
  type PlannedActivity,
} from '@zhongzhi/volunteering/contract';
import { Button, EmptyState, Field, LinkButton, Loading, Notice, Select } from '@zhongzhi/ui';
import { invalidate, newKey, useDraft, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { navigate, useAddress } from '../../app/router.ts';
import { useAttempt } from '../settings/attempt.ts';
import { PlanForm } from './plan-form.tsx';
import { emptyPlan, onceMore, withTemplate, type PlanValues } from './plan-values.ts';
import { planTexts } from './texts.ts';

const VERSION = 1;

interface StartProps {
  values: PlanValues;
  onChange: (values: PlanValues) => void;
  /** An earlier activity to begin with. */
  from: string | null;
}

/** Where to start from: something ready-made, or an earlier activity. */
function Start({ values, onChange, from }: StartProps) {
  const t = useTexts(planTexts);
  const say = useSay();
  const { isBusy, attempt } = useAttempt();
  const [chosen, setChosen] = useState(from === null ? '' : `activity ${from}`);
  const { data } = useLoad<{ items: readonly ActivityCard[] }>('activities/organised', (signal) =>
    api.get('/activities/organised', { signal }),
  );
  const begun = useRef(false);
  const take = (choice: string) => {
    setChosen(choice);
    const template = ACTIVITY_TEMPLATES.find(({ key }) => choice === `template ${key}`);
    if (template !== undefined) onChange(withTemplate(values, template));
    if (choice.startsWith('activity '))
      attempt(async () => {
        const plan = await api.get<PlannedActivity>(`/activities/${choice.slice('activity '.length)}/plan`);
        onChange(onceMore(plan, new Date()));
      });
  };
  useEffect(() => {
    if (from === null || begun.current) return;
    begun.current = true;
    take(`activity ${from}`);
  });
  const earlier = (data?.items ?? []).filter(({ status }) => status !== 'draft').slice(0, 20);
  return (
    <Field label={t('startFrom')} hint={t('startFromHint')}>
      {isBusy ? <Loading lines={1} /> : null}
      <Select
        value={chosen}
        onChange={take}
        empty={t('startEmpty')}
        options={[
          ...ACTIVITY_TEMPLATES.map(({ key, label }) => ({
            value: `template ${key}`,
            label: t('readyMade', { name: say(label) }),
          })),
          ...earlier.map(({ id, title }) => ({ value: `activity ${id}`, label: t('earlier', { name: title }) })),
        ]}
      />
    </Field>
  );
}

function NewPlan({ project, from }: { project: OwnProject; from: string | null }) {
  const t = useTexts(planTexts);
  const draft = useDraft<PlanValues>(`plan/${project.id}`, emptyPlan(project, t('theShift')), VERSION);
  const key = useRef(newKey());
  if (!draft.isReady) return <Loading />;
  const { every, times } = draft.value;
  return (
    <div className="zz-stack is-loose">
      {draft.wasFound && from === null ? (
        <Notice>
          <div className="zz-row is-apart">
            <span>{t('wasFound')}</span>
            <Button onClick={() => void draft.clear()}>{t('startOver')}</Button>
          </div>
        </Notice>
      ) : null}
      <Start values={draft.value} onChange={draft.set} from={from} />
      <PlanForm
        project={project.id}
        values={draft.value}
        onChange={draft.set}
        mayRepeat
        save={async (body) => {
          const repeat = every === '' ? {} : { repeat: { every, times: Number(times) } };
          const { id } = await api.post<{ id: string }>('/activities', {
            body: { project: project.id, ...body, ...repeat },
            idempotencyKey: key.current,
          });
          await draft.clear();
          invalidate('activities');
          navigate(`/plan/${id}`, 'replace');
        }}
      />
    </div>
  );
}

function Choose({ project: wanted, from }: { project: string; from: string | null }) {
  const t = useTexts(planTexts);
  const loaded = useLoad<{ items: readonly OwnProject[] }>('projects/own', (signal) =>
    api.get('/projects/own', { signal }),
  );
  return (
    <Await of={loaded}>
      {({ items }) => {
        const project = items.find((one) => one.id === wanted && one.mayPlan && one.status === 'open');
        if (project === undefined)
          return (
            <EmptyState icon="map" title={t('noProjects')}>
              <LinkButton href="/plan">{t('title')}</LinkButton>
            </EmptyState>
          );
        return (
          <div className="zz-stack">
            <p className="zz-quiet">{t('planOf', { title: project.title })}</p>
            <NewPlan key={project.id} project={project} from={from} />
          </div>
        );
      }}
    </Await>
  );
}

/** Planning an activity of an approved project. */
export function NewPlanPage() {
  const t = useTexts(planTexts);
  const { query } = useAddress();
  return (
    <Page title={t('plan')}>
      <SignedIn>{() => <Choose project={query.get('project') ?? ''} from={query.get('from')} />}</SignedIn>
    </Page>
  );
}
