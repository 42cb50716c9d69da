import { describe, expect, test } from 'vitest';
import { decideCheck, isTooFast, metresBetween, placeSeen, type CheckFacts, type Outcome } from './check-rules.ts';

const at = (time: string): Date => new Date(`2026-11-21T${time}:00+08:00`);
const IN: CheckFacts = {
  step: 'in',
  at: at('08:55'),
  meetsAt: at('08:40'),
  startsAt: at('09:00'),
  endsAt: at('11:00'),
  isOpen: true,
  holdsSince: at('00:00'),
  cameAt: null,
  leftAt: null,
  way: 'screen-code',
  place: 'at',
};
const OUT: CheckFacts = { ...IN, step: 'out', at: at('11:02'), cameAt: at('08:55') };

const CASES: [string, CheckFacts, Outcome][] = [
  ['at the meeting place', IN, 'came'],
  ['an hour before the meeting', { ...IN, at: at('07:40') }, 'came'],
  ['earlier than that', { ...IN, at: at('07:39') }, 'too-early'],
  ['late, while the shift runs', { ...IN, at: at('10:59') }, 'came'],
  ['when the shift is over', { ...IN, at: at('11:00') }, 'too-late'],
  ['twice', { ...IN, cameAt: at('08:50') }, 'repeat'],
  ['without a place', { ...IN, holdsSince: null }, 'not-signed-up'],
  ['before there was a place', { ...IN, way: 'roll-call', holdsSince: at('08:58') }, 'not-signed-up'],
  ['a minute before the sign-up, by a phone whose clock is slow', { ...IN, holdsSince: at('08:56') }, 'came'],
  ['alone, and the phone does not tell where it is', { ...IN, way: 'self', place: 'unknown' }, 'place-unknown'],
  ['alone, about at the place', { ...IN, way: 'self', place: 'near' }, 'came'],
  ['at an activity that was cancelled', { ...IN, isOpen: false }, 'not-open'],
  ['from elsewhere with a code that was passed on', { ...IN, place: 'away' }, 'away'],
  ['from elsewhere at a post that checks itself', { ...IN, way: 'self', place: 'away' }, 'away'],
  ['the phone does not tell where it is', { ...IN, place: 'unknown' }, 'came'],
  ['the checker sees the person, whatever a phone says', { ...IN, way: 'personal-code', place: 'away' }, 'came'],
  ['roll call', { ...IN, way: 'roll-call', place: 'unknown' }, 'came'],
  ['out after the end', OUT, 'left'],
  ['out in the middle', { ...OUT, at: at('10:00') }, 'left'],
  ['out four hours after the end', { ...OUT, at: at('15:00') }, 'left'],
  ['out later than that', { ...OUT, at: at('15:01') }, 'too-late'],
  ['out twice', { ...OUT, leftAt: at('11:01') }, 'repeat'],
  ['out without having come', { ...OUT, cameAt: null }, 'not-come'],
  ['out before coming, by a phone whose clock is wrong', { ...OUT, at: at('08:00') }, 'too-early'],
];

describe('a check', () => {
  test.each(CASES)('%s', (_name, facts, outcome) => {
    expect(decideCheck(facts)).toBe(outcome);
  });
});

const PLACE = { longitude: 102.7, latitude: 25.05, radius: 200 };
const away = (metres: number) => ({ longitude: 102.7, latitude: 25.05 + metres / 111_195 });

describe('the place', () => {
  test.each([
    [0, 20, 'at'],
    [199, 20, 'at'],
    [215, 20, 'near'],
    [230, 20, 'away'],
    [900, 800, 'near'],
    [5_000, 800, 'away'],
    [0, 1_500, 'unknown'],
    [0, 0, 'unknown'],
    [0, -5, 'unknown'],
    [0, Number.NaN, 'unknown'],
  ])('%i m off, known to %i m: %s', (metres, accuracy, seen) => {
    expect(placeSeen({ ...away(metres), accuracy }, PLACE)).toBe(seen);
  });

  test('is unknown without a position or without a place', () => {
    expect(placeSeen(null, PLACE)).toBe('unknown');
    expect(placeSeen({ ...away(0), accuracy: 10 }, null)).toBe('unknown');
  });

  test('is a made-up one when nobody can have come so fast', () => {
    const before = { ...away(0), at: at('09:00') };
    expect(isTooFast(before, { ...away(30_000), at: at('09:01') })).toBe(true);
    expect(isTooFast(before, { ...away(30_000), at: at('09:30') })).toBe(false);
    expect(isTooFast(before, { ...away(400), at: at('09:00') })).toBe(false);
  });

  test('a degree of latitude is 111 km', () => {
    expect(metresBetween({ longitude: 102, latitude: 25 }, { longitude: 102, latitude: 26 })).toBeCloseTo(111_195, -1);
  });
});
