import { Type } from 'typebox';
import { useCase } from '@zhongzhi/kernel';
import { CALENDAR_CHANGED, EDIT_CALENDAR, OfficePeriodShape, SetOfficeHoursInput } from '../contract/index.ts';
import { checkOfficeHours } from '../domain/check-office-hours.ts';
import { renewVersion } from '../store/calendar-store.ts';
import { refuseBelowDistrict } from './import-year.ts';

export const setOfficeHours = useCase({
  name: 'calendar.set-office-hours',
  permission: EDIT_CALENDAR,
  summary: { zh: '设定办公时间', en: 'Set the office hours' },
  input: SetOfficeHoursInput,
  output: Type.Object({ officeHours: Type.Array(OfficePeriodShape) }),
  async run(context, { officeHours }) {
    refuseBelowDistrict(context);
    checkOfficeHours(officeHours);
    await renewVersion(context, officeHours);
    context.emit(CALENDAR_CHANGED, { year: null });
    return { officeHours };
  },
});
