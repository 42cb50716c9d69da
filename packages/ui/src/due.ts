import type { UiWords } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long that is, in one unit that people use: days from 48 hours, hours from one hour, else minutes. */
export function spanWords(milliseconds: number, words: UiWords): string {
  const span = Math.abs(milliseconds);
  if (span >= 2 * DAY) return words.days(Math.floor(span / DAY));
  if (span >= HOUR) return words.hours(Math.floor(span / HOUR));
  return words.minutes(Math.max(1, Math.floor(span / MINUTE)));
}

export type DueTone = 'plain' | 'warn' | 'bad';

/**
 * What to say of a deadline: how long is left, or by how much it has been missed. It warns in the last day, or in the
 * last fifth where the whole time is known, so that a two-hour deadline does not warn from its first minute.
 */
export function dueWords(
  due: Date,
  now: Date,
  words: UiWords,
  started?: Date,
): { text: string; tone: DueTone; isOverdue: boolean } {
  const left = due.getTime() - now.getTime();
  if (left < 0) return { text: words.overdueBy(spanWords(left, words)), tone: 'bad', isOverdue: true };
  if (left < MINUTE) return { text: words.dueNow, tone: 'warn', isOverdue: false };
  const soon = started === undefined ? DAY : Math.min(DAY, (due.getTime() - started.getTime()) / 5);
  return { text: words.dueIn(spanWords(left, words)), tone: left <= soon ? 'warn' : 'plain', isOverdue: false };
}
