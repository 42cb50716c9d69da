import { EnvironmentOutlined, TeamOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { ActionDescription, CaseDetail } from '@zhongzhi/casework/contract';
import { useEffect, useState } from 'react';
import { useShellText } from '../../app/texts.ts';
import { useLanguage } from '../../i18n.ts';
import { minuteOf } from '../../kit/when.ts';
import { caseTypesQuery } from './api.ts';
import { Attachments } from './attachments.tsx';
import { Clocks } from './clocks.tsx';
import { FactList, type Fact } from './fact-list.tsx';
import { DueMark, StatusMark, UrgencyMark } from './marks.tsx';
import { RatingPanel } from './rating-panel.tsx';
import { StepDrawer, type Step } from './step-form.tsx';
import { Tasks } from './tasks.tsx';
import { useCaseText } from './texts.ts';
import { usePageText } from './texts-page.ts';
import { Timeline } from './timeline.tsx';

interface Props {
  readonly detail: CaseDetail;
  /** On a page of its own its title is the page's; within another page it is a part. */
  readonly isPage?: boolean;
  readonly onDone?: () => void;
}

/** Everything about a case in one place, and only the steps that this person may take now. */
export function CaseView({ detail, isPage, onDone }: Props) {
  const text = usePageText();
  const { say } = useLanguage();
  const [step, setStep] = useState<Step | null>(null);
  const steps = inOrder(detail.actions);
  return (
    <article className="case">
      <CaseHead detail={detail} isPage={isPage === true} />
      <div className="case-actions" role="group" aria-label={text('actions')}>
        {steps.length === 0 ? <span className="desk-muted">{text('actions.none')}</span> : null}
        {steps.map((action, at) => (
          <Button
            key={action.name}
            type={at === 0 && action.tone === 'main' ? 'primary' : 'default'}
            danger={action.tone === 'danger'}
            onClick={() => setStep({ action })}
          >
            {say(action.label)}
          </Button>
        ))}
        <FollowUps detail={detail} />
      </div>
      <div className="case-columns">
        <div>
          <CaseFacts detail={detail} />
          <Attachments photos={detail.photos} />
          <Tasks tasks={detail.tasks} clocks={detail.clocks} onStep={setStep} />
          <RatingPanel rating={detail.rating} />
          <Links links={detail.links} />
        </div>
        <div>
          <Clocks clocks={detail.clocks.filter(({ taskId }) => taskId === null)} />
          <Timeline entries={detail.timeline} />
        </div>
      </div>
      <StepDrawer detail={detail} step={step} onClose={() => setStep(null)} onDone={onDone} />
    </article>
  );
}

const ORDER = { main: 0, plain: 1, danger: 2 } as const;

/** What mostly comes next first, what ends or refuses last; one step stands out, however many the type calls main. */
const inOrder = (actions: readonly ActionDescription[]): ActionDescription[] =>
  actions.toSorted((a, b) => (ORDER[a.tone as keyof typeof ORDER] ?? 1) - (ORDER[b.tone as keyof typeof ORDER] ?? 1));

/** Other kinds of matter that can be opened about this one: their forms ask for a case. */
function FollowUps({ detail }: { detail: CaseDetail }) {
  const text = usePageText();
  const { say } = useLanguage();
  const { data } = useQuery(caseTypesQuery);
  if (detail.phase === 'done') return null;
  return (data ?? []).flatMap((type) => {
    const about = type.form.find(({ kind }) => kind === 'case');
    if (about === undefined || !type.mayOpen || type.name === detail.type) return [];
    const search = {
      [about.key]: detail.id,
      title: detail.title,
      description: detail.description.slice(0, 1000),
      ...(detail.place === null ? {} : { place: detail.place }),
    };
    return [
      <Link key={type.name} to="/open/$type" params={{ type: type.name }} search={search} className="desk-link-button">
        {text('follow-up', { type: say(type.label) })}
      </Link>,
    ];
  });
}

function CaseHead({ detail, isPage }: { detail: CaseDetail; isPage: boolean }) {
  const shell = useShellText();
  const { say } = useLanguage();
  useEffect(() => {
    if (isPage) document.title = `${detail.number} ${detail.title} · ${shell('name')}`;
  });
  const Title = isPage ? 'h1' : 'h2';
  return (
    <header className="case-head">
      <div className="case-kicker">
        <span>{say(detail.typeLabel)}</span>
        <span className="desk-number">{detail.number}</span>
        <StatusMark label={detail.statusLabel} phase={detail.phase} />
        <UrgencyMark urgency={detail.urgency} />
        <DueMark
          dueAt={detail.dueAt}
          isOverdue={detail.isOverdue}
          isDone={detail.phase === 'done'}
          isPaused={detail.clocks.some(({ isPaused, stoppedAt }) => isPaused && stoppedAt === null)}
        />
      </div>
      <Title className="case-title">{detail.title}</Title>
    </header>
  );
}

function CaseFacts({ detail }: { detail: CaseDetail }) {
  const text = useCaseText();
  const page = usePageText();
  const { say, language } = useLanguage();
  const { point } = detail;
  const facts: Fact[] = [
    {
      key: 'place',
      label: text('place'),
      value:
        detail.placePath.length === 0 ? null : (
          <>
            <EnvironmentOutlined aria-hidden /> {detail.placePath.join(' ')}
          </>
        ),
    },
    { key: 'category', label: text('category'), value: detail.categoryLabel },
    { key: 'unit', label: text('unit'), value: detail.unit?.name ?? text('unit.none') },
    { key: 'assignee', label: text('assignee'), value: detail.assignee?.name ?? null },
    { key: 'opener', label: page('opener'), value: detail.opener?.name ?? null },
    { key: 'source', label: text('source'), value: useSourceName(detail.source) },
    { key: 'opened', label: text('opened'), value: minuteOf(detail.openedAt, language) },
    {
      key: 'closed',
      label: text('closed'),
      value: detail.closedAt === null ? null : minuteOf(detail.closedAt, language),
    },
    {
      key: 'followers',
      label: '',
      value:
        detail.followers === 0 ? null : (
          <>
            <TeamOutlined aria-hidden /> {page('joined', { count: detail.followers })}
          </>
        ),
    },
    {
      key: 'point',
      label: page('coordinates'),
      value:
        point === null ? null : (
          <span className="desk-number">{`${point.longitude.toFixed(5)}, ${point.latitude.toFixed(5)}`}</span>
        ),
    },
    {
      key: 'visibility',
      label: page('visibility'),
      value: page(
        detail.visibility === 'public'
          ? 'visibility.public'
          : detail.visibility === 'offered'
            ? 'visibility.offered'
            : 'visibility.private',
      ),
    },
    ...detail.facts
      .filter(({ value }) => value !== detail.description && value !== detail.title)
      .map(({ key, label, value }) => ({ key: `form.${key}`, label: say(label), value })),
  ];
  return (
    <section className="desk-panel">
      {detail.description === '' ? null : (
        <>
          <h2>{page('description')}</h2>
          <p className="case-words">{detail.description}</p>
        </>
      )}
      <h2 className="case-facts-title">{page('facts')}</h2>
      <FactList facts={facts.filter(({ value }) => value !== null && value !== '')} />
    </section>
  );
}

function useSourceName(source: string): string {
  const text = useCaseText();
  const known = {
    phone: 'source.resident',
    resident: 'source.resident',
    staff: 'source.staff',
    grid: 'source.grid',
    hotline: 'source.hotline',
    open311: 'source.open311',
  } as const;
  return Object.hasOwn(known, source) ? text(known[source as keyof typeof known]) : source;
}

function Links({ links }: { links: CaseDetail['links'] }) {
  const text = usePageText();
  if (links.length === 0) return null;
  const kinds = { merged: 'link.merged', whistle: 'link.whistle', supervision: 'link.supervision' } as const;
  return (
    <section className="desk-panel">
      <h2>{text('links')}</h2>
      <ul className="case-links">
        {links.map(({ id, kind, number, title, statusLabel }) => (
          <li key={id}>
            <span className="desk-muted">
              {Object.hasOwn(kinds, kind) ? text(kinds[kind as keyof typeof kinds]) : text('link.other')}
            </span>
            <Link to="/cases/$id" params={{ id }}>
              <span className="desk-number">{number}</span> {title}
            </Link>
            <StatusMark label={statusLabel} phase="open" />
          </li>
        ))}
      </ul>
    </section>
  );
}
