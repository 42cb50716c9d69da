import type { PlannedActivity } from '@zhongzhi/volunteering/contract';
import { Checkbox, LinkButton, Notice } from '@zhongzhi/ui';
import { invalidate, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { navigate } from '../../app/router.ts';
import { PlanForm } from './plan-form.tsx';
import { planValues } from './plan-values.ts';
import { planTexts } from './texts.ts';

function Edit({ plan }: { plan: PlannedActivity }) {
  const t = useTexts(planTexts);
  const [values, setValues] = useState(() => planValues(plan, new Date()));
  const drafts = plan.series.filter(({ status }) => status === 'draft').length;
  const [isWhole, setIsWhole] = useState(true);
  if (plan.status !== 'draft')
    return (
      <Notice>
        <p>{t('notDraft')}</p>
        <LinkButton href={`/organise/${plan.id}`}>{t('toOrganise')}</LinkButton>
      </Notice>
    );
  return (
    <PlanForm
      project={plan.project}
      values={values}
      onChange={setValues}
      mayRepeat={false}
      save={async (body) => {
        await api.put(`/activities/${plan.id}`, {
          body: { version: plan.version, series: drafts > 1 && isWhole, ...body },
        });
        invalidate('activities');
        navigate(`/plan/${plan.id}`, 'replace');
      }}
    >
      {drafts > 1 ? (
        <Checkbox checked={isWhole} onChange={setIsWhole} hint={t('wholeSeriesHint')}>
          {t('wholeSeries', { count: drafts })}
        </Checkbox>
      ) : null}
    </PlanForm>
  );
}

function Load({ id }: { id: string }) {
  const loaded = useLoad<PlannedActivity>(`activities/${id}/plan`, (signal) =>
    api.get(`/activities/${id}/plan`, { signal }),
  );
  return <Await of={loaded}>{(plan) => <Edit key={plan.version} plan={plan} />}</Await>;
}

/** A draft written anew. */
export function EditPlanPage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(planTexts);
  return (
    <Page title={t('draft')}>
      <SignedIn>{() => <Load id={values['id'] ?? ''} />}</SignedIn>
    </Page>
  );
}
