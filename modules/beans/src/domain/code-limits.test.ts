import { describe, expect, test } from 'vitest';
import { secondsToWait } from './code-limits.ts';

const NOW = new Date('2026-11-28T02:00:00Z');
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);
const every = (count: number, seconds: number): Date[] =>
  Array.from({ length: count }, (_, index) => ago(index * seconds));

describe('wrong codes of a merchant', () => {
  test('a few slips cost no waiting', () => {
    expect(secondsToWait([], NOW)).toBe(0);
    expect(secondsToWait(every(9, 10), NOW)).toBe(0);
  });

  test('ten within a quarter of an hour do, until the first of them is a quarter of an hour old', () => {
    expect(secondsToWait(every(10, 10), NOW)).toBe(900 - 90);
    expect(secondsToWait([...every(9, 10), ago(901)], NOW)).toBe(0);
  });

  test('forty within a day do, however slowly they come', () => {
    expect(secondsToWait(every(39, 2_000), NOW)).toBe(0);
    expect(secondsToWait(every(40, 2_000), NOW)).toBe(86_400 - 39 * 2_000);
  });
});
