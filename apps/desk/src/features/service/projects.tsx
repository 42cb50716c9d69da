import { Button, Space } from 'antd';
import { SERVICE_KIND_LABELS, type ProjectLine } from '@zhongzhi/volunteering/contract';
import { useLanguage } from '../../i18n.ts';
import type { Decision } from '../../kit/reason-dialog.tsx';
import type { Column } from '../../kit/rows.tsx';
import { QueueRows } from './queue.tsx';
import { useServiceText } from './texts.ts';

type Decide = (decision: Decision) => void;

function useProjectColumns(decide: Decide): Column<ProjectLine>[] {
  const text = useServiceText();
  const { say } = useLanguage();
  const path = (id: string) => `/projects/${id}/decision`;
  return [
    { key: 'project', title: text('project'), isHead: true, show: ({ title }) => <strong>{title}</strong> },
    { key: 'kind', title: text('kind'), show: ({ kind }) => say(SERVICE_KIND_LABELS[kind]) },
    { key: 'place', title: text('place'), show: ({ placeName }) => placeName },
    { key: 'unit', title: text('unit'), show: ({ unitName }) => unitName },
    { key: 'content', title: text('content'), show: ({ content }) => <span className="desk-wrap">{content}</span> },
    { key: 'risks', title: text('risks'), show: ({ risks }) => risks },
    {
      key: 'steps',
      title: text('steps'),
      show: ({ id }) => (
        <Space>
          <Button
            size="small"
            onClick={() => decide({ path: path(id), body: { opens: true }, label: text('approve') })}
          >
            {text('approve')}
          </Button>
          <Button
            size="small"
            danger
            onClick={() => decide({ path: path(id), body: { opens: false }, label: text('refuse'), isHard: true })}
          >
            {text('refuse')}
          </Button>
        </Space>
      ),
    },
  ];
}

/** Projects that residents, units and circles propose. */
export function Projects({ decide }: { decide: Decide }) {
  return <QueueRows name="projects" columns={useProjectColumns(decide)} keyOf={({ id }) => id} />;
}
