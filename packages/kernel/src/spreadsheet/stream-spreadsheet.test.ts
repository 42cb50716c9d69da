import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { streamSpreadsheet, writeSpreadsheet } from './index.ts';

const ROWS = 12_000;
const rows = Array.from({ length: ROWS }, (_, index) => [`王小明${index}`, `138${String(index).padStart(8, '0')}`]);
const file = (format: 'xlsx' | 'csv') =>
  writeSpreadsheet(format, { sheet: '名单', columns: [{ heading: '姓名' }, { heading: '手机号' }], rows });

test.each(['xlsx', 'csv'] as const)('a %s comes in batches, in order, every row once', async (format) => {
  const seen: string[] = [];
  let batches = 0;
  for await (const batch of streamSpreadsheet(Readable.from([await file(format)]))) {
    batches += 1;
    for (const { number, cells } of batch) seen.push(`${number} ${cells.join(' ')}`);
  }
  expect(batches).toBeGreaterThan(10);
  expect(seen).toEqual(['1 姓名 手机号', ...rows.map((cells, index) => `${index + 2} ${cells.join(' ')}`)]);
});

test('a character that lies across two pieces of the file is read as one, in UTF-8 and UTF-16', async () => {
  const text = `姓名,备注\n${Array.from({ length: 30_000 }, (_, index) => `王小明${index},翠湖`).join('\n')}\n`;
  const read = async (bytes: Uint8Array): Promise<number> => {
    let count = 0;
    for await (const batch of streamSpreadsheet(Readable.from([bytes])))
      for (const { cells } of batch) count += cells[1] === '翠湖' ? 1 : 0;
    return count;
  };
  expect(await read(Buffer.from(text))).toBe(30_000);
  expect(await read(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(30_000);
});

test('reading waits while nobody takes, and stops with whoever stops, leaving no file behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zhongzhi-test-'));
  const path = join(folder, 'list.csv');
  await writeFile(path, await file('csv'));
  const before = (await readdir(tmpdir())).filter((name) => name.startsWith('zhongzhi-sheet-')).length;
  for await (const batch of streamSpreadsheet(path)) {
    expect(batch.length).toBeLessThanOrEqual(500);
    break;
  }
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('zhongzhi-sheet-')).length).toBe(before);
  await rm(folder, { recursive: true });
});

test('a file that cannot be read is refused, as when it is read whole', async () => {
  const all = async (source: Uint8Array, maxRows = 50): Promise<void> => {
    for await (const batch of streamSpreadsheet(Readable.from([source]), { maxRows })) expect(batch).toBeDefined();
  };
  await expect(all(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).rejects.toMatchObject({
    code: 'spreadsheet.old-format',
  });
  await expect(all(Buffer.from('PK\u0003\u0004not a workbook'))).rejects.toMatchObject({
    code: 'spreadsheet.unreadable',
  });
  await expect(all(await file('csv'))).rejects.toMatchObject({ code: 'spreadsheet.too-many-rows' });
});
