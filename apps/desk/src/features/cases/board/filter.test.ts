import { describe, expect, it } from 'vitest';
import { filterOf, isNarrowed, searchOf } from './filter.ts';

describe('the filter of a board and its address', () => {
  it('come back as they were, so that a board can be shared by its address', () => {
    const filter = {
      type: 'appeal',
      tab: 'overdue',
      status: 'accepted',
      unit: '01890000-0000-7000-8000-000000000001',
      place: '530102002',
      category: '环境/噪音',
      urgency: 'danger',
      source: 'hotline',
      from: '2019-10-01',
      to: '2019-10-31',
      text: '电梯',
      mine: true,
    } as const;
    expect(filterOf('appeal', searchOf(filter))).toEqual(filter);
  });

  it('leave unknown keys of an address out: the interface refuses what it does not know', () => {
    expect(filterOf('appeal', { tab: 'nonsense', colour: 'red', text: '' })).toEqual({ type: 'appeal', tab: 'active' });
  });

  it('call a board narrowed by anything but its tab', () => {
    expect(isNarrowed({ type: 'appeal', tab: 'done' })).toBe(false);
    expect(isNarrowed({ type: 'appeal', tab: 'done', mine: true })).toBe(true);
  });
});
