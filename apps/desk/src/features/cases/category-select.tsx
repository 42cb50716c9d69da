import { TreeSelect } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { categoriesQuery, categoryTree, type CategoryOption } from '../categories/api.ts';
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

interface Node {
  readonly value: string;
  readonly title: string;
  readonly selectable: boolean;
  readonly children: Node[];
}

const asNode = ({ value, label, children = [] }: CategoryOption, takesBranches: boolean): Node => ({
  value,
  title: label,
  selectable: takesBranches || children.length === 0,
  children: children.map((child) => asNode(child, takesBranches)),
});

/** Chooses a category by any part of its name or by going down three levels. */
export function CategorySelect({ value, onChange, takesBranches = false, ...bound }: Props) {
  const text = useFormText();
  const { data, isPending } = useQuery(categoriesQuery);
  const tree = useMemo(
    () => categoryTree(data?.items ?? []).map((option) => asNode(option, takesBranches)),
    [data, takesBranches],
  );
  return (
    <TreeSelect
      {...bound}
      value={value ?? undefined}
      onChange={(code?: string) => onChange?.(code ?? null)}
      treeData={tree}
      loading={isPending}
      showSearch={{ filterTreeNode: (words, node) => String(node.value).includes(words.trim()) }}
      placeholder={bound.placeholder ?? text('choose')}
      popupMatchSelectWidth={false}
      style={{ width: '100%', minWidth: 150 }}
    />
  );
}
