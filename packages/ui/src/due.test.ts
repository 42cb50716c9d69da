import { describe, expect, it } from 'vitest';
import { dueWords } from './due.ts';
import { UI_WORDS } from './words.ts';

const now = new Date('2019-11-04T02:00:00Z');
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const say = (minutes: number, started?: Date) => dueWords(after(minutes), now, UI_WORDS.zh, started);

describe('what is said of a deadline', () => {
  it('counts days, hours or minutes, whichever people would say', () => {
    expect(say(3 * 1440 + 30).text).toBe('还剩 3 天');
    expect(say(30 * 60).text).toBe('还剩 30 小时');
    expect(say(59).text).toBe('还剩 59 分钟');
    expect(say(0).text).toBe('马上到期');
  });

  it('says by how much it was missed, and calls it overdue', () => {
    expect(say(-130)).toEqual({ text: '已超期 2 小时', tone: 'bad', isOverdue: true });
    expect(say(-0.5).text).toBe('已超期 1 分钟');
  });

  it('warns in the last day, but not from the first minute of a deadline of two hours', () => {
    expect(say(20 * 60).tone).toBe('warn');
    expect(say(90, after(-30)).tone).toBe('plain');
    expect(say(20, after(-100)).tone).toBe('warn');
  });

  it('speaks English with the right plurals', () => {
    expect(dueWords(after(60), now, UI_WORDS.en).text).toBe('1 hour left');
    expect(dueWords(after(-48 * 60), now, UI_WORDS.en).text).toBe('2 days overdue');
  });
});
