import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from '@zhongzhi/kernel';
import { writeSpreadsheetTo } from '@zhongzhi/kernel/spreadsheet';
import { importRoster } from '@zhongzhi/volunteers';

const COLUMNS = ['姓名', '手机号', '出生日期', '居住社区', '技能', '服务意向', '空闲时间'];
/** Every hundredth row repeats the one before it. */
const REPEATS = 100;

function* peopleOf(count: number, communities: readonly string[]): Generator<string[]> {
  for (let index = 0; index < count; index += 1) {
    const serial = index % REPEATS === REPEATS - 1 ? index - 1 : index;
    const born = `${1950 + (serial % 50)}-0${1 + (serial % 9)}-1${serial % 9}`;
    yield [
      `志愿者${serial}`,
      `177${String(serial).padStart(8, '0')}`,
      born,
      communities[serial % communities.length]!,
      serial % 3 === 0 ? '急救、理发' : '',
      '环境、助老',
      '周末',
    ];
  }
}

/** A workbook of so many rows comes in, from the file to the last committed row. @returns rows a second. @throws Error when a row is lost. */
export async function measureRoster(
  platform: Platform,
  folder: string,
  rows: number,
  communities: readonly string[],
): Promise<number> {
  const path = join(folder, 'roster.xlsx');
  const file = createWriteStream(path);
  const written = new Promise((resolve) => file.once('finish', resolve));
  await writeSpreadsheetTo(file, 'xlsx', {
    sheet: '名单',
    columns: COLUMNS.map((heading) => ({ heading })),
    rows: peopleOf(rows, communities),
  });
  await written;
  const begin = performance.now();
  const { state, fault, added, repeated } = await importRoster(platform, path, '区志愿者协会');
  const seconds = (performance.now() - begin) / 1_000;
  const repeats = Math.floor(rows / REPEATS);
  if (state !== 'done' || added !== rows - repeats || repeated !== repeats)
    throw new Error(`the roster ended as ${state}: ${added} added, ${repeated} repeated, ${fault ?? ''}`);
  return rows / seconds;
}
