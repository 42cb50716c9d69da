import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { mapColumns, readSpreadsheet, writeSpreadsheet, type Cell } from './index.ts';

async function workbook(rows: unknown[][]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('名单');
  for (const row of rows) sheet.addRow(row);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const cellsOf = async (bytes: Uint8Array): Promise<(readonly string[])[]> =>
  (await readSpreadsheet(bytes)).rows.map((row) => row.cells);

test('an xlsx file gives its cells as a reader sees them: dates, numbers, rich text, formula results', async () => {
  const bytes = await workbook([
    ['姓名', '手机', '日期', '时间', '备注', '合计'],
    [
      '王小明',
      13_800_001_234,
      new Date(Date.UTC(2019, 9, 14)),
      new Date(Date.UTC(2019, 9, 14, 9, 30)),
      { richText: [{ text: '甲' }, { text: '乙' }] },
      { formula: 'SUM(1,2)', result: 3 },
    ],
  ]);
  const { sheet, rows } = await readSpreadsheet(bytes);
  expect(sheet).toBe('名单');
  expect(rows[1]).toEqual({
    number: 2,
    cells: ['王小明', '13800001234', '2019-10-14', '2019-10-14 09:30:00', '甲乙', '3'],
  });
});

test('rows keep their numbers when empty rows stand between', async () => {
  const rows = (await readSpreadsheet(await workbook([['a'], [], ['', ''], ['b']]))).rows;
  expect(rows).toEqual([
    { number: 1, cells: ['a'] },
    { number: 4, cells: ['b'] },
  ]);
});

test('csv is read in UTF-8 with and without mark, in GB18030 and in UTF-16', async () => {
  const expected = [
    ['代码', '名称'],
    ['530102001', '华山路, "一"'],
  ];
  const text = '代码,名称\r\n530102001,"华山路, ""一"""\r\n';
  expect(await cellsOf(Buffer.from(text))).toEqual(expected);
  expect(await cellsOf(Buffer.from(`\uFEFF${text}`))).toEqual(expected);
  expect(await cellsOf(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(expected);
  // 代码,名称 / 1,华山 in GB18030
  expect(await cellsOf(Buffer.from('b4fac2eb2cc3fbb3c60a312cbbaac9bd0a', 'hex'))).toEqual([
    ['代码', '名称'],
    ['1', '华山'],
  ]);
});

test('a csv row after a cell of several lines is named by the line it begins on', async () => {
  const { rows } = await readSpreadsheet(Buffer.from('a,b\n"x\ny",1\nz,2\n'));
  expect(rows.map((row) => row.number)).toEqual([1, 2, 4]);
});

/** A workbook with one entry, stored sizes forged to 10 bytes, that unpacks to `megabytes`. */
function bomb(megabytes: number): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024, 0x20));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(10, 22);
  local.writeUInt16LE(name.length, 26);
  return Buffer.concat([local, name, packed]);
}

test('a file that unpacks to more than the limit is refused by what really comes out, not by what it says', async () => {
  const file = bomb(400);
  const before = process.memoryUsage.rss();
  await expect(readSpreadsheet(file, { maxInflatedBytes: 8 * 1024 * 1024 })).rejects.toMatchObject({
    kind: 'too-large',
    code: 'spreadsheet.too-large',
  });
  expect(process.memoryUsage.rss() - before).toBeLessThan(256 * 1024 * 1024);
});

test('a reader that takes too long is stopped', async () => {
  await expect(readSpreadsheet(await workbook([['a']]), { timeoutMs: 1 })).rejects.toMatchObject({
    code: 'spreadsheet.too-slow',
  });
});

test('files that are no spreadsheet, old ones, too long and too wide ones are refused with a sentence', async () => {
  const refused = async (bytes: Uint8Array, options = {}): Promise<string> =>
    readSpreadsheet(bytes, options).then(
      () => 'read',
      (error: { code: string }) => error.code,
    );
  expect(await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe('spreadsheet.old-format');
  expect(await refused(Buffer.from('PK\u0003\u0004 and then nothing of the kind'))).toBe('spreadsheet.unreadable');
  expect(await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]))).toBe('spreadsheet.unreadable');
  expect(await refused((await workbook([['a', 'b']])).subarray(0, 900))).toBe('spreadsheet.unreadable');
  expect(await refused(await workbook([['a'], ['b'], ['c']]), { maxRows: 2 })).toBe('spreadsheet.too-many-rows');
  expect(await refused(await workbook([['a', 'b', 'c']]), { maxColumns: 2 })).toBe('spreadsheet.too-many-columns');
  expect(await refused(Buffer.from('a,b,c\n'), { maxColumns: 2 })).toBe('spreadsheet.too-many-columns');
});

test('a file is read from disk, and no temporary folder stays behind', async () => {
  const left = async (): Promise<string[]> =>
    (await readdir(tmpdir())).filter((name) => name.startsWith('zhongzhi-sheet-'));
  const folder = await mkdtemp(join(tmpdir(), 'sheet-test-'));
  const before = await left();
  await writeFile(join(folder, 'a.xlsx'), await workbook([['x']]));
  expect((await readSpreadsheet(join(folder, 'a.xlsx'))).rows).toHaveLength(1);
  expect(await left()).toEqual(before);
  await rm(folder, { recursive: true });
});

const HOSTILE = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠a', ' =1', 'plain', '王小明'];

test.each(['xlsx', 'csv'] as const)('what is written as %s holds no formula and reads back', async (format) => {
  const rows: Cell[][] = HOSTILE.map((text) => [text, -5]);
  const written = await writeSpreadsheet(format, {
    sheet: '导出/一',
    columns: [{ heading: '=名称' }, { heading: '数' }],
    rows,
  });
  const back = await cellsOf(written);
  expect(back[0]).toEqual(["'=名称", '数']);
  for (const [text, number] of back.slice(1)) {
    expect(text).not.toMatch(/^[\s]*[=+\-@＝＋－＠]/);
    expect(number).toBe('-5');
  }
  expect(back.at(-1)![0]).toBe('王小明');
});

test('columns are found by any of their headings, in any order, with marks and full width ignored', () => {
  const sheet = {
    sheet: null,
    rows: [
      { number: 1, cells: ['备注', '手机号（必填）', ' 姓名* '] },
      { number: 2, cells: ['x', '138', '王'] },
    ],
  };
  const rules = [
    { field: 'name', headings: ['姓名'], required: true },
    { field: 'phone', headings: ['手机', '手机号必填'] },
  ] as const;
  expect(mapColumns(sheet, rules)).toEqual({
    rows: [{ number: 2, values: { name: '王', phone: '138' } }],
    ignored: ['备注'],
  });
  expect(() =>
    mapColumns({ sheet: null, rows: sheet.rows.map((row) => ({ ...row, cells: row.cells.slice(0, 2) })) }, rules),
  ).toThrow(/姓名/);
});
