/** Runs as a worker thread: reads one file and posts its rows. Everything dangerous about a file happens here. */
import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from 'node:fs/promises';
import { ReadError, type ReadMessage, type ReadOrder, type SpreadsheetRow } from './messages.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';

const BATCH = 500;
const order = workerData as ReadOrder;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
const say = (message: ReadMessage): void => parentPort!.postMessage(message);

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

async function read(): Promise<void> {
  const bytes = typeof order.source === 'string' ? await readFile(order.source) : Buffer.from(order.source);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new ReadError('old-format');
  const isZip = startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
  let batch: SpreadsheetRow[] = [];
  let count = 0;
  const take = (row: SpreadsheetRow): void => {
    if (row.cells.every((cell) => cell === '')) return;
    if (row.cells.length > order.maxColumns) throw new ReadError('too-many-columns');
    count += 1;
    if (count > order.maxRows) throw new ReadError('too-many-rows');
    batch.push(row);
    if (batch.length < BATCH) return;
    say({ kind: 'rows', rows: batch });
    batch = [];
  };
  const sheet = isZip ? await readXlsx(bytes, order, take) : await readCsv(bytes, order, take);
  say({ kind: 'rows', rows: batch });
  say({ kind: 'done', sheet });
}

await read().catch((error: unknown) =>
  say({ kind: 'fault', fault: error instanceof ReadError ? error.fault : 'unreadable' }),
);
