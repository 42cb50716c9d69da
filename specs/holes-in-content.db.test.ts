import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aServer, type AServer, type Caller, type Request, type Seat } from './a-server.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

/** Holes that were found in comparable systems (expectations 3.1), in what people send and what is made of it. */

let server: AServer;
let resident: Seat;
let staff: Seat;
let administrator: Seat;

beforeAll(async () => {
  server = await aServer();
  resident = server.seat('resident');
  staff = server.seat('community-staff');
  administrator = server.seat('district-administrator');
});
afterAll(() => server.stop());

const get = (url: string): Request => ({ method: 'GET', url: `/api/v1${url}` });
const post = (url: string, payload: unknown = {}): Request => ({ method: 'POST', url: `/api/v1${url}`, payload });
const step = (id: string, action: string, input: Record<string, unknown> = {}): Request =>
  post(`/cases/${id}/actions/${action}`, { input });
const report = (form: Record<string, unknown>): Request =>
  post('/cases', { type: 'appeal', form: { place: PLACES.community, description: '路灯不亮，走路看不清', ...form } });

async function upload(who: Caller, name: string, content: Buffer, type = 'image/jpeg') {
  const head = `--zz\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  return server.ask(who, {
    method: 'POST',
    url: '/api/v1/files',
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--zz--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=zz' },
  });
}

describe('scripts', () => {
  const SCRIPTS = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '"><iframe srcdoc="<script>alert(1)</script>">',
    "javascript:alert('1')",
    '<a href="javascript:alert(1)">看</a>',
    '<style>@import url(//evil.example)</style>',
    '<math><mtext></table><img src onerror=alert(1)>',
    '{{constructor.constructor("alert(1)")()}}',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    '\u003cscript\u003e',
    '%3Cscript%3E',
    '&lt;script&gt;',
    '<base href=//evil.example>',
    '<form action=//evil.example><input name=code>',
  ];

  test('wherever a text turns up it is data: JSON that no browser takes for a page, under a policy without inline scripts (CVE-2026-23891, -2023-51447, -2024-32469)', async () => {
    for (const script of SCRIPTS) {
      await server.ask(resident, { method: 'PATCH', url: '/api/v1/me', payload: { name: script.slice(0, 40) } });
      const { id } = (
        await server.ask(resident, report({ title: script, description: `${script}${script}`, address: script }))
      ).json<{ id: string }>();
      await server.ask(staff, step(id, 'accept'));
      await server.ask(staff, step(id, 'note', { note: script }));
      for (const [who, url] of [
        [staff, `/cases/${id}`],
        [resident, `/cases/${id}`],
        [resident, '/notices'],
        [staff, '/notices'],
        [administrator, '/audit'],
        [staff, `/directory/people/${resident.person}`],
        [resident, '/session'],
        [staff, '/cases?type=appeal'],
      ] as const) {
        const answer = await server.ask(who, get(url));
        expect(answer.headers['content-type'], url).toBe('application/json; charset=utf-8');
        expect(answer.headers['x-content-type-options']).toBe('nosniff');
        expect(String(answer.headers['content-security-policy'])).toMatch(/script-src 'self'[;]/);
        expect(String(answer.headers['content-security-policy'])).not.toMatch(/script-src[^;]*unsafe/);
        expect(answer.headers['x-frame-options']).toBe('DENY');
      }
    }
  });

  test('a refusal repeats nothing that could run: not the address, not the field, not the cookie', async () => {
    for (const script of SCRIPTS) {
      const text = encodeURIComponent(script);
      for (const answer of [
        await server.ask(resident, get(`/${text}`)),
        await server.ask(resident, get(`/cases?type=${text}`)),
        await server.ask(resident, get(`/cases?type=appeal&${text}=1`)),
        await server.ask(resident, post('/cases', { [script]: 1 })),
      ]) {
        expect(String(answer.headers['content-type'])).toMatch(/^application\/problem\+json/);
      }
      const foreign = await server.ask(null, { method: 'GET', url: `/open311/v2/requests.xml?status=${text}` });
      expect(foreign.body).not.toMatch(/<(script|img|svg|iframe|style|base|form)/);
    }
  });

  test('no upload is a page: markup is refused under any name and type (CVE-2026-84701, -24769)', async () => {
    for (const [name, type, content] of [
      ['a.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      ['a.png', 'text/html;image/png', '<html><script>alert(1)</script>'],
      ['a.pdf', 'application/pdf', '<!doctype html><script>alert(1)</script>'],
      ['a.html', 'text/html', '<b>'],
      ['a.xml', 'application/xml', '<?xml version="1.0"?><x/>'],
    ] as const) {
      expectRefusal(await upload(resident, name, Buffer.from(content), type), 415);
    }
  });

  test('a picture is made anew: what was hidden in it, or said in its name, is gone (ImageTragick and its kin)', async () => {
    const plain = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#27a' } })
      .withExif({ IFD0: { Copyright: '<?php system($_GET["c"]); ?>', ImageDescription: '<script>alert(1)</script>' } })
      .jpeg()
      .toBuffer();
    const sent = await upload(
      resident,
      '../../;id|$(id)`id`.php',
      Buffer.concat([plain, Buffer.from('<?php system("id"); ?><script>alert(1)</script>')]),
    );
    expect(sent.statusCode, sent.body).toBe(201);
    const { id } = sent.json<{ id: string }>();
    const kept = await server.ask(resident, get(`/files/${id}`));
    expect(kept.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(kept.rawPayload.toString('latin1')).not.toMatch(/php|script|GPS/);
    const files = readdirSync(server.t.platform.settings.dataDir, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    expect(
      files.map(({ name }) => name).filter((name) => !/^(s-)?[0-9a-f-]{36}/.test(name) && !name.endsWith('.key')),
    ).toEqual([]);
  });
});

describe('templates, code and addresses', () => {
  test('placeholders are a closed list: braces that people write stay braces (CVE-2026-2415)', async () => {
    const title = '{note} {{event.__init__}} {constructor} {number}';
    const { id } = (await server.ask(resident, report({ title }))).json<{ id: string }>();
    await server.ask(staff, step(id, 'accept'));
    const notices = (await server.ask(resident, get('/notices'))).json<{
      items: { body: { zh: string } | string; title: unknown }[];
    }>();
    expect(JSON.stringify(notices.items[0])).toContain(title);
  });

  test('nothing that people send is run as code (CVE-2026-34156)', () => {
    const root = join(import.meta.dirname, '..');
    const sources = ['packages', 'foundation', 'modules', 'apps/server'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter(
          (entry) =>
            entry.isFile() &&
            entry.name.endsWith('.ts') &&
            !entry.name.includes('.test.') &&
            !entry.parentPath.includes('node_modules') &&
            !/\/(test|tooling|embedded-postgres|dist)(\/|$)/.test(entry.parentPath),
        )
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(sources.length).toBeGreaterThan(200);
    const FORBIDDEN =
      /\beval\s*\(|new Function\s*\(|from 'node:(vm|child_process)'|\bexecSync\b|setTimeout\s*\(\s*['"`]/;
    expect(sources.filter((file) => FORBIDDEN.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  describe('addresses that point inward', () => {
    let trap: Server;
    let visits = 0;
    beforeAll(async () => {
      trap = createServer((_request, response) => {
        visits += 1;
        response.end('trapped');
      });
      await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => new Promise((resolve) => trap.close(resolve)));

    test('are visited from no field of any interface (CVE-2026-45573, -53931, -24767)', async () => {
      const { port } = trap.address() as AddressInfo;
      const hosts = [
        '127.0.0.1',
        'localhost',
        '0.0.0.0',
        '2130706433',
        '0x7f000001',
        '017700000001',
        '127.1',
        '[::1]',
        '[::ffff:127.0.0.1]',
        '127.0.0.1.nip.io',
        'localhost.',
        'evil@127.0.0.1',
        '127.0.0.1#evil.example',
        '①②⑦.⓪.⓪.①',
      ];
      for (const host of hosts) {
        const url = `http://${host}:${port}/inside`;
        await server.ask(null, {
          method: 'POST',
          url: '/open311/v2/requests.json',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({
            api_key: 'demo',
            service_code: 'appeal',
            description: `看这里 ${url}`,
            address_string: url,
            media_url: url,
            address_id: PLACES.community,
          }).toString(),
        });
        await server.ask(null, {
          method: 'POST',
          url: '/open311/v2/servicerequestupdates.json',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({
            api_key: 'demo',
            service_request_id: server.foreignRequest,
            description: url,
            media_url: url,
          }).toString(),
        });
        await server.ask(resident, report({ title: url.slice(0, 60), description: url, address: url }));
        await server.ask(
          administrator,
          post('/appeals/imports/preview', {
            content: Buffer.from(`编号,标题,时间,内容\n1,${url},2019-10-01,=WEBSERVICE("${url}")\n`).toString('base64'),
          }),
        );
        await server.ask(null, get(`/sign-in/oidc?return=${encodeURIComponent(url)}`));
      }
      expect(visits).toBe(0);
      expect(await (await fetch(`http://127.0.0.1:${port}/inside`)).text()).toBe('trapped');
      expect(visits).toBe(1);
    });
  });
});
