import { useLoad } from '@zhongzhi/web-kit';
import { api } from '../api.ts';

export interface Region {
  code: string;
  name: string;
  level: string;
  parent: string | null;
  longitude: number | null;
  latitude: number | null;
}

const KEY = 'zhongzhi.district';

function remembered(): { code: string; name: string } {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') ?? { code: '', name: '' };
  } catch {
    return { code: '', name: '' };
  }
}

/** The district of this platform. Its name is remembered, so that the bar does not flicker at the next visit. */
export function useDistrict(): { code: string; name: string } {
  const { data } = useLoad<{ items: readonly Region[] }>('regions/district', async (signal) => {
    const answer = await api.get<{ items: readonly Region[] }>('/directory/regions', {
      query: { level: 'district' },
      signal,
    });
    const [district] = answer.items;
    if (district !== undefined) localStorage.setItem(KEY, JSON.stringify({ code: district.code, name: district.name }));
    return answer;
  });
  return data?.items[0] ?? remembered();
}

/** All regions: streets and communities are chosen from it. */
export function useRegions(): { streets: readonly Region[]; communities: readonly Region[]; isLoading: boolean } {
  const { data, isLoading } = useLoad<{ items: readonly Region[] }>('regions/all', (signal) =>
    api.get('/directory/regions', { signal }),
  );
  const of = (level: string) => data?.items.filter((region) => region.level === level) ?? [];
  return { streets: of('street'), communities: of('community'), isLoading };
}
