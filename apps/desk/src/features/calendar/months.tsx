import type { CalendarDay } from '@zhongzhi/calendar/contract';
import { useLanguage } from '../../i18n.ts';
import { useCalendarText } from './texts.ts';

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
const two = (value: number): string => String(value).padStart(2, '0');

/** The weeks of a month from Monday to Sunday; empty places before the first and after the last day. */
function weeksOf(year: number, month: number): (number | null)[][] {
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells = [...Array.from({ length: first }, () => null), ...Array.from({ length }, (_, index) => index + 1)];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** A year at a glance: twelve small tables; a letter in the cell besides the colour says off or work. */
export function Months({ year, days }: { year: number; days: readonly CalendarDay[] }) {
  const text = useCalendarText();
  const { language } = useLanguage();
  const known = new Map(days.map((day) => [day.date, day]));
  const sign = { off: language === 'zh' ? '休' : 'off', work: language === 'zh' ? '班' : 'on' };
  return (
    <div className="calendar-months">
      {MONTHS.map((month) => (
        <table key={month} className="calendar-month">
          <caption>{text('month', { month })}</caption>
          <thead>
            <tr>
              {Array.from(text('weekdays')).map((day, index) => (
                <th key={`${day}${index}`} scope="col">
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(year, month).map((week, at) => (
              <tr key={at}>
                {week.map((day, weekday) => {
                  const found = day === null ? undefined : known.get(`${year}-${two(month)}-${two(day)}`);
                  const kind = found?.kind ?? (weekday > 4 ? 'weekend' : 'plain');
                  return (
                    <td key={weekday} className={`day-${kind}`} title={found?.note}>
                      {day}
                      {found === undefined ? null : <sup>{sign[found.kind]}</sup>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
