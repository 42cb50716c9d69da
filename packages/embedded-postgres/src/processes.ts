import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What the operating system tells about one process. */
export type ProcessFacts = {
  pid: number;
  /** Dead, but not yet collected by its parent: signals reach it, work does not. */
  isZombie: boolean;
  /** Tells two processes apart that had the same number one after the other. */
  startedAt: string;
  command: string;
};

/** The facts about a process, or undefined when there is none with this number. */
export function findProcess(pid: number): ProcessFacts | undefined {
  if (process.platform === 'linux') return readProc(pid);
  if (!answersSignals(pid)) return undefined;
  if (process.platform === 'win32') return { pid, isZombie: false, startedAt: '', command: '' };
  return runPs(['-p', String(pid)])[0];
}

/** Every process this machine shows us; empty where the system offers no cheap list. */
export function listProcesses(): ProcessFacts[] {
  if (process.platform === 'win32') return [];
  if (process.platform !== 'linux') return runPs(['-ax']);
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map((name) => readProc(Number(name))).filter((facts) => facts !== undefined);
}

/** True while the process can still do something. */
export function isAlive(pid: number): boolean {
  const facts = findProcess(pid);
  return facts !== undefined && !facts.isZombie;
}

/** Sends a signal; a process that has just gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** /proc/<pid>/stat and cmdline are open to everyone, unlike the cwd and exe links in a container. */
function readProc(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may itself contain brackets and spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, isZombie: fields[0] === 'Z' || fields[0] === 'X', startedAt: fields[19] ?? '', command };
  } catch {
    return undefined;
  }
}

function runPs(selection: string[]): ProcessFacts[] {
  const columns = ['-o', 'pid=', '-o', 'stat=', '-o', 'lstart=', '-o', 'command='];
  let text: string;
  try {
    text = execFileSync('ps', [...selection, ...columns], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  } catch {
    return [];
  }
  const line = /^\s*(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/gm;
  return [...text.matchAll(line)].map((match) => ({
    pid: Number(match[1]),
    isZombie: match[2]?.startsWith('Z') ?? false,
    startedAt: match[3] ?? '',
    command: match[4] ?? '',
  }));
}
