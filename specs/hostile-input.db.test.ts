import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aServer, type AServer, type Request, type Seat } from './a-server.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

let server: AServer;
let resident: Seat;
let staff: Seat;
let administrator: Seat;
let address: string;

beforeAll(async () => {
  server = await aServer();
  resident = server.seat('resident');
  staff = server.seat('street-staff');
  administrator = server.seat('district-administrator');
  address = await server.listen();
});
afterAll(() => server.stop());

const json = { 'content-type': 'application/json' };
const post = (url: string, payload: unknown, headers: Record<string, string> = {}): Request => ({
  method: 'POST',
  url: `/api/v1${url}`,
  payload,
  headers,
});
const casesNow = async (): Promise<number> =>
  (
    await server.t.platform.asSystem('count', (context) =>
      context.tx
        .selectFrom('casework.case')
        .select((select) => select.fn.countAll<number>().as('n'))
        .where('district', '=', context.district)
        .executeTakeFirstOrThrow(),
    )
  ).n;

describe('bodies', () => {
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  test.each([
    ['cut off', '{"type":"appeal","form":{', 400],
    ['empty', '', 400],
    ['an array', '[]', 400],
    ['a string', '"appeal"', 400],
    ['a number beyond all numbers', '1e400', 400],
    ['nothing', 'null', 400],
    ['two values', '{}{}', 400],
    ['comments', '{/* */}', 400],
    ['a prototype', '{"__proto__":{"isAdmin":true},"type":"appeal","form":{}}', 400],
    ['a prototype within', '{"type":"appeal","form":{"__proto__":{"isAdmin":true}}}', 400],
    ['a constructor', '{"type":"appeal","form":{"constructor":{"prototype":{"isAdmin":true}}}}', 400],
    ['a nest of 1,000', `{"type":"appeal","form":${nested(1_000)}}`, 400],
    ['a nest of 100,000', `{"type":"appeal","form":${nested(100_000)}}`, 400],
    ['two megabytes', `{"type":"appeal","form":{"description":"${'长'.repeat(700_000)}"}}`, 413],
    ['a NUL', '{"type":"appeal","form":{"place":"530102001001","description":"路灯不亮\\u0000了"}}', 400],
    ['a lone surrogate', '{"type":"appeal","form":{"place":"530102001001","description":"路灯不亮\\ud800了"}}', 400],
    ['a NUL in a name', '{"type":"appeal","form":{"place\\u0000":"530102001001"}}', 400],
  ])('%s is refused with a sentence in either language, and nothing is kept', async (_name, payload, status) => {
    const before = await casesNow();
    const send = (headers: Record<string, string>): Promise<Parameters<typeof expectRefusal>[0]> =>
      server.ask(resident, { method: 'POST', url: '/api/v1/cases', payload, headers: { ...json, ...headers } });
    expectRefusal(await send({}), status);
    expectRefusal(await send({ 'accept-language': 'en-GB,en;q=0.8' }), status, { language: 'en' });
    expect(await casesNow()).toBe(before);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  test.each([
    [{ type: 7, form: {} }, 'type'],
    [{ type: 'appeal', form: [] }, 'form'],
    [{ type: 'appeal', form: 'all' }, 'form'],
    [{ type: 'appeal' }, 'form'],
    [{ type: 'appeal', form: {}, opener: 'somebody else' }, 'opener'],
    [{ type: 'appeal', form: { place: 530_102_001_001, description: '路灯不亮了' } }, 'place'],
    [{ type: 'appeal', form: { place: PLACES.community, description: { $ne: null } } }, 'description'],
    [
      {
        type: 'appeal',
        form: { place: PLACES.community, description: '路灯不亮了', point: { longitude: 1e308, latitude: -1e308 } },
      },
      'point.longitude',
    ],
    [
      {
        type: 'appeal',
        form: { place: PLACES.community, description: '路灯不亮了', photos: Array.from({ length: 5_000 }, () => 'x') },
      },
      'photos',
    ],
    [{ type: 'appeal', form: { place: PLACES.community, description: '长'.repeat(3_001) } }, 'description'],
    [{ type: 'appeal', form: { place: PLACES.community, description: '路灯不亮了', status: 'closed' } }, 'status'],
  ])('%j names the field %s', async (payload, field) => {
    const problem = expectRefusal(await server.ask(resident, post('/cases', payload)), 400, { code: 'input.invalid' });
    expect(problem.errors?.map((error) => error.field)).toContain(field);
  });

  test('an unknown parameter in the address is refused wherever one is given', async () => {
    for (const { method, url } of server.routes.filter(
      ({ url: path }) =>
        path.startsWith('/api/v1/') &&
        !path.includes('/sign-in/oidc') &&
        !path.includes('/sign-in/ticket') &&
        !path.includes('/files') &&
        !path.endsWith('/live') &&
        !path.endsWith('/file'),
    )) {
      const path = url.replaceAll(/:\w+/g, '016dc7fe-0000-7000-8000-000000000000');
      expectRefusal(
        await server.ask(administrator, {
          method,
          url: `${path}?jobLogId=1`,
          ...(method === 'GET' || method === 'DELETE' ? {} : { payload: {} }),
        }),
        [400, 403, 404],
      );
    }
  });
});

describe('what carries the body', () => {
  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/json; charset=utf-16',
    'image/png',
    '*/*',
    'a',
  ])('%s is no way to send JSON', async (type) => {
    expectRefusal(
      await server.ask(resident, {
        method: 'POST',
        url: '/api/v1/cases',
        payload: '{"type":"appeal","form":{}}',
        headers: { 'content-type': type },
      }),
      [400, 415],
    );
  });

  test('a page that only reads is not moved by another method', async () => {
    for (const method of ['POST', 'PUT', 'PATCH'] as const)
      expectRefusal(await server.ask(staff, { method, url: '/api/v1/session', payload: {} }), 404);
    expectRefusal(await server.ask(staff, { method: 'GET', url: '/api/v1/sign-out-everywhere' }), 404);
    const overridden = await server.ask(staff, {
      method: 'GET',
      url: '/api/v1/session',
      headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' },
    });
    expect(overridden.json<{ person: { id: string } }>().person.id).toBe(staff.person);
  });

  /** Sends bytes as they are and reads until the server closes. */
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket
        .setEncoding('utf8')
        .on('data', (part: string) => (answer += part))
        .on('close', () => resolve(answer))
        .on('error', reject);
      socket.setTimeout(20_000, () => socket.destroy());
    });
  const parsed = (answer: string): Parameters<typeof expectRefusal>[0] => {
    const [head = '', body = ''] = answer.split(/\r\n\r\n(.*)/s);
    const lines = head.split('\r\n');
    return {
      statusCode: Number(lines[0]?.split(' ')[1]),
      headers: Object.fromEntries(
        lines
          .slice(1)
          .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
      ),
      body,
    };
  };
  const HEAD = 'POST /api/v1/cases HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: application/json\r\n';
  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', [400]],
    ['a header that never ends', `GET / HTTP/1.1\r\nHost: here\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, [431]],
    ['two lengths', `${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, [400]],
    [
      'a length and chunks (request smuggling)',
      `${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      [400],
    ],
    ['a chunk that is none', `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`, [400]],
    ['a length below zero', `${HEAD}Content-Length: -1\r\n\r\n`, [400]],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: here\r\nX-A: a\0b\r\n\r\n', [400]],
    [
      'an address that is none',
      'GET /api/v1/cases/%E0%A4%A HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n',
      [400],
    ],
    ['an address of 30 kB', `GET /${'a'.repeat(30_000)} HTTP/1.1\r\nHost: here\r\n\r\n`, [431]],
    [
      'a name of 1 kB in an address',
      `GET /api/v1/cases/${'a'.repeat(1_000)} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n`,
      [400, 404, 414],
    ],
    ['a method of its own', 'STEAL /api/v1/session HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n', [400, 404]],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n', [400, 404]],
  ])('%s is answered with a problem document', async (_name, text, statuses) => {
    expectRefusal(parsed(await raw(text)), statuses);
  });
});
