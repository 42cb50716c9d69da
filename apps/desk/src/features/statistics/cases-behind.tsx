import { useInfiniteQuery } from '@tanstack/react-query';
import type { CaseLine, CasePage } from '@zhongzhi/casework/contract';
import { api } from '../../api.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows } from '../../kit/rows.tsx';
import { useCaseType } from '../cases/api.ts';
import { useLineColumns } from '../cases/board/columns.tsx';
import { useStatisticsText } from './texts.ts';

export type Measure =
  | 'response-due'
  | 'response-in-time'
  | 'solution-confirmed'
  | 'solution-solved'
  | 'satisfaction-rated'
  | 'satisfaction-good';

export interface Behind {
  readonly unit: string | null;
  readonly unitName: string;
  readonly measure: Measure;
}

interface Period {
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

const SHOWN = new Set(['title', 'status', 'unit', 'opened']);

/** The cases that one number of the table counts. */
export function CasesBehind({ behind, period }: { behind: Behind; period: Period }) {
  const text = useStatisticsText();
  const type = useCaseType(period.type);
  const { measure, unit } = behind;
  const list = useInfiniteQuery({
    queryKey: ['cases', 'list', 'behind', period, measure, unit],
    queryFn: ({ pageParam }) => api.get<CasePage>('/case-rates/cases', { ...period, measure, unit, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const columns = useLineColumns(type).filter(({ key }) => SHOWN.has(key));
  return (
    <>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<CaseLine>
        label={text(`measure.${measure}`)}
        rows={list.data?.pages.flatMap((page) => page.items)}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={columns}
      />
      <LoadMore list={list} />
    </>
  );
}
