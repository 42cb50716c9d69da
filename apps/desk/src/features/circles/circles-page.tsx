import { Button, Space, Tabs, Tag } from 'antd';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { CIRCLE_KIND_LABELS, type CircleCard, type ObjectionLine, type Reported } from '@zhongzhi/circles/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { ReasonDialog, type Decision } from '../../kit/reason-dialog.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { minuteOf } from '../../kit/when.ts';
import { fileAddress } from '../cases/files.ts';
import { useCirclesText } from './texts.ts';

type Decide = (decision: Decision) => void;

interface Queue<T> {
  readonly items: T[];
}

/** A list that waits for decisions. */
const queueAt = <T,>(path: string) => ({
  queryKey: ['circles', path],
  queryFn: (): Promise<Queue<T>> => api.get(path),
});

function Photos({ ids }: { ids: readonly string[] }) {
  const text = useCirclesText();
  return (
    <>
      {ids.map((id, index) => (
        <a key={id} href={fileAddress(id)} target="_blank" rel="noreferrer">
          {text('photo', { number: index + 1 })}{' '}
        </a>
      ))}
    </>
  );
}

/** What was written: as it stands, with its photos. */
function Words({ words, photos }: { words: string; photos: readonly string[] }) {
  return (
    <div>
      <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>{words}</p>
      <Photos ids={photos} />
    </div>
  );
}

function Steps({ steps }: { steps: readonly (readonly [Decision, Decide])[] }) {
  return (
    <Space>
      {steps.map(([decision, decide]) => (
        <Button key={decision.label} size="small" danger={decision.isHard === true} onClick={() => decide(decision)}>
          {decision.label}
        </Button>
      ))}
    </Space>
  );
}

function useReviewColumns(decide: Decide): Column<CircleCard>[] {
  const text = useCirclesText();
  const { say } = useLanguage();
  const path = (id: string) => `/circles/${id}/decision`;
  return [
    { key: 'circle', title: text('circle'), isHead: true, show: ({ name }) => <strong>{name}</strong> },
    { key: 'kind', title: text('kind'), show: ({ kind }) => say(CIRCLE_KIND_LABELS[kind]) },
    { key: 'place', title: text('place'), show: ({ placeName }) => placeName },
    { key: 'intro', title: text('intro'), show: ({ intro }) => <Words words={intro} photos={[]} /> },
    {
      key: 'steps',
      title: text('steps'),
      show: ({ id }) => (
        <Steps
          steps={[
            [{ path: path(id), body: { opens: true }, label: text('open') }, decide],
            [{ path: path(id), body: { opens: false }, label: text('refuse'), isHard: true }, decide],
          ]}
        />
      ),
    },
  ];
}

function useReportedColumns(decide: Decide): Column<Reported>[] {
  const text = useCirclesText();
  const { language } = useLanguage();
  const path = (post: string) => `/circle-posts/${post}/decision`;
  return [
    {
      key: 'words',
      title: text('words'),
      isHead: true,
      show: ({ words, photos, parent }) => (
        <Words words={parent === null ? words : `${text('answer')}${words}`} photos={photos} />
      ),
    },
    { key: 'circle', title: text('circle'), show: ({ circleName }) => circleName },
    {
      key: 'reports',
      title: text('reports'),
      show: ({ reports }) =>
        reports.map(({ ground, words, at }) => (
          <div key={at}>
            {text(`ground.${ground}`)} {words}
          </div>
        )),
    },
    {
      key: 'state',
      title: text('state'),
      show: ({ state }) => <Tag variant="outlined">{text(state)}</Tag>,
    },
    { key: 'since', title: text('since'), show: ({ since }) => minuteOf(since, language) },
    {
      key: 'steps',
      title: text('steps'),
      show: ({ post }) => (
        <Steps
          steps={[
            [{ path: path(post), body: { outcome: 'stands' }, label: text('keep') }, decide],
            [{ path: path(post), body: { outcome: 'removed' }, label: text('take-down'), isHard: true }, decide],
          ]}
        />
      ),
    },
  ];
}

function useObjectionColumns(decide: Decide): Column<ObjectionLine>[] {
  const text = useCirclesText();
  const { language } = useLanguage();
  const path = (id: string) => `/circle-objections/${id}/answer`;
  return [
    {
      key: 'words',
      title: text('words'),
      isHead: true,
      show: ({ postWords, photos }) => <Words words={postWords} photos={photos} />,
    },
    { key: 'circle', title: text('circle'), show: ({ circleName }) => circleName },
    {
      key: 'because',
      title: text('decided-because'),
      show: ({ reason, decidedAs }) => `${reason}（${text(`decided-as.${decidedAs}`)}）`,
    },
    { key: 'objection', title: text('objection'), show: ({ words }) => words },
    { key: 'since', title: text('since'), show: ({ at }) => minuteOf(at, language) },
    {
      key: 'steps',
      title: text('steps'),
      show: ({ id }) => (
        <Steps
          steps={[
            [{ path: path(id), body: { outcome: 'reversed' }, label: text('reverse') }, decide],
            [{ path: path(id), body: { outcome: 'upheld' }, label: text('uphold'), isHard: true }, decide],
          ]}
        />
      ),
    },
  ];
}

/** What circles ask of the community and the street: reviews, reported posts, objections. */
export function CirclesPage() {
  const text = useCirclesText();
  const [decision, setDecision] = useState<Decision | null>(null);
  const review = useQuery(queueAt<CircleCard>('/circles/to-review'));
  const reported = useQuery(queueAt<Reported>('/circle-reports'));
  const objections = useQuery(queueAt<ObjectionLine>('/circle-objections'));
  const reviewColumns = useReviewColumns(setDecision);
  const reportedColumns = useReportedColumns(setDecision);
  const objectionColumns = useObjectionColumns(setDecision);
  const tab = <T extends object>(
    key: 'review' | 'reported' | 'objections',
    queue: UseQueryResult<Queue<T>>,
    columns: Column<T>[],
    keyOf: (row: T) => string,
  ) => ({
    key,
    label: text(`tab.${key}`, { count: queue.data?.items.length ?? 0 }),
    children: (
      <>
        <ProblemAlert error={queue.error} onRetry={() => void queue.refetch()} />
        <Rows<T>
          label={text('title')}
          rows={queue.data?.items}
          isLoading={queue.isPending}
          keyOf={keyOf}
          columns={columns}
          empty={text(`none.${key}`)}
        />
      </>
    ),
  });
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      <Tabs
        items={[
          tab('review', review, reviewColumns, ({ id }) => id),
          tab('reported', reported, reportedColumns, ({ post }) => post),
          tab('objections', objections, objectionColumns, ({ id }) => id),
        ]}
      />
      <ReasonDialog key={decision?.path} of="circles" decision={decision} onClose={() => setDecision(null)} />
    </>
  );
}
