import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endRole, grantsOf } from '@zhongzhi/directory';
import { createAccount } from '@zhongzhi/identity';
import { aServer, type AServer, type Request, type Seat } from './a-server.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

let server: AServer;
let resident: Seat;
let staff: Seat;
const MORNING = '2019-10-14T02:00:00Z';

beforeAll(async () => {
  server = await aServer();
  resident = server.seat('resident');
  staff = server.seat('community-staff');
});
afterAll(() => server.stop());
beforeEach(() => server.t.setNow(MORNING));

const post = (url: string, payload: unknown, headers: Record<string, string> = {}): Request => ({
  method: 'POST',
  url: `/api/v1${url}`,
  payload,
  headers,
});
const report = (description = '路灯不亮，走路看不清'): Request =>
  post('/cases', { type: 'appeal', form: { place: PLACES.community, description } });
const mine: Request = { method: 'GET', url: '/api/v1/my/cases' };
const read = <T>(act: Parameters<AServer['t']['platform']['asSystem']>[1]): Promise<T> =>
  server.t.platform.asSystem('test', act) as Promise<T>;

describe('requests from other pages', () => {
  const FOREIGN: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  test('no route that changes something answers a foreign page that carries our cookie', async () => {
    const changing = server.routes.filter(({ method, url }) => method !== 'GET' && !url.includes('*'));
    expect(changing.length).toBeGreaterThan(50);
    for (const { method, url } of changing) {
      const path = url.replaceAll(/:format/g, 'json').replaceAll(/:\w+/g, '016dc7fe-0000-7000-8000-000000000000');
      for (const headers of FOREIGN) {
        expectRefusal(
          await server.ask(resident, { method, url: path, headers, ...(method === 'DELETE' ? {} : { payload: {} }) }),
          403,
          { code: 'origin.foreign' },
        );
      }
    }
  });

  test('our own pages, and callers without a cookie, are let through', async () => {
    expect(
      (
        await server.ask(resident, {
          ...report(),
          headers: { origin: 'http://localhost:3000', host: 'localhost:3000', 'sec-fetch-site': 'same-origin' },
        })
      ).statusCode,
    ).toBe(201);
    expectRefusal(await server.ask(null, { ...report(), headers: { origin: 'https://evil.example' } }), 401);
  });

  test('no page elsewhere may read an answer: nothing but the open standard allows other origins', async () => {
    for (const { url } of server.routes.filter(
      ({ method, url: path }) =>
        method === 'GET' && !path.includes(':') && !path.includes('*') && !path.endsWith('/live'),
    )) {
      const answer = await server.ask(resident, { method: 'GET', url, headers: { origin: 'https://evil.example' } });
      expect(answer.headers['access-control-allow-origin'], url).toBeUndefined();
      expect(answer.headers['access-control-allow-credentials'], url).toBeUndefined();
      expect(answer.headers['content-security-policy'], url).toMatch(/default-src '(self|none)'/);
    }
    const open = await server.ask(null, {
      method: 'GET',
      url: '/open311/v2/services.json',
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(open.headers['access-control-allow-origin']).toBe('*');
  });
});

describe('sessions', () => {
  const name = (): string => resident.headers['cookie']!.split('=')[0]!;
  const token = (): string => resident.headers['cookie']!.split('=')[1]!;
  const ask = (cookie: string): ReturnType<AServer['ask']> => server.ask({ headers: { cookie } }, mine);

  test('a forged one is nobody, in whatever form it comes', async () => {
    const real = token();
    const changed = `${real[0] === 'A' ? 'B' : 'A'}${real.slice(1)}`;
    for (const value of [
      randomBytes(32).toString('base64url'),
      changed,
      real.slice(0, -1),
      `${real}A`,
      real.toLowerCase() === real ? real.toUpperCase() : real.toLowerCase(),
      "' or 1=1 --",
      '%00',
      '',
      'undefined',
      'null',
      '../../x',
      'a'.repeat(10_000),
      '{"person":"x"}',
    ]) {
      expectRefusal(await ask(`${name()}=${value}`), 401);
    }
    for (const header of [`Bearer ${real}`, `Basic ${real}`, 'Bearer null', `Bearer ${'k'.repeat(5_000)}`])
      expectRefusal(await server.ask({ headers: { authorization: header } }, mine), [401, 403]);
    expect((await ask(`${name()}=${real}`)).statusCode).toBe(200);
  });

  test('one that has ended – by age, by idleness, by sign-out everywhere – is nobody', async () => {
    const enter = async (): Promise<string> =>
      (await server.ask(null, post('/demo/sessions', { id: resident.person }))).cookies.map(
        (cookie) => `${cookie.name}=${cookie.value}`,
      )[0]!;
    const cookie = await enter();
    expect((await ask(cookie)).statusCode).toBe(200);
    server.t.setNow('2019-11-14T02:00:01Z');
    expectRefusal(await ask(cookie), 401);
    server.t.setNow(MORNING);
    const [phone, desk] = [await enter(), await enter()];
    expect((await server.ask({ headers: { cookie: phone } }, post('/sign-out-everywhere', {}))).statusCode).toBe(200);
    for (const ended of [phone, desk, resident.headers['cookie']!]) expectRefusal(await ask(ended), 401);
    (resident as { headers: Record<string, string> }).headers = { cookie: await enter() };
  });

  test('a role that was ended is out of force at once, in a session that goes on', async () => {
    const volunteer = server.seat('social-worker');
    const leader = server.seat('street-leader');
    const search = post('/directory/people/search', {});
    expect((await server.ask(leader, search)).statusCode).toBe(200);
    expectRefusal(await server.ask(volunteer, search), 403);
    await read(async (context) => {
      const { rows } = await sql<{
        id: string;
      }>`select id from directory.role_grant where district = ${context.district} and person = ${leader.person} and ended_at is null`.execute(
        context.tx,
      );
      for (const { id } of rows) await endRole(context, id);
      expect(await grantsOf(context, leader.person)).toEqual([]);
    });
    server.t.setNow('2019-10-14T02:00:02Z');
    expectRefusal(await server.ask(leader, search), 403);
  });

  test('a session says nothing of itself to the page: the cookie is kept from scripts and other sites', async () => {
    const entered = await server.ask(null, post('/demo/sessions', { id: resident.person }));
    expect(entered.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(entered.body).not.toContain(entered.cookies[0]!.value);
  });
});

describe('codes', () => {
  const phone = '13912340001';
  const ask = (to: string, headers: Record<string, string> = {}): ReturnType<AServer['ask']> =>
    server.ask(null, post('/sign-in/codes', { phone: to }, headers));

  test('five wrong guesses use a code up; the right one is worth nothing then', async () => {
    const { requestId } = (await ask(phone)).json<{ requestId: string }>();
    const outbox = (await server.ask(null, { method: 'GET', url: '/api/v1/demo/outbox' })).json<{ text: string }[]>();
    const code = /\d{6}/.exec(outbox[0]!.text)![0];
    for (let guess = 0; guess < 5; guess += 1)
      expectRefusal(
        await server.ask(
          null,
          post('/sign-in', { requestId, phone, code: String((Number(code) + 1 + guess) % 1_000_000).padStart(6, '0') }),
        ),
        [400, 401, 403, 409, 410, 429],
      );
    const late = await server.ask(null, post('/sign-in', { requestId, phone, code }));
    expectRefusal(late, [400, 401, 403, 409, 410, 429]);
    expect(late.cookies).toEqual([]);
  });

  test('a header cannot make one sender look like many', async () => {
    const seen = new Set<number>();
    for (let index = 0; index < 80; index += 1) {
      const answer = await server.ask(null, {
        ...post('/sign-in/codes', { phone: `1391235${String(index).padStart(4, '0')}` }),
        headers: {
          'x-forwarded-for': `10.1.${index}.1`,
          'x-real-ip': `10.2.${index}.1`,
          forwarded: `for=10.3.${index}.1`,
          'cf-connecting-ip': `10.4.${index}.1`,
        },
        remoteAddress: '10.9.9.9',
      });
      seen.add(answer.statusCode);
      if (answer.statusCode === 429)
        expect(Number(expectRefusal(answer, 429) && answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect([...seen]).toContain(429);
  });

  test('a known and an unknown login are refused in the same words', async () => {
    await read((context) =>
      createAccount(context, { person: staff.person, login: 'known.login', password: '翠湖边的红嘴鸥飞来了' }),
    );
    const [known, unknown] = await Promise.all(
      ['known.login', 'unknown.login'].map((login) =>
        server.ask(null, post('/sign-in/password', { login, password: '不是这个密码' })),
      ),
    );
    expect(known!.statusCode).toBe(unknown!.statusCode);
    expect(expectRefusal(known!, known!.statusCode)).toEqual(expectRefusal(unknown!, unknown!.statusCode));
  });
});

describe('where an answer leads', () => {
  test('no header of the caller turns up in an address that we give', async () => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-original-url': '/api/v1/audit',
      'x-rewrite-url': '/api/v1/audit',
    };
    for (const { url } of server.routes.filter(
      ({ method, url: path }) =>
        method === 'GET' && !path.includes(':') && !path.includes('*') && !path.endsWith('/live'),
    )) {
      const answer = await server.ask(resident, { method: 'GET', url, headers });
      expect(answer.body.includes('evil.example') || JSON.stringify(answer.headers).includes('evil.example'), url).toBe(
        false,
      );
    }
    expectRefusal(await server.ask(resident, { method: 'GET', url: '/api/v1/nothing', headers }), 404);
  });

  test('after a sign-in elsewhere one comes back to this platform and nowhere else', async () => {
    const outside = await aServer({
      environment: {
        TICKET_LOGIN_ADDRESS: 'http://127.0.0.1:9',
        TICKET_CLIENT_ID: 'zhongzhi',
        TICKET_CLIENT_SECRET: 'a secret of this test',
        PUBLIC_ADDRESS: 'http://here.test',
      },
    });
    try {
      const tricks = [
        'https://evil.example',
        '//evil.example',
        '/\\evil.example',
        '\\\\evil.example',
        '/%09/evil.example',
        '/\t/evil.example',
        'javascript:alert(1)',
        'data:text/html,x',
        '/.//evil.example',
        '/..//evil.example',
        'http:evil.example',
        '/@evil.example',
        '/my?next=//evil.example',
        ' //evil.example',
        '%2f%2fevil.example',
      ];
      for (const trick of tricks)
        await outside.ask(null, { method: 'GET', url: `/api/v1/sign-in/ticket?return=${encodeURIComponent(trick)}` });
      const { rows } = await outside.t.platform.asSystem('test', (context) =>
        sql<{
          return_to: string;
        }>`select return_to from identity.round_trip where district = ${context.district}`.execute(context.tx),
      );
      expect(rows).toHaveLength(tricks.length);
      for (const { return_to: place } of rows) expect(new URL(place, 'http://here.test').host, place).toBe('here.test');
    } finally {
      await outside.stop();
    }
  });
});
