import type { Region } from '../../app/district.ts';
import type { Point } from '../form/values.ts';

const MOST_METRES = 3_000;
const METRES_A_DEGREE = 111_195;

/** The community whose middle lies nearest to a place; none where no middle is known or all are far. */
export function nearestRegion(regions: readonly Region[], { longitude, latitude }: Point): Region | undefined {
  let nearest: Region | undefined;
  let least = MOST_METRES;
  for (const region of regions) {
    if (region.longitude === null || region.latitude === null) continue;
    const east = (region.longitude - longitude) * METRES_A_DEGREE * Math.cos((latitude * Math.PI) / 180);
    const metres = Math.hypot(east, (region.latitude - latitude) * METRES_A_DEGREE);
    if (metres >= least) continue;
    least = metres;
    nearest = region;
  }
  return nearest;
}
