import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { BoardFilter, CaseDetail, CasePage, CaseTypeDescription } from '@zhongzhi/casework/contract';
import { api } from '../../api.ts';

/** The kinds of matters, with forms, states and steps; they change only with the platform itself. */
export const caseTypesQuery = queryOptions({
  queryKey: ['case-types'],
  queryFn: () => api.get<CaseTypeDescription[]>('/case-types'),
  staleTime: 10 * 60_000,
});

/** The description of one kind of matter; undefined while it is read or when there is no such kind. */
export function useCaseType(name: string | undefined): CaseTypeDescription | undefined {
  const { data } = useQuery(caseTypesQuery);
  return data?.find((type) => type.name === name);
}

export interface Counts {
  readonly counts: Readonly<Record<string, number>>;
  readonly most: number;
}

/** How many cases lie on each tab of a board. */
export const countsQuery = ({ tab: _tab, ...filter }: BoardFilter) =>
  queryOptions({
    queryKey: ['cases', 'counts', filter],
    queryFn: () => api.get<Counts>('/cases/counts', filter),
    placeholderData: keepPreviousData,
  });

/** The first page of a board, for lists that need no more. */
export const firstPageQuery = (filter: BoardFilter, limit = 20) =>
  queryOptions({
    queryKey: ['cases', 'list', 'first', filter, limit],
    queryFn: () => api.get<CasePage>('/cases', { ...filter, limit }),
    placeholderData: keepPreviousData,
  });

/** Everything about a case. */
export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'one', id],
    queryFn: () => api.get<CaseDetail>(`/cases/${id}`),
  });

/** A count as it is shown: from `most` on only that there are more. */
export const shownCount = (count: number | undefined, most: number): string =>
  count === undefined ? '' : count > most ? `${most}+` : String(count);
