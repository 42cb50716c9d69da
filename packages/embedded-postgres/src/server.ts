import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ensureCluster, explainFailure, readPassword, settingsFor, spawnServer, type Tune } from './cluster.ts';
import { prepareHome, prepareSocketFolder, type Home } from './home.ts';
import { countUsers, registerUser, withLock } from './lock.ts';
import { prepareNative } from './native.ts';
import { isPortFree, pickPort } from './port.ts';
import { clearRemains, findPostmaster, stopPostmaster, type Postmaster } from './postmaster.ts';
import { isAlive } from './processes.ts';
import { waitUntil } from './wait.ts';

/** How to start an embedded server. */
export type EmbeddedPostgresOptions = {
  /** A folder of its own; made when it is not there. */
  dataDir: string;
  log?: (line: string) => void;
  /** The loopback port; without it the port of the last run, or a free one. */
  port?: number;
  tune?: Tune;
  /** Further server settings, over those of `tune`. */
  settings?: Record<string, string>;
  /** Starts the server again, on the same port, when it ends without being asked to. */
  restart?: boolean;
};

/** A running embedded server. */
export type EmbeddedPostgres = {
  /** The address of the superuser `postgres` in the database `postgres`. */
  url: string;
  socketDir: string;
  port: number;
  /** The process number of the server, of the present one after a restart. */
  readonly pid: number;
  /** True when it was running already, left by an earlier start or used by another process. */
  attached: boolean;
  /** Where the server's own files lie, for backups. */
  clusterDir: string;
  /** Stops the server, unless another living process still uses it. */
  stop(): Promise<void>;
};

type Launch = EmbeddedPostgresOptions & { home: Home; log: (line: string) => void };

/** Starts PostgreSQL on a data folder, or attaches to the server that is already running there. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const home = prepareHome(resolve(options.dataDir), log);
  const launch: Launch = { ...options, home, log };
  const { started, unregister } = await withLock(home.lockFile, async () => {
    const running = await attachOrStart(launch);
    return { started: running, unregister: registerUser(home.usersDir) };
  });
  const keeper = keepRunning(launch, started.server);
  const { port, socketDir } = started.server;
  return {
    url: superuserUrl(home, port),
    port,
    socketDir,
    clusterDir: home.clusterDir,
    attached: started.attached,
    get pid() {
      return keeper.pid();
    },
    async stop() {
      keeper.release();
      unregister();
      await withLock(home.lockFile, () => stopUnlessUsed(home));
    },
  };
}

function superuserUrl(home: Home, port: number): string {
  return `postgres://postgres:${readPassword(home)}@127.0.0.1:${port}/postgres`;
}

async function attachOrStart(launch: Launch): Promise<{ server: Postmaster; attached: boolean }> {
  const { home, log } = launch;
  const running = await findSettledServer(home);
  if (running) {
    log(`接上正在运行的数据库（端口 ${running.port}） · using the database that is already running`);
    await waitUntilReady(launch, running.pid);
    await checkLogin(home, running.port);
    return { server: running, attached: true };
  }
  await clearRemains(home);
  const native = prepareNative(home.dir, home.account, log);
  await ensureCluster(home, native, launch.tune ?? 'durable', log);
  const portFile = join(home.dir, 'port');
  const lastPort = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined;
  if (launch.port !== undefined && !(await isPortFree(launch.port))) {
    throw new Error(
      `端口 ${launch.port} 已被占用；请换一个端口，或不指定端口。 / Port ${launch.port} is taken; choose another, or leave it out.`,
    );
  }
  const where = { port: await pickPort(launch.port ?? lastPort), socketDir: prepareSocketFolder(home) };
  const child = spawnServer(home, native, where, { ...settingsFor(launch.tune ?? 'durable'), ...launch.settings });
  await waitUntilReady(launch, await pidOf(child));
  writeFileSync(portFile, String(where.port));
  return { server: findPostmaster(home) ?? fail(home), attached: false };
}

/** A server that is on its way out is waited for, so that its successor finds a clean folder. */
async function findSettledServer(home: Home): Promise<Postmaster | undefined> {
  const found = findPostmaster(home);
  if (found?.status !== 'stopping') return found;
  await waitUntil(() => !isAlive(found.pid), 60);
  return findPostmaster(home);
}

async function pidOf(child: ChildProcess): Promise<number> {
  if (child.pid !== undefined) return child.pid;
  const error = await new Promise<Error>((found) => child.once('error', found));
  throw new Error(`数据库程序启动不了：${error.message} / The database program cannot be run: ${error.message}`);
}

/** Recovery after a crash may take minutes; as long as the process lives, it is making progress. */
async function waitUntilReady(launch: Launch, pid: number): Promise<void> {
  const { home, log } = launch;
  const isReady = () => findPostmaster(home)?.status === 'ready';
  for (let tries = 0; tries < 60; tries += 1) {
    await waitUntil(() => isReady() || !isAlive(pid), 10, 10);
    if (isReady()) return;
    if (!isAlive(pid)) fail(home);
    log('数据库正在恢复上次中断的数据，请稍候 · the database is recovering from an interruption, please wait');
  }
  fail(home);
}

function fail(home: Home): never {
  throw new Error(explainFailure(home, '数据库没有启动', 'The database did not start'));
}

/** Attaching to a server whose password we do not hold would only fail later, in less plain words. */
async function checkLogin(home: Home, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl(home, port), connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}

async function stopUnlessUsed(home: Home): Promise<void> {
  if (countUsers(home.usersDir) > 0) return;
  const running = findPostmaster(home);
  if (!running) return;
  await stopPostmaster(running.pid);
  if (!running.socketDir.startsWith(home.dir)) rmSync(running.socketDir, { recursive: true, force: true });
}

/** Watches the server and starts it again when asked to; the port stays, so that pools find it again by themselves. */
function keepRunning(launch: Launch, first: Postmaster): { pid(): number; release(): void } {
  let current = first;
  let isReleased = false;
  let isBusy = false;
  const revive = async () => {
    if (isBusy || isReleased || isAlive(current.pid)) return;
    isBusy = true;
    try {
      launch.log('数据库意外停止，正在重新启动 · the database stopped unexpectedly, starting it again');
      const again = { ...launch, port: undefined };
      const result = await withLock(launch.home.lockFile, async () => (isReleased ? undefined : attachOrStart(again)));
      if (result) current = result.server;
    } catch (error) {
      launch.log(error instanceof Error ? error.message : String(error));
    } finally {
      isBusy = false;
    }
  };
  const timer = launch.restart ? setInterval(() => void revive(), 250) : undefined;
  timer?.unref();
  return {
    pid: () => current.pid,
    release() {
      isReleased = true;
      clearInterval(timer);
    },
  };
}
