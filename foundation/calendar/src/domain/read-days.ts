import { parse } from 'csv-parse/sync';
import { safeText } from '@zhongzhi/contract-kit';
import { refuse, type FieldError } from '@zhongzhi/kernel';
import type { CalendarDay } from '../contract/index.ts';

const KINDS: Readonly<Record<string, CalendarDay['kind']>> = {
  off: 'off',
  放假: 'off',
  休: 'off',
  休息: 'off',
  补假: 'off',
  work: 'work',
  上班: 'work',
  班: 'work',
  调休上班: 'work',
};
const HEADINGS = ['date', '日期'];
const LONGEST_NOTE = 50;

/** Accepts 2026-01-04, 2026/1/4, 20260104 and 2026年1月4日. Null for what was never a day. */
function readDate(text: string): string | null {
  const match = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?$/.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? null : date;
}

function rowsOf(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: [',', '\t', '，', ';'],
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    });
  } catch {
    throw refuse.invalid(
      'calendar.unreadable',
      '读不出表格内容，请检查引号是否成对，每行应为：日期,类型,说明。',
      'The list cannot be read: check the quotation marks; each line is date,kind,note.',
    );
  }
}

type Row = { day: CalendarDay } | { zh: string; en: string };

function readRow([dateText = '', kindText = '', ...notes]: string[], year: number): Row {
  const date = readDate(dateText);
  if (date === null)
    return {
      zh: `日期“${dateText}”不对，请写成 ${year}-01-04 这样。`,
      en: `"${dateText}" is not a date; write it like ${year}-01-04.`,
    };
  if (!date.startsWith(`${year}-`))
    return { zh: `${date} 不在 ${year} 年内，请核对年份。`, en: `${date} is not in ${year}; check the year.` };
  const kind = KINDS[kindText.toLowerCase()];
  if (kind === undefined)
    return { zh: `类型“${kindText}”不对，请填“放假”或“上班”。`, en: `"${kindText}" is not a kind; use off or work.` };
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (kind === 'work' && weekday !== 0 && weekday !== 6)
    return {
      zh: `${date} 本来就是工作日，不用填“上班”，请核对日期。`,
      en: `${date} is a working day anyway; check the date.`,
    };
  const note = safeText(notes.filter((part) => part !== '').join('，')).trim();
  if (note.length > LONGEST_NOTE)
    return {
      zh: `说明太长，最多 ${LONGEST_NOTE} 个字。`,
      en: `The note is too long: at most ${LONGEST_NOTE} characters.`,
    };
  return { day: { date, kind, note } };
}

/**
 * Reads the special days of a year from lines of date, kind, note, as typed or pasted from a spreadsheet.
 * @throws Refusal `calendar.bad-rows` with every wrong row, so that nothing is taken in half.
 */
export function readDays(text: string, year: number, language: 'zh' | 'en'): CalendarDay[] {
  const rows = rowsOf(text);
  const hasHeading = HEADINGS.includes(rows[0]?.[0]?.toLowerCase() ?? '');
  const days: CalendarDay[] = [];
  const errors: FieldError[] = [];
  for (const [index, cells] of rows.entries()) {
    if (index === 0 && hasHeading) continue;
    const row = readRow(cells, year);
    const field = `days.${index + 1}`;
    if (!('day' in row)) errors.push({ field, detail: row[language] });
    else if (days.some(({ date }) => date === row.day.date)) {
      const { date } = row.day;
      errors.push({
        field,
        detail: language === 'zh' ? `${date} 写了两次，请留一行。` : `${date} is listed twice; keep one line.`,
      });
    } else days.push(row.day);
  }
  if (errors.length > 0) {
    throw refuse.invalid(
      'calendar.bad-rows',
      `有 ${errors.length} 行填写不对，没有导入任何内容，请改好后再导入。`,
      `${errors.length} rows are not right; nothing was imported. Correct them and try again.`,
      { errors },
    );
  }
  if (days.length === 0)
    throw refuse.invalid(
      'calendar.no-rows',
      '没有读到任何日期，请填写放假和调休日。',
      'No dates were found; list the days off and make-up days.',
    );
  return days;
}
