import type { AServer, Request, Seat, Served } from '../a-server.ts';
import { PLACES } from './seats.ts';
import type { RecordKind } from './records.ts';
import { CERTIFICATE_EXAMPLES } from './certificate-requests.ts';
import { VOLUNTEER_EXAMPLES } from './volunteer-requests.ts';
import { CIRCLE_EXAMPLES } from './circle-requests.ts';
import { RECORD_EXAMPLES } from './record-requests.ts';
import { SERVICE_EXAMPLES } from './service-requests.ts';

/** A request to a route that would succeed for whoever may: what it is about, and what it carries. */
export interface Example {
  /** The record in the address, or in the body where `body` takes it. */
  readonly about?: RecordKind;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: (id: string, server: AServer) => object;
  readonly headers?: Readonly<Record<string, string>>;
}

const NEVER = '016dc7fe-0000-7000-8000-000000000000';
const reason = '核对本人情况';
const csv = (text: string): string => Buffer.from(text).toString('base64');
const SHEET = csv('工单编号,标题,内容,时间\nA1,路灯不亮,文林街路灯不亮,2019-10-01 10:00\n');
const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
const multipart = { 'content-type': 'multipart/form-data; boundary=zz' };
/** The smallest PDF that is one: recognised by its first bytes. */
const PDF =
  '--zz\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.4\n%%EOF\r\n--zz--\r\n';

