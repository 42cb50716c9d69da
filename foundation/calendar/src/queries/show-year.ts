import { Type } from 'typebox';
import { query } from '@zhongzhi/kernel';
import { CalendarYear, YearInAddress } from '../contract/index.ts';
import { viewYear } from '../domain/year-view.ts';
import { loadCalendar } from '../load-calendar.ts';
import { isImported } from '../store/calendar-store.ts';

/** Open to everyone: a resident may see why a matter is due on the day that it is. */
export const showYear = query({
  name: 'calendar.show-year',
  permission: 'public',
  summary: { zh: '一年的放假、调休和办公时间', en: 'Days off, make-up days and office hours of a year' },
  input: Type.Object({ year: YearInAddress }, { additionalProperties: false }),
  output: CalendarYear,
  async run(context, { year }) {
    const calendar = await loadCalendar(context);
    return viewYear(Number(year), calendar, (await isImported(context, Number(year))) ? 'district' : 'platform');
  },
});
