import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A free port on the loopback interface: the wished one when it is free, else any. */
export async function pickPort(wished: number | undefined): Promise<number> {
  if (wished !== undefined && (await tryPort(wished)) !== undefined) return wished;
  const free = await tryPort(0);
  if (free !== undefined) return free;
  throw new Error('本机没有空闲端口可用。 / No free port on this machine; close some programs, then start again.');
}

/** True when nobody listens there. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryPort(port)) !== undefined;
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const found = (server.address() as AddressInfo).port;
    server.close();
    await once(server, 'close');
    return found;
  } catch {
    return undefined;
  }
}
