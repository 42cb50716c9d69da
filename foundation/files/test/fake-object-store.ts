import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeObjectStore {
  address: string;
  objects: Map<string, Buffer>;
  /** The signatures that came with the requests. */
  signatures: string[];
  stop: () => Promise<void>;
}

const NO_SUCH_KEY =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';

/** A service that speaks as much of the S3 protocol as is used: put, get, delete, path style. */
export async function startFakeObjectStore(): Promise<FakeObjectStore> {
  const objects = new Map<string, Buffer>();
  const signatures: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const key = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    signatures.push(request.headers.authorization ?? '');
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const content = objects.get(key);
      if (request.method === 'PUT') {
        objects.set(key, Buffer.concat(chunks));
        response.writeHead(200, { etag: '"1"' }).end();
      } else if (request.method === 'DELETE') {
        objects.delete(key);
        response.writeHead(204).end();
      } else if (content === undefined) response.writeHead(404, { 'content-type': 'application/xml' }).end(NO_SUCH_KEY);
      else response.writeHead(200, { 'content-length': content.length }).end(content);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    signatures,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
