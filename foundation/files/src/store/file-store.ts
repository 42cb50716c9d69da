import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Settings } from '@zhongzhi/kernel';
import { s3Store } from './s3-store.ts';

/** Where contents are kept. A content is written whole or not at all, under a name that is never the user's. */
export interface ContentStore {
  /** Keeps bytes, or a copy of the file at a path. */
  write(name: string, content: Buffer | string): Promise<void>;
  read(name: string): Promise<Readable | undefined>;
  has(name: string): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Names of contents written before a moment; half-written ones are removed on the way. */
  leftovers(before: Date): AsyncIterable<string>;
}

const unlessMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};

async function flush(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** On disk: two letters of the name as folder; written beside, flushed, then renamed, so that no crash leaves half a file. */
function diskStore(root: string): ContentStore {
  const placeOf = (name: string): { folder: string; path: string } => {
    const folder = join(root, name.slice(-2));
    return { folder, path: join(folder, name) };
  };
  return {
    async write(name, content) {
      const { folder, path } = placeOf(name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const beside = join(folder, `.${randomUUID()}.part`);
      try {
        if (typeof content === 'string') await copyFile(content, beside);
        else await writeFile(beside, content, { flag: 'wx', mode: 0o600 });
        await flush(beside, 'r+');
        await rename(beside, path);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
      // The new name, too, must outlast a power cut; Windows cannot open folders and needs none of it.
      if (process.platform !== 'win32') await flush(folder, 'r');
    },
    async read(name) {
      const file = await open(placeOf(name).path).catch(unlessMissing);
      return file?.createReadStream();
    },
    has: async (name) => (await stat(placeOf(name).path).catch(unlessMissing)) !== undefined,
    remove: (name) => rm(placeOf(name).path, { force: true }),
    async *leftovers(before) {
      for (const folder of await readdir(root).catch(() => [])) {
        for (const name of await readdir(join(root, folder)).catch(() => [])) {
          const path = join(root, folder, name);
          const found = await stat(path).catch(() => undefined);
          if (found === undefined || found.mtime >= before) continue;
          if (name.endsWith('.part')) await rm(path, { force: true });
          else yield name;
        }
      }
    },
  };
}

const stores = new WeakMap<Settings, ContentStore>();

/** The store that the settings name: a folder of the data folder, or an S3-compatible service. */
export function contentStoreOf(settings: Settings): ContentStore {
  const known = stores.get(settings);
  if (known) return known;
  const made =
    settings.fileStore === 's3'
      ? s3Store(settings)
      : diskStore(join(settings.dataDir, 'files', String(settings.district)));
  stores.set(settings, made);
  return made;
}
