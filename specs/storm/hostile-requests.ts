import { currentCaseTypes, schemaOfForm } from '@zhongzhi/casework';
import type { AServer, Caller, Request, Served } from '../a-server.ts';
import { examplesOf, requestOf } from '../access/requests.ts';
import type { Chance } from './chance.ts';
import { valueFor, type Shape } from './shapes.ts';
import { someText, something } from './values.ts';

interface Operation {
  parameters?: { name: string; in: string; schema: Shape }[];
  requestBody?: { content: Record<string, { schema: Shape }> };
}

/** What is attacked: every address with what its document says of it, as which callers, about which records. */
export interface Target {
  readonly server: AServer;
  readonly callers: readonly (Caller | null)[];
  readonly ids: readonly string[];
  readonly operations: ReadonlyMap<string, Operation>;
}

export function aTarget(server: AServer, callers: readonly (Caller | null)[], ids: readonly string[]): Target {
  const document = (
    server.app as unknown as { swagger: () => { paths: Record<string, Record<string, Operation>> } }
  ).swagger();
  const operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) =>
          [`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, operation] as const,
      ),
    ),
  );
  return { server, callers, ids, operations };
}

export interface Attack {
  readonly who: Caller | null;
  readonly request: Request;
}

const encode = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')).toWellFormed());

function pathOf(url: string, { ids, operations }: Target, chance: Chance, key: string): string {
  const shapes = new Map(
    (operations.get(key)?.parameters ?? []).filter((one) => one.in === 'path').map((one) => [one.name, one.schema]),
  );
  return url.replaceAll(/:(\w+)|\*/g, (_whole, name?: string) => {
    if (name === 'format') return chance.of(['json', 'xml', 'json', 'xml', 'html', '']);
    if (name === 'action')
      return chance.in100(80)
        ? chance.of([
            'accept',
            'handle',
            'assign',
            'answer',
            'rate',
            'reopen',
            'note',
            'merge',
            'decide',
            'approve',
            'report-in',
            'close',
          ])
        : encode(someText(chance)).slice(0, 400);
    const value = valueFor(shapes.get(name ?? '') ?? { format: 'uuid', type: 'string' }, chance, ids);
    return encode(value).slice(0, 400);
  });
}

function queryOf(target: Target, chance: Chance, key: string): string {
  const parts: string[] = [];
  for (const { name, in: place, schema } of target.operations.get(key)?.parameters ?? []) {
    if (place !== 'query' || chance.in100(30)) continue;
    parts.push(
      `${name}=${encode(name === 'type' ? chance.of(['appeal', 'whistle', 'supervision', 'feedback', 'x']) : valueFor(schema, chance, target.ids))}`,
    );
    if (chance.in100(3)) parts.push(chance.of([`${name}=again`, `${name}[]=1`, `${name}[a]=1`, name, `&&=&`, '%zz=1']));
  }
  if (key.includes('/open311/'))
    for (const name of [
      'start_date',
      'end_date',
      'updated_after',
      'page',
      'page_size',
      'status',
      'service_code',
      'service_request_id',
      'jurisdiction_id',
      'api_key',
    ])
      if (chance.in100(25))
        parts.push(`${name}=${name === 'api_key' ? 'demo' : encode(something(chance)).slice(0, 2_000)}`);
  if (chance.in100(3))
    parts.push(`${encode(someText(chance)).slice(0, 100)}=${encode(something(chance)).slice(0, 500)}`);
  return parts.length === 0 ? '' : `?${parts.join('&').slice(0, 8_000)}`;
}

/** A body that fits, as far as the document tells; for cases, one that fits the form of the type. */
function bodyOf(target: Target, chance: Chance, key: string): unknown {
  if (chance.in100(5)) return something(chance);
  if (key === 'POST /api/v1/cases') {
    const type = chance.of(currentCaseTypes(target.server.t.platform));
    return { type: type.name, form: valueFor(schemaOfForm(type.form), chance, target.ids) };
  }
  if (key.endsWith('/actions/:action')) {
    const type = chance.of(currentCaseTypes(target.server.t.platform));
    const action = chance.of(Object.values(type.actions));
    return {
      ...(chance.in100(50) ? { version: chance.below(4) } : {}),
      input: valueFor(schemaOfForm(action.form ?? []), chance, target.ids),
    };
  }
  const content = target.operations.get(key)?.requestBody?.content ?? {};
  return valueFor(Object.values(content)[0]?.schema ?? { type: 'object' }, chance, target.ids);
}

const formText = (value: unknown): string =>
  value === null || typeof value !== 'object'
    ? encode(value)
    : Object.entries(value)
        .map(([name, inner]) => `${encode(name)}=${encode(inner)}`)
        .join('&');

function multipart(chance: Chance): { payload: Buffer; type: string } {
  const heads = [
    '\xff\xd8\xff\xe0',
    '\x89PNG\r\n\x1a\n',
    'GIF89a',
    'PK\x03\x04',
    '%PDF-1.7',
    '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    'RIFF\x00\x00\x00\x00WEBP',
    'MZ',
    '',
  ];
  const content = Buffer.concat([
    Buffer.from(chance.of(heads), 'latin1'),
    Buffer.from(Array.from({ length: chance.below(3_000) }, () => chance.below(256))),
  ]);
  const name = someText(chance)
    .replaceAll(/[\r\n"\0]/g, '')
    .slice(0, 300);
  const field = chance.of(['file', 'file', 'file', '__proto__', 'constructor', name]);
  const head = `--zz\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"${chance.in100(5) ? "; filename*=UTF-8''%zz" : ''}\r\ncontent-type: ${chance.of(['image/png', 'text/html;image/png', 'x', 'image/svg+xml'])}${chance.in100(5) ? '\r\n__proto__: x' : ''}\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(chance.in100(85) ? '\r\n--zz--\r\n' : '')]),
    type: `multipart/form-data; boundary=${chance.of(['zz', 'zz', 'zz', 'zz', 'other', '"'])}`,
  };
}

