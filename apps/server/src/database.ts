import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureDatabase, startEmbeddedPostgres } from '@zhongzhi/embedded-postgres';
import { APP_ROLE, installQueue, migrate, type Settings } from '@zhongzhi/kernel';
import { modules } from './modules.ts';

export interface Database {
  url: string;
  isEmbedded: boolean;
  stop: () => Promise<void>;
}

const NAME = 'zhongzhi';

/** The database of the settings: your own, or the embedded server in the data folder, started if it is not running. */
export async function openDatabase(settings: Settings, say: (line: string) => void): Promise<Database> {
  if (settings.databaseUrl !== null)
    return { url: settings.databaseUrl, isEmbedded: false, stop: () => Promise.resolve() };
  const folder = resolve(settings.dataDir);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711); // the database runs as another user when we are root, and must be able to pass through
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'database'),
    tune: 'durable',
    restart: true,
    log: say,
  });
  return {
    url: overSocket(await ensureDatabase(server.url, NAME), server),
    isEmbedded: true,
    stop: () => server.stop(),
  };
}

/** The same database through its local socket, which costs a third less than loopback; Windows has none. */
function overSocket(url: string, server: { socketDir: string; port: number }): string {
  if (process.platform === 'win32' || server.socketDir === '') return url;
  const address = new URL(url);
  address.hostname = 'localhost';
  address.searchParams.set('host', server.socketDir);
  address.searchParams.set('port', String(server.port));
  return address.href;
}

/** Brings schema and job queue up to date. */
export async function migrateAll(url: string, say: (line: string) => void): Promise<number> {
  const ran = await migrate(url, modules, say);
  await installQueue(url, APP_ROLE);
  return ran;
}
