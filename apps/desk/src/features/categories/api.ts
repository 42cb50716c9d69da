import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api.ts';
import type { Label } from '../../i18n.ts';

export interface Category {
  readonly code: string;
  readonly parent: string | null;
  readonly label: Label;
  readonly urgency: string | null;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly version: number;
}

export interface CategoryOption {
  readonly value: string;
  readonly label: string;
  readonly children?: CategoryOption[];
}

/** The classification of messages, three levels deep. */
export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: () => api.get<{ items: Category[] }>('/appeals/categories'),
  staleTime: 10 * 60_000,
});

/** The categories as a tree of options. */
export function categoryTree(all: readonly Category[], say: (label: Label) => string): CategoryOption[] {
  const children = Map.groupBy(all, ({ parent }) => parent);
  const under = (parent: string | null): CategoryOption[] =>
    (children.get(parent) ?? []).map((category) => {
      const below = under(category.code);
      return { value: category.code, label: say(category.label), ...(below.length > 0 ? { children: below } : {}) };
    });
  return under(null);
}

/** The codes from the first level down to one category. */
export function pathOf(all: readonly Category[], code: string): string[] {
  const category = all.find((one) => one.code === code);
  if (category === undefined) return [];
  return [...(category.parent === null ? [] : pathOf(all, category.parent)), code];
}
