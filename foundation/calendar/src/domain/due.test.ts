import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { answers, local } from '../../test/answers.ts';
import { realDates } from '../../test/real-dates.ts';
import { dueAt, isProvisional, isWorkingDay, seedCalendar, workingMinutesBetween } from '../public.ts';

const calendar = seedCalendar();
const shown = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('due times on real dates', () => {
  it.each(realDates)('received $received, $limit: due $due, since $because', ({ received, limit, pause, due }) => {
    const pauses = pause === undefined ? [] : [{ from: local(pause[0]), to: local(pause[1]) }];
    expect(shown(dueAt({ start: local(received), limit, pauses, calendar }))).toBe(due);
  });

  it.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('are the same on a server in %s', (zone) => {
    const script = new URL('../../test/answers.ts', import.meta.url);
    const printed = execFileSync(process.execPath, [script.pathname], {
      env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).toEqual(answers());
  });
});

describe('working days', () => {
  const isWorked = (date: string): boolean => isWorkingDay(local(`${date} 12:00`), calendar);
  const countOf = (year: number): number =>
    Array.from({ length: year % 4 === 0 ? 366 : 365 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day, 4))).filter(
      (day) => isWorkingDay(day, calendar),
    ).length;

  it('of 2019 leave out National Day and take in its make-up days', () => {
    for (let day = 1; day <= 7; day += 1) expect(isWorked(`2019-10-0${day}`)).toBe(false);
    for (const date of ['2019-09-29', '2019-10-12', '2019-10-08']) expect(isWorked(date)).toBe(true);
    expect(countOf(2019)).toBe(250);
  });

  it('of 2026 follow the published arrangement: six extra working days, 33 days listed as off', () => {
    const extra = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];
    const listed = Object.entries(calendar.days).filter(([date]) => date.startsWith('2026'));
    expect(listed.flatMap(([date, { kind }]) => (kind === 'work' ? [date] : []))).toEqual(extra);
    expect(listed.filter(([, { kind }]) => kind === 'off')).toHaveLength(33);
    for (const date of extra) expect(isWorked(date)).toBe(true);
    expect(countOf(2026)).toBe(248);
  });

  it('are 248 in 2025, by the arrangement of that year', () => {
    expect(countOf(2025)).toBe(248);
  });

  it('of years without an arrangement are a forecast, and said to be one', () => {
    expect(isProvisional(local('2026-12-31 23:59'), calendar)).toBe(false);
    expect(isProvisional(local('2027-01-01 00:00'), calendar)).toBe(true);
    expect(isProvisional(local('2031-05-05 00:00'), calendar)).toBe(true);
    expect(isWorked('2027-02-06')).toBe(false);
    expect(isWorked('2031-05-05')).toBe(true);
    expect(isWorked('2031-05-04')).toBe(false);
  });
});

describe('working minutes', () => {
  it('are counted within office hours only, and backwards as negative', () => {
    const from = local('2019-09-30 16:30');
    const to = local('2019-10-08 10:15');
    expect(workingMinutesBetween(from, to, calendar)).toBe(60 + 75);
    expect(workingMinutesBetween(to, from, calendar)).toBe(-135);
    expect(workingMinutesBetween(local('2019-10-14 00:00'), local('2019-10-15 00:00'), calendar)).toBe(420);
    expect(workingMinutesBetween(local('2019-10-01 00:00'), local('2019-10-07 23:59'), calendar)).toBe(0);
  });
});

describe('pauses', () => {
  const start = local('2019-10-14 10:00');
  const limit = { workingDays: 2 } as const;
  const pause = { from: local('2019-10-15 09:00'), to: local('2019-10-15 12:00') };
  const due = (pauses: { from: Date; to: Date | null }[]): string => shown(dueAt({ start, limit, pauses, calendar }));

  it('that are still open do not move the due time yet', () => {
    expect(due([{ from: pause.from, to: null }])).toBe('2019-10-16 17:30');
  });

  it('that overlap are counted once, in any order', () => {
    const inner = { from: local('2019-10-15 10:00'), to: local('2019-10-15 11:00') };
    expect(due([pause])).toBe('2019-10-17 12:00');
    expect(due([inner, pause])).toBe('2019-10-17 12:00');
    expect(due([pause, inner, pause])).toBe('2019-10-17 12:00');
  });

  it('before receipt, after the due time or turned round change nothing', () => {
    expect(due([{ from: local('2019-10-08 09:00'), to: local('2019-10-09 12:00') }])).toBe('2019-10-16 17:30');
    expect(due([{ from: local('2019-10-17 09:00'), to: local('2019-10-17 12:00') }])).toBe('2019-10-16 17:30');
    expect(due([{ from: pause.to, to: pause.from }])).toBe('2019-10-16 17:30');
  });
});

describe('limits that mean nothing', () => {
  it.each([{ hours: 0 }, { workingHours: -1 }, { workingDays: 1.5 }, { workingDays: Number.NaN }, { hours: Infinity }])(
    '%j is refused',
    (limit) =>
      expect(() => dueAt({ start: local('2019-10-14 10:00'), limit, pauses: [], calendar })).toThrow(RangeError),
  );

  it('a start or pause that is no time at all is refused for every kind of limit', () => {
    const never = new Date(Number.NaN);
    const start = local('2019-10-14 10:00');
    for (const limit of [{ hours: 2 }, { workingHours: 2 }, { workingDays: 2 }]) {
      expect(() => dueAt({ start: never, limit, pauses: [], calendar })).toThrow(/valid time/);
      expect(() => dueAt({ start, limit, pauses: [{ from: never, to: start }], calendar })).toThrow(/valid time/);
      expect(() => dueAt({ start, limit, pauses: [{ from: start, to: never }], calendar })).toThrow(/valid time/);
    }
  });

  it('years for which no calendar can be known are refused', () => {
    for (const time of ['1991-12-31 10:00', '2100-01-01 10:00']) {
      expect(() => isWorkingDay(local(time), calendar)).toThrow(/1992 to 2099/);
    }
    expect(() => dueAt({ start: local('2099-12-31 10:00'), limit: { workingDays: 5 }, pauses: [], calendar })).toThrow(
      RangeError,
    );
    expect(() => isWorkingDay(new Date(Number.NaN), calendar)).toThrow(RangeError);
  });
});
