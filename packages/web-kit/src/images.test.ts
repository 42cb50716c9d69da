import { describe, expect, it } from 'vitest';
import { shrunkSize } from './images.ts';

describe('the size of a picture that is sent', () => {
  it('is at most 1600 on the longer side, with the same shape', () => {
    expect(shrunkSize(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(shrunkSize(3000, 4000)).toEqual({ width: 1200, height: 1600 });
  });

  it('is never made larger, and never nothing', () => {
    expect(shrunkSize(640, 480)).toEqual({ width: 640, height: 480 });
    expect(shrunkSize(100_000, 1)).toEqual({ width: 1600, height: 1 });
  });
});
