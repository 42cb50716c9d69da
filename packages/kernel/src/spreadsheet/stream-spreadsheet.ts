import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Worker } from 'node:worker_threads';
import type { ReadMessage, SpreadsheetRow } from './messages.ts';
import {
  leaveTurn,
  READ_DEFAULTS,
  READ_REFUSALS,
  startReading,
  takeTurn,
  type ReadOptions,
} from './read-spreadsheet.ts';

const MOST_WAITING = 4;

/** What the thread says, one by one; ends with its last word. */
function messagesOf(worker: Worker): () => Promise<ReadMessage | 'out-of-memory' | 'died'> {
  const said: (ReadMessage | 'out-of-memory' | 'died')[] = [];
  let hear: (() => void) | undefined;
  const note = (message: ReadMessage | 'out-of-memory' | 'died'): void => {
    said.push(message);
    hear?.();
  };
  worker.on('message', note);
  worker.on('error', (error: Error & { code?: string }) =>
    note(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'died'),
  );
  worker.on('exit', () => note('died'));
  return async () => {
    while (said.length === 0) await new Promise<void>((resolve) => (hear = resolve));
    return said.shift()!;
  };
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | 'too-slow'> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      promise,
      new Promise<'too-slow'>((resolve) => (timer = setTimeout(() => resolve('too-slow'), ms))),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Gives the rows of a file's first sheet in batches as they are read, the headings among them: reading waits while
 * batches are not taken, so a sheet of any length costs the same memory. `timeoutMs` is for one batch. Whoever stops
 * early stops the reading.
 * @throws Refusal as `readSpreadsheet`.
 */
export async function* streamSpreadsheet(
  source: Readable | string,
  options: ReadOptions = {},
): AsyncGenerator<readonly SpreadsheetRow[], void> {
  const limits = { ...READ_DEFAULTS, ...options };
  await takeTurn();
  const folder = await mkdtemp(join(tmpdir(), 'zhongzhi-sheet-'));
  let worker: Worker | undefined;
  try {
    const path = typeof source === 'string' ? source : join(folder, 'sheet');
    if (typeof source !== 'string') await pipeline(source, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    const { maxRows, maxColumns, maxInflatedBytes, timeoutMs } = limits;
    worker = startReading({ source: path, maxRows, maxColumns, maxInflatedBytes, mostWaiting: MOST_WAITING }, folder);
    const next = messagesOf(worker);
    for (;;) {
      const message = await within(next(), timeoutMs);
      if (message === 'too-slow') throw READ_REFUSALS['too-slow'](limits);
      if (message === 'out-of-memory') throw READ_REFUSALS['too-large'](limits);
      if (message === 'died') throw READ_REFUSALS.unreadable(limits);
      if (message.kind === 'fault') throw READ_REFUSALS[message.fault](limits);
      if (message.kind === 'done') return;
      if (message.rows.length > 0) yield message.rows;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
      worker.postMessage('taken');
    }
  } finally {
    await worker?.terminate();
    leaveTurn();
    await rm(folder, { recursive: true, force: true });
  }
}
