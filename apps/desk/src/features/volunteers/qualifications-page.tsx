import { App, Button, Popconfirm, Space, Tabs } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WaitingQualification } from '@zhongzhi/volunteers/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useMay } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { messageOf, ProblemAlert } from '../../kit/problem.tsx';
import { ReasonDialog, type Decision } from '../../kit/reason-dialog.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { minuteOf } from '../../kit/when.ts';
import { fileAddress, smallImageAddress } from '../cases/files.ts';
import { QualificationKinds } from './qualification-kinds.tsx';
import { useQualificationText } from './qualification-texts.ts';

const decisionPath = (id: string): string => `/volunteer-qualifications/${id}/decision`;

function Paper({ name, evidence }: Pick<WaitingQualification, 'name' | 'evidence'>) {
  const text = useQualificationText();
  if (evidence === null) return <span className="desk-muted">{text('paper.none')}</span>;
  return (
    <a href={fileAddress(evidence)} target="_blank" rel="noreferrer" aria-label={text('paper.open')}>
      <img src={smallImageAddress(evidence)} alt={text('paper.of', { name })} height={72} loading="lazy" />
    </a>
  );
}

function useColumns(decide: (decision: Decision) => void): Column<WaitingQualification>[] {
  const text = useQualificationText();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const confirming = useMutation({
    mutationFn: (id: string) => api.post(decisionPath(id), { confirms: true }),
    onSuccess: async () => {
      void message.success(text('done'));
      await client.invalidateQueries({ queryKey: ['qualifications'] });
    },
    onError: (error) => void message.error(messageOf(error)),
  });
  return [
    { key: 'person', title: text('person'), isHead: true, show: ({ name }) => <strong>{name}</strong> },
    { key: 'kind', title: text('kind'), show: ({ kind }) => kind },
    {
      key: 'valid',
      title: text('valid'),
      show: ({ from, until }) =>
        until === null ? text('valid.open', { from }) : text('valid.stretch', { from, until }),
    },
    { key: 'paper', title: text('paper'), show: (one) => <Paper {...one} /> },
    { key: 'stated', title: text('stated'), show: ({ statedAt }) => minuteOf(statedAt, language) },
    {
      key: 'steps',
      title: text('steps'),
      show: ({ id }) => (
        <Space>
          <Popconfirm title={text('confirm.sure')} onConfirm={() => confirming.mutate(id)}>
            <Button size="small">{text('confirm')}</Button>
          </Popconfirm>
          <Button
            size="small"
            danger
            onClick={() =>
              decide({ path: decisionPath(id), body: { confirms: false }, label: text('refuse'), isHard: true })
            }
          >
            {text('refuse')}
          </Button>
        </Space>
      ),
    },
  ];
}

/** Qualifications that wait for the community to see the paper, and the district's kinds. */
export function QualificationsPage() {
  const text = useQualificationText();
  const may = useMay();
  const [decision, setDecision] = useState<Decision | null>(null);
  const columns = useColumns(setDecision);
  const waiting = useQuery({
    queryKey: ['qualifications', 'waiting'],
    queryFn: () => api.get<{ items: WaitingQualification[] }>('/volunteer-qualifications'),
  });
  const queue = (
    <>
      <ProblemAlert error={waiting.error} onRetry={() => void waiting.refetch()} />
      <Rows<WaitingQualification>
        label={text('title')}
        rows={waiting.data?.items}
        isLoading={waiting.isPending}
        keyOf={({ id }) => id}
        columns={columns}
        empty={text('none')}
      />
    </>
  );
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      <Tabs
        items={[
          { key: 'waiting', label: text('tab.waiting', { count: waiting.data?.items.length ?? 0 }), children: queue },
          {
            key: 'kinds',
            label: text('tab.kinds'),
            children: <QualificationKinds mayEdit={may('volunteer.edit-qualification-kinds')} />,
          },
        ]}
      />
      <ReasonDialog
        key={`${decision?.path} ${decision?.label}`}
        decision={decision}
        of="qualifications"
        onClose={() => setDecision(null)}
      />
    </>
  );
}
