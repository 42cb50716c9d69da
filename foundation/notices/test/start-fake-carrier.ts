import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The fake carrier as a running process. */
export interface FakeCarrier {
  endpoint: string;
  /** What the next `times` requests meet. */
  misbehave(mode: string, times: number): Promise<void>;
  /** Messages that the carrier took. */
  taken(): Promise<Record<string, string>[]>;
  stop(): Promise<void>;
}

/** Starts the fake carrier as a process of its own. Its key is fake-key-id / fake-key-secret. */
export async function startFakeCarrier(): Promise<FakeCarrier> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('fake-carrier.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const endpoint = line.toString().trim();
  return {
    endpoint,
    async misbehave(mode, times) {
      await fetch(`${endpoint}/control`, { method: 'POST', body: JSON.stringify({ mode, times }) });
    },
    async taken() {
      return (await (await fetch(`${endpoint}/control`)).json()) as Record<string, string>[];
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
