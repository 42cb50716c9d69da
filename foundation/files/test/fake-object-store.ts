import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeObject {
  content: Buffer;
  /** What came with it. */
  headers: IncomingHttpHeaders;
  at: Date;
}

export interface FakeObjectStore {
  address: string;
  objects: Map<string, FakeObject>;
  /** The signatures that came with the requests. */
  signatures: string[];
  stop: () => Promise<void>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const NO_SUCH_KEY = `${HEAD}<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>`;
const PAGE = 2;

/** The keys of a bucket in order, two a page, from where the last page ended. */
function list(objects: ReadonlyMap<string, FakeObject>, url: URL): string {
  const bucket = `${url.pathname.replace(/\/$/, '')}/`;
  const after = url.searchParams.get('continuation-token') ?? '';
  const wanted = bucket + (url.searchParams.get('prefix') ?? '');
  const keys = [...objects.keys()].filter((key) => key.startsWith(wanted) && key > after).toSorted();
  const shown = keys.slice(0, PAGE);
  const next = keys.length > PAGE ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : '';
  const entries = shown.map(
    (key) =>
      `<Contents><Key>${key.slice(bucket.length)}</Key><LastModified>${objects.get(key)!.at.toISOString()}</LastModified></Contents>`,
  );
  return `${HEAD}<ListBucketResult><IsTruncated>${next !== ''}</IsTruncated>${next}${entries.join('')}</ListBucketResult>`;
}

/** A service that speaks as much of the S3 protocol as is used: put, get, head, delete, list; path style. */
export async function startFakeObjectStore(): Promise<FakeObjectStore> {
  const objects = new Map<string, FakeObject>();
  const signatures: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const url = new URL(request.url ?? '/', 'http://localhost');
    const key = decodeURIComponent(url.pathname);
    signatures.push(request.headers.authorization ?? '');
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const xml = { 'content-type': 'application/xml' };
      const found = objects.get(key);
      if (request.method === 'PUT') {
        objects.set(key, { content: Buffer.concat(chunks), headers: request.headers, at: new Date() });
        response.writeHead(200, { etag: '"1"' }).end();
      } else if (request.method === 'DELETE') {
        objects.delete(key);
        response.writeHead(204).end();
      } else if (url.searchParams.has('list-type')) response.writeHead(200, xml).end(list(objects, url));
      else if (found === undefined) response.writeHead(404, xml).end(request.method === 'HEAD' ? '' : NO_SUCH_KEY);
      else
        response
          .writeHead(200, { 'content-length': found.content.length })
          .end(request.method === 'HEAD' ? '' : found.content);
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
