import { Button, Tag } from 'antd';
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
    {
      key: 'waits-for',
      title: text('waits-for'),
      show: ({ waitsFor }) => <Tag variant="outlined">{text(`waits-for.${waitsFor}`)}</Tag>,
    },
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
      show: ({ id, waitsFor }) => (
        <Button size="small" href={`/organise/${id}`} target="_blank">
          {text(waitsFor === 'confirmation' ? 'open' : 'evaluate')}
        </Button>
      ),
    },
  ];
}

/** Activities that are over and not confirmed, or confirmed and not evaluated. */
export function UnsettledActivities() {
  return <QueueRows name="unsettled" columns={useUnsettledColumns()} keyOf={({ id }) => id} />;
}
