import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLanguage } from '../../i18n.ts';
import { categoriesQuery } from './api.ts';

/** Names a category by its code: the last level, which says most. */
export function useCategoryName(): (code: string | null) => string | null {
  const { say } = useLanguage();
  const { data } = useQuery(categoriesQuery);
  const labels = useMemo(() => new Map((data?.items ?? []).map(({ code, label }) => [code, label])), [data]);
  return (code) => (code === null ? null : labels.has(code) ? say(labels.get(code)) : (code.split('/').at(-1) ?? code));
}
