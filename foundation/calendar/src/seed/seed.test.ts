import { describe, expect, it } from 'vitest';
import { makeSeed } from './generate-seed.ts';
import { seed } from './seed.generated.ts';

describe('the calendar that the platform comes with', () => {
  it('is what chinese-days says, day by day', () => {
    expect(seed).toEqual(makeSeed());
  });

  it('has every day once, in order', () => {
    const dates = seed.days.map(([date]) => date);
    expect(dates).toEqual([...new Set(dates)].sort());
  });

  it('lists as worked only Saturdays and Sundays', () => {
    for (const [date, kind] of seed.days) {
      if (kind === 'work') expect([0, 6], date).toContain(new Date(date).getUTCDay());
    }
  });

  it('marks the year without an arrangement as provisional and guesses no make-up days for it', () => {
    expect(seed.years[2027]).toBe('provisional');
    expect(seed.days.filter(([date, kind]) => date.startsWith('2027') && kind === 'work')).toEqual([]);
    expect(Object.values(seed.years).filter((status) => status === 'final')).toHaveLength(10);
  });
});
