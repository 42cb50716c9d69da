import { api } from '../api.ts';
import { useRemembered } from './remember.ts';

export interface Region {
  code: string;
  name: string;
  level: string;
  parent: string | null;
  longitude: number | null;
  latitude: number | null;
}

interface Regions {
  items: readonly Region[];
}

/** The district of this platform. */
export function useDistrict(): { code: string; name: string } {
  const { data } = useRemembered<Regions>('regions/district', (signal) =>
    api.get('/directory/regions', { query: { level: 'district' }, signal }),
  );
  return data?.items[0] ?? { code: '', name: '' };
}

/** All regions: streets and communities are chosen from it. */
export function useRegions(): { streets: readonly Region[]; communities: readonly Region[] } {
  const { data } = useRemembered<Regions>('regions/all', (signal) => api.get('/directory/regions', { signal }));
  const of = (level: string) => data?.items.filter((region) => region.level === level) ?? [];
  return { streets: of('street'), communities: of('community') };
}
