import { App, Button, Popconfirm, Space, Tag } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LongDay } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { messageOf } from '../../kit/problem.tsx';
import type { Column } from '../../kit/rows.tsx';
import { QueueRows } from './queue.tsx';
import { useServiceText } from './texts.ts';

function useLongDayColumns(): Column<LongDay>[] {
  const text = useServiceText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const agreeing = useMutation({
    mutationFn: (record: string) => api.post(`/service-records/${record}/agreement`),
    onSuccess: async () => {
      void message.success(text('done'));
      await client.invalidateQueries({ queryKey: ['service'] });
    },
    onError: (error) => void message.error(messageOf(error)),
  });
  return [
    { key: 'person', title: text('person'), isHead: true, show: ({ personName }) => <strong>{personName}</strong> },
    { key: 'activity', title: text('activity'), show: ({ activityName }) => activityName },
    { key: 'day', title: text('day'), show: ({ servedOn }) => servedOn },
    { key: 'minutes', title: text('minutes'), show: ({ minutes }) => minutes },
    {
      key: 'minutes-of-day',
      title: text('minutes-of-day'),
      show: ({ minutesOfDay, stands }) => (
        <Space>
          {minutesOfDay}
          {stands === 'needs-district' ? <Tag>{text('needs-district')}</Tag> : null}
        </Space>
      ),
    },
    {
      key: 'steps',
      title: text('steps'),
      show: ({ record }) => (
        <Popconfirm title={text('agree.about')} onConfirm={() => agreeing.mutate(record)}>
          <Button size="small">{text('agree')}</Button>
        </Popconfirm>
      ),
    },
  ];
}

/** Days above eight hours. */
export function LongDays() {
  return <QueueRows name="long-days" columns={useLongDayColumns()} keyOf={({ record }) => record} />;
}
