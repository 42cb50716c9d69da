import { describe, expect, it } from 'vitest';
import { minuteOf, spanOf } from './when.ts';

const now = Date.parse('2019-10-14T02:00:00Z');
const inMinutes = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();

describe('times as the desk shows them', () => {
  it('are those of Shanghai, whatever zone the browser is in', () => {
    expect(minuteOf('2019-10-14T16:05:00Z', 'zh')).toBe('2019/10/15 00:05');
  });

  it.each([
    [30, '30分钟', '30 min'],
    [125, '2小时5分', '2 h 5 min'],
    [-125, '2小时5分', '2 h 5 min'],
    [10 * 60 + 20, '10小时', '10 h'],
    [26 * 60, '1天2小时', '1 d 2 h'],
    [9 * 24 * 60, '9天', '9 d'],
  ])('say a span of %i minutes in the units that matter', (minutes, zh, en) => {
    expect(spanOf(inMinutes(minutes), 'zh', now)).toBe(zh);
    expect(spanOf(inMinutes(minutes), 'en', now)).toBe(en);
  });
});