/** Routes that need more than their address; every other one is asked as it is. */
const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  ...CERTIFICATE_EXAMPLES,
  ...VOLUNTEER_EXAMPLES,
  ...CIRCLE_EXAMPLES,
  ...SERVICE_EXAMPLES,
  ...RECORD_EXAMPLES,
  'GET /api/v1/calendar/:year': [{ path: { year: '2019' } }],
  'POST /api/v1/calendar/:year': [
    { path: { year: '2019' }, body: () => ({ status: 'final', days: '2019-10-01,off,国庆' }) },
  ],
  'PUT /api/v1/calendar/office-hours': [{ body: () => ({ officeHours: [{ from: '09:00', to: '17:00' }] }) }],
  'GET /api/v1/directory/regions/:code': [{ about: 'region' }],
  'POST /api/v1/directory/regions': [
    {
      about: 'region',
      body: (code) => ({ code: code.length < 15 ? `${code}009` : `${code.slice(0, 12)}009`, name: '新片区' }),
    },
  ],
  'POST /api/v1/directory/regions/:code/end': [{ about: 'region' }],
  'GET /api/v1/directory/organisations/:id': [{ about: 'organisation' }],
  'POST /api/v1/directory/organisations': [
    { about: 'region', body: (place) => ({ kind: 'merchant', name: '新开的小店', place: place.slice(0, 12) }) },
  ],
  'PATCH /api/v1/directory/organisations/:id': [
    { about: 'organisation', body: () => ({ version: 1, shortName: '简称' }) },
  ],
  'POST /api/v1/directory/organisations/:id/end': [{ about: 'organisation' }],
  'POST /api/v1/directory/people/search': [{ body: () => ({}) }],
  'GET /api/v1/directory/people/:id': [{ about: 'person' }],
  'POST /api/v1/directory/people': [
    { about: 'region', body: (place) => ({ name: '新来的人', place: place.slice(0, 12) }) },
  ],
  'PATCH /api/v1/directory/people/:id': [{ about: 'person', body: () => ({ version: 1, name: '改名' }) }],
  'POST /api/v1/directory/people/:id/erase': [{ about: 'person', body: () => ({ reason }) }],
  'POST /api/v1/directory/people/:id/unmask': [{ about: 'person', body: () => ({ field: 'phone', reason }) }],
  'POST /api/v1/directory/people/:id/minor-approvals': [
    { about: 'person', body: (_id, server) => ({ staff: server.seat('community-staff').person, reason }) },
  ],
  'POST /api/v1/directory/people/:id/guardians': [
    { about: 'person', body: (_id, server) => ({ guardian: server.seat('resident').person, relation: '母亲' }) },
  ],
  'POST /api/v1/directory/memberships': [
    { about: 'person', body: (person, { units }) => ({ person, organisation: units.merchant }) },
  ],
  'POST /api/v1/directory/memberships/:id/end': [{ about: 'membership' }],
  'POST /api/v1/directory/roles': [
    { about: 'person', body: (person) => ({ person, role: 'volunteer', place: PLACES.siblingCommunity }) },
  ],
  'POST /api/v1/directory/roles/:id/end': [{ about: 'grant' }],
  'POST /api/v1/directory/imports': [
    { body: () => ({ kind: 'regions', fileName: '区划.csv', content: csv('区划代码,名称\n530102001001,翠湖社区\n') }) },
  ],
  'GET /api/v1/directory/imports/:id': [{ about: 'directory import' }],
  'POST /api/v1/directory/imports/:id/confirm': [{ about: 'directory import' }],
  'GET /api/v1/directory/templates/:kind': [{ path: { kind: 'people' } }],
  'POST /api/v1/directory/exports': [{ body: () => ({ kind: 'people', reason }) }],
  'POST /api/v1/notices/:id/read': [{ about: 'notice' }],
  'DELETE /api/v1/sessions/:id': [{ about: 'session' }],
  'PATCH /api/v1/me': [{ body: () => ({ name: '新名字' }) }],
  'POST /api/v1/accounts/:id/close': [{ about: 'account', body: () => ({ reason }) }],
  'POST /api/v1/accounts/:id/reopen': [{ about: 'account' }],
  'POST /api/v1/accounts/:id/password': [{ about: 'account' }],
  'POST /api/v1/accounts/:id/second-factor/reset': [{ about: 'account', body: () => ({ reason }) }],
  'POST /api/v1/accounts': [
    { body: (_id, server) => ({ person: server.seat('community-staff').person, login: 'new-login' }) },
  ],
  'POST /api/v1/client-keys': [{ body: () => ({ name: '对接', permissions: ['open311.report'] }) }],
  'DELETE /api/v1/client-keys/:id': [{ path: { id: 'a client key' } }],
  'POST /api/v1/people/:id/sign-in-codes': [{ about: 'person' }],
  'POST /api/v1/me/consents': [
    { body: () => ({ purpose: 'case.contact-phone', decision: 'refused', textHash: '0'.repeat(64) }) },
  ],
  'DELETE /api/v1/me/consents/:purpose': [{ path: { purpose: 'case.contact-phone' } }],
  'GET /api/v1/me/data': [{}, { about: 'person', query: 'for' }],
  'POST /api/v1/me/erasure': [
    { body: () => ({ confirm: '注销' }) },
    { about: 'person', body: (id) => ({ confirm: '注销', for: id }) },
  ],
  'POST /api/v1/me/password': [{ body: () => ({ current: '不是这个密码', next: '翠湖边的红嘴鸥又飞来' }) }],
  'POST /api/v1/me/second-factor/confirm': [{ body: () => ({ code: '000000' }) }],
  'GET /api/v1/cases': [{ query: '?type=appeal' }],
  'GET /api/v1/cases/counts': [{ query: '?type=appeal' }],
  'POST /api/v1/cases': [
    { body: () => ({ type: 'appeal', form: { place: PLACES.community, description: '路灯不亮，走路看不清' } }) },
    {
      about: 'appeal',
      body: (about, { units }) => ({
        type: 'supervision',
        form: { reason: 'major', title: '督办', description: '请尽快办理', unit: units.department, about },
      }),
    },
    {
      about: 'appeal',
      body: (appeal, { units }) => ({
        type: 'whistle',
        form: {
          place: PLACES.street,
          kind: 'key-task',
          title: '吹哨',
          description: '请部门到场',
          departments: [units.otherDepartment],
          appeal,
        },
      }),
    },
    { body: () => ({ type: 'feedback', form: { kind: 'praise', description: '很好用' } }) },
  ],
  'POST /api/v1/cases/bulk': [{ about: 'appeal', body: (id) => ({ action: 'accept', cases: [{ id }], input: {} }) }],
  'GET /api/v1/cases/:id': [{ about: 'appeal' }, { about: 'whistle' }, { about: 'supervision' }, { about: 'feedback' }],
  'POST /api/v1/cases/:id/join': [
    { about: 'appeal', body: () => ({}) },
    { about: 'public appeal', body: () => ({}) },
  ],
  'GET /api/v1/public/cases': [{ query: '?type=appeal' }],
  'GET /api/v1/public/cases/:id': [{ about: 'appeal' }, { about: 'public appeal' }],
  'GET /api/v1/public/map': [{ query: '?type=appeal' }],
  'GET /api/v1/similar-cases': [{ query: '?type=appeal&text=%E8%B7%AF%E7%81%AF' }],
  'GET /api/v1/case-rates': [{ query: '?type=appeal&from=2019-10-01&to=2019-10-31' }],
  'GET /api/v1/case-rates/cases': [{ query: '?type=appeal&from=2019-10-01&to=2019-10-31&measure=response-due' }],
  'POST /api/v1/saved-filters': [{ body: () => ({ name: '我的', filter: { type: 'appeal' } }) }],
  'DELETE /api/v1/saved-filters/:id': [{ about: 'saved filter' }],
  'POST /api/v1/case-exports': [{ body: () => ({ filter: { type: 'appeal' } }) }],
  'GET /api/v1/case-exports/:id': [{ about: 'export' }],
  'GET /api/v1/case-exports/:id/file': [{ about: 'export' }],
  'PATCH /api/v1/appeals/categories': [{ body: () => ({ code: 'a category', defaultUrgency: 'supply' }) }],
  'GET /api/v1/appeals/category-suggestions': [{ query: '?text=%E8%B7%AF%E7%81%AF' }],
  'POST /api/v1/appeals/imports/preview': [{ body: () => ({ content: SHEET }) }],
  'POST /api/v1/appeals/imports': [
    {
      body: () => ({
        content: SHEET,
        fileName: '热线.csv',
        mapping: { number: '工单编号', title: '标题', text: '内容', at: '时间' },
      }),
    },
  ],
  'GET /api/v1/appeals/imports/:id': [{ about: 'appeal import' }],
  'GET /api/v1/answers/:name/records': [{ path: { name: 'appeals-in-hand' } }],
  'POST /api/v1/files': [{ headers: multipart, body: () => PDF as unknown as object }],
  'GET /api/v1/files/:id': [{ about: 'file' }],
  'POST /api/v1/sign-in/codes': [{ body: () => ({ phone: '13600000000' }) }],
  'POST /api/v1/sign-in': [{ body: () => ({ phone: '13600000000', code: '000000' }) }],
  'POST /api/v1/sign-in/password': [{ body: () => ({ login: 'nobody', password: '不是密码' }) }],
  'POST /api/v1/sign-in/second-factor': [{ body: () => ({ challenge: 'A'.repeat(43), code: '000000' }) }],
  'POST /api/v1/demo/sessions': [{ body: (_id, server) => ({ id: server.seat('merchant').person }) }],
  'GET /open311/v2/services/:code.:format': [{ path: { code: 'appeal', format: 'json' } }],
  'GET /open311/v2/requests/:id.:format': [{ path: { id: 'a request', format: 'json' } }],
  'GET /open311/v2/tokens/:token.:format': [{ path: { token: 'a request', format: 'json' } }],
  'POST /open311/v2/requests.:format': [
    {
      headers: asForm,
      body: () =>
        form({
          service_code: 'appeal',
          description: '路灯不亮，走路看不清',
          address_id: PLACES.community,
        }) as unknown as object,
    },
  ],
  'POST /open311/v2/servicerequestupdates.:format': [
    {
      headers: asForm,
      body: (_id, server) =>
        form({ service_request_id: server.foreignRequest, description: '又坏了' }) as unknown as object,
    },
  ],
};

