import type { Outline } from '@zhongzhi/ui';
import { describe, expect, it } from 'vitest';
import { outlineToWgs84, toGcj02, toWgs84 } from './places.ts';

const hall = { longitude: 102.707, latitude: 25.0436 };
const metres = (a: typeof hall, b: typeof hall) =>
  Math.hypot((a.longitude - b.longitude) * 100_740, (a.latitude - b.latitude) * 111_195);

describe('places between the two reference systems', () => {
  it('lie some hundred metres apart in Kunming', () => {
    expect(metres(hall, toWgs84(hall))).toBeGreaterThan(200);
    expect(metres(hall, toWgs84(hall))).toBeLessThan(700);
  });

  it('come back to within a metre', () => {
    expect(metres(toGcj02(toWgs84(hall)), hall)).toBeLessThan(1);
  });

  it('leave places outside China alone', () => {
    const london = { longitude: -0.1276, latitude: 51.5072 };
    expect(toWgs84(london)).toEqual(london);
  });

  it('convert an outline without touching the one given', () => {
    const outline: Outline = { type: 'Polygon', coordinates: [[[hall.longitude, hall.latitude]]] };
    const before = JSON.stringify(outline);
    const converted = outlineToWgs84(outline);
    expect(JSON.stringify(outline)).toBe(before);
    expect(converted).not.toEqual(outline);
  });
});
