import { Button, Empty, Spin } from 'antd';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { CaseDetail, CaseTypeDescription } from '@zhongzhi/casework/contract';
import { useState } from 'react';
import { PageMissing } from '../../../app/page-failure.tsx';
import { defineTexts, useLanguage } from '../../../i18n.ts';
import { PageHead } from '../../../kit/page-head.tsx';
import { ProblemAlert } from '../../../kit/problem.tsx';
import { caseQuery, caseTypesQuery, firstPageQuery } from '../api.ts';
import { DueMark, StatusMark, UrgencyMark } from '../marks.tsx';
import { StepDrawer, type Step } from '../step-form.tsx';
import { TaskColumns } from '../tasks.tsx';

const SHOWN = 12;

const useRoomText = defineTexts('case-room', {
  title: ['{{type}}调度室', '{{type}}: room'],
  about: [
    '各单位并排显示：谁到了、谁在办、谁快超时，一眼看清；有变化自动更新。',
    'Units side by side: who has arrived, who acts, whose time runs out. It updates itself.',
  ],
  list: ['列表', 'List'],
  new: ['新建{{type}}', 'New {{type}}'],
  none: ['现在没有进行中的{{type}}', 'There is none under way: {{type}}'],
  more: ['还有更多，请到列表查看', 'There are more: open the list'],
  steps: ['办理“{{number}}”', 'Steps on {{number}}'],
});

/** Every open case of a kind whose work is shared, with its units side by side and their clocks. */
export function RoomPage() {
  const { type: name = '' } = useParams({ strict: false });
  const types = useQuery(caseTypesQuery);
  if (types.isPending) return <Spin className="desk-waiting" />;
  if (types.isError) return <ProblemAlert error={types.error} onRetry={() => void types.refetch()} />;
  const type = types.data.find((one) => one.name === name);
  return type === undefined || !type.maySeeBoard ? <PageMissing /> : <Room key={name} type={type} />;
}

function Room({ type }: { type: CaseTypeDescription }) {
  const text = useRoomText();
  const { say } = useLanguage();
  const navigate = useNavigate();
  const [taking, setTaking] = useState<{ detail: CaseDetail; step: Step } | null>(null);
  const list = useQuery(firstPageQuery({ type: type.name, tab: 'active' }, SHOWN));
  const details = useQueries({ queries: (list.data?.items ?? []).map(({ id }) => caseQuery(id)) });
  const shown = details.flatMap(({ data }) => data ?? []);
  return (
    <>
      <PageHead title={text('title', { type: say(type.label) })} about={text('about')}>
        <Link to="/board/$type" params={{ type: type.name }} className="desk-link-button">
          {text('list')}
        </Link>
        {type.mayOpen ? (
          <Button type="primary" onClick={() => void navigate({ to: '/open/$type', params: { type: type.name } })}>
            {text('new', { type: say(type.label) })}
          </Button>
        ) : null}
      </PageHead>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Spin spinning={list.isPending}>
        {list.isSuccess && list.data.items.length === 0 ? (
          <Empty description={text('none', { type: say(type.label) })} />
        ) : null}
        {shown.map((detail) => (
          <RoomCase key={detail.id} detail={detail} onStep={(step) => setTaking({ detail, step })} />
        ))}
        {list.data?.next ? <p className="desk-more">{text('more')}</p> : null}
      </Spin>
      {taking === null ? null : (
        <StepDrawer
          detail={shown.find(({ id }) => id === taking.detail.id) ?? taking.detail}
          step={taking.step}
          onClose={() => setTaking(null)}
        />
      )}
    </>
  );
}

function RoomCase({ detail, onStep }: { detail: CaseDetail; onStep: (step: Step) => void }) {
  const text = useRoomText();
  const { say } = useLanguage();
  return (
    <section className="desk-panel room-case" aria-label={`${detail.number} ${detail.title}`}>
      <div className="case-kicker">
        <span className="desk-number">{detail.number}</span>
        <StatusMark label={detail.statusLabel} phase={detail.phase} />
        <UrgencyMark urgency={detail.urgency} />
        <DueMark dueAt={detail.dueAt} isOverdue={detail.isOverdue} isDone={detail.phase === 'done'} />
        <span className="desk-muted">{detail.placePath.slice(-2).join(' ')}</span>
      </div>
      <h2>
        <Link to="/cases/$id" params={{ id: detail.id }}>
          {detail.title}
        </Link>
      </h2>
      <TaskColumns tasks={detail.tasks} clocks={detail.clocks} onStep={onStep} />
      {detail.actions.length === 0 ? null : (
        <div className="case-actions" role="group" aria-label={text('steps', { number: detail.number })}>
          {detail.actions.map((action) => (
            <Button
              key={action.name}
              size="small"
              type={action.tone === 'main' ? 'primary' : 'default'}
              danger={action.tone === 'danger'}
              onClick={() => onStep({ action })}
            >
              {say(action.label)}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
