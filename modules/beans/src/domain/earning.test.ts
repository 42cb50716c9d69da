import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beansFor, FIRST_RULE, type Rule } from './earning.ts';

const RULE: Rule = { version: 3, beansPerHour: 10, byKind: { 'elder-care': 1.5 }, mostPerDay: 60, months: 24 };

describe('beans for service', () => {
  test.each([
    ['an hour', 'cleaning', 60, 0, 10],
    ['six minutes', 'cleaning', 6, 0, 1],
    ['five minutes are less than a bean', 'cleaning', 5, 0, 0],
    ['a kind that counts more', 'elder-care', 60, 0, 15],
    ['two hours of it', 'elder-care', 120, 0, 30],
    ['the most of a day', 'cleaning', 480, 0, 60],
    ['what the day has earned already counts', 'cleaning', 60, 55, 5],
    ['nothing beyond it', 'cleaning', 60, 60, 0],
    ['nothing even when a rule was more generous before', 'cleaning', 60, 80, 0],
    ['nothing for no time', 'cleaning', 0, 0, 0],
  ])('%s', (_name, kind, minutes, earned, beans) => {
    expect(beansFor(RULE, kind, minutes, earned)).toBe(beans);
  });

  test('are whole, never negative, never more than the most of a day, and more for more time', () => {
    const minutes = fc.integer({ min: 0, max: 1_440 });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 0, max: 100 }), (a, b, earned) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((m) => beansFor(RULE, 'elder-care', m, earned));
        expect(Number.isInteger(less)).toBe(true);
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeGreaterThanOrEqual(less!);
        expect(earned + more! <= Math.max(RULE.mostPerDay, earned)).toBe(true);
      }),
    );
  });

  test('a district without a rule of its own gives one an hour', () => {
    expect(beansFor(FIRST_RULE, 'any', 150, 0)).toBe(2);
  });
});
