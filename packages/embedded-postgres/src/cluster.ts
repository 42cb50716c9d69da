import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { giveTo } from './account.ts';
import type { Home } from './home.ts';
import type { NativePrograms } from './native.ts';

/** Whether a power cut may lose committed work: never for real data, gladly for throw-away test databases. */
export type Tune = 'durable' | 'test';

const megabyte = 1024 * 1024;

/** Creates the cluster on the first start; a first start that was interrupted leaves nothing usable and is redone. */
export async function ensureCluster(
  home: Home,
  native: NativePrograms,
  tune: Tune,
  log: (line: string) => void,
): Promise<void> {
  if (existsSync(home.clusterDir)) return checkMajor(home, native);
  log('初始化数据库 · creating the database');
  const half = join(home.dir, 'cluster.half');
  const passwordFile = join(home.dir, 'superuser-password.half');
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  giveTo(half, home.account);
  writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  giveTo(passwordFile, home.account);
  const options = [
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '-E',
    'UTF8',
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
  ];
  const child = runAsAccount(home, native.initdb, [
    '-D',
    half,
    `--pwfile=${passwordFile}`,
    ...options,
    ...(tune === 'test' ? ['--no-sync'] : []),
  ]);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(explainFailure(home, '建立数据库失败', 'Creating the database failed'));
  renameSync(passwordFile, join(half, 'superuser-password'));
  renameSync(half, home.clusterDir);
}

function checkMajor(home: Home, native: NativePrograms): void {
  const major = readFileSync(join(home.clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (major === native.major) return;
  throw new Error(
    `${home.clusterDir} 由 PostgreSQL ${major} 建立，现在的程序是 ${native.major}；请先用旧版本导出数据再升级。 / ` +
      `${home.clusterDir} was made by PostgreSQL ${major}, the program is ${native.major}; export the data with the old version first.`,
  );
}

/** The password of the superuser `postgres`, made with the cluster and kept inside it. */
export function readPassword(home: Home): string {
  try {
    return readFileSync(home.passwordFile, 'utf8').trim();
  } catch (cause) {
    throw new Error(
      `读不到 ${home.passwordFile}；请用当初启动时的用户启动，或从备份放回这个文件。 / ` +
        `Cannot read ${home.passwordFile}; start as the user who started first, or put the file back from a backup.`,
      { cause },
    );
  }
}

/** Starts the server in a process group of its own, so that Ctrl-C reaches the platform first and the database last. */
export function spawnServer(
  home: Home,
  native: NativePrograms,
  where: { port: number; socketDir: string },
  settings: Record<string, string>,
): ChildProcess {
  const sockets = process.platform === 'win32' ? '' : where.socketDir;
  const all: Record<string, string> = {
    cluster_name: home.clusterName,
    listen_addresses: '127.0.0.1',
    port: String(where.port),
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = runAsAccount(home, native.postgres, ['-D', home.clusterDir, ...flags]);
  child.unref();
  return child;
}

/** Settings by purpose; DETAIL lines stay out of the log because they quote the values of rows. */
export function settingsFor(tune: Tune): Record<string, string> {
  const common = {
    max_connections: '200',
    shared_buffers: '256MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '1GB',
    random_page_cost: '1.1',
    jit: 'off',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    log_line_prefix: '%m [%p] ',
  };
  return { ...common, ...(tune === 'test' ? throwAway : durable) };
}

const durable = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  wal_level: 'replica',
  wal_compression: 'on',
  checkpoint_timeout: '15min',
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  log_checkpoints: 'off',
};

const throwAway = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '1h',
  max_wal_size: '1GB',
  log_checkpoints: 'off',
  autovacuum_naptime: '10min',
};

function runAsAccount(home: Home, program: string, args: string[]): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  const logFile = openLog(home);
  try {
    return spawn(program, args, {
      cwd: home.dir,
      env: { ...Object.fromEntries(inherited), LC_ALL: 'C' },
      ...(home.account && { uid: home.account.uid, gid: home.account.gid }),
      stdio: ['ignore', logFile, logFile],
      detached: true,
      windowsHide: true,
    });
  } finally {
    closeSync(logFile);
  }
}

/** Keeps at most two logs of about ten megabytes: the one being written and the one before. */
function openLog(home: Home): number {
  const size = statSync(home.logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 10 * megabyte) renameSync(home.logFile, `${home.logFile}.1`);
  const opened = openSync(home.logFile, 'a', 0o600);
  giveTo(home.logFile, home.account);
  return opened;
}

/** A sentence with the last lines of the server's log, where the reason stands. */
export function explainFailure(home: Home, chinese: string, english: string): string {
  const log = existsSync(home.logFile) ? readFileSync(home.logFile, 'utf8') : '';
  const tail = log.trimEnd().split('\n').slice(-6).join('\n');
  return `${chinese}，原因见 ${home.logFile} 末尾。 / ${english}; the reason is at the end of ${home.logFile}:\n${tail}`;
}
