import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { housekeeping } from '@zhongzhi/kernel';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { writeSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { calendar } from '@zhongzhi/calendar/module';
import { casework } from '@zhongzhi/casework/module';
import { importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { appeals } from '../module.ts';
import { seedCategories } from '../categories.ts';
import { importAppeals } from './import-appeals.ts';
import { readTime } from './read-messages.ts';

const SAMPLE = join(import.meta.dirname, '../../../../../shared/data/appeals-sample.xlsx');
const REGIONS = new URL('../../../../foundation/directory/data/wuhua-regions-2019.csv', import.meta.url);
let t: TestPlatform;

beforeAll(async () => {
  t = await createTestPlatform([housekeeping, calendar, directory, notices, files, casework, appeals], {
    now: '2020-02-01T02:00:00Z',
  });
  await t.platform.asSystem('test world', async (context) => {
    await importRegions(context, readFileSync(REGIONS, 'utf8'));
    await seedCategories(context);
  });
});
afterAll(() => t.stop());

const HEAD = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '反对数', '点赞数'];
const sheet = (rows: string[][]) =>
  writeSpreadsheet('xlsx', { sheet: '留言', columns: HEAD.map((heading) => ({ heading })), rows });
const stored = () =>
  t.platform.transact('public', 'read', { actor: { kind: 'system', reason: 'test' } }, (context) =>
    context.tx
      .selectFrom('casework.case')
      .select(['external_id', 'opened_at', 'title', 'place', 'opener_words', 'category'])
      .where('district', '=', context.district)
      .orderBy('external_id')
      .execute(),
  );

test.each([
  ['2019-02-28 11:25:05', '2019-02-28T03:25:05.000Z'],
  ['2019/1/3 8:05', '2019-01-03T00:05:00.000Z'],
  ['2019年10月14日', '2019-10-13T16:00:00.000Z'],
])('a time written %s in Shanghai is %s', (text, iso) => expect(readTime(text)?.toISOString()).toBe(iso));

test('a time that is none is not guessed', () => {
  for (const text of ['昨天', '2019-13-01', '2019-02-31 10:00', '']) expect(readTime(text)).toBeUndefined();
});

test('good rows come in with their own dates, bad rows are reported one by one, and nothing comes in twice', async () => {
  const content = await sheet([
    ['1001', 'A0012', '翠湖社区电梯坏了', '2019-02-28 11:25:05', '翠湖社区的电梯坏了三天没人修', '0', '0'],
    ['1002', 'A0013', '没有时间', '某天', '内容', '0', '0'],
    ['1001', 'A0014', '重复编号', '2019-03-01 08:00:00', '内容内容内容', '0', '0'],
    ['1003', '', '停水', '2019-03-01 08:00:00', '', '0', '0'],
  ]);
  const first = await importAppeals(t.platform, content, {});
  expect(first).toMatchObject({ imported: 2, known: 0 });
  expect(first.bad.map(({ row, reason }) => [row, reason])).toEqual([
    [3, '时间“某天”读不懂'],
    [4, '编号与前面的行重复'],
  ]);
  const rows = await stored();
  expect(rows.map((row) => [row.external_id, row.opened_at.toISOString()])).toEqual([
    ['1001', '2019-02-28T03:25:05.000Z'],
    ['1003', '2019-03-01T00:00:00.000Z'],
  ]);
  expect(rows[0]!.place).toMatch(/^530102/);
  expect(rows[0]!.place!.length).toBe(12);
  expect(rows[1]).toMatchObject({
    place: '530102',
    opener_words: '热线来电人',
    category: '城乡建设/城市建设和市政管理/自来水供应',
  });
  expect(await importAppeals(t.platform, content, {})).toMatchObject({ imported: 0, known: 2 });
});

test.runIf(existsSync(SAMPLE))('the 2,147 messages of the sample come in, once', async () => {
  const content = readFileSync(SAMPLE);
  const before = (await stored()).length;
  const first = await importAppeals(t.platform, content, {});
  expect([first.imported, first.bad]).toEqual([2_147, []]);
  expect((await stored()).length).toBe(before + 2_147);
  expect(await importAppeals(t.platform, content, {})).toMatchObject({ imported: 0, known: 2_147, bad: [] });
});
