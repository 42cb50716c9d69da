import { expect, test } from 'vitest';
import { nearestRegion } from './nearest.ts';

const region = (code: string, longitude: number | null, latitude: number | null) => ({
  code,
  name: code,
  level: 'community',
  parent: null,
  longitude,
  latitude,
});

test('the nearest community is proposed, and none that is far or whose middle is unknown', () => {
  const regions = [region('near', 102.7, 25.05), region('far', 102.72, 25.07), region('unknown', null, null)];
  expect(nearestRegion(regions, { longitude: 102.701, latitude: 25.051 })?.code).toBe('near');
  expect(nearestRegion(regions, { longitude: 102.5, latitude: 25.3 })).toBeUndefined();
});
