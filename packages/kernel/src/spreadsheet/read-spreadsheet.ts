import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { refuse, type Refusal } from '../refusal.ts';
import type { ReadFault, ReadMessage, ReadOrder, SpreadsheetRow } from './messages.ts';

export type { SpreadsheetRow } from './messages.ts';

export interface ReadOptions {
  /** Rows with content, the header among them. */
  maxRows?: number;
  maxColumns?: number;
  /** Bytes after unpacking, counted while they are unpacked: what the file says about itself is not believed. */
  maxInflatedBytes?: number;
  timeoutMs?: number;
}

/** The first sheet of a file. Empty rows are left out; rows keep the number they have in the sheet. */
export interface Spreadsheet {
  readonly sheet: string | null;
  readonly rows: SpreadsheetRow[];
}

const MEGABYTE = 1024 * 1024;
export const READ_DEFAULTS = {
  maxRows: 50_000,
  maxColumns: 200,
  maxInflatedBytes: 128 * MEGABYTE,
  timeoutMs: 20_000,
} as const;
const MOST_AT_ONCE = 2;

export const READ_REFUSALS: Record<ReadFault | 'too-slow', (options: Required<ReadOptions>) => Refusal> = {
  unreadable: () =>
    refuse.invalid(
      'spreadsheet.unreadable',
      '这个文件读不出来，请用 Excel 或 WPS 另存为 .xlsx 或 .csv 后再试。',
      'The file cannot be read; save it as .xlsx or .csv and try again.',
    ),
  'old-format': () =>
    refuse.invalid(
      'spreadsheet.old-format',
      '这是旧版 .xls 文件，请用 Excel 或 WPS 另存为 .xlsx 后再试。',
      'This is an old .xls file; save it as .xlsx and try again.',
    ),
  'too-many-rows': ({ maxRows }) =>
    refuse.tooLarge(
      'spreadsheet.too-many-rows',
      `表格行数太多，一次最多 ${maxRows} 行，请分成几个文件。`,
      `The sheet has too many rows: at most ${maxRows} at a time. Split it.`,
    ),
  'too-many-columns': ({ maxColumns }) =>
    refuse.tooLarge(
      'spreadsheet.too-many-columns',
      `表格列数太多，最多 ${maxColumns} 列，请删去不用的列。`,
      `The sheet has too many columns: at most ${maxColumns}. Delete those you do not need.`,
    ),
  'too-large': () =>
    refuse.tooLarge(
      'spreadsheet.too-large',
      '表格内容太大，请删去图片和多余的工作表，或分成几个文件。',
      'The sheet is too large; remove pictures and other sheets, or split it.',
    ),
  'too-slow': () =>
    refuse.tooLarge(
      'spreadsheet.too-slow',
      '表格太复杂，没能在规定时间内读完，请分成几个文件再试。',
      'The sheet took too long to read; split it and try again.',
    ),
};

const waiting: (() => void)[] = [];
let reading = 0;

export async function takeTurn(): Promise<void> {
  if (reading < MOST_AT_ONCE) {
    reading += 1;
    return;
  }
  await new Promise<void>((go) => void waiting.push(go)); // the one who leaves hands over their place
}

export function leaveTurn(): void {
  const next = waiting.shift();
  if (next === undefined) reading -= 1;
  else next();
}

/**
 * Reads an .xlsx or .csv file (UTF-8, UTF-16 or GB18030) in a thread of its own with a memory and a time limit, so that
 * no file can take the server along.
 * @throws Refusal `spreadsheet.unreadable`, `old-format`, `too-many-rows`, `too-many-columns`, `too-large`, `too-slow`.
 */
export async function readSpreadsheet(source: Uint8Array | string, options: ReadOptions = {}): Promise<Spreadsheet> {
  const limits = { ...READ_DEFAULTS, ...options };
  await takeTurn();
  const folder = await mkdtemp(join(tmpdir(), 'zhongzhi-sheet-'));
  try {
    return await readInThread(source, limits, folder);
  } finally {
    leaveTurn();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The reading thread. The parser may park sheets in temporary files: they go to a folder that is deleted whatever happens. */
export const startReading = (order: ReadOrder, folder: string): Worker =>
  new Worker(new URL('./reading-thread.ts', import.meta.url), {
    workerData: order,
    env: { TMPDIR: folder, TEMP: folder, TMP: folder },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 48, stackSizeMb: 4 },
    stdout: true,
    stderr: true,
  });

function readInThread(
  source: Uint8Array | string,
  limits: Required<ReadOptions>,
  folder: string,
): Promise<Spreadsheet> {
  const { maxRows, maxColumns, maxInflatedBytes, timeoutMs } = limits;
  const order: ReadOrder = { source, maxRows, maxColumns, maxInflatedBytes };
  const worker = startReading(order, folder);
  return new Promise<Spreadsheet>((resolve, reject) => {
    const rows: SpreadsheetRow[] = [];
    let isOver = false;
    const finish = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      void worker.terminate().then(settle, settle);
    };
    const timer = setTimeout(() => finish(() => reject(READ_REFUSALS['too-slow'](limits))), timeoutMs);
    worker.on('message', (message: ReadMessage) => {
      if (message.kind === 'rows') for (const row of message.rows) rows.push(row);
      else if (message.kind === 'done') finish(() => resolve({ sheet: message.sheet, rows }));
      else finish(() => reject(READ_REFUSALS[message.fault](limits)));
    });
    worker.on('error', (error: Error & { code?: string }) =>
      finish(() =>
        reject(READ_REFUSALS[error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-large' : 'unreadable'](limits)),
      ),
    );
    worker.on('exit', () => finish(() => reject(READ_REFUSALS.unreadable(limits))));
  });
}
