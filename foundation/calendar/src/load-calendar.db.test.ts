import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { anImportedYear } from '../test/builders.ts';
import { calendar as calendarModule } from './module.ts';
import { loadCalendar, type Calendar } from './public.ts';

let t: TestPlatform;

beforeAll(async () => {
  t = await createTestPlatform([calendarModule], { environment: { ZHONGZHI_DISTRICT: '530102' } });
});
afterAll(() => t.stop());

/** Does something, once, after the nth statement of a reader has been answered and before its next is sent. */
function afterStatement(nth: number, act: () => Promise<unknown>): KyselyPlugin {
  let answered = 0;
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      answered += 1;
      if (answered === nth) await act();
      return result;
    },
  };
}

/** What a reader gets when the year is imported anew right after its nth statement. */
const readAcross = (nth: number, year: number, days: string[]): Promise<Calendar> =>
  t.platform.asSystem('test', (context) => {
    const tx = context.tx.withPlugin(afterStatement(nth, () => anImportedYear(t, year, days)));
    return loadCalendar({ ...context, tx });
  });

/** Asked for by itself, because reading the calendar would keep it. */
const versionInForce = (): Promise<string> =>
  t.platform.asSystem('test', async ({ tx, district }) => {
    const row = tx.selectFrom('calendar.version').select('version').where('district', '=', district);
    return (await row.executeTakeFirstOrThrow()).version;
  });

const daysOf = (year: number, { days }: Calendar): string[] =>
  Object.entries(days).flatMap(([date, { note }]) => (date.startsWith(`${year}-`) ? [`${date} ${note}`] : []));

// As many places for the import as reading had statements when it went wrong, and one after the last.
const PLACES = [1, 2, 3, 4];

describe('a calendar read while somebody changes it', () => {
  it.each(PLACES)('has the days of the version that it says, the change coming after statement %i', async (nth) => {
    await anImportedYear(t, 2028, ['2028-03-01,off,甲', '2028-03-02,off,甲']);
    const first = await versionInForce();
    const read = await readAcross(nth, 2028, ['2028-05-08,off,乙']);
    const isFirst = read.version === first;
    expect(daysOf(2028, read)).toEqual(isFirst ? ['2028-03-01 甲', '2028-03-02 甲'] : ['2028-05-08 乙']);
  });

  it.each(PLACES)('has no day without its year, the year coming after statement %i', async (nth) => {
    const year = 2040 + nth;
    await anImportedYear(t, 2030, ['2030-01-01,off,元旦']);
    const read = await readAcross(nth, year, [`${year}-03-04,off,甲`]);
    expect(read.years[year]).toBe(daysOf(year, read).length > 0 ? 'final' : undefined);
  });
});
