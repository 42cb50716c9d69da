import { defineModule } from '@zhongzhi/kernel';

/** Working time: the clocks of every other module run on this calendar. */
export const calendar = defineModule({
  name: 'calendar',
  migrations: new URL('../migrations/', import.meta.url),
});