const HEADERS: readonly Record<string, string>[] = [
  {},
  {},
  {},
  {},
  { 'accept-language': 'en' },
  { 'accept-language': 'x'.repeat(2_000) },
  { 'idempotency-key': 'a-key-that-repeats' },
  { 'idempotency-key': ' ' },
  { 'user-agent': "'; drop table x; --" },
  { cookie: 'zz=__proto__; __proto__=1' },
  { authorization: 'Bearer demo' },
  { range: 'bytes=0-99999999' },
  { 'if-none-match': '*' },
  { 'content-encoding': 'gzip' },
  { accept: 'application/xml' },
  { 'x-forwarded-for': 'x' },
  { origin: 'http://[' },
];

/** Requests that are right but for a field or two reach deeper than those that are wrong from the start. */
function fromExample(target: Target, route: Served, chance: Chance): Request {
  const request = requestOf(target.server, route, chance.of(examplesOf(route)), chance.of(target.ids), {});
  const { payload } = request;
  if (payload === null || typeof payload !== 'object') return request;
  const fields = Object.keys(payload);
  if (fields.length === 0) return request;
  return { ...request, payload: { ...payload, [chance.of(fields)]: something(chance) } };
}

/** Ends the caller, their session or what they are: asked with made-up content only, not with what would succeed. */
const ENDS_CALLER = /erasure|erase|\/sessions?$|sign-out|sign-in/;

/** One hostile request, to any address, in any of the ways that bodies are sent. */
export function anAttack(target: Target, chance: Chance): Attack {
  const route = chance.of(target.server.routes.filter(({ url }) => !url.endsWith('/live')));
  const key = `${route.method} ${route.url}`;
  const who = ENDS_CALLER.test(route.url) ? null : chance.of(target.callers);
  const headers: Record<string, string> = { ...chance.of(HEADERS) };
  if (chance.in100(35) && !ENDS_CALLER.test(route.url)) {
    const request = fromExample(target, route, chance);
    return { who, request: { ...request, headers: { ...headers, ...request.headers } } };
  }
  const url = `${pathOf(route.url, target, chance, key)}${route.method === 'GET' || route.method === 'DELETE' || chance.in100(3) ? queryOf(target, chance, key) : ''}`;
  if (route.method === 'GET' || route.method === 'DELETE')
    return { who, request: { method: route.method, url, headers } };
  if (route.url.endsWith('/files') || chance.in100(4)) {
    const { payload, type } = multipart(chance);
    return { who, request: { method: route.method, url, payload, headers: { ...headers, 'content-type': type } } };
  }
  const body = bodyOf(target, chance, key);
  if (route.url.startsWith('/open311/') || chance.in100(4))
    return {
      who,
      request: {
        method: route.method,
        url,
        payload: `${formText(body)}&api_key=demo`,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      },
    };
  const text = JSON.stringify(body) ?? '';
  const payload = chance.in100(3)
    ? text.slice(0, chance.below(text.length + 1))
    : chance.in100(1)
      ? `{"a":"${'长'.repeat(400_000)}"}`
      : text;
  return {
    who,
    request: {
      method: route.method,
      url,
      payload,
      headers: {
        ...headers,
        'content-type': chance.in100(3)
          ? chance.of(['text/plain', 'application/xml', 'application/json; charset=latin1', ''])
          : 'application/json',
      },
    },
  };
}
