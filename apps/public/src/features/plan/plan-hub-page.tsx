import { SERVICE_KIND_LABELS, type ActivityCard, type OwnProject } from '@zhongzhi/volunteering/contract';
import { Card, EmptyState, LinkButton, Notice, StatusTag, type Tone } from '@zhongzhi/ui';
import { useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { planTexts } from './texts.ts';
import './plan.css';

const STATES: Readonly<Record<string, readonly ['review' | 'open' | 'refused', Tone]>> = {
  review: ['review', 'warn'],
  open: ['open', 'good'],
  refused: ['refused', 'bad'],
};

function Project({ project }: { project: OwnProject }) {
  const t = useTexts(planTexts);
  const say = useSay();
  const [word, tone] = STATES[project.status] ?? ['review', 'plain'];
  const about = [say(SERVICE_KIND_LABELS[project.kind]), project.placeName, project.circleName ?? project.unitName];
  return (
    <Card title={project.title} aside={<StatusTag tone={tone}>{t(word)}</StatusTag>}>
      <div className="zz-stack is-tight">
        <p className="zz-quiet">{about.filter((part) => part !== null && part !== '').join(' · ')}</p>
        <p className="plan-words">{project.content}</p>
        {project.status === 'refused' ? (
          <>
            <Notice tone="bad">{t('refusedBecause', { reason: project.decisionReason ?? '' })}</Notice>
            <div>
              <LinkButton href={`/plan/project?like=${project.id}`}>{t('againWith')}</LinkButton>
            </div>
          </>
        ) : null}
        {project.status === 'open' && project.mayPlan ? (
          <div>
            <LinkButton icon="plus" href={`/plan/new?project=${project.id}`}>
              {t('plan')}
            </LinkButton>
          </div>
        ) : null}
        {project.status === 'open' && !project.mayPlan ? (
          <p className="zz-quiet">{t('waitsForStaff', { unit: project.unitName })}</p>
        ) : null}
      </div>
    </Card>
  );
}

function Drafts() {
  const t = useTexts(planTexts);
  const dates = useDates();
  const { data } = useLoad<{ items: readonly ActivityCard[] }>('activities/organised', (signal) =>
    api.get('/activities/organised', { signal }),
  );
  const drafts = (data?.items ?? []).filter(({ status }) => status === 'draft');
  if (drafts.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('drafts')}</h2>
      {drafts.map((one) => (
        <Card key={one.id} href={`/plan/${one.id}`} title={one.title} aside={<StatusTag>{t('isDraft')}</StatusTag>}>
          <p>{dates.time(one.startsAt)}</p>
          <p className="zz-quiet">{one.address}</p>
        </Card>
      ))}
    </section>
  );
}

function Mine() {
  const t = useTexts(planTexts);
  const loaded = useLoad<{ items: readonly OwnProject[] }>('projects/own', (signal) =>
    api.get('/projects/own', { signal }),
  );
  return (
    <div className="zz-stack is-loose">
      <Drafts />
      <section className="zz-stack">
        <h2>{t('mine')}</h2>
        <Await of={loaded}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="bulb" title={t('noProjects')} />
            ) : (
              items.map((project) => <Project key={project.id} project={project} />)
            )
          }
        </Await>
      </section>
    </div>
  );
}

/** From an idea to an activity: own projects with how they stand, and drafts. */
export function PlanHubPage() {
  const t = useTexts(planTexts);
  return (
    <Page title={t('title')} about={t('about')}>
      <SignedIn>
        {() => (
          <div className="zz-stack is-loose">
            <div>
              <LinkButton tone="main" icon="plus" href="/plan/project">
                {t('propose')}
              </LinkButton>
            </div>
            <Mine />
          </div>
        )}
      </SignedIn>
    </Page>
  );
}
