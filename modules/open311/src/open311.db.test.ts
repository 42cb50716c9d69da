import { XMLParser } from 'fast-xml-parser';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, housekeeping } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { calendar } from '@zhongzhi/calendar/module';
import { takeStep, withCaseTypes } from '@zhongzhi/casework';
import { aCaseType } from '@zhongzhi/casework/testing';
import { casework } from '@zhongzhi/casework/module';
import { importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { identity } from '@zhongzhi/identity/module';
import { notices } from '@zhongzhi/notices/module';
import { aReport } from '../test/builders.ts';
import { open311 } from './module.ts';

let t: TestPlatform;
let app: FastifyInstance;

beforeAll(async () => {
  const errands = withCaseTypes({ name: 'errands' }, [
    aCaseType({
      form: [
        { key: 'place', kind: 'place', required: true, label: { zh: '地点', en: 'Place' } },
        { key: 'point', kind: 'point', label: { zh: '位置', en: 'Point' } },
        { key: 'description', kind: 'long-text', required: true, label: { zh: '说明', en: 'Words' } },
        {
          key: 'kind',
          kind: 'choice',
          label: { zh: '种类', en: 'Kind' },
          options: [{ value: 'hole', label: { zh: '坑', en: 'Hole' } }],
        },
        { key: 'mayBePublic', kind: 'yes-no', label: { zh: '可公开', en: 'Public' } },
      ],
    }),
  ]);
  t = await createTestPlatform(
    [housekeeping, calendar, directory, notices, identity, files, casework, errands, open311],
    { now: '2019-10-14T02:00:00Z' },
  );
  await t.platform.asSystem('test world', (context) =>
    importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n',
    ),
  );
  app = await buildShell(t.platform, {
    findActor: () => Promise.resolve(anonymous),
    isReady: () => true,
    version: 'test',
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await t.stop();
});

type Row = Record<string, string>;
const get = (path: string) => app.inject({ method: 'GET', url: `/open311/v2/${path}` });
const json = async (path: string): Promise<Row[]> => (await get(path)).json();
const post = (path: string, form: URLSearchParams) =>
  app.inject({
    method: 'POST',
    url: `/open311/v2/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: form.toString(),
  });
const report = async (changes: Record<string, string> = {}): Promise<string> =>
  (await post('requests.json', aReport({ service_code: 'errand', ...changes }))).json<Row[]>()[0]![
    'service_request_id'
  ]!;
const xml = (text: string) => new XMLParser({ parseTagValue: false }).parse(text) as Record<string, never>;

describe('discovery and services', () => {
  test('say the same in JSON and XML', async () => {
    const [service] = await json('services.json');
    expect(service).toMatchObject({ service_code: 'errand', metadata: true, type: 'realtime' });
    const answer = await get('services.xml');
    expect(answer.headers['content-type']).toContain('text/xml');
    expect(xml(answer.body)).toMatchObject({ services: { service: { service_code: 'errand', metadata: 'true' } } });
    expect((await get('discovery.json')).json()).toMatchObject({
      endpoints: [{ specification: 'http://wiki.open311.org/GeoReport_v2' }],
    });
  });

  test('define their attributes', async () => {
    const definition = (await get('services/errand.json')).json<{
      attributes: { code: string; datatype: string; required: boolean; values: { key: string }[] }[];
    }>();
    expect(definition.attributes.map(({ code, datatype, required }) => [code, datatype, required])).toEqual([
      ['place', 'singlevaluelist', false],
      ['kind', 'singlevaluelist', false],
      ['mayBePublic', 'singlevaluelist', false],
    ]);
    expect(definition.attributes[0]!.values.map(({ key }) => key)).toEqual(['530102001001']);
    expect(xml((await get('services/errand.xml')).body)).toMatchObject({
      service_definition: {
        service_code: 'errand',
        attributes: { attribute: [{ code: 'place' }, { code: 'kind' }, { code: 'mayBePublic' }] },
      },
    });
  });
});

describe('a request', () => {
  test('is taken in with its attributes and found by its number', async () => {
    const number = await report({ 'attribute[kind]': 'hole', 'attribute[place]': '530102001001' });
    const [found] = await json(`requests/${number}.json?api_key=demo`);
    expect(found).toMatchObject({
      service_request_id: number,
      status: 'open',
      service_code: 'errand',
      description: '文林街路口井盖松动，夜里响得厉害',
      requested_datetime: '2019-10-14T02:00:00Z',
      lat: 25.0453,
      long: 102.7036,
    });
    expect(xml((await get(`requests/${number}.xml`)).body)).toMatchObject({
      service_requests: { request: { service_request_id: number, status: 'open' } },
    });
  });

  test('that staff have not cleared shows its status to everyone, its words only to the client that sent it', async () => {
    const number = await report();
    expect((await json(`requests/${number}.json`))[0]).toMatchObject({ status: 'open', description: '' });
    const open = await report({ 'attribute[mayBePublic]': 'true', description: '井盖坏了，电话13888012345' });
    expect((await json(`requests/${open}.json`))[0]!['description']).toBe('井盖坏了，电话〔电话〕');
  });

  test('is listed by id, service, time and status', async () => {
    t.setNow('2019-11-01T02:00:00Z');
    const first = await report();
    t.setNow('2019-11-02T02:00:00Z');
    const second = await report();
    const numbers = async (query: string) =>
      (await json(`requests.json?${query}`)).map((row) => row['service_request_id']);
    expect(await numbers(`service_request_id=${first},${second}`)).toEqual([second, first]);
    expect(await numbers('start_date=2019-11-02T00:00:00Z')).toEqual([second]);
    expect(await numbers('start_date=2019-11-01T00:00:00Z&end_date=2019-11-01T23:00:00%2B08:00')).toEqual([first]);
    expect(await numbers('service_code=nothing')).toEqual([]);
    const { rows } = {
      rows: await t.platform.transact('public', 'read', { actor: { kind: 'system', reason: 'test' } }, (context) =>
        context.tx
          .selectFrom('casework.case')
          .select('id')
          .where('district', '=', context.district)
          .where('number', '=', first)
          .execute(),
      ),
    };
    await t.platform.asSystem('test', (context) => takeStep(context, { id: rows[0]!.id, action: 'take' }));
    await t.platform.asSystem('test', (context) => takeStep(context, { id: rows[0]!.id, action: 'finish' }));
    expect(await numbers('status=closed')).toEqual([first]);
    expect(await numbers('status=open')).not.toContain(first);
    expect(await numbers('status=open,closed')).toContain(first);
    const updates = await json(`servicerequestupdates.json?service_request_id=${first}`);
    expect(updates.map((row) => row['status'])).toEqual(['open', 'closed']);
  });

  test('takes updates of the client that sent it, each once', async () => {
    const number = await report();
    const form = new URLSearchParams({
      api_key: 'demo',
      service_request_id: number,
      update_id: '77',
      status: 'OPEN',
      description: '今天又看了一次，还在响',
    });
    const first = (await post('servicerequestupdates.xml', form)).body;
    expect((await post('servicerequestupdates.xml', form)).body).toBe(first);
    expect(xml(first)).toMatchObject({ service_request_updates: { request_update: { update_id: `${number}.2` } } });
    expect((await json(`servicerequestupdates.json?api_key=demo&service_request_id=${number}`))[0]).toMatchObject({
      update_id: `${number}.2`,
      description: '今天又看了一次，还在响',
    });
  });
});

describe('an error comes in the standard’s form', () => {
  test.each([
    ['no key', 'POST', 'requests.json', { api_key: '' }, 403],
    ['a wrong key', 'POST', 'requests.json', { api_key: 'guess' }, 403],
    ['no service', 'POST', 'requests.json', { service_code: '' }, 400],
    ['an unknown service', 'POST', 'requests.json', { service_code: 'x' }, 404],
    ['no words', 'POST', 'requests.json', { description: '' }, 400],
    ['a place that is none', 'POST', 'requests.json', { lat: '91' }, 400],
    ['an unknown attribute', 'POST', 'requests.json', { 'attribute[x]': '1' }, 400],
    ['another jurisdiction', 'POST', 'requests.json', { jurisdiction_id: 'elsewhere.gov' }, 404],
    ['an unknown request', 'GET', 'requests/20191014-AAAAA-A.json', {}, 404],
    ['a malformed date', 'GET', 'requests.json?start_date=yesterday', {}, 400],
    ['a status that is none', 'GET', 'requests.json?status=maybe', {}, 400],
    ['an unknown token', 'GET', 'tokens/1.json', {}, 404],
  ] as const)('for %s', async (_name, method, path, changes, status) => {
    const answer =
      method === 'GET' ? await get(path) : await post(path, aReport({ service_code: 'errand', ...changes }));
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ code: number; description: string }[]>()).toEqual([
      { code: status, description: expect.stringMatching(/./) as string },
    ]);
    const inXml =
      method === 'GET'
        ? await get(path.replace('.json', '.xml'))
        : await post(path.replace('.json', '.xml'), aReport({ service_code: 'errand', ...changes }));
    expect(xml(inXml.body)).toMatchObject({ errors: { error: { code: String(status) } } });
  });
});
