import { Button, Input, Select, Tag } from 'antd';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ORGANISATION_KINDS } from '@zhongzhi/directory/contract';
import { useDeferredValue, useState } from 'react';
import { api } from '../../api.ts';
import { useMay } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { ABILITY } from './abilities.ts';
import type { Listing, Organisation } from './api.ts';
import { RegionSelect } from './choices.tsx';
import { OrganisationDrawer } from './organisation-drawer.tsx';
import { ExportButton, ImportButton } from './spreadsheet.tsx';
import { useDirectoryText } from './texts.ts';

/** Every organisation that handles or takes part, to find, add and edit. */
export function OrganisationsPage() {
  const text = useDirectoryText();
  const may = useMay();
  const { say } = useLanguage();
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<string | undefined>();
  const [place, setPlace] = useState<string | undefined>();
  const [editing, setEditing] = useState<Organisation | 'new' | null>(null);
  const query = { text: useDeferredValue(words.trim()), kind, place };
  const list = useInfiniteQuery({
    queryKey: ['directory', 'organisations', 'list', query],
    queryFn: ({ pageParam }) =>
      api.get<Listing<Organisation>>('/directory/organisations', { ...query, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const mayEdit = may(...ABILITY.editOrganisations);
  return (
    <>
      <PageHead title={text('organisations.title')} about={text('organisations.about')}>
        {may(...ABILITY.exportSheets) ? <ExportButton of="organisations" /> : null}
        {may(...ABILITY.importSheets) ? <ImportButton of="organisations" /> : null}
        {mayEdit ? (
          <Button type="primary" onClick={() => setEditing('new')}>
            {text('organisations.add')}
          </Button>
        ) : null}
      </PageHead>
      <div className="desk-filters">
        <Input.Search
          allowClear
          aria-label={text('search')}
          placeholder={text('search')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select
          allowClear
          aria-label={text('kind')}
          placeholder={text('kind.all')}
          style={{ width: 180 }}
          value={kind}
          onChange={setKind}
          options={ORGANISATION_KINDS.map((one) => ({ value: one.kind, label: say(one.label) }))}
        />
        <div style={{ width: 200 }}>
          <RegionSelect
            allowClear
            aria-label={text('place')}
            value={place}
            onChange={(value) => setPlace(value as string | undefined)}
          />
        </div>
      </div>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<Organisation>
        label={text('organisations.title')}
        rows={list.data?.pages.flatMap((page) => page.items)}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={useColumns(mayEdit ? setEditing : undefined)}
      />
      <LoadMore list={list} />
      <OrganisationDrawer
        key={editing === 'new' ? 'new' : (editing?.id ?? 'none')}
        editing={editing}
        onClose={() => setEditing(null)}
      />
    </>
  );
}

function useColumns(onEdit: ((organisation: Organisation) => void) | undefined): Column<Organisation>[] {
  const text = useDirectoryText();
  const { say } = useLanguage();
  const columns: Column<Organisation>[] = [
    {
      key: 'name',
      title: text('name'),
      isHead: true,
      show: ({ name, shortName, isInvented, active }) => (
        <>
          <strong>{name}</strong> {shortName === null ? null : <span className="desk-muted">{shortName}</span>}{' '}
          {isInvented ? <Tag variant="outlined">{text('invented')}</Tag> : null}
          {active ? null : <Tag variant="outlined">{text('inactive')}</Tag>}
        </>
      ),
    },
    {
      key: 'kind',
      title: text('kind'),
      show: ({ kind }) => say(ORGANISATION_KINDS.find((one) => one.kind === kind)?.label),
    },
    { key: 'place', title: text('place'), show: ({ placeName, place }) => placeName ?? place },
    { key: 'contact', title: text('contact'), show: ({ staff }) => staff?.contactName ?? null },
    {
      key: 'code',
      title: text('credit-code'),
      show: ({ staff }) => (staff?.creditCode ? <span className="desk-number">{staff.creditCode}</span> : null),
    },
    {
      key: 'phone',
      title: text('phone'),
      show: ({ phone }) => (phone === null ? null : <span className="desk-number">{phone}</span>),
    },
  ];
  if (onEdit !== undefined) {
    columns.push({
      key: 'edit',
      title: text('column.steps'),
      show: (organisation) =>
        organisation.staff?.mayEdit !== true ? null : (
          <Button
            type="link"
            size="small"
            onClick={() => onEdit(organisation)}
            aria-label={`${text('edit')} ${organisation.name}`}
          >
            {text('edit')}
          </Button>
        ),
    });
  }
  return columns;
}
