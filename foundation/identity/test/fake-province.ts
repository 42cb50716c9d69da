/**
 * A stand-in for a province's sign-in, run as a process of its own: hands out tickets, exchanges each once for a token,
 * and says with the token who it is. Checks every signature. Prints its address, then serves until it is ended.
 *
 * `POST /control {userId, name, mobile, mode}` sets who signs in next and how the next calls misbehave (`mode`: ok,
 * silent, http-500, not-json, other-token).
 */
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const CLIENT_ID = 'fake-client';
const CLIENT_SECRET = 'fake-client-secret';

interface Person {
  userId: string;
  name: string;
  mobile: string;
}

let next: Person & { mode?: string } = { userId: 'u1', name: '王强', mobile: '13600000001' };
const tickets = new Map<string, Person>();
const tokens = new Map<string, Person>();

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString('utf8') || '{}') as Record<string, string>;
}

const send = (response: ServerResponse, status: number, value: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

function isSigned(body: Record<string, string>, value: string | undefined): boolean {
  const isRecent = Number.isFinite(Number(body['time']));
  return (
    isRecent &&
    body['clientId'] === CLIENT_ID &&
    body['sign'] === createHmac('sha256', CLIENT_SECRET).update(`${CLIENT_ID}\n${value}\n${body['time']}`).digest('hex')
  );
}

function misbehave(response: ServerResponse): boolean {
  if (next.mode === 'silent') return true;
  if (next.mode === 'http-500') send(response, 500, {});
  else if (next.mode === 'not-json') response.writeHead(200).end('<html>');
  else return false;
  return true;
}

function exchange(response: ServerResponse, body: Record<string, string>): void {
  const person = tickets.get(body['ticket'] ?? '');
  tickets.delete(body['ticket'] ?? '');
  if (!isSigned(body, body['ticket']) || person === undefined) {
    send(response, 200, { success: false, message: 'ticket refused' });
    return;
  }
  const accessToken = randomUUID();
  tokens.set(accessToken, person);
  send(response, 200, {
    success: true,
    data: { accessToken: next.mode === 'other-token' ? randomUUID() : accessToken },
  });
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://here.invalid');
  if (request.method === 'GET' && url.pathname === '/authorize') {
    const ticket = randomUUID();
    tickets.set(ticket, next);
    const back = new URL(url.searchParams.get('redirect') ?? '');
    back.searchParams.set('ticket', ticket);
    response.writeHead(303, { location: back.href }).end();
    return;
  }
  const body = await bodyOf(request);
  if (url.pathname === '/control') {
    next = body as unknown as typeof next;
    send(response, 200, {});
  } else if (misbehave(response)) return;
  else if (url.pathname === '/token') exchange(response, body);
  else {
    const person = tokens.get(body['accessToken'] ?? '');
    send(
      response,
      200,
      isSigned(body, body['accessToken']) && person !== undefined
        ? { success: true, data: person }
        : { success: false },
    );
  }
}

const server = createServer((request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
