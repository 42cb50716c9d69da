import type { PlannedActivity } from '@zhongzhi/volunteering/contract';
import { Button, Card, Dialog, LinkButton, Notice, StatusTag } from '@zhongzhi/ui';
import { invalidate, useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { navigate } from '../../app/router.ts';
import { Facts } from '../cases/facts.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { planTexts } from './texts.ts';
import './plan.css';

interface Props {
  plan: PlannedActivity;
}

const STATES = {
  draft: ['stateDraft', 'plain'],
  open: ['stateOpen', 'good'],
  cancelled: ['stateCancelled', 'bad'],
  settled: ['stateSettled', 'info'],
} as const;

/** The activities of the series, each with its own page. */
function Series({ plan }: Props) {
  const t = useTexts(planTexts);
  const dates = useDates();
  if (plan.series.length === 0) return null;
  return (
    <Card title={t('series')}>
      <ul className="plan-list">
        {plan.series.map((one) => {
          const [word, tone] = STATES[one.status as keyof typeof STATES];
          const href = one.status === 'draft' ? `/plan/${one.id}` : `/organise/${one.id}`;
          return (
            <li key={one.id} className="zz-row is-apart">
              {one.id === plan.id ? (
                <strong>{dates.time(one.startsAt)}</strong>
              ) : (
                <a className="plan-link" href={href}>
                  {dates.time(one.startsAt)}
                </a>
              )}
              <StatusTag tone={tone}>{t(word)}</StatusTag>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Publish({ plan }: Props) {
  const t = useTexts(planTexts);
  const { isBusy, attempt } = useAttempt();
  const drafts = plan.series.filter(({ status }) => status === 'draft').length;
  const send = (series: boolean) => () =>
    attempt(
      async () => {
        await api.post(`/activities/${plan.id}/opening`, { body: { series } });
        invalidate('activities');
        navigate(`/organise/${plan.id}`, 'replace');
      },
      series ? t('publishedCount', { count: drafts }) : t('published'),
    );
  if (drafts < 2)
    return (
      <Button tone="main" block busy={isBusy} onClick={send(false)}>
        {t('publish')}
      </Button>
    );
  return (
    <div className="zz-stack is-tight">
      <Button tone="main" block busy={isBusy} onClick={send(true)}>
        {t('publishAll', { count: drafts })}
      </Button>
      <Button block busy={isBusy} onClick={send(false)}>
        {t('publishOne')}
      </Button>
    </div>
  );
}

function Drop({ plan }: Props) {
  const t = useTexts(planTexts);
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const send = () =>
    attempt(async () => {
      await api.post(`/activities/${plan.id}/cancellation`, { body: { reason: t('dropReason') } });
      invalidate('activities');
      navigate('/plan', 'replace');
    }, t('dropped'));
  return (
    <>
      <Button tone="quiet" icon="remove" onClick={() => setIsOpen(true)}>
        {t('drop')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('dropAsk')}
        foot={
          <Button tone="danger" busy={isBusy} onClick={send}>
            {t('drop')}
          </Button>
        }
      >
        <p>{t('dropWords')}</p>
      </Dialog>
    </>
  );
}

/** What is missing, or that nothing is, and the way out. */
function CheckList({ plan }: Props) {
  const t = useTexts(planTexts);
  const say = useSay();
  if (plan.missing.length === 0)
    return (
      <>
        <Notice tone="good">{t('ready')}</Notice>
        <Publish plan={plan} />
      </>
    );
  return (
    <Notice tone="warn">
      <strong>{t('missing')}</strong>
      <ul>
        {plan.missing.map(({ field, text }) => (
          <li key={`${field} ${text.zh}`}>{say(text)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Draft({ plan }: Props) {
  const t = useTexts(planTexts);
  const dates = useDates();
  const posts = [
    ...new Set(
      plan.shifts.flatMap((shift) =>
        shift.posts.map((post) => t('peopleOf', { name: post.name, count: post.capacity })),
      ),
    ),
  ];
  if (plan.status !== 'draft')
    return (
      <Notice>
        <p>{t('notDraft')}</p>
        <LinkButton href={`/organise/${plan.id}`}>{t('toOrganise')}</LinkButton>
      </Notice>
    );
  return (
    <div className="zz-stack is-loose">
      <CheckList plan={plan} />
      <Card
        title={plan.title}
        aside={
          <LinkButton icon="words" href={`/plan/${plan.id}/edit`}>
            {t('edit')}
          </LinkButton>
        }
      >
        <Facts
          items={[
            [t('project'), plan.projectTitle],
            [t('time'), plan.shifts.map(({ startsAt }) => dates.time(startsAt)).join('\n')],
            [t('place'), [plan.placeName, plan.address].filter((part) => part !== null).join(' · ')],
            [t('people'), posts.join('、')],
            [t('content'), plan.content],
            [t('risks'), plan.risks],
          ]}
        />
      </Card>
      <Series plan={plan} />
      <div>
        <Drop plan={plan} />
      </div>
    </div>
  );
}

function Load({ id }: { id: string }) {
  const loaded = useLoad<PlannedActivity>(`activities/${id}/plan`, (signal) =>
    api.get(`/activities/${id}/plan`, { signal }),
  );
  return <Await of={loaded}>{(plan) => <Draft plan={plan} />}</Await>;
}

/** A draft: what it says, what is missing, and publishing it. */
export function DraftPage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(planTexts);
  return (
    <Page title={t('draft')}>
      <SignedIn>{() => <Load id={values['id'] ?? ''} />}</SignedIn>
    </Page>
  );
}
