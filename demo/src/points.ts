import { readFileSync } from 'node:fs';
import gcoordModule from 'gcoord';
import { Chance } from './chance.ts';

// The package is CommonJS: at run time its default export is what its types call `default` once more.
const { GCJ02, transform, WGS84 } = gcoordModule as unknown as typeof gcoordModule.default;

const OUTLINE = new URL('../../foundation/directory/data/wuhua-boundary-gcj02.geojson', import.meta.url);

type Pair = [longitude: number, latitude: number];

export interface Spot {
  longitude: number;
  latitude: number;
}

/** Roughly the middle of each street's built-up part, and how far its communities reach, in degrees. Good enough for pins. */
const STREETS: Readonly<Record<string, readonly [longitude: number, latitude: number, reach: number]>> = {
  '530102001': [102.7025, 25.05, 0.006],
  '530102002': [102.709, 25.04, 0.004],
  '530102003': [102.695, 25.037, 0.005],
  '530102004': [102.688, 25.046, 0.005],
  '530102005': [102.683, 25.053, 0.005],
  '530102006': [102.696, 25.064, 0.007],
  '530102007': [102.715, 25.09, 0.012],
  '530102008': [102.655, 25.066, 0.01],
  '530102009': [102.67, 25.092, 0.012],
  '530102010': [102.66, 25.18, 0.04],
  '530102401': [102.66, 25.075, 0.008],
};

const rings = (): Pair[][] => {
  const { features } = JSON.parse(readFileSync(OUTLINE, 'utf8')) as {
    features: { geometry: { coordinates: Pair[][][] } }[];
  };
  return features[0]!.geometry.coordinates.map((polygon) =>
    polygon[0]!.map((point) => transform<Pair>(point, GCJ02, WGS84)),
  );
};

/** Whether a point lies inside a ring (even-odd rule). */
function isInside([x, y]: Pair, ring: readonly Pair[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

const rounded = (longitude: number, latitude: number): Spot => ({
  longitude: Number(longitude.toFixed(6)),
  latitude: Number(latitude.toFixed(6)),
});

/** Places on the map, always inside the district's outline, in WGS-84. */
export class Places {
  readonly #rings = rings();
  readonly #middles = new Map<string, Spot>();

  #near([longitude, latitude]: Pair, reach: number, chance: Chance): Spot {
    for (let tries = 0; tries < 40; tries += 1) {
      const point: Pair = [longitude + chance.between(-reach, reach), latitude + chance.between(-reach, reach)];
      if (this.#rings.some((ring) => isInside(point, ring))) return rounded(...point);
    }
    return rounded(longitude, latitude);
  }

  /** The middle of a community, the same every time. */
  middle(place: string): Spot {
    const known = this.#middles.get(place);
    if (known !== undefined) return known;
    const [longitude, latitude, reach] = STREETS[place.slice(0, 9)] ?? STREETS['530102001']!;
    const spot =
      place.length <= 9
        ? rounded(longitude, latitude)
        : this.#near([longitude, latitude], reach, new Chance(Number(place.slice(-9))));
    this.#middles.set(place, spot);
    return spot;
  }

  /** Somewhere in a community. */
  in(place: string, chance: Chance): Spot {
    const { longitude, latitude } = this.middle(place);
    return this.#near([longitude, latitude], 0.002, chance);
  }
}
