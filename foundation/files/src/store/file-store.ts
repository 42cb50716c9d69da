import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Settings } from '@zhongzhi/kernel';
import { s3Store } from './s3-store.ts';

/** Where contents are kept. A content is written whole or not at all, under a name that is never the user's. */
export interface ContentStore {
  write(name: string, content: Buffer): Promise<void>;
  read(name: string): Promise<Buffer | undefined>;
  remove(name: string): Promise<void>;
  /** Names of contents written before a moment; half-written ones are removed on the way. Absent where a write leaves nothing half done. */
  leftovers?(before: Date): AsyncIterable<string>;
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
      const file = await open(beside, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
    },
    read: (name) =>
      readFile(placeOf(name).path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }),
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
