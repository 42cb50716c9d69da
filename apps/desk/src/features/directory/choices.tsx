import { Select, TreeSelect } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { ORGANISATION_KINDS } from '@zhongzhi/directory/contract';
import { useLanguage } from '../../i18n.ts';
import {
  organisationQuery,
  organisationsQuery,
  peopleQuery,
  personQuery,
  personWords,
  regionsQuery,
  type Person,
} from './api.ts';
import { branchesOf } from './region-tree.ts';
import { useDirectoryText } from './texts.ts';

const MOST_OFFERED = 200;

interface Bound {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
  readonly allowClear?: boolean;
  readonly placeholder?: string;
  readonly 'aria-label'?: string;
}

/** Chooses a region from the tree, by name or by going down; only codes of the given lengths can be chosen. */
export function RegionSelect({ lengths, ...bound }: Bound & { lengths?: readonly number[] }) {
  const text = useDirectoryText();
  const { data, isPending } = useQuery(regionsQuery);
  const tree = useMemo(() => branchesOf(data?.items ?? [], lengths), [data, lengths]);
  return (
    <TreeSelect
      {...(bound as object)}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={tree}
      loading={isPending}
      treeDefaultExpandedKeys={tree.map(({ value }) => value)}
      placeholder={bound.placeholder ?? text('choose.region')}
      style={{ width: '100%', minWidth: 150 }}
      popupMatchSelectWidth={false}
    />
  );
}

/** Chooses one or several organisations, of the kinds that fit, by any part of the name. */
export function OrganisationSelect({
  kinds,
  isMultiple,
  ...bound
}: Bound & { kinds?: readonly string[] | undefined; isMultiple?: boolean }) {
  const text = useDirectoryText();
  const { say } = useLanguage();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const { data, isFetching } = useQuery(
    organisationsQuery({ text: asked, limit: MOST_OFFERED, ...(kinds?.length === 1 ? { kind: kinds[0] } : {}) }),
  );
  const fitting = (data?.items ?? []).filter(
    ({ kind }) => kinds === undefined || kinds.length === 0 || kinds.includes(kind),
  );
  const groups = Map.groupBy(fitting, ({ kind }) => kind);
  const chosen =
    typeof bound.value === 'string' && !fitting.some(({ id }) => id === bound.value) ? bound.value : undefined;
  const named = useQuery({ ...organisationQuery(chosen ?? ''), enabled: chosen !== undefined });
  const options = [...groups].map(([kind, members]) => ({
    label: say(ORGANISATION_KINDS.find((one) => one.kind === kind)?.label) || kind,
    options: members.map(({ id, name }) => ({ value: id, label: name })),
  }));
  if (named.data !== undefined && chosen !== undefined)
    options.unshift({ label: text('chosen'), options: [{ value: named.data.id, label: named.data.name }] });
  return (
    <Select
      {...(bound as object)}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={isFetching}
      options={options}
      placeholder={bound.placeholder ?? text('choose.organisation')}
      style={{ width: '100%', minWidth: 150 }}
      popupMatchSelectWidth={false}
      {...(isMultiple === true ? { mode: 'multiple' as const } : {})}
    />
  );
}

const nameOf = ({ name, phone }: Person): string => (phone === null ? name : `${name} ${phone}`);

/** Chooses a person by name or whole phone number. */
export function PersonSelect(bound: Bound) {
  const text = useDirectoryText();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const { data, isFetching } = useQuery(peopleQuery({ ...personWords(asked), limit: 20 }));
  const found = data?.items ?? [];
  const chosen =
    typeof bound.value === 'string' && !found.some(({ id }) => id === bound.value) ? bound.value : undefined;
  const named = useQuery({ ...personQuery(chosen ?? ''), enabled: chosen !== undefined });
  const shown = chosen !== undefined && named.data !== undefined ? [named.data, ...found] : found;
  return (
    <Select
      {...(bound as object)}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={isFetching}
      options={shown.map((person) => ({ value: person.id, label: nameOf(person) }))}
      placeholder={bound.placeholder ?? text('choose.person')}
      style={{ width: '100%', minWidth: 150 }}
    />
  );
}
