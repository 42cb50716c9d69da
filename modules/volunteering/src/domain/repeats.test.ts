import { describe, expect, test } from 'vitest';
import { later } from './repeats.ts';

describe('an activity that comes again', () => {
  test.each([
    ['day', 1, '2026-11-24T01:00:00Z', '2026-11-25T01:00:00.000Z'],
    ['week', 3, '2026-11-24T01:00:00Z', '2026-12-15T01:00:00.000Z'],
    ['fortnight', 2, '2026-12-24T01:00:00Z', '2027-01-21T01:00:00.000Z'],
    ['month', 1, '2026-11-24T01:00:00Z', '2026-12-24T01:00:00.000Z'],
    // 31 January has no 31 February; the month after is the 31st again.
    ['month', 1, '2027-01-31T01:00:00Z', '2027-02-28T01:00:00.000Z'],
    ['month', 2, '2027-01-31T01:00:00Z', '2027-03-31T01:00:00.000Z'],
    // 7:00 on 1 March in the district is still February in Greenwich.
    ['month', 1, '2027-02-28T23:00:00Z', '2027-03-31T23:00:00.000Z'],
    ['week', 0, '2026-11-24T01:00:00Z', '2026-11-24T01:00:00.000Z'],
  ] as const)('every %s, %i later, from %s', (every, steps, from, to) => {
    expect(later(new Date(from), every, steps).toISOString()).toBe(to);
  });
});
