import { describe, expect, it } from 'vitest';
import { percent } from './bars.tsx';

describe('a rate in percent', () => {
  it('never calls something short of all 100 %', () => {
    expect(percent(9_999, 10_000)).toBe('99.9%');
    expect(percent(10_000, 10_000)).toBe('100.0%');
  });

  it('is nothing, not nought, where nothing was counted', () => {
    expect(percent(0, 0)).toBeNull();
    expect(percent(0, 3)).toBe('0.0%');
  });
});
