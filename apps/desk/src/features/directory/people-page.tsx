import { EyeOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ROLES } from '@zhongzhi/directory/contract';
import { useDeferredValue, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { ABILITY } from './abilities.ts';
import { personWords, searchPeople, type Person } from './api.ts';
import { RegionSelect } from './choices.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { ExportButton, ImportButton } from './spreadsheet.tsx';
import { useDirectoryText } from './texts.ts';
import { UnmaskDialog, type Unmasking } from './unmask-dialog.tsx';

/** People of the district: masked, found by name or by a whole number, opened only with a reason. */
export function PeoplePage() {
  const text = useDirectoryText();
  const may = useMay();
  const { say } = useLanguage();
  const [words, setWords] = useState('');
  const [role, setRole] = useState<string | undefined>();
  const [place, setPlace] = useState<string | undefined>();
  const [unmasking, setUnmasking] = useState<Unmasking | null>(null);
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const query = { ...personWords(useDeferredValue(words.trim())), role, place };
  const list = useInfiniteQuery({
    queryKey: ['directory', 'people', 'list', query],
    queryFn: ({ pageParam }) => searchPeople({ ...query, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const mayEdit = may(...ABILITY.editPeople);
  const columns = useColumns(may(...ABILITY.unmask) ? setUnmasking : undefined, mayEdit ? setEditing : undefined);
  return (
    <>
      <PageHead title={text('people.title')} about={text('people.about')}>
        {may(...ABILITY.exportSheets) ? <ExportButton of="people" /> : null}
        {may(...ABILITY.importSheets) ? <ImportButton of="people" /> : null}
        {mayEdit ? (
          <Button type="primary" onClick={() => setEditing('new')}>
            {text('person.add')}
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
          aria-label={text('person.roles')}
          placeholder={text('grants.role.all')}
          style={{ width: 180 }}
          value={role}
          onChange={setRole}
          options={ROLES.map((one) => ({ value: one.role, label: say(one.label) }))}
        />
        <div style={{ width: 200 }}>
          <RegionSelect
            allowClear
            aria-label={text('person.home')}
            value={place}
            onChange={(value) => setPlace(value as string | undefined)}
          />
        </div>
      </div>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<Person>
        label={text('people.title')}
        rows={list.data?.pages.flatMap((page) => page.items)}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={columns}
      />
      <LoadMore list={list} />
      <UnmaskDialog
        key={`${unmasking?.person.id ?? ''}${unmasking?.field ?? ''}`}
        unmasking={unmasking}
        onClose={() => setUnmasking(null)}
      />
      <PersonDrawer
        key={editing === 'new' ? 'new' : (editing?.id ?? 'none')}
        editing={editing}
        onClose={() => setEditing(null)}
      />
    </>
  );
}

function useColumns(
  onUnmask: ((unmasking: Unmasking) => void) | undefined,
  onEdit: ((person: Person) => void) | undefined,
): Column<Person>[] {
  const text = useDirectoryText();
  const { say } = useLanguage();
  const masked = (person: Person, field: Unmasking['field']) => {
    const value = person[field];
    if (value === null) return null;
    return (
      <span className="desk-number">
        {value}
        {onUnmask === undefined ? null : (
          <Button
            type="text"
            size="small"
            icon={<EyeOutlined />}
            aria-label={`${text('unmask')}: ${person.name}`}
            onClick={() => onUnmask({ person, field })}
          />
        )}
      </span>
    );
  };
  const columns: Column<Person>[] = [
    { key: 'name', title: text('person.name'), isHead: true, show: ({ name }) => <strong>{name}</strong> },
    { key: 'phone', title: text('person.phone'), show: (person) => masked(person, 'phone') },
    { key: 'id', title: text('person.id-number'), show: (person) => masked(person, 'idNumber') },
    { key: 'home', title: text('person.home'), show: ({ placeName, place }) => placeName ?? place },
    {
      key: 'roles',
      title: text('person.roles'),
      show: ({ grants }) =>
        grants.length === 0 ? null : (
          <span className="people-roles">
            {grants.map(({ id, label, placeName, unitName }) => (
              <span key={id}>{[say(label), unitName ?? placeName].filter(Boolean).join(' · ')}</span>
            ))}
          </span>
        ),
    },
  ];
  if (onEdit !== undefined) {
    columns.push({
      key: 'edit',
      title: text('column.steps'),
      show: (person) => (
        <Button type="link" size="small" aria-label={`${text('edit')} ${person.name}`} onClick={() => onEdit(person)}>
          {text('edit')}
        </Button>
      ),
    });
  }
  return columns;
}
