import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { neutraliseFormula } from '@zhongzhi/contract-kit';

/** Numbers stay numbers; texts are made harmless. */
export type Cell = string | number | null;

export type SpreadsheetFormat = 'xlsx' | 'csv';

export interface SpreadsheetContent {
  readonly sheet: string;
  readonly columns: readonly { readonly heading: string; readonly width?: number }[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

/** The media types of the formats, for answers and files. */
export const MEDIA_TYPE: Record<SpreadsheetFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

const FORBIDDEN_IN_SHEET_NAME = /[*?:\\/[\]]/g;
const LONGEST_SHEET_NAME = 31;
const LONGEST_CELL = 32_767;

// oxlint-disable-next-line no-control-regex -- XML 1.0 cannot hold these
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** What a cell may hold: no formula (a sheet is opened on someone's computer), nothing that XML or Excel refuses. */
function harmless(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  return neutraliseFormula(cell.toWellFormed().replace(NOT_IN_XML, '')).slice(0, LONGEST_CELL);
}

async function writeXlsx(to: Writable, content: SpreadsheetContent): Promise<void> {
  const { default: exceljs } = await import('exceljs'); // 39 MB, only when a sheet is written
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: to, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet(
    content.sheet.replace(FORBIDDEN_IN_SHEET_NAME, ' ').slice(0, LONGEST_SHEET_NAME) || 'Sheet1',
    { views: [{ state: 'frozen', ySplit: 1 }] },
  );
  sheet.columns = content.columns.map(({ width }) => ({ width: width ?? 16 }));
  const head = sheet.addRow(content.columns.map(({ heading }) => harmless(heading)));
  head.font = { bold: true };
  head.commit();
  for await (const row of content.rows) sheet.addRow(row.map(harmless)).commit();
  sheet.commit();
  await book.commit();
}

async function writeCsv(to: Writable, content: SpreadsheetContent): Promise<void> {
  const line = async (cells: readonly Cell[]): Promise<void> => {
    if (!to.write(stringify([cells.map(harmless)], { record_delimiter: '\r\n' }))) await once(to, 'drain');
  };
  to.write('\uFEFF'); // tells Excel that this is UTF-8
  await line(content.columns.map(({ heading }) => heading));
  for await (const row of content.rows) await line(row);
  to.end();
}

/** Writes a sheet to a stream row by row, so that a long one costs no memory. Ends the stream. */
export async function writeSpreadsheetTo(
  to: Writable,
  format: SpreadsheetFormat,
  content: SpreadsheetContent,
): Promise<void> {
  await (format === 'xlsx' ? writeXlsx(to, content) : writeCsv(to, content));
}

/** The same as one piece, for sheets of moderate length. */
export async function writeSpreadsheet(format: SpreadsheetFormat, content: SpreadsheetContent): Promise<Buffer> {
  const through = new PassThrough();
  const chunks: Buffer[] = [];
  through.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(through, 'end');
  await writeSpreadsheetTo(through, format, content);
  await ended;
  return Buffer.concat(chunks);
}
