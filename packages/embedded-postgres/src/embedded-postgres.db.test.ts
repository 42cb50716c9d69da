import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createDatabase,
  dropDatabase,
  ensureDatabase,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './index.ts';
import { findProcess, isAlive, listProcesses } from './processes.ts';
import { waitUntil } from './wait.ts';

const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(root, 'zhongzhi-launcher-'));
  chmodSync(folder, 0o711);
  folders.push(folder);
  return join(folder, 'postgres');
}

async function start(dataDir: string, more: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, tune: 'test', settings: { shared_buffers: '16MB' }, ...more });
  servers.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const answer = await client.query<Record<string, unknown>>({ text: sql });
    return answer.rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

async function killHard(server: EmbeddedPostgres): Promise<void> {
  const { pid } = server;
  process.kill(pid, 'SIGKILL');
  expect(await waitUntil(() => !isAlive(pid), 20)).toBe(true);
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the embedded database', () => {
  it('is created on the first start with UTF-8 and a password, and finds its data again on the second', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    expect(first.attached).toBe(false);
    expect(await ask(first.url, 'show server_encoding')).toEqual(['UTF8']);
    expect(await ask(first.url, 'select datlocale from pg_database where datname = current_database()')).toEqual([
      'C.UTF-8',
    ]);
    await ask(first.url, "create table note as select '你好' as words");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await start(dataDir);
    expect(await ask(second.url, 'select words from note')).toEqual(['你好']);
    expect(second.port).toBe(first.port);
  });

  it('lets nobody in without the password, which only its owner may read', async () => {
    const server = await start(newFolder());
    await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    const file = join(server.clusterDir, 'superuser-password');
    expect(server.url).toContain(readFileSync(file, 'utf8').trim());
    expect(execFileSync('ls', ['-l', file], { encoding: 'utf8' })).toMatch(/^-rw-------/);
  });

  it('runs durably unless a test asks otherwise', async () => {
    const server = await startEmbeddedPostgres({ dataDir: newFolder() });
    servers.push(server);
    const names = "('fsync', 'full_page_writes', 'synchronous_commit')";
    expect(await ask(server.url, `select setting from pg_settings where name in ${names}`)).toEqual(['on', 'on', 'on']);
    expect(await ask(server.url, 'show listen_addresses')).toEqual(['127.0.0.1']);
  });

  it('starts once when two starts come together, and stops only with the last user', async () => {
    const dataDir = newFolder();
    const both = await Promise.all([start(dataDir), start(dataDir)]);
    expect(both[0].attached).toBe(!both[1].attached);
    expect(both[0].url).toBe(both[1].url);
    await both[0].stop();
    expect(await ask(both[1].url, 'select 1')).toEqual([1]);
    await both[1].stop();
    expect(isAlive(both[1].pid)).toBe(false);
  });

  it('attaches to a server whose platform was killed, and stops it at the end', async () => {
    const dataDir = newFolder();
    const module = new URL('./index.ts', import.meta.url).href;
    const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
      const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, tune: 'test' });
      process.stdout.write(String(server.pid)); setInterval(() => undefined, 1000);`;
    const platform = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = (await once(platform.stdout, 'data')) as [Buffer];
    platform.kill('SIGKILL');
    await once(platform, 'exit');

    const server = await start(dataDir);
    expect(server.attached).toBe(true);
    expect(server.pid).toBe(Number(output.toString()));
    expect(await ask(server.url, 'select 1')).toEqual([1]);
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  it('starts again after kill -9 with everything that was committed', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir, { tune: 'durable' });
    await ask(first.url, 'create table kept as select generate_series(1, 1000)');
    await killHard(first);
    const second = await start(dataDir);
    expect(second.attached).toBe(false);
    expect(await ask(second.url, 'select count(*)::int from kept')).toEqual([1000]);
  });

  it('comes back by itself on the same port when asked to watch over the server', async () => {
    const server = await start(newFolder(), { restart: true });
    const before = server.pid;
    await killHard(server);
    const isBack = async () => {
      try {
        return (await ask(server.url, 'select 1')).length === 1;
      } catch {
        return false;
      }
    };
    expect(await waitUntil(isBack, 40, 50)).toBe(true);
    expect(await waitUntil(() => server.pid !== before, 10)).toBe(true);
  });

  it('is not held up by a process number that now belongs to a stranger', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await first.stop();
    writeFileSync(join(first.clusterDir, 'postmaster.pid'), pidFile(process.pid, first));
    const second = await start(dataDir);
    expect(second.attached).toBe(false);
    expect(await ask(second.url, 'select 1')).toEqual([1]);
    expect(findProcess(process.pid)?.isZombie).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')(
    'is not held up by the zombie of a killed server or its socket lock',
    async () => {
      const dataDir = newFolder();
      const first = await start(dataDir);
      await first.stop();
      // The shell's child ends at once, and sleep, which takes the shell's place, never collects it.
      const keeper = spawn('sh', ['-c', '(exec true) & echo $!; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        const [output] = (await once(keeper.stdout, 'data')) as [Buffer];
        const zombie = Number(output.toString());
        expect(await waitUntil(() => findProcess(zombie)?.isZombie === true, 20)).toBe(true);
        writeFileSync(join(first.clusterDir, 'postmaster.pid'), pidFile(zombie, first));
        writeFileSync(join(first.socketDir, `.s.PGSQL.${first.port}.lock`), pidFile(zombie, first));
        const second = await start(dataDir);
        expect(await ask(second.url, 'select 1')).toEqual([1]);
      } finally {
        keeper.kill('SIGKILL');
      }
    },
  );

  it.skipIf(process.getuid?.() !== 0)('moves to a system folder when root keeps its data in a closed one', async () => {
    const dataDir = newFolder();
    chmodSync(dirname(dataDir), 0o700);
    const lines: string[] = [];
    const server = await startEmbeddedPostgres({ dataDir, tune: 'test', log: (line) => lines.push(line) });
    servers.push(server);
    folders.push(dirname(server.clusterDir));
    expect(server.clusterDir).not.toContain(dataDir);
    expect(lines.join('\n')).toContain('数据库改放在');
    expect(await ask(server.url, 'select 1')).toEqual([1]);
  });

  it('takes over an empty folder that was closed to others', async () => {
    const folder = mkdtempSync(join(root, 'zhongzhi-launcher-'));
    folders.push(folder);
    const server = await start(folder);
    expect(server.clusterDir).toBe(join(folder, 'cluster'));
    expect(await ask(server.url, 'select 1')).toEqual([1]);
  });

  it('says which port is taken instead of failing later', async () => {
    const first = await start(newFolder());
    await expect(startEmbeddedPostgres({ dataDir: newFolder(), tune: 'test', port: first.port })).rejects.toThrow(
      `端口 ${first.port} 已被占用`,
    );
  });

  it('leaves no process behind after stop', async () => {
    const server = await start(newFolder());
    const { clusterDir } = server;
    await server.stop();
    const left = listProcesses().filter((facts) => !facts.isZombie && facts.command.includes(clusterDir));
    expect(left).toEqual([]);
  });
});

describe('databases on the server', () => {
  it('are copied from a template, made only once when ensured, and removed with their sessions', async () => {
    const server = await start(newFolder());
    const template = await createDatabase(server.url, 'pattern "quoted"');
    await ask(template, 'create table a as select 7 as n');
    const copy = await createDatabase(server.url, 'copy', 'pattern "quoted"');
    expect(await ask(copy, 'select n from a')).toEqual([7]);
    const ensured = await Promise.all([ensureDatabase(server.url, 'platform'), ensureDatabase(server.url, 'platform')]);
    expect(ensured[0]).toBe(ensured[1]);
    await dropDatabase(server.url, 'copy');
    await expect(ask(copy, 'select 1')).rejects.toThrow('does not exist');
  });
});

function pidFile(pid: number, server: EmbeddedPostgres): string {
  return [pid, server.clusterDir, 1, server.port, server.socketDir, '127.0.0.1', '  1234 1', 'ready   ', ''].join('\n');
}
