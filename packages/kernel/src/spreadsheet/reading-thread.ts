/** Runs as a worker thread: reads one file and posts its rows. Everything dangerous about a file happens here. */
import { parentPort, workerData } from 'node:worker_threads';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ReadError, type ReadMessage, type ReadOrder, type SpreadsheetRow } from './messages.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';

const BATCH = 500;
const order = workerData as ReadOrder;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
const say = (message: ReadMessage): void => parentPort!.postMessage(message);

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

/** Batches sent and not yet taken; the reader is told of each that was. */
let waiting = 0;
let goOn: (() => void) | undefined;
if (order.mostWaiting !== undefined)
  parentPort!.on('message', () => {
    waiting -= 1;
    goOn?.();
  });

function send(batch: SpreadsheetRow[]): Promise<void> | undefined {
  say({ kind: 'rows', rows: batch });
  waiting += 1;
  if (order.mostWaiting === undefined || waiting < order.mostWaiting) return undefined;
  return new Promise((resolve) => {
    goOn = resolve;
  });
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function read(): Promise<void> {
  const source = typeof order.source === 'string' ? order.source : Buffer.from(order.source);
  const head = typeof source === 'string' ? await headOf(source) : source.subarray(0, 4);
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw new ReadError('old-format');
  const isZip = startsWith(head, 0x50, 0x4b, 0x03, 0x04);
  let batch: SpreadsheetRow[] = [];
  let count = 0;
  const take = (row: SpreadsheetRow): Promise<void> | undefined => {
    if (row.cells.every((cell) => cell === '')) return undefined;
    if (row.cells.length > order.maxColumns) throw new ReadError('too-many-columns');
    count += 1;
    if (count > order.maxRows) throw new ReadError('too-many-rows');
    batch.push(row);
    if (batch.length < BATCH) return undefined;
    const full = batch;
    batch = [];
    return send(full);
  };
  const sheet = isZip
    ? await readXlsx(typeof source === 'string' ? createReadStream(source) : Readable.from([source]), order, take)
    : await readCsv(source, order, take);
  say({ kind: 'rows', rows: batch });
  say({ kind: 'done', sheet });
}

await read().catch((error: unknown) =>
  say({ kind: 'fault', fault: error instanceof ReadError ? error.fault : 'unreadable' }),
);
