import { readFileSync } from 'node:fs';
import gcoordModule from 'gcoord';
import type { Chance } from './chance.ts';

// The package is CommonJS: at run time its default export is what its types call `default` once more.
const { GCJ02, transform, WGS84 } = gcoordModule as unknown as typeof gcoordModule.default;

const OUTLINE = new URL('../../foundation/directory/data/wuhua-boundary-gcj02.geojson', import.meta.url);

type Ring = [number, number][];

/** Whether a point lies inside a ring (even-odd rule). */
function isInside([x, y]: [number, number], ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Places in the built-up south of the district, inside its outline, in WGS-84. */
export function pointsInside(chance: Chance, count: number): { longitude: number; latitude: number }[] {
  const { features } = JSON.parse(readFileSync(OUTLINE, 'utf8')) as { features: { geometry: { coordinates: Ring[][] } }[] };
  const ring = features[0]!.geometry.coordinates[0]![0]!;
  const points: { longitude: number; latitude: number }[] = [];
  while (points.length < count) {
    const place: [number, number] = [102.64 + chance.next() * 0.09, 25.03 + chance.next() * 0.1];
    if (!isInside(place, ring)) continue;
    const [longitude, latitude] = transform(place, GCJ02, WGS84) as [number, number];
    points.push({ longitude: Number(longitude.toFixed(6)), latitude: Number(latitude.toFixed(6)) });
  }
  return points;
}
