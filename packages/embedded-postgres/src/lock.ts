import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProcess } from './processes.ts';
import { waitUntil } from './wait.ts';

/** Lets one process at a time start or stop the server of a folder; the lock of a dead process does not count. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${selfMark()} ${Math.random()}`;
  const isTaken = await waitUntil(() => tryLock(file, mine), 300, 50);
  if (!isTaken) {
    const holder = readIfThere(file)?.split(' ')[0] ?? '?';
    throw new Error(
      `进程 ${holder} 一直占用 ${file}，请先停止它再启动。 / Process ${holder} holds ${file}; stop it, then start again.`,
    );
  }
  try {
    return await work();
  } finally {
    if (readIfThere(file) === mine) rmSync(file, { force: true });
  }
}

function tryLock(file: string, mine: string): boolean {
  try {
    writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const other = readIfThere(file);
  if (other !== undefined && other !== '' && !isMarkAlive(other)) setAside(file, other);
  return false;
}

/** Renaming picks exactly one remover; if the file was renewed in between, it goes back to its owner. */
function setAside(file: string, seen: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readIfThere(aside) === seen) rmSync(aside, { force: true });
    else renameSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Notes that this process uses the server; returns how to take the note back. */
export function registerUser(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}-${Math.random().toString(36).slice(2, 10)}`);
  writeFileSync(file, selfMark(), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** How many living processes still use the server; notes of the dead are cleared away. */
export function countUsers(folder: string): number {
  let alive = 0;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (isMarkAlive(readIfThere(file) ?? '')) alive += 1;
    else rmSync(file, { force: true });
  }
  return alive;
}

function selfMark(): string {
  return `${process.pid} ${findProcess(process.pid)?.startedAt.replaceAll(' ', '_') ?? ''}`;
}

function isMarkAlive(mark: string): boolean {
  const [pid, startedAt] = mark.split(' ');
  const facts = findProcess(Number(pid));
  return facts !== undefined && !facts.isZombie && facts.startedAt.replaceAll(' ', '_') === (startedAt ?? '');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
