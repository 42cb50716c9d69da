import { App, Button, Input, Select } from 'antd';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { ROLES } from '@zhongzhi/directory/contract';
import { useDeferredValue, useState } from 'react';
import { api } from '../../api.ts';
import { useMay } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { messageOf, ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { dayOf } from '../../kit/when.ts';
import { ABILITY } from './abilities.ts';
import { personWords, searchPeople, type Grant, type Person } from './api.ts';
import { RegionSelect } from './choices.tsx';
import { GrantDrawer } from './grant-drawer.tsx';
import { useDirectoryText } from './texts.ts';

interface Held extends Grant {
  readonly person: Person;
}

/** Who holds which post over what; posts are granted and ended here, never edited. */
export function GrantsPage() {
  const text = useDirectoryText();
  const may = useMay();
  const { say } = useLanguage();
  const [role, setRole] = useState<string | undefined>();
  const [place, setPlace] = useState<string | undefined>();
  const [isGranting, setGranting] = useState(false);
  const [words, setWords] = useState('');
  const query = { ...personWords(useDeferredValue(words.trim())), role, place };
  const list = useInfiniteQuery({
    queryKey: ['directory', 'people', 'grants', query],
    queryFn: ({ pageParam }) => searchPeople({ ...query, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const held = list.data?.pages
    .flatMap((page) => page.items.flatMap((person) => person.grants.map((grant) => ({ ...grant, person }))))
    .filter((grant) => role === undefined || grant.role === role);
  const mayGrant = may(...ABILITY.grant);
  return (
    <>
      <PageHead title={text('grants.title')} about={text('grants.about')}>
        {mayGrant ? (
          <Button type="primary" onClick={() => setGranting(true)}>
            {text('grants.add')}
          </Button>
        ) : null}
      </PageHead>
      <div className="desk-filters is-people">
        <Input.Search
          allowClear
          aria-label={text('people.find')}
          placeholder={text('people.find')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select
          allowClear
          aria-label={text('grants.role')}
          placeholder={text('grants.role.all')}
          style={{ width: 200 }}
          value={role}
          onChange={setRole}
          options={ROLES.map((one) => ({ value: one.role, label: say(one.label) }))}
        />
        <div style={{ width: 220 }}>
          <RegionSelect
            allowClear
            aria-label={text('grants.place')}
            value={place}
            onChange={(value) => setPlace(value as string | undefined)}
          />
        </div>
      </div>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<Held>
        label={text('grants.title')}
        rows={held}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={useColumns(mayGrant)}
      />
      <LoadMore list={list} />
      <GrantDrawer key={String(isGranting)} isOpen={isGranting} onClose={() => setGranting(false)} />
    </>
  );
}

function useColumns(mayGrant: boolean): Column<Held>[] {
  const text = useDirectoryText();
  const { say, language } = useLanguage();
  const end = useEnding();
  const columns: Column<Held>[] = [
    { key: 'person', title: text('grants.person'), isHead: true, show: ({ person }) => <strong>{person.name}</strong> },
    { key: 'role', title: text('grants.role'), show: ({ label }) => say(label) },
    { key: 'place', title: text('grants.place'), show: ({ placeName, place }) => placeName ?? place },
    { key: 'unit', title: text('grants.unit'), show: ({ unitName }) => unitName },
    {
      key: 'since',
      title: text('grants.since'),
      show: ({ grantedAt }) => <span className="desk-number">{dayOf(grantedAt, language)}</span>,
    },
  ];
  if (mayGrant) {
    columns.push({
      key: 'end',
      title: text('column.steps'),
      show: (grant) => (
        <Button
          size="small"
          danger
          onClick={() => end(grant)}
          aria-label={`${text('grants.end')} ${grant.person.name} ${say(grant.label)}`}
        >
          {text('grants.end')}
        </Button>
      ),
    });
  }
  return columns;
}

function useEnding(): (grant: Held) => void {
  const text = useDirectoryText();
  const { say } = useLanguage();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: (id: string) => api.post(`/directory/roles/${id}/end`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['directory'] }),
    onError: (error) => void message.error(messageOf(error)),
  });
  return (grant) =>
    void modal.confirm({
      title: text('grants.end.title'),
      content: text('grants.end.about', { name: grant.person.name, role: say(grant.label) }),
      okText: text('grants.end'),
      okButtonProps: { danger: true },
      onOk: () => ending.mutateAsync(grant.id).catch(() => undefined),
    });
}
