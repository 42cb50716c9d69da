import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeReachableFolder } from './account.ts';
import { isAlive } from './processes.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './server.ts';

const prefix = 'zhongzhi-temporary-';
const roomNeeded = 2 * 1024 ** 3;

/**
 * Starts a fast server without durability, in memory where the machine offers it, and removes it whole when stopped.
 * What runs that were killed have left behind is cleared first.
 */
export async function startTemporaryPostgres(log?: (line: string) => void): Promise<EmbeddedPostgres> {
  const root = pickRoot();
  await clearDeadRuns(root);
  const dataDir = join(mkdtempSync(join(root, `${prefix}${process.pid}-`)));
  // mkdtemp closes its folder to others; the server's user must pass through it.
  rmSync(dataDir, { recursive: true });
  makeReachableFolder(dataDir);
  const server = await startEmbeddedPostgres({ dataDir, tune: 'test', ...(log && { log }) });
  const stop = server.stop.bind(server);
  return Object.defineProperty(server, 'stop', {
    async value() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  });
}

/** Containers often give /dev/shm only 64 MB, too little for a cluster. */
function pickRoot(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const facts = statfsSync(memory);
  return facts.bavail * facts.bsize >= roomNeeded ? memory : tmpdir();
}

async function clearDeadRuns(root: string): Promise<void> {
  for (const name of readdirSync(root)) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(basename(name))?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const dataDir = join(root, name);
    try {
      const left = await startEmbeddedPostgres({ dataDir, tune: 'test' });
      await left.stop();
    } catch {
      // A half-made folder has no server; one of another user cannot be cleared by us.
    }
    rmSync(dataDir, { recursive: true, force: true });
  }
}
