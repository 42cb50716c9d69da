import { Tag } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ActivityBehind, WhichActivity } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { minuteOf } from '../../kit/when.ts';
import { useCalendarText } from './texts.ts';

/** What the list is narrowed to. */
export interface ActivitiesAsked {
  readonly from: string;
  readonly to: string;
  readonly day?: string;
  readonly region?: string;
  readonly kind?: string;
  readonly which: WhichActivity;
}

const COLOURS = {
  coming: 'processing',
  running: 'processing',
  unsettled: 'warning',
  settled: 'success',
  cancelled: 'default',
} as const;

function useColumns(): Column<ActivityBehind>[] {
  const text = useCalendarText();
  const { language } = useLanguage();
  return [
    {
      key: 'title',
      title: text('activity'),
      isHead: true,
      show: ({ id, title }) => (
        <a href={`/activities/${id}`} target="_blank" rel="noreferrer">
          <strong>{title}</strong>
        </a>
      ),
    },
    { key: 'when', title: text('when'), show: ({ startsAt }) => minuteOf(startsAt, language) },
    { key: 'where', title: text('where'), show: ({ placeName }) => placeName },
    { key: 'unit', title: text('unit'), show: ({ unitName }) => unitName },
    {
      key: 'taken',
      title: text('taken'),
      show: ({ taken, capacity }) => (
        <span className="desk-number">
          {taken} / {capacity}
        </span>
      ),
    },
    { key: 'no-shows', title: text('no-shows'), show: ({ noShows }) => (noShows === 0 ? null : noShows) },
    {
      key: 'state',
      title: text('state'),
      show: ({ state }) => <Tag color={COLOURS[state]}>{text(`state.${state}`)}</Tag>,
    },
  ];
}

/** The activities that a figure counts, in order of their start. */
export function ActivitiesBehind({ asked, label }: { asked: ActivitiesAsked; label: string }) {
  const text = useCalendarText();
  const list = useInfiniteQuery({
    queryKey: ['service-figures', 'activities', asked],
    queryFn: ({ pageParam }) =>
      api.get<{ items: ActivityBehind[]; next: string | null }>('/service-figures/activities', {
        ...asked,
        after: pageParam ?? undefined,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const columns = useColumns();
  return (
    <>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<ActivityBehind>
        label={label}
        rows={list.data?.pages.flatMap(({ items }) => items)}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={columns}
        empty={text('none')}
      />
      <LoadMore list={list} />
    </>
  );
}
