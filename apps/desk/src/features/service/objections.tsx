import { Button, Space } from 'antd';
import type { OpenObjection } from '@zhongzhi/volunteering/contract';
import type { Decision } from '../../kit/reason-dialog.tsx';
import type { Column } from '../../kit/rows.tsx';
import { Due, QueueRows } from './queue.tsx';
import { useServiceText } from './texts.ts';

type Decide = (decision: Decision) => void;

function useObjectionColumns(decide: Decide): Column<OpenObjection>[] {
  const text = useServiceText();
  const path = (id: string) => `/objections/${id}/answer`;
  return [
    {
      key: 'words',
      title: text('words'),
      isHead: true,
      show: ({ words }) => <span className="desk-wrap">{words}</span>,
    },
    { key: 'about', title: text('kind'), show: ({ about }) => text(`about.${about}`) },
    { key: 'activity', title: text('activity'), show: ({ activityTitle }) => activityTitle },
    { key: 'person', title: text('person'), show: ({ personName }) => personName },
    {
      key: 'due',
      title: text('answer-by'),
      show: ({ dueAt, isOverdue }) => <Due at={dueAt} isOverdue={isOverdue} />,
    },
    {
      key: 'steps',
      title: text('steps'),
      show: ({ id, mayAnswer }) => (
        <Space>
          {(mayAnswer ? ([true, false] as const) : []).map((upheld) => (
            <Button
              key={String(upheld)}
              size="small"
              onClick={() =>
                decide({
                  path: path(id),
                  body: { upheld },
                  reasonAs: 'answer',
                  label: text(upheld ? 'uphold' : 'reject'),
                })
              }
            >
              {text(upheld ? 'uphold' : 'reject')}
            </Button>
          ))}
        </Space>
      ),
    },
  ];
}

/** Objections of volunteers to their records. */
export function Objections({ decide }: { decide: Decide }) {
  return <QueueRows name="objections" columns={useObjectionColumns(decide)} keyOf={({ id }) => id} />;
}
