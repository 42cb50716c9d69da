import { Refusal } from '@zhongzhi/kernel';
import { describe, expect, it } from 'vitest';
import { readDays } from './read-days.ts';

const refusalOf = (text: string, year = 2026): Refusal => {
  try {
    readDays(text, year, 'zh');
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a pasted list of days', () => {
  it('is read with and without a heading, from commas, tabs and Chinese commas, in the ways people write dates', () => {
    const expected = [
      { date: '2026-01-01', kind: 'off', note: '元旦' },
      { date: '2026-01-04', kind: 'work', note: '元旦调休上班' },
    ];
    for (const text of [
      'date,kind,note\n2026-01-01,off,元旦\n2026-01-04,work,元旦调休上班\n',
      '\uFEFF日期,类型,说明\r\n2026/1/1,放假,元旦\r\n2026/1/4,上班,元旦调休上班\r\n',
      '2026年1月1日\t休\t元旦\n2026年1月4日\t班\t元旦调休上班',
      '20260101，OFF，元旦\n\n20260104，Work，元旦调休上班',
    ]) {
      expect(readDays(text, 2026, 'zh')).toEqual(expected);
    }
  });

  it('keeps commas within a note and takes out what cannot be seen', () => {
    expect(readDays('2025-10-06,off,中秋，国庆\u202E', 2025, 'zh')[0]?.note).toBe('中秋，国庆');
    expect(readDays('2026-01-01,off', 2026, 'zh')[0]?.note).toBe('');
  });

  it('is refused with every wrong row named, not only the first', () => {
    const refusal = refusalOf(
      'date,kind,note\n2026-02-30,off,x\n2025-01-01,off,x\n2026-01-02,holiday,x\n2026-01-05,work,x\n2026-01-01,off,x\n2026-01-01,off,x\n2026-01-03,off,' +
        '长'.repeat(51),
    );
    expect(refusal.code).toBe('calendar.bad-rows');
    expect(refusal.errors.map(({ field }) => field)).toEqual([
      'days.2',
      'days.3',
      'days.4',
      'days.5',
      'days.7',
      'days.8',
    ]);
    expect(refusal.errors.map(({ detail }) => detail).join()).toMatch(
      /2026-02-30.*2026 年内.*holiday.*本来就是工作日.*写了两次.*太长/,
    );
  });

  it('is refused when there is nothing in it, or when it is no list', () => {
    expect(refusalOf('date,kind,note\n').code).toBe('calendar.no-rows');
    expect(refusalOf('"2026-01-01,off').code).toBe('calendar.unreadable');
    expect(refusalOf('<script>alert(1)</script>').code).toBe('calendar.bad-rows');
  });
});
