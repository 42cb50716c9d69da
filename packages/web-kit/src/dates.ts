import { language, type Language } from './i18n.ts';
import { useKept } from './kept.ts';

interface Parts {
  year: number;
  month: number;
  day: number;
  weekday: number;
  clock: string;
  /** Days since 1970 of this day in Shanghai, to compare days. */
  count: number;
}

const FORMAT = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const WEEKDAYS: Record<Language, readonly string[]> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const NEAR: Record<Language, Readonly<Record<number, string>>> = {
  zh: { [-1]: '昨天', 0: '今天', 1: '明天' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
};

function partsOf(at: Date): Parts {
  const found: Record<string, string> = {};
  for (const { type, value } of FORMAT.formatToParts(at)) found[type] = value;
  const [year, month, day] = [Number(found['year']), Number(found['month']), Number(found['day'])];
  const midnight = Date.UTC(year, month - 1, day);
  return {
    year,
    month,
    day,
    weekday: new Date(midnight).getUTCDay(),
    clock: `${found['hour']}:${found['minute']}`,
    count: midnight / 86_400_000,
  };
}

function dayWords(at: Parts, now: Parts, lang: Language): string {
  const near = NEAR[lang][at.count - now.count];
  if (near !== undefined) return near;
  const isThisYear = at.year === now.year;
  if (lang === 'zh') return `${isThisYear ? '' : `${at.year}年`}${at.month}月${at.day}日`;
  return `${at.day} ${MONTHS[at.month - 1]}${isThisYear ? '' : ` ${at.year}`}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The day as people say it: 今天, 昨天, 11月3日, 2018年11月3日. In Shanghai, wherever the reader is. */
export function sayDay(at: string | Date, lang: Language, now: Date = new Date()): string {
  return capital(dayWords(partsOf(new Date(at)), partsOf(now), lang));
}

/** Day and time: 今天 14:05, 11月3日 14:05. */
export function sayTime(at: string | Date, lang: Language, now: Date = new Date()): string {
  const parts = partsOf(new Date(at));
  return capital(`${dayWords(parts, partsOf(now), lang)}${lang === 'zh' ? ' ' : ', '}${parts.clock}`);
}

/** A date by which something is due: 明天（周二）18:00 前. */
export function sayBy(at: string | Date, lang: Language, now: Date = new Date()): string {
  const parts = partsOf(new Date(at));
  const day = dayWords(parts, partsOf(now), lang);
  const weekday = WEEKDAYS[lang][parts.weekday];
  return lang === 'zh' ? `${day}（${weekday}）${parts.clock} 前` : `by ${day} (${weekday}), ${parts.clock}`;
}

/** How long ago, as long as that says more than the time: 刚刚, 5 分钟前, 3 小时前, then 昨天 14:05. */
export function sayAgo(at: string | Date, lang: Language, now: Date = new Date()): string {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000);
  const isToday = partsOf(new Date(at)).count === partsOf(now).count;
  if (minutes < 0 || !isToday) return sayTime(at, lang, now);
  if (minutes < 1) return lang === 'zh' ? '刚刚' : 'Just now';
  if (minutes < 60) return lang === 'zh' ? `${minutes} 分钟前` : `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return lang === 'zh' ? `${hours} 小时前` : `${hours} h ago`;
}

export interface Dates {
  day: (at: string | Date) => string;
  time: (at: string | Date) => string;
  by: (at: string | Date) => string;
  ago: (at: string | Date) => string;
}

/** Dates in the reader's language. */
export function useDates(): Dates {
  const lang = useKept(language);
  return {
    day: (at) => sayDay(at, lang),
    time: (at) => sayTime(at, lang),
    by: (at) => sayBy(at, lang),
    ago: (at) => sayAgo(at, lang),
  };
}
