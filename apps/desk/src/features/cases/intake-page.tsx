import { Empty, Grid, Select, Spin } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { CaseLine, CaseTypeDescription } from '@zhongzhi/casework/contract';
import { useEffect } from 'react';
import { defineTexts, useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { caseQuery, caseTypesQuery, firstPageQuery } from './api.ts';
import { CaseView } from './case-view.tsx';
import { DueMark, UrgencyMark } from './marks.tsx';

const useIntakeText = defineTexts('case-intake', {
  title: ['受理台', 'Intake desk'],
  about: [
    '新到的事项，最急的在最上面；在右侧直接办理，办完自动到下一件。按 J、K 上下移动。',
    'What has come in, the most pressing first. Deal with it on the right; the next one follows. J and K move down and up.',
  ],
  queue: ['待受理', 'Waiting'],
  type: ['事项类型', 'Kind'],
  none: ['都受理完了，没有新到的事项。', 'All done: nothing new is waiting.'],
  pick: ['在左侧选择一件', 'Choose one on the left'],
});

/** The queue of new matters on the left, the chosen one with its steps on the right. */
export function IntakePage() {
  const text = useIntakeText();
  const types = useQuery(caseTypesQuery);
  const offered = (types.data ?? []).filter(({ maySeeBoard }) => maySeeBoard);
  if (types.isPending) return <Spin className="desk-waiting" />;
  if (types.isError) return <ProblemAlert error={types.error} onRetry={() => void types.refetch()} />;
  const [first, ...others] = offered;
  return first === undefined ? <Empty description={text('none')} /> : <Intake types={[first, ...others]} />;
}

function Intake({ types }: { types: readonly [CaseTypeDescription, ...CaseTypeDescription[]] }) {
  const text = useIntakeText();
  const { say } = useLanguage();
  const navigate = useNavigate();
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const isWide = Grid.useBreakpoint().lg ?? true;
  const type =
    types.find(({ name }) => name === search['type']) ??
    types.find(({ openedByResidents }) => openedByResidents) ??
    types[0];
  const list = useQuery(firstPageQuery({ type: type.name, tab: 'new' }, 50));
  const lines = list.data?.items ?? [];
  const at = Math.max(
    0,
    lines.findIndex(({ id }) => id === search['id']),
  );
  const chosen = lines[at];
  const go = (line: CaseLine | undefined) =>
    line !== undefined && void navigate({ to: '/intake', search: { type: type.name, id: line.id }, replace: true });
  useKeys({ j: () => go(lines[at + 1]), k: () => go(lines[at - 1]) });
  const open = (line: CaseLine) => (isWide ? go(line) : void navigate({ to: '/cases/$id', params: { id: line.id } }));
  return (
    <>
      <PageHead title={text('title')} about={text('about')}>
        {types.length > 1 ? (
          <Select
            aria-label={text('type')}
            value={type.name}
            options={types.map(({ name, label }) => ({ value: name, label: say(label) }))}
            onChange={(name) => void navigate({ to: '/intake', search: { type: name }, replace: true })}
          />
        ) : null}
      </PageHead>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Spin spinning={list.isPending}>
        {list.isSuccess && lines.length === 0 ? <Empty description={text('none')} /> : null}
        <div className={isWide ? 'intake' : ''}>
          <ul className="intake-queue" aria-label={text('queue')}>
            {lines.map((line) => (
              <li key={line.id}>
                <button
                  type="button"
                  aria-current={isWide && line.id === chosen?.id ? 'true' : undefined}
                  onClick={() => open(line)}
                >
                  <span className="intake-title">{line.title}</span>
                  <span className="intake-marks">
                    <DueMark dueAt={line.dueAt} isOverdue={line.isOverdue} />
                    <UrgencyMark urgency={line.urgency} />
                    <span className="desk-muted">{line.placeName}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {isWide && chosen !== undefined ? (
            <IntakeCase id={chosen.id} onDone={() => go(lines[at + 1] ?? lines[at - 1])} />
          ) : null}
        </div>
      </Spin>
    </>
  );
}

function IntakeCase({ id, onDone }: { id: string; onDone: () => void }) {
  const found = useQuery(caseQuery(id));
  if (found.isPending) return <Spin className="desk-waiting" />;
  if (found.data === undefined) return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className="intake-case">
      <CaseView key={id} detail={found.data} onDone={onDone} />
    </div>
  );
}

/** Single keys, as long as nothing is being typed and no dialog is open. */
function useKeys(keys: Readonly<Record<string, () => unknown>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      const isTyping =
        target !== null &&
        (target.isContentEditable ||
          ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
          target.closest('[role="dialog"]') !== null);
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      keys[event.key.toLowerCase()]?.();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
