import { defineModule, route } from '@zhongzhi/kernel';
import { EDIT_CALENDAR } from './contract/index.ts';
import { showYear } from './queries/show-year.ts';
import { importYear } from './use-cases/import-year.ts';
import { setOfficeHours } from './use-cases/set-office-hours.ts';

/** Working time: the clocks of every other module run on this calendar. */
export const calendar = defineModule({
  name: 'calendar',
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    [EDIT_CALENDAR]: {
      label: { zh: '维护工作日历', en: 'Edit the working calendar' },
      roles: ['district-administrator'],
    },
  },
  routes: [
    route('GET', '/calendar/:year', showYear),
    route('POST', '/calendar/:year', importYear),
    route('PUT', '/calendar/office-hours', setOfficeHours),
  ],
});
