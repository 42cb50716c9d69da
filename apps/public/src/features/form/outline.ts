import type { Outline } from '@zhongzhi/ui';
import { outlineToWgs84, useLoad } from '@zhongzhi/web-kit';
import { useDistrict } from '../../app/district.ts';

const EMPTY: Outline = { type: 'MultiPolygon', coordinates: [] };

/** The outline of the district in WGS-84. Published outlines are in GCJ-02, as Chinese base maps are. */
export function useOutline(): Outline | undefined {
  const { code } = useDistrict();
  const { data, problem } = useLoad<Outline>(code === '' ? null : `outline/${code}`, async (signal) => {
    const response = await fetch(`/outline/${code}.gcj02.json`, { signal });
    // A district whose outline is not at hand still has its points.
    if (!response.ok || response.headers.get('content-type')?.includes('json') !== true) return EMPTY;
    return outlineToWgs84((await response.json()) as Outline);
  });
  return data ?? (problem === undefined ? undefined : EMPTY);
}
