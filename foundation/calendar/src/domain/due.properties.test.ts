import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, isWorkingDay, seedCalendar, workingMinutesBetween, type Limit, type Pause } from '../public.ts';

const calendar = seedCalendar();
const MINUTE = 60_000;

const instant = fc
  .integer({ min: Date.parse('2017-01-01T00:00:00Z') / MINUTE, max: Date.parse('2027-12-01T00:00:00Z') / MINUTE })
  .map((minute) => new Date(minute * MINUTE));
const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.integer({ min: 1, max: 400 }).map((hours) => ({ hours })),
  fc.integer({ min: 1, max: 200 }).map((workingHours) => ({ workingHours })),
  fc.integer({ min: 1, max: 40 }).map((workingDays) => ({ workingDays })),
);
const workingLimit = limit.filter((one) => !('hours' in one));
/** Pauses near a start: minutes after it, and minutes long. */
const pausesAfter = (start: Date): fc.Arbitrary<Pause[]> =>
  fc.array(
    fc.tuple(fc.integer({ min: -3000, max: 60_000 }), fc.integer({ min: 1, max: 20_000 })).map(([after, length]) => ({
      from: new Date(start.getTime() + after * MINUTE),
      to: new Date(start.getTime() + (after + length) * MINUTE),
    })),
    { maxLength: 4 },
  );
const matter = instant.chain((start) => fc.record({ start: fc.constant(start), limit, pauses: pausesAfter(start) }));

const more = (one: Limit): Limit => {
  if ('hours' in one) return { hours: one.hours + 1 };
  if ('workingHours' in one) return { workingHours: one.workingHours + 1 };
  return { workingDays: one.workingDays + 1 };
};

/** The slow way that needs no table: walks minute by minute through local time. */
function slowly(start: Date, minutes: number): Date {
  const at = new Date(start);
  for (let left = minutes; left > 0; at.setTime(at.getTime() + MINUTE)) {
    const local = new Date(at.getTime() + 480 * MINUTE);
    const date = local.toISOString().slice(0, 10);
    const weekday = local.getUTCDay();
    const kind = calendar.days[date]?.kind ?? (weekday === 0 || weekday === 6 ? 'off' : 'work');
    const time = local.toISOString().slice(11, 16);
    const isOpen = (time >= '09:00' && time < '12:00') || (time >= '13:30' && time < '17:30');
    if (kind === 'work' && isOpen) left -= 1;
  }
  return at;
}

describe('the working-time clock', () => {
  it('is never due before the start, nor on a day off or outside office hours for working limits', () => {
    fc.assert(
      fc.property(matter, workingLimit, ({ start, pauses }, working) => {
        const due = dueAt({ start, limit: working, pauses, calendar });
        expect(due.getTime()).toBeGreaterThan(start.getTime());
        expect(isWorkingDay(due, calendar)).toBe(true);
        const time = new Date(due.getTime() + 480 * MINUTE).toISOString().slice(11, 16);
        expect((time > '09:00' && time <= '12:00') || (time > '13:30' && time <= '17:30')).toBe(true);
      }),
    );
  });

  it('gives a longer limit a later due time, whatever the pauses', () => {
    fc.assert(
      fc.property(matter, ({ start, limit, pauses }) => {
        const sooner = dueAt({ start, limit, pauses, calendar });
        expect(dueAt({ start, limit: more(limit), pauses, calendar }).getTime()).toBeGreaterThan(sooner.getTime());
      }),
    );
  });

  it('never gives a later receipt an earlier due time', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 30_000 }), limit, (start, minutes, limit) => {
        const later = new Date(start.getTime() + minutes * MINUTE);
        const [first, second] = [start, later].map((at) => dueAt({ start: at, limit, pauses: [], calendar }).getTime());
        expect(second).toBeGreaterThanOrEqual(first ?? Infinity);
      }),
    );
  });

  it('is never shortened by one more pause, nor by a longer one', () => {
    const extra = matter.chain((one) => fc.record({ one: fc.constant(one), added: pausesAfter(one.start) }));
    fc.assert(
      fc.property(extra, ({ one, added }) => {
        const plain = dueAt({ ...one, calendar }).getTime();
        expect(dueAt({ ...one, pauses: [...one.pauses, ...added], calendar }).getTime()).toBeGreaterThanOrEqual(plain);
        const longer = one.pauses.map(({ from, to }) => ({ from, to: to && new Date(to.getTime() + 777 * MINUTE) }));
        expect(dueAt({ ...one, pauses: longer, calendar }).getTime()).toBeGreaterThanOrEqual(plain);
      }),
    );
  });

  it('uses exactly the working hours of its limit', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 200 }), (start, workingHours) => {
        const due = dueAt({ start, limit: { workingHours }, pauses: [], calendar });
        expect(workingMinutesBetween(start, due, calendar)).toBe(workingHours * 60);
      }),
    );
  });

  it('gives a limit in two parts the same due time as in one, for every kind of limit', () => {
    const parts = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(instant, parts, (start, [a, b]) => {
        const after = (from: Date, limit: Limit): Date => dueAt({ start: from, limit, pauses: [], calendar });
        expect(after(after(start, { hours: a }), { hours: b })).toEqual(after(start, { hours: a + b }));
        expect(after(after(start, { workingHours: a }), { workingHours: b })).toEqual(
          after(start, { workingHours: a + b }),
        );
        // The day of receipt is not counted, and a working day's end lies in the day itself: days add up as well.
        expect(after(after(start, { workingDays: a }), { workingDays: b })).toEqual(
          after(start, { workingDays: a + b }),
        );
      }),
    );
  });

  it('comes from the set of pauses alone: their order, and a pause told in two parts, change nothing', () => {
    const told = matter.chain((one) =>
      fc.record({
        one: fc.constant(one),
        shuffled: fc.shuffledSubarray(one.pauses, { minLength: one.pauses.length }),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(told, ({ one, shuffled, at }) => {
        const due = dueAt({ ...one, calendar });
        expect(dueAt({ ...one, pauses: shuffled, calendar })).toEqual(due);
        const parts = shuffled.flatMap(({ from, to }) => {
          if (to === null) return [];
          const middle = new Date(Math.round(from.getTime() + (to.getTime() - from.getTime()) * at));
          return [
            { from, to: middle },
            { from: middle, to },
          ];
        });
        expect(dueAt({ ...one, pauses: parts, calendar })).toEqual(due);
      }),
    );
  });

  it('agrees with a walk through the minutes that knows nothing of its tables', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 12 }), (start, workingHours) => {
        expect(dueAt({ start, limit: { workingHours }, pauses: [], calendar })).toEqual(
          slowly(start, workingHours * 60),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('measures time additively', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        const between = (from: Date, to: Date): number => workingMinutesBetween(from, to, calendar);
        expect(between(a, b) + between(b, c)).toBeCloseTo(between(a, c), 6);
      }),
    );
  });
});
