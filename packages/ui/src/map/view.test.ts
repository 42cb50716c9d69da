import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  fit,
  fromScreen,
  gather,
  keepOn,
  pan,
  projectionAt,
  ringsOf,
  scaleBar,
  toScreen,
  zoomAt,
  type Outline,
} from './view.ts';

const size = { width: 360, height: 300 };
const origin = { longitude: 102.7, latitude: 25.05 };
const square: number[][] = [
  [102.6, 25],
  [102.8, 25],
  [102.8, 25.2],
  [102.6, 25.2],
  [102.6, 25],
];

describe('the map', () => {
  it('gives back the place that was tapped', () => {
    const { toPlane, toPlace } = projectionAt(origin);
    const place = { longitude: 102.7123, latitude: 25.0456 };
    const view = { x: 100, y: -50, scale: 0.07 };
    const back = toPlace(fromScreen(view, size, toScreen(view, size, toPlane(place))));
    expect(back.longitude).toBeCloseTo(place.longitude, 9);
    expect(back.latitude).toBeCloseTo(place.latitude, 9);
  });

  it('measures in metres: a hundredth of a degree north is 1.1 km', () => {
    const { toPlane } = projectionAt(origin);
    expect(toPlane({ longitude: 102.7, latitude: 25.06 }).y).toBeCloseTo(-1112, 0);
  });

  it('finds the rings in whatever the outline is wrapped', () => {
    const polygon: Outline = { type: 'Polygon', coordinates: [square] };
    const feature: Outline = { type: 'Feature', geometry: { type: 'MultiPolygon', coordinates: [[square], [square]] } };
    expect(ringsOf(polygon)).toHaveLength(1);
    expect(ringsOf({ type: 'FeatureCollection', features: [feature] })).toHaveLength(2);
  });

  it('shows everything when it fits', () => {
    const bounds = { left: -10_000, right: 10_000, top: -30_000, bottom: 30_000 };
    const view = fit(bounds, size);
    for (const corner of [
      { x: bounds.left, y: bounds.top },
      { x: bounds.right, y: bounds.bottom },
    ]) {
      const { x, y } = toScreen(view, size, corner);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(size.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(size.height);
    }
  });

  it('zooms about the finger: what lies under it stays', () => {
    const view = { x: 0, y: 0, scale: 0.05 };
    const finger = { x: 40, y: 250 };
    const before = fromScreen(view, size, finger);
    const after = fromScreen(zoomAt(view, size, finger, 2.5), size, finger);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  it('follows the finger when it is dragged', () => {
    const view = { x: 0, y: 0, scale: 0.5 };
    const moved = toScreen(pan(view, { x: 30, y: -20 }), size, { x: 0, y: 0 });
    expect(moved).toEqual({ x: size.width / 2 + 30, y: size.height / 2 - 20 });
  });

  it('is never lost: neither out of the land nor too near or far', () => {
    const bounds = { left: -1000, right: 1000, top: -1000, bottom: 1000 };
    const kept = keepOn({ x: 1e9, y: -1e9, scale: 1e-9 }, bounds, size);
    expect(kept.x).toBe(1000);
    expect(kept.y).toBe(-1000);
    expect(kept.scale).toBeCloseTo(fit(bounds, size).scale * 0.9, 9);
    expect(keepOn({ x: 0, y: 0, scale: 1e9 }, bounds, size).scale).toBeLessThan(2);
  });

  it('draws points that would lie over each other as one, and loses none in view', () => {
    const view = { x: 0, y: 0, scale: 1 };
    const items = [0, 1, 2, 100].map((x) => ({ spot: { x, y: 0 } }));
    const clusters = gather(items, view, size);
    expect(clusters.map(({ items: { length } }) => length)).toEqual([3, 1]);
    expect(gather([{ spot: { x: 10_000, y: 0 } }], view, size)).toEqual([]);
  });

  it('has a scale bar of a round length that fits', () => {
    for (const scale of [0.004, 0.03, 0.9]) {
      const { metres, pixels } = scaleBar({ x: 0, y: 0, scale }, 110);
      expect(pixels).toBeLessThanOrEqual(110);
      expect(String(metres)).toMatch(/^[125]0*$/);
    }
  });

  it('has bounds even without any spot', () => {
    expect(boundsOf([])).toEqual({ left: -500, right: 500, top: -500, bottom: 500 });
  });
});
