import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { findProcess, isAlive, listProcesses, signal } from './processes.ts';
import { waitUntil } from './wait.ts';

/** What a running server writes about itself into postmaster.pid. */
export type Postmaster = { pid: number; port: number; socketDir: string; status: string };

/** The server that runs on this cluster now; a file left by a dead one does not count. */
export function findPostmaster(home: Home): Postmaster | undefined {
  const written = readPidFile(home);
  return written && isServerOf(home, written.pid) ? written : undefined;
}

function readPidFile(home: Home): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(home.clusterDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid, , , port, socketDir, , , status] = lines;
  return { pid: Number(pid), port: Number(port), socketDir: socketDir ?? '', status: (status ?? '').trim() };
}

/** The number may since have gone to a stranger or belong to a zombie: only our own command line counts. */
function isServerOf(home: Home, pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const facts = findProcess(pid);
  if (!facts || facts.isZombie) return false;
  return process.platform === 'win32' || facts.command.includes(home.clusterDir);
}

/**
 * Clears what a killed server leaves. Its worker processes must be gone first: a second server beside
 * them would destroy the data, and PostgreSQL's own check against that relies on the file we remove.
 */
export async function clearRemains(home: Home): Promise<void> {
  const written = readPidFile(home);
  if (!written || findPostmaster(home)) return;
  if (!(await waitUntil(() => findOrphans(home).length === 0, 5))) {
    for (const orphan of findOrphans(home)) signal(orphan, 'SIGKILL');
  }
  if (!(await waitUntil(() => findOrphans(home).length === 0, 20))) {
    const left = findOrphans(home).join(' ');
    throw new Error(
      `上次的数据库进程（${left}）结束不了；请先结束它们再启动。 / Database processes of the last run (${left}) do not end; end them, then start again.`,
    );
  }
  rmSync(join(home.clusterDir, 'postmaster.pid'), { force: true });
  clearSockets(written.socketDir);
}

function findOrphans(home: Home): number[] {
  const title = `postgres: ${home.clusterName}: `;
  return listProcesses()
    .filter((facts) => !facts.isZombie && facts.command.startsWith(title))
    .map((facts) => facts.pid);
}

/** The socket's lock names the dead server's number, which a zombie keeps alive in PostgreSQL's eyes. */
function clearSockets(socketDir: string): void {
  if (!socketDir) return;
  try {
    for (const name of readdirSync(socketDir)) {
      if (name.startsWith('.s.PGSQL.')) rmSync(join(socketDir, name), { force: true });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Asks the server to end its sessions and stop; insists when it does not within the time. */
export async function stopPostmaster(pid: number, patienceSeconds = 60): Promise<void> {
  signal(pid, 'SIGINT');
  if (await waitUntil(() => !isAlive(pid), patienceSeconds)) return;
  signal(pid, 'SIGQUIT');
  if (await waitUntil(() => !isAlive(pid), 15)) return;
  throw new Error(
    `数据库进程 ${pid} 停不下来；请手动结束它（kill -9 ${pid}），数据不会丢。 / ` +
      `The database process ${pid} does not stop; end it by hand (kill -9 ${pid}), no data is lost.`,
  );
}
