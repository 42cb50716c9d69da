import type { Language } from '../i18n.ts';

const ZONE = 'Asia/Shanghai';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: ZONE,
    hour12: false,
    ...options,
  });
  formats.set(key, made);
  return made;
}

const DAY = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
const MINUTE = { ...DAY, hour: '2-digit', minute: '2-digit' } as const;

/** Date and minute in the district's time. */
export const minuteOf = (instant: string, language: Language): string =>
  format(language, MINUTE).format(new Date(instant));

/** Date in the district's time. */
export const dayOf = (instant: string, language: Language): string => format(language, DAY).format(new Date(instant));

/** The span between an instant and now in the two largest units that matter, without saying which side it lies on. */
export function spanOf(instant: string, language: Language, now: number = Date.now()): string {
  const minutes = Math.abs(Math.round((new Date(instant).getTime() - now) / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const zh =
    days > 0
      ? `${days}天${hours > 0 && days < 4 ? `${hours}小时` : ''}`
      : hours > 0
        ? `${hours}小时${rest > 0 && hours < 4 ? `${rest}分` : ''}`
        : `${rest}分钟`;
  const en =
    days > 0
      ? `${days} d${hours > 0 && days < 4 ? ` ${hours} h` : ''}`
      : hours > 0
        ? `${hours} h${rest > 0 && hours < 4 ? ` ${rest} min` : ''}`
        : `${rest} min`;
  return language === 'zh' ? zh : en;
}
