/** A place in degrees; all places given to one map must be of the same reference system. */
export interface Place {
  longitude: number;
  latitude: number;
}

/** The parts of GeoJSON that an outline comes in. */
export type Outline =
  | { type: 'Polygon'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] }
  | { type: 'Feature'; geometry: Outline }
  | { type: 'FeatureCollection'; features: readonly { type: 'Feature'; geometry: Outline }[] };

export interface Size {
  width: number;
  height: number;
}

/** A point of the plane in metres east and south of the origin, or of the screen in pixels. */
export interface Spot {
  x: number;
  y: number;
}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is shown: the middle, in metres, and how many pixels a metre takes. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

const METRES_A_DEGREE = 111_195;
const CLOSEST = 1.2;

/** The rings of an outline, whatever it is wrapped in. */
export function ringsOf(outline: Outline): number[][][] {
  if (outline.type === 'Polygon') return outline.coordinates;
  if (outline.type === 'MultiPolygon') return outline.coordinates.flat();
  if (outline.type === 'Feature') return ringsOf(outline.geometry);
  return outline.features.flatMap((feature) => ringsOf(feature.geometry));
}

/** A flat picture of a small part of the earth: true enough within a hundred kilometres of its origin. */
export function projectionAt(origin: Place) {
  const east = METRES_A_DEGREE * Math.cos((origin.latitude * Math.PI) / 180);
  return {
    toPlane: ({ longitude, latitude }: Place): Spot => ({
      x: (longitude - origin.longitude) * east,
      y: (origin.latitude - latitude) * METRES_A_DEGREE,
    }),
    toPlace: ({ x, y }: Spot): Place => ({
      longitude: origin.longitude + x / east,
      latitude: origin.latitude - y / METRES_A_DEGREE,
    }),
  };
}

export type Projection = ReturnType<typeof projectionAt>;

/** The smallest box around all spots; a box of one kilometre where there are none. */
export function boundsOf(spots: readonly Spot[]): Bounds {
  if (spots.length === 0) return { left: -500, top: -500, right: 500, bottom: 500 };
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of spots) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

/** The view that shows all of it, with a margin. */
export function fit(bounds: Bounds, size: Size, margin = 24): View {
  const width = Math.max(1, bounds.right - bounds.left);
  const height = Math.max(1, bounds.bottom - bounds.top);
  const scale = Math.min(
    Math.max(1, size.width - 2 * margin) / width,
    Math.max(1, size.height - 2 * margin) / height,
    CLOSEST,
  );
  return { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2, scale };
}

export const toScreen = (view: View, size: Size, { x, y }: Spot): Spot => ({
  x: size.width / 2 + (x - view.x) * view.scale,
  y: size.height / 2 + (y - view.y) * view.scale,
});

export const fromScreen = (view: View, size: Size, { x, y }: Spot): Spot => ({
  x: view.x + (x - size.width / 2) / view.scale,
  y: view.y + (y - size.height / 2) / view.scale,
});

/** Keeps the view on the land: neither lost in the distance nor closer than is of use. */
export function keepOn(view: View, bounds: Bounds, size: Size): View {
  const whole = fit(bounds, size);
  const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  return {
    scale: clamp(view.scale, whole.scale * 0.9, Math.max(CLOSEST, whole.scale)),
    x: clamp(view.x, bounds.left, bounds.right),
    y: clamp(view.y, bounds.top, bounds.bottom),
  };
}

/** Zooms so that what lies under `at` stays there. */
export function zoomAt(view: View, size: Size, at: Spot, factor: number): View {
  const under = fromScreen(view, size, at);
  const scale = view.scale * factor;
  return {
    scale,
    x: under.x - (at.x - size.width / 2) / scale,
    y: under.y - (at.y - size.height / 2) / scale,
  };
}

/** Moves the picture by pixels. */
export const pan = (view: View, by: Spot): View => ({
  ...view,
  x: view.x - by.x / view.scale,
  y: view.y - by.y / view.scale,
});

/** A round length for the scale bar, at most `most` pixels long. */
export function scaleBar(view: View, most: number): { metres: number; pixels: number } {
  const room = most / view.scale;
  const power = 10 ** Math.floor(Math.log10(room));
  const step = [5, 2, 1].find((times) => times * power <= room) ?? 1;
  return { metres: step * power, pixels: step * power * view.scale };
}

/** What is drawn as one: several items that would lie over each other. */
export interface Cluster<T> {
  at: Spot;
  items: readonly T[];
}

/** Gathers items that fall into the same cell of the screen; those outside the view are left out. */
export function gather<T extends { spot: Spot }>(items: readonly T[], view: View, size: Size, cell = 48): Cluster<T>[] {
  const cells = new Map<string, T[]>();
  for (const item of items) {
    const { x, y } = toScreen(view, size, item.spot);
    if (x < -cell || y < -cell || x > size.width + cell || y > size.height + cell) continue;
    // Cells hang on the plane, not on the screen: panning does not regroup what is shown.
    const unit = cell / view.scale;
    const key = `${Math.floor(item.spot.x / unit)},${Math.floor(item.spot.y / unit)}`;
    const group = cells.get(key);
    if (group === undefined) cells.set(key, [item]);
    else group.push(item);
  }
  return [...cells.values()].map((group) => ({
    items: group,
    at: toScreen(view, size, {
      x: group.reduce((sum, { spot }) => sum + spot.x, 0) / group.length,
      y: group.reduce((sum, { spot }) => sum + spot.y, 0) / group.length,
    }),
  }));
}
