import { describe, expect, it } from 'vitest';
import { isCreditCode, normaliseCreditCode } from './index.ts';

describe('unified social credit codes (GB 32100)', () => {
  it.each(['91350100M000100Y43', '9144030071526726XG', '91330100799655058B'])('accepts %s', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it('notices every single wrong character', () => {
    const valid = '91350100M000100Y43';
    for (let at = 0; at < 18; at += 1) {
      for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        const changed = valid.slice(0, at) + character + valid.slice(at + 1);
        if (changed !== valid) expect(isCreditCode(changed), changed).toBe(false);
      }
    }
  });

  it.each(['', '91350100M000100Y4', '91350100M000100Y433', '91350100m000100y43', '9135010OM000100Y43'])(
    'refuses %j',
    (code) => expect(isCreditCode(code)).toBe(false),
  );

  it('reads codes typed small, in full width or with spaces', () => {
    expect(normaliseCreditCode('９１３５０１００ m000-100y43')).toBe('91350100M000100Y43');
  });
});
