import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openPool } from './connect.ts';

const message = (kind: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const WELCOME = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);
const FAREWELL = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0'));

let server: Server;
afterEach(() => void server.close());

/** A database that dies in the very packet in which it lets somebody in. */
async function aDyingDatabase(): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([WELCOME, FAREWELL])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `postgres://somebody@127.0.0.1:${(server.address() as AddressInfo).port}/any`;
}

test('a database that dies while it says hello refuses the statement and leaves the process alone', async () => {
  const unheard: Error[] = [];
  const note = (error: Error): void => void unheard.push(error);
  process.on('uncaughtException', note);
  const pool = openPool({ url: await aDyingDatabase() });
  try {
    const client = await pool.connect();
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    await pool.end();
    expect(unheard).toEqual([]);
  } finally {
    process.off('uncaughtException', note);
  }
});
