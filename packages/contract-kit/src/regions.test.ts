import { describe, expect, it } from 'vitest';
import { ancestorsOf, isRegionCode, isWithin, parentOf, shortenRegionCode } from './index.ts';

describe('region codes', () => {
  it('have 6, 9, 12 or 15 digits', () => {
    for (const code of ['530102', '530102001', '530102001002', '530102001002003'])
      expect(isRegionCode(code)).toBe(true);
    for (const code of ['5301', '53010200', '5301020010020031', '53010A', '']) expect(isRegionCode(code)).toBe(false);
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
