import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { buildShell } from '@zhongzhi/kernel/http';
import { anonymous, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { places, theRegions } from '../test/builders.ts';
import { directory } from './module.ts';

let t: TestPlatform;
let app: FastifyInstance;
const administrator = actingAs([{ role: 'district-administrator', place: places.district, unit: null }]);
const callers: Record<string, Actor> = { administrator };

beforeAll(async () => {
  t = await createTestPlatform([directory]);
  await t.platform.asSystem('test data', theRegions);
  app = await buildShell(t.platform, {
    findActor: (request) => Promise.resolve(callers[String(request.headers['x-test-caller'])] ?? anonymous),
    isReady: () => true,
    version: 'test',
  });
});
afterAll(async () => {
  await app.close();
  await t.stop();
});

const call = (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
  app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { 'x-test-caller': 'administrator' },
    ...(payload === undefined ? {} : { payload }),
  });

test('regions are open to everyone; the rest of the directory asks who is there', async () => {
  const open = await app.inject({ method: 'GET', url: '/api/v1/directory/regions?level=street' });
  expect(open.statusCode).toBe(200);
  expect(open.json<{ items: unknown[] }>().items).toHaveLength(11);
  for (const url of [
    '/directory/people/search',
    '/directory/imports',
    '/directory/exports',
    '/directory/roles',
    '/directory/organisations',
  ]) {
    expect((await app.inject({ method: 'POST', url: `/api/v1${url}`, payload: {} })).statusCode).toBe(401);
  }
  expect((await app.inject({ method: 'GET', url: '/api/v1/audit' })).statusCode).toBe(401);
  expect((await app.inject({ method: 'GET', url: '/api/v1/directory/regions/530102999' })).statusCode).toBe(404);
});

test('a person is added, edited, found and shown over the interface, and the log tells of it', async () => {
  const made = await call('POST', '/directory/people', {
    name: '郑网办',
    phone: '13712340001',
    place: places.community,
  });
  expect(made.statusCode).toBe(201);
  const { id } = made.json<{ id: string }>();
  expect((await call('PATCH', `/directory/people/${id}`, { version: 1, name: '郑网' })).statusCode).toBe(200);
  expect((await call('PATCH', `/directory/people/${id}`, { version: 1, name: '郑' })).statusCode).toBe(409);
  expect((await call('POST', '/directory/people/search', { phone: '137 1234 0001' })).json()).toMatchObject({
    items: [{ id, name: '郑网', phone: '137****0001', placeName: '翠湖西路社区' }],
    next: null,
  });
  expect((await call('GET', `/directory/people/${id}`)).json<{ abilities: string[] }>().abilities).toContain(
    'directory.edit-people',
  );
  const log = (await call('GET', `/audit?subject=${id}&limit=10`)).json<{
    items: { action: string; detail: object }[];
  }>();
  expect(log.items.map(({ action }) => action)).toContain('directory.edit-person');
  expect(log.items.find(({ action }) => action === 'directory.person-fields-changed')?.detail).toEqual({
    fields: ['name'],
  });
});

test('a spreadsheet of more than a megabyte is taken where one may come, and nowhere else', async () => {
  const content = 'A'.repeat(1_500_000);
  const answer = await call('POST', '/directory/imports', { kind: 'people', fileName: 'x.xlsx', content });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: 'spreadsheet.unreadable' });
  expect((await call('POST', '/directory/people', { name: content })).statusCode).toBe(413);
});

test('unknown fields, wrong types and hostile words are refused or stored as words, never with a 5xx', async () => {
  for (const payload of [
    { name: 5 },
    { name: '' },
    { name: 'x', extra: 1 },
    { name: 'x', place: '999999' },
    { name: 'x', phone: '1; drop table' },
    { name: 'x', idNumber: '530102198001010010' },
    { name: '\u202E\u200B' },
    { name: 'a\u0000b' },
  ]) {
    const { statusCode } = await call('POST', '/directory/people', payload);
    expect([statusCode, payload]).toEqual([400, payload]);
  }
  const { items } = (await call('POST', '/directory/people/search', { name: "%' or 1=1 --_\\" })).json<{
    items: unknown[];
  }>();
  expect(items).toEqual([]);
  for (const url of [
    '/audit?cursor=abc',
    '/audit?from=2019-13-01',
    '/directory/organisations?cursor=WyJhIl0',
    '/directory/organisations?limit=0',
    '/directory/people/not-an-id',
    '/directory/organisations?kind=none',
  ]) {
    expect([url, (await call('GET', url)).statusCode]).toEqual([url, 400]);
  }
});

test('half a point on the map is refused with a sentence, for units as for regions', async () => {
  for (const half of [{ latitude: 25 }, { longitude: 102, latitude: null }]) {
    const answer = await call('POST', '/directory/organisations', {
      kind: 'merchant',
      name: '半个坐标的小店',
      ...half,
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ code: string }>().code).toBe('directory.point-incomplete');
  }
});
