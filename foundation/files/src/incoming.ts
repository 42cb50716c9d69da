import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Settings } from '@zhongzhi/kernel';

/** An upload as it came, on disk under a name of our own: nobody waits with 20 MB in memory. */
export interface Incoming {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Beside the contents: whoever gave them room has room for these, and nobody else looks there. */
const folderOf = (settings: Settings): string =>
  join(settings.dataDir, 'files', String(settings.district), '.incoming');

/** Writes what comes in to disk as it comes. When it breaks off, nothing of it is left. */
export async function takeIn(settings: Settings, source: Readable): Promise<Incoming> {
  const folder = folderOf(settings);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.part`);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    );
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, bytes, sha256: hash.digest('hex') };
}

/** Removes what was taken in. */
export const discard = (incoming: Incoming | undefined): Promise<void> =>
  incoming === undefined ? Promise.resolve() : rm(incoming.path, { force: true });

/** Removes what a killed process had taken in before a moment. */
export async function clearIncoming(settings: Settings, before: Date): Promise<void> {
  const folder = folderOf(settings);
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found !== undefined && found.mtime < before) await rm(join(folder, name), { force: true });
  }
}
