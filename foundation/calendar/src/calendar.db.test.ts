import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { anonymous, Refusal } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { anImportedYear, local } from '../test/builders.ts';
import { calendar as calendarModule } from './module.ts';
import { dueAt, loadCalendar, seedCalendar, type Calendar } from './public.ts';
import { showYear } from './queries/show-year.ts';
import { importYear } from './use-cases/import-year.ts';
import { setOfficeHours } from './use-cases/set-office-hours.ts';

let t: TestPlatform;
const administrator = actingAs([{ role: 'district-administrator', place: '530102', unit: null }]);
const days2027 = ['2027-02-05,off,春节', '2027-02-20,work,春节调休上班'];

beforeAll(async () => {
  t = await createTestPlatform([calendarModule], { environment: { ZHONGZHI_DISTRICT: '530102' } });
});
afterAll(() => t.stop());

const current = (): Promise<Calendar> => t.platform.asSystem('test', loadCalendar);
const show = (year: string) => t.platform.run(showYear, { year }, { actor: anonymous });
const refusalOf = async (act: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refusal) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
};

describe('the calendar of a district', () => {
  it('is the one shipped with the platform until it changes it, open to everyone', async () => {
    expect(await current()).toBe(seedCalendar());
    const year = await show('2026');
    expect(year).toMatchObject({ year: 2026, status: 'final', source: 'platform', workingDays: 248 });
    expect(year.days).toHaveLength(39);
    expect(await show('2027')).toMatchObject({ status: 'provisional', source: 'platform' });
  });

  it('shows what an import would change and saves nothing in a preview', async () => {
    const input = { year: '2027', status: 'final', days: days2027.join('\n'), preview: true } as const;
    const result = await t.platform.run(importYear, input, { actor: administrator });
    expect(result.saved).toBe(false);
    expect(result.added).toEqual([{ date: '2027-02-20', kind: 'work', note: '春节调休上班' }]);
    expect(result.removed.map(({ date }) => date)).toContain('2027-10-01');
    expect(await show('2027')).toEqual(result.before);
    expect(await current()).toBe(seedCalendar());
  });

  it('imports nothing of a list with one bad row', async () => {
    const bad = await refusalOf(anImportedYear(t, 2027, [...days2027, '2027-02-31,off,x']));
    expect(bad.code).toBe('calendar.bad-rows');
    expect(await show('2027')).toMatchObject({ source: 'platform', status: 'provisional' });
  });

  it('runs every clock on an imported year at once, keeps other years, and tells other modules', async () => {
    const start = local('2027-02-19 10:00');
    const due = async (): Promise<Date> =>
      dueAt({ start, limit: { workingDays: 1 }, pauses: [], calendar: await current() });
    expect(await due()).toEqual(local('2027-02-22 17:30'));
    await anImportedYear(t, 2027, days2027);
    expect(await due()).toEqual(local('2027-02-20 17:30'));
    expect(await show('2027')).toMatchObject({ source: 'district', status: 'final', days: [{}, {}] });
    expect((await show('2026')).days).toHaveLength(39);
    await t.platform.asSystem('test', async ({ tx, district }) => {
      const told = await sql<{ event: string; payload: { year: number } }>`
        select event, payload from kernel.outbox where district = ${district} and event = 'calendar.changed'`.execute(
        tx,
      );
      expect(told.rows).toEqual([{ event: 'calendar.changed', payload: { year: 2027 } }]);
    });
  });

  it('is read once and then kept until it changes', async () => {
    const first = await current();
    expect(await current()).toBe(first);
    await anImportedYear(t, 2027, ['2027-02-05,off,春节']);
    expect(await current()).not.toBe(first);
    expect((await show('2027')).days).toEqual([{ date: '2027-02-05', kind: 'off', note: '春节' }]);
  });

  it('takes one of two imports at the same moment whole, never a mixture', async () => {
    await Promise.all([
      anImportedYear(t, 2028, ['2028-01-03,off,甲', '2028-01-04,off,甲']),
      anImportedYear(t, 2028, ['2028-01-05,off,乙']),
    ]);
    expect(new Set((await show('2028')).days.map(({ note }) => note)).size).toBe(1);
  });

  it('follows office hours that the district sets, and refuses those that run backwards or overlap', async () => {
    const set = (officeHours: { from: string; to: string }[]) =>
      t.platform.run(setOfficeHours, { officeHours }, { actor: administrator });
    for (const wrong of [
      [{ from: '12:00', to: '09:00' }],
      [
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '17:00' },
      ],
    ]) {
      expect((await refusalOf(set(wrong))).code).toBe('calendar.office-hours-wrong');
    }
    await set([
      { from: '08:30', to: '12:00' },
      { from: '14:00', to: '18:00' },
    ]);
    const due = dueAt({
      start: local('2026-10-12 17:00'),
      limit: { workingHours: 2 },
      pauses: [],
      calendar: await current(),
    });
    expect(due).toEqual(local('2026-10-13 09:30'));
  });
});

