import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';

interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** A list of beans that is read page by page; every one is read anew after a step. */
export function useGrowing<T>(path: string) {
  const list = useInfiniteQuery({
    queryKey: ['beans', path],
    queryFn: ({ pageParam }) => api.get<Page<T>>(path, { after: pageParam === '' ? undefined : pageParam }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  return { list, rows: list.data?.pages.flatMap(({ items }) => items) };
}
