import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineModule, Registry, route, query, type Module } from '@zhongzhi/kernel';
import { Type } from 'typebox';
import { modules } from '@zhongzhi/server';
import { aServer, type AServer } from './a-server.ts';
import { differences, measure, partOf, printMatrix, type Matrix } from './access/matrix.ts';
import { examplesWithoutRoute } from './access/requests.ts';

/** `npm run access-matrix` writes the table anew; read the difference before committing it. */
const isWriting = process.env['ZHONGZHI_WRITE_ACCESS_MATRIX'] === 'yes';
const TABLE = new URL('./access-matrix.json', import.meta.url);
const LIMIT_MS = 600_000;

let server: AServer;
let matrix: Matrix;

async function knownOf(of: AServer): Promise<Record<string, string>> {
  const { items } = (await of.ask(null, { method: 'GET', url: '/api/v1/appeals/categories' })).json<{
    items: { code: string }[];
  }>();
  return { 'a client key': of.clientKeyId, 'a category': items[0]!.code, 'a request': of.foreignRequest };
}

beforeAll(async () => {
  server = await aServer();
  matrix = await measure(server, await knownOf(server));
  if (isWriting) writeFileSync(TABLE, printMatrix(matrix));
}, LIMIT_MS);
afterAll(() => server.stop());

const table = (): string => readFileSync(TABLE, 'utf8');
const cells = (): [row: string, caller: string, relation: string, word: string][] =>
  Object.entries(matrix).flatMap(([row, callers]) =>
    Object.entries(callers).flatMap(([caller, cell]) =>
      Object.entries(cell).map(([relation, word]) => [row, caller, relation, word] as [string, string, string, string]),
    ),
  );

/** Rows in which nobody of the test world can get through, and why. */
const CLOSED: Readonly<Record<string, string>> = {
  'GET /api/v1/sign-in/oidc': 'not set up',
  'GET /api/v1/sign-in/oidc/callback': 'not set up',
  'GET /api/v1/sign-in/ticket': 'not set up',
  'GET /api/v1/sign-in/ticket/callback': 'not set up',
  'POST /api/v1/me/second-factor': 'for accounts with a password',
  'POST /api/v1/me/second-factor/confirm': 'for accounts with a password',
  'GET /api/v1/public/cases/:id [1: appeal]': 'it is not public',
  'POST /api/v1/cases/:id/join [1: appeal]': 'it is not public',
  'appeal: take-in': 'the platform alone',
  'appeal: whistle': 'the platform alone',
  'appeal: close-unrated': 'the platform alone',
  'whistle: all-reported': 'the platform alone',
  'POST /api/v1/volunteer/wards/:ward/agreement': 'nobody here has a ward',
  'GET /api/v1/calendar-feeds/:token': 'nobody knows the address',
  'POST /api/v1/activities/:id/changes': 'the shift is not one of the activity',
  'PATCH /api/v1/merchants/:id/items/:item': 'the item is not one of the merchant',
};

describe('who may do what', () => {
  test('every route × every role × every relation answers as the checked-in table says', () => {
    expect(differences(table(), matrix)).toEqual([]);
  });

  test('no route breaks for anybody', () => {
    expect(cells().filter(([, , , word]) => word.startsWith('BROKEN'))).toEqual([]);
  });

  test('every address is in the table, and no example outlived its route', () => {
    const missing = server.routes.filter(
      ({ method, url }) =>
        !url.endsWith('/actions/:action') &&
        !Object.keys(matrix).some((row) => row === `${method} ${url}` || row.startsWith(`${method} ${url} [`)),
    );
    expect(missing).toEqual([]);
    expect(examplesWithoutRoute(server.routes)).toEqual([]);
  });

  test('every row lets somebody through, so that a refusal in it says something', () => {
    const open = new Set(cells().flatMap(([row, , , word]) => (['yes', 'state', 'input'].includes(word) ? [row] : [])));
    expect(
      Object.keys(matrix)
        .filter((row) => !open.has(row))
        .sort(),
    ).toEqual(Object.keys(CLOSED).sort());
  });

  test('nobody gets past the permission that a route declares, raw ones included', () => {
    const { registry } = server.t.platform;
    const holds = (caller: string, access: string): boolean => {
      if (access === 'public') return true;
      if (caller === 'anonymous') return false;
      if (caller === 'machine-client') return access === 'open311.report';
      const { role } = server.seat(caller);
      return access === 'signed-in' || (role !== null && registry.rolesWith(access).has(role));
    };
    const accessOf = (row: string): string =>
      server.routes.find(({ method, url }) => row === `${method} ${url}` || row.startsWith(`${method} ${url} [`))
        ?.access ?? 'signed-in';
    expect(
      cells().filter(
        ([row, caller, , word]) => !holds(caller, accessOf(row)) && !['sign-in', 'no', 'hidden'].includes(word),
      ),
    ).toEqual([]);
  });

  test('out of scope is not found: nobody is told that a case exists which they may not see', () => {
    const visible = new Set(
      cells().flatMap(([row, caller, relation, word]) =>
        row.startsWith('GET /api/v1/cases/:id ') && word === 'yes'
          ? [`${row.split(': ')[1]!.slice(0, -1)} ${caller} ${relation}`]
          : [],
      ),
    );
    const told = cells().filter(
      ([row, caller, relation, word]) =>
        /^(appeal|whistle|supervision|feedback): /.test(row) &&
        caller !== 'anonymous' &&
        caller !== 'machine-client' &&
        word !== 'hidden' &&
        !visible.has(`${row.split(':')[0]} ${caller} ${relation}`),
    );
    expect(told).toEqual([]);
  });
});

describe('the net itself', () => {
  /** The platform with the permission of one route exchanged. */
  const weakened = (path: string, permission: string): Module[] =>
    modules.map((module) => ({
      ...module,
      ...(module.routes === undefined
        ? {}
        : {
            routes: module.routes.map((one) =>
              one.path === path ? { ...one, useCase: { ...one.useCase, permission } } : one,
            ),
          }),
    }));

  test('removing one policy turns it red', async () => {
    const broken = await aServer({ modules: weakened('/audit', 'signed-in') });
    try {
      const only = (row: string): boolean => row === 'GET /api/v1/audit';
      const found = differences(partOf(table(), only), await measure(broken, await knownOf(broken), only));
      expect(found).toContain('GET /api/v1/audit as resident: the table says "no", now it is "yes"');
      expect(found.length).toBeGreaterThan(10);
    } finally {
      await broken.stop();
    }
  });

  test('a route without an access rule stops the start', async () => {
    const forgetful = defineModule({
      name: 'forgetful',
      http: (app) => void app.get('/api/v1/everything', () => ({})),
    });
    await expect(aServer({ modules: [...modules, forgetful] })).rejects.toThrow(
      'the route GET /api/v1/everything has no access rule',
    );
  });

  test('a route that asks for a permission nobody declared stops the start', () => {
    const everything = query({
      name: 'everything',
      permission: 'everything.see',
      input: Type.Object({}),
      output: Type.Object({}),
      summary: { zh: '全部', en: 'All' },
      run: () => Promise.resolve({}),
    });
    expect(
      () => new Registry([defineModule({ name: 'careless', routes: [route('GET', '/everything', everything)] })]),
    ).toThrow('asks for the permission everything.see, which no module declares');
  });
});
