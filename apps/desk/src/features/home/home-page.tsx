import { Spin } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { CaseTypeDescription } from '@zhongzhi/casework/contract';
import type { NoticePage } from '@zhongzhi/notices/contract';
import { api } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { defineTexts, useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { minuteOf } from '../../kit/when.ts';
import { caseTypesQuery, countsQuery, firstPageQuery, shownCount } from '../cases/api.ts';
import { DueMark, LineStatus } from '../cases/marks.tsx';
import { useCaseText } from '../cases/texts.ts';
import { deskPathOf } from '../notices/desk-path.ts';

const useHomeText = defineTexts('home', {
  hello: ['{{name}}，您好', 'Hello, {{name}}'],
  next: ['最急的几件', 'Most pressing'],
  none: ['现在没有待办的事项', 'Nothing is waiting'],
  notices: ['最近通知', 'Latest notices'],
  'notices.none': ['没有新通知', 'No notices'],
  all: ['查看全部', 'See all'],
});

const TABS = ['new', 'open', 'waiting', 'overdue'] as const;
const MOST_PRESSING = 6;

/** What waits for this person: each kind of matter with its counts and the nearest deadlines. */
export function HomePage() {
  const text = useHomeText();
  const session = useSession();
  const types = useQuery(caseTypesQuery);
  const boards = (types.data ?? []).filter(({ maySeeBoard }) => maySeeBoard);
  return (
    <>
      <PageHead title={text('hello', { name: session?.person?.name ?? '' })} />
      <ProblemAlert error={types.error} onRetry={() => void types.refetch()} />
      <Spin spinning={types.isPending}>
        <div className="home">
          <div>
            {boards.map((type) => (
              <BoardCard key={type.name} type={type} />
            ))}
          </div>
          <LatestNotices />
        </div>
      </Spin>
    </>
  );
}

function BoardCard({ type }: { type: CaseTypeDescription }) {
  const text = useHomeText();
  const caseText = useCaseText();
  const { say } = useLanguage();
  const counts = useQuery(countsQuery({ type: type.name }));
  const list = useQuery(firstPageQuery({ type: type.name, tab: 'active' }, MOST_PRESSING));
  return (
    <section className="desk-panel" aria-label={say(type.label)}>
      <h2>
        <Link to="/board/$type" params={{ type: type.name }}>
          {say(type.label)}
        </Link>
      </h2>
      <ul className="home-counts">
        {TABS.map((tab) => (
          <li key={tab} className={tab === 'overdue' && (counts.data?.counts[tab] ?? 0) > 0 ? 'is-over' : undefined}>
            <Link to="/board/$type" params={{ type: type.name }} search={{ tab }}>
              <strong>{shownCount(counts.data?.counts[tab], counts.data?.most ?? 0) || '–'}</strong>
              <span>{caseText(`phase.${tab}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <ProblemAlert error={list.error} />
      {list.data?.items.length === 0 ? <p className="desk-muted">{text('none')}</p> : null}
      <ul className="home-lines" aria-label={text('next')}>
        {list.data?.items.map((line) => (
          <li key={line.id}>
            <Link to="/cases/$id" params={{ id: line.id }}>
              {line.title}
            </Link>
            <span className="home-line-marks">
              <LineStatus type={type} status={line.status} phase={line.phase} />
              <DueMark dueAt={line.dueAt} isOverdue={line.isOverdue} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LatestNotices() {
  const text = useHomeText();
  const { language } = useLanguage();
  const { data } = useQuery({ queryKey: ['notices', 'latest'], queryFn: () => api.get<NoticePage>('/notices') });
  const items = data?.items.slice(0, 8) ?? [];
  return (
    <section className="desk-panel" aria-label={text('notices')}>
      <h2>{text('notices')}</h2>
      {data !== undefined && items.length === 0 ? <p className="desk-muted">{text('notices.none')}</p> : null}
      <ul className="home-notices">
        {items.map(({ id, title, link, createdAt, readAt }) => {
          const path = deskPathOf(link);
          return (
            <li key={id} className={readAt === null ? 'is-unread' : undefined}>
              {path === null ? title : <Link to={path}>{title}</Link>}
              <time className="desk-muted desk-number" dateTime={createdAt}>
                {minuteOf(createdAt, language)}
              </time>
            </li>
          );
        })}
      </ul>
      <Link to="/notices">{text('all')}</Link>
    </section>
  );
}
