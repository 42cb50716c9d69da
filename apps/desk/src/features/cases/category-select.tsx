import { Cascader } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLanguage } from '../../i18n.ts';
import { categoriesQuery, categoryTree, pathOf } from '../categories/api.ts';
import { useFormText } from './texts.ts';

interface Props {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (value: string | null) => void;
  readonly allowClear?: boolean;
  readonly placeholder?: string;
  readonly 'aria-label'?: string;
  /** A branch may be chosen too, to filter by everything below it. */
  readonly takesBranches?: boolean;
}

/** Chooses a category by going down three levels, or by any word of its name. */
export function CategorySelect({ value, onChange, takesBranches, ...bound }: Props) {
  const text = useFormText();
  const { say } = useLanguage();
  const { data, isPending } = useQuery(categoriesQuery);
  const tree = useMemo(() => categoryTree(data?.items ?? [], say), [data, say]);
  return (
    <Cascader
      {...bound}
      options={tree}
      loading={isPending}
      showSearch
      changeOnSelect={takesBranches === true}
      placeholder={bound.placeholder ?? text('choose')}
      value={value === null || value === undefined ? [] : pathOf(data?.items ?? [], value)}
      onChange={(path) => onChange?.(path?.at(-1) ?? null)}
      style={{ width: '100%', minWidth: 150 }}
    />
  );
}
