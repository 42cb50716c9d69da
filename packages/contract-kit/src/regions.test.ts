import { describe, expect, it } from 'vitest';
import { ancestorsOf, isWithin, parentOf, regionLevel, shortenRegionCode } from './index.ts';

describe('region codes', () => {
  it('tell their level', () => {
    expect(['530102', '530102001', '530102001002', '530102001002003'].map(regionLevel)).toEqual([
      'district',
      'street',
      'community',
      'grid',
    ]);
    expect(['5301', '53010200', '5301020010020031', '53010A', ''].map(regionLevel)).toEqual(Array(5).fill(null));
  });

  it('tell what they lie in', () => {
    expect(parentOf('530102001002')).toBe('530102001');
    expect(parentOf('530102')).toBeNull();
    expect(ancestorsOf('530102001002')).toEqual(['530102', '530102001', '530102001002']);
  });

  it('are within themselves and their ancestors, and in nothing else', () => {
    expect(isWithin('530102001002', '530102001')).toBe(true);
    expect(isWithin('530102001', '530102001')).toBe(true);
    expect(isWithin('530102001', '530102001002')).toBe(false);
    expect(isWithin('530102002', '530102001')).toBe(false);
    expect(isWithin('530102001', '')).toBe(false);
    expect(isWithin('530102001', '5')).toBe(false);
  });

  it('lose the zeros that statistics tables fill up with', () => {
    expect(['530102000000', '530102001000', '530102001002', '530102001'].map(shortenRegionCode)).toEqual([
      '530102',
      '530102001',
      '530102001002',
      '530102001',
    ]);
  });
});
