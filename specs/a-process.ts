import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const READY_MS = 90_000;
const ASK_EVERY_MS = 50;

/** The platform as its own process, as people run it. */
export interface RunningPlatform {
  readonly base: string;
  readonly child: ChildProcess;
  /** What it has written so far, to both of its outputs. */
  readonly output: () => string;
  /** Settles with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly stop: () => Promise<number | NodeJS.Signals>;
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts `serve`; the settings of whoever runs the tests do not reach it. */
export function launch(settings: Readonly<Record<string, string>>, port: number): RunningPlatform {
  const child = spawn(process.execPath, [join(ROOT, 'apps/server/main.ts'), 'serve'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ZHONGZHI_MODE: 'demo',
      SMS_PROVIDER: 'demo',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => void (output += text));
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? -1)),
  );
  return {
    base: `http://127.0.0.1:${port}`,
    child,
    output: () => output,
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

const isReady = (base: string): Promise<boolean> =>
  fetch(`${base}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Waits until it answers; what it said is the reason if it ends before. */
export async function untilReady(running: RunningPlatform): Promise<RunningPlatform> {
  const late = performance.now() + READY_MS;
  while (!(await isReady(running.base))) {
    if (running.child.exitCode !== null || performance.now() > late) {
      running.child.kill('SIGKILL');
      throw new Error(`the platform did not start:\n${running.output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  return running;
}
