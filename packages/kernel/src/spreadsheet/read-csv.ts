import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { ReadError, type ReadOrder, type TakeRow } from './messages.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** The bytes in pieces, as often as they are asked for: once to tell the encoding, once to read. */
type Pieces = () => AsyncIterable<Buffer>;

const PIECE = 64 * 1024;

const piecesOf = (source: Buffer | string): Pieces =>
  typeof source === 'string'
    ? () => createReadStream(source, { highWaterMark: PIECE })
    : async function* () {
        for (let from = 0; from < source.length; from += PIECE) yield source.subarray(from, from + PIECE);
      };

async function isUtf8(pieces: Pieces): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of pieces()) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Chinese Excel writes CSV in GB18030; everything else is UTF-8, or UTF-16 with a mark. */
async function encodingOf(head: Buffer, pieces: Pieces): Promise<Encoding> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return (await isUtf8(pieces)) ? 'utf-8' : 'gb18030';
}

/** Comma, semicolon or tab: whichever stands most often in the first line. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const count = (mark: string): number => first.split(mark).length;
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0]!;
}

async function* decoded(pieces: Pieces, encoding: Encoding, most: number): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'gb18030' });
  let bytes = 0;
  for await (const piece of pieces()) {
    bytes += piece.length;
    if (bytes > most) throw new ReadError('too-large');
    const text = decoder.decode(piece, { stream: true });
    if (text.includes('\0')) throw new ReadError('unreadable'); // a NUL byte says that this is something else
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function headOf(source: Buffer | string): Promise<Buffer> {
  if (typeof source !== 'string') return source.subarray(0, PIECE);
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PIECE), 0, PIECE, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/** Reads comma-separated values piece by piece: neither bytes nor text are ever held whole. */
export async function readCsv(source: Buffer | string, order: ReadOrder, take: TakeRow): Promise<string | null> {
  const pieces = piecesOf(source);
  const head = await headOf(source);
  const encoding = await encodingOf(head, pieces);
  const parser = parse({
    delimiter: delimiterOf(new TextDecoder(encoding).decode(head)),
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: 1024 * 1024,
  });
  const text = Readable.from(decoded(pieces, encoding, order.maxInflatedBytes));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let linesRead = 0;
  for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
    const mustWait = take({ number: linesRead + 1, cells: record.map((cell) => cell.trim()) });
    if (mustWait !== undefined) await mustWait;
    linesRead = info.lines;
  }
  return null;
}
