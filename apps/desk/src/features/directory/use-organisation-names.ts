import { useQueries } from '@tanstack/react-query';
import { organisationQuery } from './api.ts';

/** Names organisations that are known by id only; the id stands in until the name has come. */
export function useOrganisationNames(ids: readonly string[]): (id: string) => string {
  const wanted = [...new Set(ids)];
  const found = useQueries({ queries: wanted.map((id) => organisationQuery(id)) });
  return (id) => found.find(({ data }) => data?.id === id)?.data?.name ?? id;
}
