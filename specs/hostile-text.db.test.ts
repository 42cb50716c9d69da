import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { runJob } from '@zhongzhi/kernel';
import { encodeCursor } from '@zhongzhi/contract-kit';
import { aServer, type AServer, type Request, type Seat } from './a-server.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

let server: AServer;
let resident: Seat;
let staff: Seat;
let administrator: Seat;

beforeAll(async () => {
  server = await aServer();
  resident = server.seat('resident');
  staff = server.seat('street-staff');
  administrator = server.seat('district-administrator');
});
afterAll(() => server.stop());

const post = (url: string, payload: unknown, headers: Record<string, string> = {}): Request => ({
  method: 'POST',
  url: `/api/v1${url}`,
  payload,
  headers,
});
const report = (form: Record<string, unknown> = {}): Request =>
  post('/cases', { type: 'appeal', form: { place: PLACES.community, description: '路灯不亮，走路看不清', ...form } });

describe('hostile text is kept as text', () => {
  const TEXTS = [
    "'; drop table casework.case; --",
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example","看这里")',
    '＝1+1',
    '@SUM(1)',
    '{{constructor.constructor("return process")()}} ${7*7} %{{8*8}}',
    '../../../../etc/passwd',
    '付\u202e款\u2066甲\u2069乙',
    '👩‍🔧👨‍👩‍👧',
    ']]><!--&xxe;',
    '\r\nSet-Cookie: zz=stolen',
  ];

  test.each(TEXTS)('%j', async (text) => {
    const opened = await server.ask(
      resident,
      report({ title: text.slice(0, 60), description: `情况说明：${text}`, address: text.slice(0, 100) }),
    );
    expect(opened.statusCode, opened.body).toBe(201);
    const { id, number } = opened.json<{ id: string; number: string }>();
    const seen = await server.ask(staff, { method: 'GET', url: `/api/v1/cases/${id}` });
    const clean = text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '').replaceAll('\r\n', '\n');
    expect(seen.json<{ description: string }>().description).toBe(`情况说明：${clean}`);
    expect(seen.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(seen.headers['set-cookie']).toBeUndefined();
    const board = await server.ask(staff, {
      method: 'GET',
      url: `/api/v1/cases?type=appeal&text=${encodeURIComponent(text)}`,
    });
    expect(board.statusCode, board.body).toBe(200);
    const xml = await server.ask(null, { method: 'GET', url: `/open311/v2/requests.xml?service_request_id=${number}` });
    expect(XMLValidator.validate(xml.body)).toBe(true);
    const audit = await server.ask(administrator, {
      method: 'GET',
      url: `/api/v1/audit?subject=${encodeURIComponent(text.slice(0, 100).replaceAll(/[\r\n]/g, ' '))}`,
    });
    expect(audit.statusCode, audit.body).toBe(200);
  });

  test('what comes in through the foreign standard leaves it as text, in XML as in JSON', async () => {
    for (const text of TEXTS) {
      const sent = await server.ask(null, {
        method: 'POST',
        url: '/open311/v2/requests.xml',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          api_key: 'demo',
          service_code: 'appeal',
          description: `情况说明：${text}`,
          address_id: PLACES.community,
          first_name: text.slice(0, 40),
        }).toString(),
      });
      expect(sent.statusCode, sent.body).toBe(200);
      const number = (
        new XMLParser().parse(sent.body) as { service_requests: { request: { service_request_id: string } } }
      ).service_requests.request.service_request_id;
      const read = await server.ask(null, { method: 'GET', url: `/open311/v2/requests/${number}.xml?api_key=demo` });
      expect(XMLValidator.validate(read.body)).toBe(true);
      expect(read.body).not.toContain('<script');
      expect(read.headers['content-type']).toBe('text/xml; charset=utf-8');
    }
  });

  test('no cell of an export is a formula', async () => {
    const asked = await server.ask(staff, post('/case-exports', { filter: { type: 'appeal', tab: 'all' } }));
    const { id } = asked.json<{ id: string }>();
    await runJob(server.t.platform, 'casework.export', { id });
    const file = await server.ask(staff, { method: 'GET', url: `/api/v1/case-exports/${id}/file` });
    const sheet = await readSpreadsheet(file.rawPayload, { maxRows: 5_000 });
    const cells = sheet.rows.flatMap((row) => [...row.cells]);
    expect(cells.some((cell) => cell.includes('HYPERLINK'))).toBe(true);
    expect(cells.filter((cell) => /^[\s]*[=+\-@＝＋－＠\t\r]/.test(cell))).toEqual([]);
  });
});

describe('page markers', () => {
  const FORGED = [
    'x',
    '0',
    '%00',
    'WyIxIl0',
    encodeCursor([]),
    encodeCursor(['2019-10-14T00:00:00Z']),
    encodeCursor(['never', 'nowhere']),
    encodeCursor([1, 2]),
    encodeCursor([null, null]),
    encodeCursor(["' or 1=1 --", "' or 1=1 --"]),
    encodeCursor(['9999-99-99', '016dc7fe-0000-7000-8000-000000000000']),
    encodeCursor(['a'.repeat(200)]),
    encodeCursor(['-infinity', '016dc7fe-0000-7000-8000-000000000000']),
    'A'.repeat(500),
  ];

  test('a forged one is refused on every list, in every tab and with words to search for', async () => {
    const lists = server.t.platform.registry.routes.flatMap(({ method, path, useCase }) => {
      const marker = Object.keys((useCase.input as { properties: object }).properties).find(
        (name) => name === 'cursor' || name === 'after',
      );
      return marker === undefined ? [] : [{ method, path, marker }];
    });
    expect(lists.length).toBeGreaterThan(8);
    const period = 'type=appeal&from=2019-10-01&to=2019-10-31&measure=response-due';
    const QUERIES: Record<string, string[]> = {
      '/cases': ['type=appeal', 'type=appeal&text=%E8%B7%AF%E7%81%AF', 'type=appeal&tab=done', 'type=appeal&mine=true'],
      '/public/cases': ['type=appeal'],
      '/case-rates/cases': [period],
    };
    for (const { method, path, marker } of lists) {
      for (const cursor of FORGED) {
        for (const query of QUERIES[path] ?? ['']) {
          const url = `/api/v1${path.replace(':name', 'appeals-in-hand')}`;
          const answer =
            method === 'GET'
              ? await server.ask(administrator, { method, url: `${url}?${query}&${marker}=${cursor}` })
              : await server.ask(administrator, { method, url, payload: { [marker]: decodeURIComponent(cursor) } });
          if (answer.statusCode !== 200) expectRefusal(answer, [400, 403]);
        }
      }
    }
  });
});

describe('addresses', () => {
  test.each([
    '/..%2f..%2fpackage.json',
    '/desk/..%2f..%2f..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/.git/config',
    '/.data/encryption.key',
    '/desk/%00',
    '/api/v1/files/..%2f..%2f..%2fetc%2fpasswd',
    '/api/v1/files/%2fetc%2fpasswd?size=..%2f..',
    '//evil.example/%2e%2e',
    '/\\evil.example',
    '/api/v1/cases/%00',
    '/api/v1/cases/%ff%fe',
    '/open311/v2/requests/..%2f..%2fx.json',
    '/api/v1//cases',
    '/API/V1/CASES',
    '/docs/../package.json',
  ])('%s leads nowhere', async (url) => {
    const answer = await server.ask(administrator, { method: 'GET', url });
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).not.toMatch(/root:|"workspaces"|\[core\]|lockfileVersion/);
    expect(answer.headers['location'] ?? '/').toMatch(/^\/(?![/\\])/);
  });
});
