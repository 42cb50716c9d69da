import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { plainReport } from './reports.ts';

export interface Message {
  number: string;
  title: string;
  text: string;
}

/** The sample of real, anonymised messages lies beside the repository where it is available. */
const SAMPLE = join(import.meta.dirname, '../../../shared/data/appeals-sample.xlsx');
const OWN_MESSAGES = 400;
const STREETS = ['翠湖', '大观', '龙翔', '丰宁', '莲华', '红云', '黑林铺', '普吉', '华山', '护国'];

/** Anonymised names read as names again: 五华's streets instead of A3区 and the like. */
function readable(text: string): string {
  return text
    .replaceAll('西地省', '云南省')
    .replace(/[A-Z]市(?=[A-Z]\d+)/g, '')
    .replace(/([A-Z])(\d+)(区|县|市)/g, (_whole, _letter, digits: string) => `五华区${STREETS[Number(digits) % STREETS.length]}片区`)
    .replace(/[A-Z]市/g, '昆明市');
}

/** The messages of the sample, or as many of our own when it is not there. */
export async function readSampleMessages(): Promise<Message[]> {
  if (!existsSync(SAMPLE)) return Array.from({ length: OWN_MESSAGES }, (_, index) => ({ number: `Y${100_001 + index}`, ...plainReport(index) }));
  const { rows } = await readSpreadsheet(SAMPLE, { maxRows: 10_000, timeoutMs: 60_000 });
  return rows.slice(1).map(({ cells }) => ({ number: cells[0] ?? '', title: readable(cells[2] ?? '').slice(0, 60), text: readable(cells[4] ?? '').trim() }));
}