describe('changing the calendar', () => {
  const importing = { year: '2029', status: 'final', days: '2029-01-01,off,元旦' } as const;

  it.each([
    ['nobody in particular', anonymous, 'sign-in-needed'],
    ['a resident', actingAs([]), 'not-permitted'],
    ['street staff', actingAs([{ role: 'street-staff', place: '530102001', unit: null }]), 'not-permitted'],
    [
      'the system administrator',
      actingAs([{ role: 'system-administrator', place: '530102', unit: null }]),
      'not-permitted',
    ],
    [
      'an administrator of one street',
      actingAs([{ role: 'district-administrator', place: '530102001', unit: null }]),
      'calendar.whole-district-only',
    ],
    [
      'an administrator of another district',
      actingAs([{ role: 'district-administrator', place: '530103', unit: null }]),
      'calendar.whole-district-only',
    ],
  ])('is not for %s', async (_who, actor, code) => {
    expect((await refusalOf(t.platform.run(importYear, importing, { actor }))).code).toBe(code);
    const officeHours = [{ from: '09:00', to: '10:00' }];
    expect((await refusalOf(t.platform.run(setOfficeHours, { officeHours }, { actor }))).code).toBe(code);
    expect(await show('2029')).toMatchObject({ source: 'platform' });
  });

  it('is written to the audit log', async () => {
    await t.platform.run(importYear, importing, { actor: administrator });
    await t.platform.asSystem('test', async ({ tx }) => {
      const rows = await sql<{ subject: string }>`
        select subject from kernel.audit where action = 'calendar.import-year' and subject = '2029'`.execute(tx);
      expect(rows.rows).toHaveLength(1);
    });
  });

  it('works over HTTP, where years outside the calendar and strange ones are refused', async () => {
    const app = await buildShell(t.platform, {
      findActor: () => Promise.resolve(administrator),
      isReady: () => true,
      version: 'test',
    });
    const seen = await app.inject({ url: '/api/v1/calendar/2026' });
    expect(seen.statusCode).toBe(200);
    expect(seen.json()).toMatchObject({
      year: 2026,
      days: expect.arrayContaining([{ date: '2026-02-14', kind: 'work', note: '春节调休上班' }]),
    });
    const { year: _, ...body } = importing;
    const posted = await app.inject({
      method: 'POST',
      url: '/api/v1/calendar/2030',
      payload: { ...body, days: '2030-01-01,off,元旦' },
    });
    expect([posted.statusCode, posted.json().saved]).toEqual([200, true]);
    for (const year of ['1991', '2100', '26', '2026.5', '2026x', '%00']) {
      expect((await app.inject({ url: `/api/v1/calendar/${year}` })).statusCode, year).toBe(400);
    }
    await app.close();
  });
});
