import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chineseDays from 'chinese-days';
import type { DayKind, YearStatus } from '../domain/calendar.ts';

/** One line of the seed: date, kind, what the day is. */
export type SeedDay = readonly [date: string, kind: DayKind, note: string];

export interface Seed {
  readonly years: Readonly<Record<number, YearStatus>>;
  readonly days: readonly SeedDay[];
}

const FIRST_FINAL = 2017;
const LAST_FINAL = 2026;
const PROVISIONAL = 2027;

const published = (): { holidays: Record<string, string>; workdays: Record<string, string> } =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json'), 'utf8'));

/** The Chinese name in "National Day,国庆节,3". */
const nameIn = (text: string): string => text.split(',')[1] ?? text;

const isoDate = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

const lunar = (year: number, month: number, day: number): Date =>
  new Date(`${chineseDays.getSolarDateFromLunar(`${year}-${month}-${day}`).date}T00:00:00Z`);

const addDays = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000);

/**
 * The days off that 全国年节及纪念日放假办法 (2024 amendment) fixes for a year before its arrangement is published, with
 * the days that replace those on a weekend. How they will be joined to longer holidays is not known, so no make-up days.
 */
function statutoryDays(year: number): SeedDay[] {
  const newYear = lunar(year, 1, 1);
  const plain = (month: number, day: number): Date => new Date(Date.UTC(year, month - 1, day));
  const qingming = new Date(`${chineseDays.getSolarTermDate(year, 4, 'pure_brightness')}T00:00:00Z`);
  const festivals: [string, Date[]][] = [
    ['元旦', [plain(1, 1)]],
    ['春节', [-1, 0, 1, 2].map((offset) => addDays(newYear, offset))],
    ['清明', [qingming]],
    ['劳动节', [plain(5, 1), plain(5, 2)]],
    ['端午', [lunar(year, 5, 5)]],
    ['中秋', [lunar(year, 8, 15)]],
    ['国庆节', [plain(10, 1), plain(10, 2), plain(10, 3)]],
  ];
  const off = new Map(festivals.flatMap(([name, dates]) => dates.map((date) => [date.getTime(), `${name}（预计）`])));
  for (const [name, dates] of festivals) {
    let next = dates.at(-1) ?? newYear;
    for (const date of dates) {
      if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) continue;
      do next = addDays(next, 1);
      while (off.has(next.getTime()) || next.getUTCDay() === 0 || next.getUTCDay() === 6);
      off.set(next.getTime(), `${name}补假（预计）`);
    }
  }
  return [...off].sort(([a], [b]) => a - b).map(([at, note]) => [new Date(at).toISOString().slice(0, 10), 'off', note]);
}

/** The seed as chinese-days has it: the arrangements of 2017 to 2026, and the statutory days of the year after. */
export function makeSeed(): Seed {
  const { holidays, workdays } = published();
  const years: Record<number, YearStatus> = {};
  const days: SeedDay[] = [];
  for (let year = FIRST_FINAL; year <= LAST_FINAL; year += 1) {
    years[year] = 'final';
    const from = isoDate(year, 1, 1);
    const to = isoDate(year, 12, 31);
    const within = ([date]: [string, string]): boolean => date >= from && date <= to;
    for (const [date, text] of Object.entries(holidays).filter(within)) days.push([date, 'off', nameIn(text)]);
    for (const [date, text] of Object.entries(workdays).filter(within)) {
      days.push([date, 'work', `${nameIn(text)}调休上班`]);
    }
  }
  years[PROVISIONAL] = 'provisional';
  days.push(...statutoryDays(PROVISIONAL));
  return { years, days: days.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

/** Writes `seed.generated.ts` anew; run by hand after chinese-days has been updated. */
function writeSeed(): void {
  const { years, days } = makeSeed();
  const lines = days.map((day) => `  ${JSON.stringify(day)},`).join('\n');
  const text = `// Made by generate-seed.ts from chinese-days 1.5.7; not to be edited by hand.
// ${FIRST_FINAL}–${LAST_FINAL}: arrangements of the State Council's General Office. ${PROVISIONAL}: statutory days only.
import type { Seed } from './generate-seed.ts';

export const seed: Seed = {
  years: ${JSON.stringify(years)},
  days: [
${lines.replace(/^ {2}/gm, '    ')}
  ],
};
`;
  writeFileSync(new URL('seed.generated.ts', import.meta.url), text);
}

if (import.meta.main) writeSeed();
