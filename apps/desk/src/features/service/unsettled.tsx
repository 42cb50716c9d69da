import { Button } from 'antd';
import type { Unsettled } from '@zhongzhi/volunteering/contract';
import { useLanguage } from '../../i18n.ts';
import type { Column } from '../../kit/rows.tsx';
import { minuteOf } from '../../kit/when.ts';
import { Due, QueueRows } from './queue.tsx';
import { useServiceText } from './texts.ts';

function useUnsettledColumns(): Column<Unsettled>[] {
  const text = useServiceText();
  const { language } = useLanguage();
  return [
    { key: 'activity', title: text('activity'), isHead: true, show: ({ title }) => <strong>{title}</strong> },
    { key: 'place', title: text('place'), show: ({ placeName }) => placeName },
    { key: 'unit', title: text('unit'), show: ({ unitName }) => unitName },
    { key: 'leader', title: text('leader'), show: ({ leaderName }) => leaderName },
    { key: 'attended', title: text('attended'), show: ({ attended }) => attended },
    { key: 'ended', title: text('ended'), show: ({ endsAt }) => minuteOf(endsAt, language) },
    {
      key: 'due',
      title: text('due'),
      show: ({ dueAt, isOverdue }) => <Due at={dueAt} isOverdue={isOverdue} />,
    },
    {
      key: 'steps',
      title: text('steps'),
      show: ({ id }) => (
        <Button size="small" href={`/organise/${id}`} target="_blank">
          {text('open')}
        </Button>
      ),
    },
  ];
}

/** Activities that are over and not confirmed. */
export function UnsettledActivities() {
  return <QueueRows name="unsettled" columns={useUnsettledColumns()} keyOf={({ id }) => id} />;
}
