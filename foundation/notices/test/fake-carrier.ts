/**
 * A stand-in for the text message carrier, run as a process of its own: it checks the signature as the carrier does,
 * keeps what it was sent, and misbehaves on request. Prints its address, then serves until it is ended.
 *
 * `POST /control` sets what the next requests meet: `{mode: 'ok' | 'http-500' | 'silent' | 'cut' | 'not-json' | 'huge' | 'redirect' | 'code:<Code>', times}`.
 * `GET /control` lists the messages that were taken.
 */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const KEY_ID = 'fake-key-id';
const KEY_SECRET = 'fake-key-secret';

const taken: Record<string, string>[] = [];
let mode = 'ok';
let times = 0;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** Computes the signature from the raw pairs, independently of the code under test. */
function isSigned(raw: string): boolean {
  const pairs = raw.split('&').filter((pair) => !pair.startsWith('Signature='));
  const given = decodeURIComponent(
    raw
      .split('&')
      .find((pair) => pair.startsWith('Signature='))
      ?.slice('Signature='.length) ?? '',
  );
  const text = `POST&%2F&${encodeURIComponent(pairs.toSorted().join('&'))}`;
  return given === createHmac('sha1', `${KEY_SECRET}&`).update(text).digest('base64');
}

function misbehave(response: ServerResponse): boolean {
  if (mode === 'ok' || times <= 0) return false;
  times -= 1;
  if (mode === 'silent') return true;
  if (mode === 'cut') response.destroy();
  else if (mode === 'redirect') response.writeHead(307, { location: '/elsewhere' }).end();
  else if (mode === 'not-json') response.writeHead(200).end('<html>');
  else if (mode === 'huge') response.writeHead(200).end('x'.repeat(1_000_000));
  else if (mode === 'http-500') answer(response, 500, { Code: 'InternalError' });
  else answer(response, 200, { Code: mode.slice('code:'.length), Message: 'as asked' });
  return true;
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const raw = await bodyOf(request);
  if (request.url === '/control') {
    if (request.method === 'POST') ({ mode, times } = JSON.parse(raw) as { mode: string; times: number });
    answer(response, 200, taken);
    return;
  }
  if (misbehave(response)) return;
  const query = Object.fromEntries(new URLSearchParams(raw));
  if (query['AccessKeyId'] !== KEY_ID) answer(response, 404, { Code: 'InvalidAccessKeyId.NotFound' });
  else if (!isSigned(raw)) answer(response, 400, { Code: 'SignatureDoesNotMatch' });
  else if (!/^1[3-9]\d{9}$/.test(query['PhoneNumbers'] ?? ''))
    answer(response, 200, { Code: 'isv.MOBILE_NUMBER_ILLEGAL' });
  else {
    taken.push(query);
    answer(response, 200, { Code: 'OK', Message: 'OK', BizId: `biz-${taken.length}`, RequestId: 'r' });
  }
}

const server = createServer((request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
