import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort, launch, untilReady, type RunningPlatform } from './a-process.ts';

/** The platform stops within this time, whatever it is doing. */
const STOP_MS = 15_000;

let dataDir: string;
let port: number;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'zhongzhi-start-'));
  port = await freePort();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** What a failed test left running is stopped, so that it does not fail the next one. */
const launched: RunningPlatform[] = [];
afterEach(async () => {
  for (const running of launched.splice(0))
    if (running.child.exitCode === null && running.child.signalCode === null) await running.stop();
});

function launchAt(at: number): RunningPlatform {
  const running = launch({ ZHONGZHI_DATA: dataDir }, at);
  launched.push(running);
  return running;
}
const start = (): Promise<RunningPlatform> => untilReady(launchAt(port));

/** The database server that the data folder names as its own; undefined where none is named. */
function databaseProcess(): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'database', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** Whether it still works; a dead process that nobody has asked after yet does not. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/status') || !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The number of the database server that runs now; fails where none does. */
function runningDatabase(): number {
  const pid = databaseProcess();
  if (pid === undefined || !runs(pid)) throw new Error('no database server runs in the data folder');
  return pid;
}

test('SIGTERM ends it cleanly within 15 seconds and leaves no database server behind', async () => {
  const running = await start();
  const database = runningDatabase();
  const begin = performance.now();
  expect(await running.stop(), running.output()).toBe(0);
  expect(performance.now() - begin).toBeLessThan(STOP_MS);
  expect(runs(database)).toBe(false);
  expect(databaseProcess()).toBeUndefined();
});

test('after kill -9 it starts again on the same data, and then stops cleanly', async () => {
  const killed = await start();
  const orphan = runningDatabase();
  killed.child.kill('SIGKILL');
  expect(await killed.ended).toBe('SIGKILL');
  const running = await start();
  const database = runningDatabase();
  expect(await running.stop(), running.output()).toBe(0);
  expect(runs(orphan)).toBe(false);
  expect(runs(database)).toBe(false);
});

test('a taken port is explained in one sentence, with exit code 1 and no database server left', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, resolve));
  const running = launchAt((taken.address() as AddressInfo).port);
  expect(await running.ended).toBe(1);
  await new Promise((resolve) => taken.close(resolve));
  expect(running.output()).toMatch(
    /端口已被占用，请换一个：PORT=\d+ .+。The port is taken; choose another with PORT\./,
  );
  expect(running.output()).not.toMatch(/^ +at /m);
  expect(databaseProcess()).toBeUndefined();
});
