import { coversPlace, refuse, useCase, type Context } from '@zhongzhi/kernel';
import {
  CALENDAR_CHANGED,
  EDIT_CALENDAR,
  ImportYearInput,
  ImportYearResult,
  type CalendarDay,
} from '../contract/index.ts';
import type { Calendar, YearStatus } from '../domain/calendar.ts';
import { readDays } from '../domain/read-days.ts';
import { daysOnlyIn, viewYear } from '../domain/year-view.ts';
import { loadCalendar } from '../load-calendar.ts';
import { isImported, renewVersion, replaceYear } from '../store/calendar-store.ts';

/**
 * The calendar is one for the whole district; an administrator of a part of it does not change everybody's clocks.
 * @throws Refusal when the actor's reach is smaller than the district.
 */
export function refuseBelowDistrict(context: Context): void {
  if (coversPlace(context.scope, String(context.district))) return;
  throw refuse.forbidden(
    'calendar.whole-district-only',
    '日历全区共用，只有区级管理员可以修改，请联系区级管理员。',
    'The calendar is shared by the whole district; ask a district administrator to change it.',
  );
}

const withYear = (calendar: Calendar, year: number, status: YearStatus, days: readonly CalendarDay[]): Calendar => ({
  ...calendar,
  years: { ...calendar.years, [year]: status },
  days: {
    ...Object.fromEntries(Object.entries(calendar.days).filter(([date]) => !date.startsWith(`${year}-`))),
    ...Object.fromEntries(days.map(({ date, kind, note }) => [date, { kind, note }])),
  },
});

export const importYear = useCase({
  name: 'calendar.import-year',
  permission: EDIT_CALENDAR,
  summary: { zh: '导入一年的放假和调休日', en: 'Import the days off and make-up days of a year' },
  input: ImportYearInput,
  output: ImportYearResult,
  subject: ({ year }) => year,
  async run(context, { year: yearText, status, days: text, preview = false }) {
    refuseBelowDistrict(context);
    const year = Number(yearText);
    const days = readDays(text, year, context.language);
    const calendar = await loadCalendar(context);
    const before = viewYear(year, calendar, (await isImported(context, year)) ? 'district' : 'platform');
    const after = viewYear(year, withYear(calendar, year, status, days), 'district');
    if (!preview) {
      await renewVersion(context);
      await replaceYear(context, year, status, days);
      context.emit(CALENDAR_CHANGED, { year });
    }
    return { saved: !preview, before, after, added: daysOnlyIn(after, before), removed: daysOnlyIn(before, after) };
  },
});
