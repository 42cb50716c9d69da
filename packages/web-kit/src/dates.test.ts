import { describe, expect, it } from 'vitest';
import { sayAgo, sayBy, sayDay, sayTime } from './dates.ts';

/** Monday, 4 November 2019, 00:30 in Shanghai: still Sunday in UTC. */
const now = new Date('2019-11-03T16:30:00Z');

describe('dates in plain words', () => {
  it('goes by the day in Shanghai, not by the day of the device or of UTC', () => {
    expect(sayDay('2019-11-03T16:05:00Z', 'zh', now)).toBe('今天');
    expect(sayDay('2019-11-03T15:59:00Z', 'zh', now)).toBe('昨天');
    expect(sayDay('2019-11-04T16:00:00Z', 'zh', now)).toBe('明天');
  });

  it('names the year only when it is another', () => {
    expect(sayTime('2019-10-14T02:05:00Z', 'zh', now)).toBe('10月14日 10:05');
    expect(sayTime('2018-10-14T02:05:00Z', 'zh', now)).toBe('2018年10月14日 10:05');
    expect(sayTime('2018-10-14T02:05:00Z', 'en', now)).toBe('14 Oct 2018, 10:05');
    expect(sayDay('2019-12-31T16:00:00Z', 'zh', now)).toBe('2020年1月1日');
  });

  it('says midnight as 00:00', () => {
    expect(sayTime('2019-11-03T16:00:00Z', 'zh', now)).toBe('今天 00:00');
    expect(sayTime('2019-11-03T16:00:00Z', 'en', now)).toBe('Today, 00:00');
  });

  it('names the weekday of a deadline', () => {
    expect(sayBy('2019-11-05T10:00:00Z', 'zh', now)).toBe('明天（周二）18:00 前');
    expect(sayBy('2019-11-04T10:00:00Z', 'zh', now)).toBe('今天（周一）18:00 前');
    expect(sayBy('2019-11-04T10:00:00Z', 'en', now)).toBe('by today (Mon), 18:00');
  });

  it('says how long ago only within the same day, and never for the future', () => {
    const noon = new Date('2019-11-04T04:00:00Z');
    expect(sayAgo('2019-11-04T03:59:40Z', 'zh', noon)).toBe('刚刚');
    expect(sayAgo('2019-11-04T03:55:00Z', 'zh', noon)).toBe('5 分钟前');
    expect(sayAgo('2019-11-04T01:00:00Z', 'en', noon)).toBe('3 h ago');
    expect(sayAgo('2019-11-03T15:00:00Z', 'zh', noon)).toBe('昨天 23:00');
    expect(sayAgo('2019-11-04T05:00:00Z', 'zh', noon)).toBe('今天 13:00');
  });
});
