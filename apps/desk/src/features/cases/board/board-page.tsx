import { Button, Spin } from 'antd';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { BoardFilter, CaseLine, CasePage, CaseTypeDescription } from '@zhongzhi/casework/contract';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { PageMissing } from '../../../app/page-failure.tsx';
import { useLanguage } from '../../../i18n.ts';
import { LoadMore } from '../../../kit/load-more.tsx';
import { PageHead } from '../../../kit/page-head.tsx';
import { ProblemAlert } from '../../../kit/problem.tsx';
import { Rows } from '../../../kit/rows.tsx';
import { caseTypesQuery } from '../api.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useLineColumns } from './columns.tsx';
import { ExportCases } from './export-cases.tsx';
import { filterOf, searchOf, type Search } from './filter.ts';
import { Filters } from './filters.tsx';
import { PhaseTabs } from './phase-tabs.tsx';
import { SavedFilters } from './saved-filters.tsx';
import { useBoardText } from './texts.ts';

/** The board of one kind of matter: what lies on this person's desks, the nearest deadline first. */
export function BoardPage() {
  const { type: name = '' } = useParams({ strict: false });
  const types = useQuery(caseTypesQuery);
  if (types.isPending) return <Spin className="desk-waiting" />;
  if (types.isError) return <ProblemAlert error={types.error} onRetry={() => void types.refetch()} />;
  const type = types.data.find((one) => one.name === name);
  return type === undefined || !type.maySeeBoard ? <PageMissing /> : <Board key={name} type={type} />;
}

function Board({ type }: { type: CaseTypeDescription }) {
  const text = useBoardText();
  const { say } = useLanguage();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const filter = filterOf(type.name, search);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const setFilter = (next: BoardFilter) => {
    setChosen([]);
    void navigate({ to: '/board/$type', params: { type: type.name }, search: searchOf(next), replace: true });
  };
  const list = useInfiniteQuery({
    queryKey: ['cases', 'list', 'board', filter],
    queryFn: ({ pageParam }) => api.get<CasePage>('/cases', { ...filter, cursor: pageParam, limit: 30 }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const lines = list.data?.pages.flatMap((page) => page.items);
  const bulk = type.actions.filter((action) => action.bulk);
  const columns = useLineColumns(type);
  return (
    <>
      <PageHead title={say(type.label)} about={say(type.about)}>
        <SavedFilters filter={filter} onUse={setFilter} />
        <ExportCases filter={filter} />
        {type.taskStatuses.length === 0 ? null : (
          <Link to="/room/$type" params={{ type: type.name }} className="ant-btn ant-btn-default desk-link-button">
            {text('view.room')}
          </Link>
        )}
        {type.mayOpen ? (
          <Button type="primary" onClick={() => void navigate({ to: '/open/$type', params: { type: type.name } })}>
            {text('new', { type: say(type.label) })}
          </Button>
        ) : null}
      </PageHead>
      <PhaseTabs filter={filter} onChange={(tab) => setFilter({ ...filter, tab })} />
      <Filters type={type} filter={filter} onChange={setFilter} />
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {bulk.length === 0 ? null : (
        <BulkBar
          actions={bulk}
          lines={(lines ?? []).filter(({ id }) => chosen.includes(id))}
          onClear={() => setChosen([])}
        />
      )}
      <Rows<CaseLine>
        label={say(type.label)}
        rows={lines}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        nameOf={({ number }) => number}
        columns={columns}
        empty={text('empty')}
        emphasised={({ isOverdue }) => isOverdue}
        choice={bulk.length === 0 ? undefined : { keys: chosen, onChange: setChosen, label: text('select') }}
      />
      <LoadMore list={list} />
    </>
  );
}
