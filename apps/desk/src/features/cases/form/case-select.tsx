import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { caseQuery, caseTypesQuery, firstPageQuery } from '../api.ts';
import { useFormText } from '../texts.ts';

interface Props {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly allowClear?: boolean;
  /** The kind of case to choose from; appeals are what others are linked to. */
  readonly type?: string | undefined;
}

interface Named {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

/** Chooses another case by its number or words. */
export function CaseSelect({ type, ...bound }: Props) {
  const text = useFormText();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const types = useQuery(caseTypesQuery);
  const wanted = type ?? types.data?.find(({ maySeeBoard }) => maySeeBoard)?.name;
  const { data, isFetching } = useQuery({
    ...firstPageQuery({ type: wanted ?? '', tab: 'all', ...(asked === '' ? {} : { text: asked }) }),
    enabled: wanted !== undefined,
  });
  const found = data?.items ?? [];
  const chosen = bound.value !== undefined && !found.some(({ id }) => id === bound.value) ? bound.value : undefined;
  const named = useQuery({ ...caseQuery(chosen ?? ''), enabled: chosen !== undefined });
  const offered: readonly Named[] = chosen !== undefined && named.data !== undefined ? [named.data, ...found] : found;
  return (
    <Select
      {...bound}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={isFetching}
      placeholder={text('case.find')}
      options={offered.map(({ id, number, title }) => ({ value: id, label: `${number} ${title}` }))}
      style={{ width: '100%' }}
    />
  );
}
