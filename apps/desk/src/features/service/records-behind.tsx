import { Button } from 'antd';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { SERVICE_KIND_LABELS, type RecordBehind } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { useFiguresText } from './texts.ts';

/** The figure that is opened: of a region, circle, kind or unit or, without a key, of everything. */
export interface FigureAsked {
  readonly dimension: 'region' | 'circle' | 'kind' | 'unit';
  readonly key?: string;
  readonly from: string;
  readonly to: string;
}

interface RecordPage {
  count: number;
  items: RecordBehind[];
  next: string | null;
}

function useColumns(): Column<RecordBehind>[] {
  const text = useFiguresText();
  const { say } = useLanguage();
  const kinds: Readonly<Record<string, { zh: string; en: string } | undefined>> = SERVICE_KIND_LABELS;
  return [
    {
      key: 'activity',
      title: text('activity'),
      isHead: true,
      show: ({ activityName }) => <strong>{activityName}</strong>,
    },
    { key: 'day', title: text('day'), show: ({ servedOn }) => servedOn },
    { key: 'volunteer', title: text('volunteer'), show: ({ volunteer }) => volunteer },
    { key: 'minutes', title: text('minutes'), show: ({ minutes }) => minutes },
    { key: 'class', title: text('class'), show: (record) => text(`class.${record.class}`) },
    {
      key: 'kind',
      title: text('dimension.kind'),
      show: ({ kind }) => (kinds[kind] === undefined ? kind : say(kinds[kind])),
    },
    { key: 'region', title: text('dimension.region'), show: ({ regionName }) => regionName },
    { key: 'unit', title: text('dimension.unit'), show: ({ unitName }) => unitName },
  ];
}

/** The records that a figure counts, and the same as a spreadsheet; names are masked. */
export function RecordsBehind({ asked }: { asked: FigureAsked }) {
  const text = useFiguresText();
  const list = useInfiniteQuery({
    queryKey: ['service-figures', 'records', asked],
    queryFn: ({ pageParam }) =>
      api.get<RecordPage>('/service-figures/records', { ...asked, after: pageParam ?? undefined }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const saving = useMutation({
    mutationFn: () =>
      api.post<{ fileName: string; mediaType: string; content: string }>('/service-figures/exports', asked),
    onSuccess: ({ fileName, mediaType, content }) => saveFile(fileName, mediaType, content),
  });
  const columns = useColumns();
  const count = list.data?.pages[0]?.count ?? 0;
  return (
    <>
      <div className="desk-filters">
        <span>{text('records', { count })}</span>
        <Button disabled={count === 0} loading={saving.isPending} onClick={() => saving.mutate()}>
          {text('export')}
        </Button>
      </div>
      <ProblemAlert error={saving.error ?? list.error} onRetry={() => void list.refetch()} />
      <Rows<RecordBehind>
        label={text('records', { count })}
        rows={list.data?.pages.flatMap(({ items }) => items)}
        isLoading={list.isPending}
        keyOf={({ record }) => record}
        columns={columns}
        empty={text('none')}
      />
      <LoadMore list={list} />
    </>
  );
}
