import { refuse } from '@zhongzhi/kernel';
import type { OfficePeriod } from './calendar.ts';

/**
 * Office hours must run forward, one period after the other.
 * @throws Refusal naming the period that does not.
 */
export function checkOfficeHours(periods: readonly OfficePeriod[]): void {
  let last = '';
  for (const [index, { from, to }] of periods.entries()) {
    if (from < to && from >= last) {
      last = to;
      continue;
    }
    throw refuse.invalid(
      'calendar.office-hours-wrong',
      `第 ${index + 1} 个办公时段（${from}–${to}）不对：结束要晚于开始，各时段按先后填写、不能重叠。`,
      `Period ${index + 1} (${from}–${to}) is not right: it must end after it begins and follow the one before.`,
    );
  }
}
