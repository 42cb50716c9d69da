import { expect, it } from 'vitest';
import { regionLevel } from './region-level.ts';

it('tells the level of a region by the length of its code, and of nothing else', () => {
  expect(['530102', '530102001', '530102001002', '530102001002003'].map(regionLevel)).toEqual([
    'district',
    'street',
    'community',
    'grid',
  ]);
  expect(['5301', '53010200', '5301020010020031', '53010A', ''].map(regionLevel)).toEqual(Array(5).fill(null));
});
