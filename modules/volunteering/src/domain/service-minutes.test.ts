import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutesBetween, minutesServed, overlaps, standsOnLadder } from './service-minutes.ts';

const at = (time: string): Date => new Date(`2026-11-21T${time}+08:00`);
const SHIFT = { from: at('09:00:00'), to: at('11:30:00') };

describe('minutes served', () => {
  test.each([
    ['the whole shift', '09:00:00', '11:30:00', 150],
    ['early: the time before the start is not service', '08:30:00', '11:30:00', 150],
    ['late: from when they came', '09:20:00', '11:30:00', 130],
    ['left early: until then', '09:00:00', '10:15:30', 75],
    ['stayed on: the time after the end is not service', '09:00:00', '12:45:00', 150],
    ['a minute that was not completed does not count', '09:00:01', '09:02:00', 1],
    ['left before the shift began', '08:00:00', '08:55:00', 0],
    ['came after it was over', '11:40:00', '12:00:00', 0],
  ])('%s', (_name, came, left, minutes) => {
    expect(minutesServed({ came: at(came), left: at(left), shift: SHIFT })).toBe(minutes);
  });

  test('are never negative and never more than the shift', () => {
    const moment = fc.date({ min: at('00:00:00'), max: at('23:59:59'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, moment, (came, left) => {
        const minutes = minutesServed({ came, left, shift: SHIFT });
        expect(minutes).toBeGreaterThanOrEqual(0);
        expect(minutes).toBeLessThanOrEqual(150);
      }),
    );
  });
});

describe('the daily ladder', () => {
  test.each([
    [0, 'counts'],
    [480, 'counts'],
    [481, 'needs-superior'],
    [720, 'needs-superior'],
    [721, 'needs-district'],
    [1440, 'needs-district'],
  ])('%i minutes on one day: %s', (minutes, stands) => {
    expect(standsOnLadder(minutes)).toBe(stands);
  });
});

describe('stretches', () => {
  test.each([
    ['09:00:00', '10:00:00', '10:00:00', '11:00:00', false, 0],
    ['09:00:00', '10:00:01', '10:00:00', '11:00:00', true, 0],
    ['09:00:00', '12:00:00', '10:00:00', '11:00:00', true, 0],
    ['09:00:00', '10:00:00', '10:45:00', '11:00:00', false, 45],
    ['13:00:00', '14:00:00', '10:45:00', '11:00:00', false, 120],
  ])('%s–%s and %s–%s', (from, to, otherFrom, otherTo, isOverlap, between) => {
    const a = { from: at(from), to: at(to) };
    const b = { from: at(otherFrom), to: at(otherTo) };
    expect(overlaps(a, b)).toBe(isOverlap);
    expect(overlaps(b, a)).toBe(isOverlap);
    expect(minutesBetween(a, b)).toBe(between);
  });
});
