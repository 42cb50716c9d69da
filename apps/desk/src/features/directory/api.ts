import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { OrganisationLine, PersonLine, RegionLine } from '@zhongzhi/directory/contract';
import type { Static } from 'typebox';
import { api, type Query } from '../../api.ts';

export type Region = Static<typeof RegionLine>;
export type Organisation = OrganisationLine;
export type Person = PersonLine;
export type Grant = Person['grants'][number];

export interface Listing<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const DIRECTORY = '/directory';
const MINUTE = 60_000;

/** All present regions; they change a few times a year. */
export const regionsQuery = queryOptions({
  queryKey: ['directory', 'regions'],
  queryFn: () => api.get<{ items: Region[] }>(`${DIRECTORY}/regions`),
  staleTime: 10 * MINUTE,
});

/** The first organisations that fit, for choosing. */
export const organisationsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['directory', 'organisations', 'choice', query],
    queryFn: () => api.get<Listing<Organisation>>(`${DIRECTORY}/organisations`, query),
    placeholderData: keepPreviousData,
    staleTime: MINUTE,
  });

/** One organisation, to name a choice that is not among the first. */
export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ['directory', 'organisations', 'one', id],
    queryFn: () => api.get<Organisation>(`${DIRECTORY}/organisations/${id}`),
    staleTime: 10 * MINUTE,
  });

/** One person, likewise. */
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['directory', 'people', 'one', id],
    queryFn: () => api.get<Person>(`${DIRECTORY}/people/${id}`),
    staleTime: MINUTE,
  });

/** What was typed to find a person: a name, or a whole number, which is looked up exactly. */
export function personWords(words: string): { name?: string; phone?: string; idNumber?: string } {
  if (words === '') return {};
  if (/^\d{17}[\dXx]$/.test(words)) return { idNumber: words };
  return /^\d{11}$/.test(words) ? { phone: words } : { name: words };
}

/**
 * People by name, whole number, post and place. A search carries numbers, so it is sent as a body: addresses are logged.
 */
export const searchPeople = (query: Query): Promise<Listing<Person>> =>
  api.post<Listing<Person>>(
    `${DIRECTORY}/people/search`,
    Object.fromEntries(
      Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== ''),
    ),
  );

/** The first people who fit, for choosing. */
export const peopleQuery = (query: Query) =>
  queryOptions({
    queryKey: ['directory', 'people', 'choice', query],
    queryFn: () => searchPeople(query),
    placeholderData: keepPreviousData,
    staleTime: MINUTE,
  });
