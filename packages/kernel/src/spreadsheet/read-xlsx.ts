import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import type * as zlibTypes from 'node:zlib';
import type exceljsTypes from 'exceljs';
import { ReadError, type ReadOrder, type TakeRow } from './messages.ts';

const load = createRequire(import.meta.url);

/** Text out of pieces of bytes; a character that lies across two pieces comes with the second. */
async function* textOf(pieces: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) yield typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

type ParseSax = (pieces: AsyncIterable<Buffer | string>) => AsyncGenerator<unknown[]>;
let hasWholeCharacters = false;

/**
 * The parser turns each piece of a file into text by itself, so that a Chinese character across two pieces is lost
 * (exceljs 4.4.0, lib/utils/parse-sax.js). It gets whole characters here; must run before the parser is loaded.
 */
function giveWholeCharacters(): void {
  if (hasWholeCharacters) return;
  hasWholeCharacters = true;
  const path = load.resolve('exceljs/lib/utils/parse-sax.js');
  const parse = load(path) as ParseSax;
  load.cache[path]!.exports = ((pieces) => parse(textOf(pieces))) satisfies ParseSax;
}

/**
 * Counts what really comes out of the unpacker and stops it at the limit. Sizes that a file states about itself have
 * been forged in attacks on other readers (GHSA-rcw4-f5rp-g42v), and walking the file's index first would count another
 * list than the one the parser unpacks. The change stays inside this thread, which reads one file and ends.
 */
function limitInflation(most: number, onTooMuch: () => void): void {
  const zlib = load('node:zlib') as typeof zlibTypes;
  let inflated = 0;
  class CountedInflate extends zlib.InflateRaw {
    override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
      inflated += chunk?.length ?? 0;
      if (inflated > most) {
        onTooMuch();
        this.destroy(new ReadError('too-large'));
        return false;
      }
      return super.push(chunk, encoding);
    }
  }
  Object.defineProperty(zlib, 'createInflateRaw', {
    configurable: true,
    value: (options?: zlibTypes.ZlibOptions) => new CountedInflate(options),
  });
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A date cell as people write it. A sheet's dates carry no time zone; the parser puts their parts into UTC. */
function dateText(date: Date): string {
  const rounded = new Date(Math.round(date.getTime() / 1000) * 1000);
  if (Number.isNaN(rounded.getTime())) return '';
  const day = `${rounded.getUTCFullYear()}-${two(rounded.getUTCMonth() + 1)}-${two(rounded.getUTCDate())}`;
  const time = `${two(rounded.getUTCHours())}:${two(rounded.getUTCMinutes())}:${two(rounded.getUTCSeconds())}`;
  return time === '00:00:00' ? day : `${day} ${time}`;
}

/** The text of a cell: for a formula its last result, for a link its words, for an error nothing. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  const object = value as {
    result?: unknown;
    richText?: { text?: string }[];
    text?: unknown;
    formula?: unknown;
    sharedFormula?: unknown;
  };
  if (Array.isArray(object.richText))
    return object.richText
      .map((part) => part.text ?? '')
      .join('')
      .trim();
  if ('formula' in object || 'sharedFormula' in object || 'result' in object)
    return typeof object.result === 'object' && !(object.result instanceof Date) ? '' : cellText(object.result);
  return 'text' in object ? cellText(object.text) : '';
}

function cellsOf(values: unknown, order: ReadOrder): string[] {
  const list = Array.isArray(values) ? (values as unknown[]) : [];
  // An empty cell far to the right makes the list long and costs nothing: only filled columns count.
  let last = 0;
  for (const key of Object.keys(list)) if (cellText(list[Number(key)]) !== '') last = Math.max(last, Number(key));
  if (last > order.maxColumns) throw new ReadError('too-many-columns');
  return Array.from({ length: last }, (_, index) => cellText(list[index + 1]));
}

/** Reads the first sheet row by row and gives its name. */
export async function readXlsx(source: Readable, order: ReadOrder, take: TakeRow): Promise<string | null> {
  let isTooMuch = false;
  const tooMuch = new Promise<never>((_resolve, reject) => {
    limitInflation(order.maxInflatedBytes, () => {
      isTooMuch = true;
      reject(new ReadError('too-large'));
    });
  });
  tooMuch.catch(() => undefined);
  const work = async (): Promise<string | null> => {
    giveWholeCharacters();
    const exceljs = load('exceljs') as typeof exceljsTypes;
    const book = new exceljs.stream.xlsx.WorkbookReader(source, {
      worksheets: 'emit',
      sharedStrings: 'cache',
      hyperlinks: 'ignore',
      styles: 'cache',
      entries: 'ignore',
    });
    for await (const sheet of book) {
      for await (const row of sheet) {
        const mustWait = take({ number: row.number, cells: cellsOf(row.values, order) });
        if (mustWait !== undefined) await mustWait;
      }
      return (sheet as unknown as { name?: string }).name ?? null;
    }
    throw new ReadError('unreadable');
  };
  try {
    return await Promise.race([work(), tooMuch]);
  } catch (error) {
    throw isTooMuch ? new ReadError('too-large') : error;
  }
}
