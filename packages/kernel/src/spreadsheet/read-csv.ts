import { parse } from 'csv-parse';
import { ReadError, type ReadOrder, type SpreadsheetRow } from './messages.ts';

/** Chinese Excel writes CSV in GB18030; everything else is UTF-8, or UTF-16 with a mark. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

/** Comma, semicolon or tab: whichever stands most often in the first line. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const count = (mark: string): number => first.split(mark).length;
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0]!;
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/** Reads comma-separated values; a NUL byte says that this is something else. */
export async function readCsv(
  bytes: Buffer,
  order: ReadOrder,
  take: (row: SpreadsheetRow) => void,
): Promise<string | null> {
  if (bytes.length > order.maxInflatedBytes) throw new ReadError('too-large');
  const text = decode(bytes).replace(/^\uFEFF/, '');
  if (text.includes('\0')) throw new ReadError('unreadable');
  const parser = parse(text, {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: 1024 * 1024,
  });
  let linesRead = 0;
  for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
    take({ number: linesRead + 1, cells: record.map((cell) => cell.trim()) });
    linesRead = info.lines;
  }
  return null;
}
