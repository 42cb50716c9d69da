import { expect, test } from 'vitest';
import { dayOf } from './days.ts';

test.each([
  ['2026-11-28T15:59:59Z', '2026-11-28'],
  ['2026-11-28T16:00:00Z', '2026-11-29'],
  ['2026-12-31T16:00:00Z', '2027-01-01'],
])('%s is %s in the district', (at, day) => {
  expect(dayOf(new Date(at))).toBe(day);
});
