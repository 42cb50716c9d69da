import { Space, Tag } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { LongDay, OpenObjection, ProjectLine, Unsettled } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { minuteOf } from '../../kit/when.ts';
import { useServiceText } from './texts.ts';

interface Waiting {
  projects: ProjectLine;
  unsettled: Unsettled;
  objections: OpenObjection;
  'long-days': LongDay;
}
export type QueueName = keyof Waiting;

const PATHS: Readonly<Record<QueueName, string>> = {
  projects: '/projects/to-review',
  unsettled: '/activities/unsettled',
  objections: '/objections',
  'long-days': '/service-records/long-days',
};

/** What waits in a queue of volunteering; asked for once, however many parts of the page show it. */
export const useQueue = <N extends QueueName>(name: N, enabled = true) =>
  useQuery({
    queryKey: ['service', name],
    queryFn: () => api.get<{ items: Waiting[N][] }>(PATHS[name]),
    enabled,
  });

/** A queue as a list. */
export function QueueRows<N extends QueueName>({
  name,
  columns,
  keyOf,
}: {
  name: N;
  columns: Column<Waiting[N]>[];
  keyOf: (row: Waiting[N]) => string;
}) {
  const text = useServiceText();
  const queue = useQueue(name);
  return (
    <>
      <ProblemAlert error={queue.error} onRetry={() => void queue.refetch()} />
      <Rows<Waiting[N]>
        label={text(`tab.${name}`, { count: queue.data?.items.length ?? 0 })}
        rows={queue.data?.items}
        isLoading={queue.isPending}
        keyOf={keyOf}
        columns={columns}
        empty={text(`none.${name}`)}
      />
    </>
  );
}

/** A day by which something is due, marked when it has passed. */
export function Due({ at, isOverdue }: { at: string; isOverdue: boolean }) {
  const text = useServiceText();
  const { language } = useLanguage();
  return (
    <Space>
      {minuteOf(at, language)}
      {isOverdue ? <Tag color="error">{text('overdue')}</Tag> : null}
    </Space>
  );
}