const PARTS: Readonly<Record<string, string>> = { format: 'json', id: NEVER };

/** The examples of a route; an address without one is asked as it is. */
export const examplesOf = ({ method, url }: Served): readonly Example[] => EXAMPLES[`${method} ${url}`] ?? [{}];

/** Routes named here that are not served: examples that outlived their route. */
export const examplesWithoutRoute = (routes: readonly Served[]): string[] =>
  Object.keys(EXAMPLES).filter((key) => !routes.some(({ method, url }) => key === `${method} ${url}`));

/** The request of an example about one record. */
export function requestOf(
  server: AServer,
  { method, url }: Served,
  example: Example,
  id: string,
  known: Readonly<Record<string, string>>,
): Request {
  const part = (name: string): string => {
    const given = example.path?.[name];
    if (given !== undefined) return known[given] ?? given;
    return example.about !== undefined && (name === 'id' || name === 'code' || name === 'unit')
      ? id
      : (PARTS[name] ?? NEVER);
  };
  const path = url
    .replace('/*', '/some-page')
    .replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(part(name)));
  const query =
    example.query === undefined ? '' : example.query.startsWith('?') ? example.query : `?${example.query}=${id}`;
  const body = example.body?.(id, server);
  const payload =
    body === undefined ? (method === 'GET' || method === 'DELETE' ? undefined : {}) : withKnown(body, known);
  return {
    method,
    url: `${path}${query}`,
    ...(payload === undefined ? {} : { payload }),
    ...(example.headers === undefined ? {} : { headers: { ...example.headers } }),
  };
}

/** Puts what the world knows by name – a category, a key – where an example names it. */
function withKnown(body: object | string, known: Readonly<Record<string, string>>): object {
  if (typeof body === 'string') return body as unknown as object;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, typeof value === 'string' ? (known[value] ?? value) : value]),
  );
}

/** Machine clients name themselves in the body of the foreign standard, too. */
export function withKey(request: Request, seat: Pick<Seat, 'headers'> | null): Request {
  const key = seat?.headers['authorization']?.slice('Bearer '.length);
  if (key === undefined || !request.url.startsWith('/open311/') || typeof request.payload !== 'string') return request;
  return { ...request, payload: `${request.payload}&api_key=${key}` };
}
