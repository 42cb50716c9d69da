import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api.ts';

export interface Category {
  /** The names from the first level down, joined by "/". */
  readonly code: string;
  readonly level1: string;
  readonly level2: string | null;
  readonly level3: string | null;
  readonly defaultUrgency: string;
  readonly defaultUnit: string | null;
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

const parentOf = (code: string): string => code.split('/').slice(0, -1).join('/');

/** The last name of a category. */
export const nameOfCategory = (code: string): string => code.split('/').at(-1) ?? code;

/** The categories as a tree of options. */
export function categoryTree(all: readonly Category[]): CategoryOption[] {
  const below = Map.groupBy(all, ({ code }) => parentOf(code));
  const under = (parent: string): CategoryOption[] =>
    (below.get(parent) ?? []).map(({ code }) => {
      const children = under(code);
      return { value: code, label: nameOfCategory(code), ...(children.length > 0 ? { children } : {}) };
    });
  return under('');
}
