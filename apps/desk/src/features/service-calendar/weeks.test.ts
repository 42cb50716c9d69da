import { describe, expect, test } from 'vitest';
import { weeksOf } from './weeks.ts';

describe('the weeks of a month', () => {
  test('begin on Monday and have every day once, in order', () => {
    for (const [month, days] of [
      ['2026-11', 30],
      ['2027-02', 28],
      ['2028-02', 29],
      ['2026-06', 30],
    ] as const) {
      const weeks = weeksOf(month);
      expect(weeks.every((week) => week.length === 7)).toBe(true);
      expect(weeks.flat().filter((day) => day !== null)).toEqual(
        Array.from({ length: days }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`),
      );
    }
    // The first of November 2026 is a Sunday, the first of June 2026 a Monday.
    expect(weeksOf('2026-11')[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(weeksOf('2026-06')[0]?.[0]).toBe('2026-06-01');
  });
});
