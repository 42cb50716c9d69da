import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, STATUS_OF, type CallOf, type Context, type Platform } from '@zhongzhi/kernel';
import { CONTENT_TYPE, printList, printOne, type Format } from './domain/formats.ts';
import { errors, Open311Error } from './domain/refusals.ts';
import { definitionOf, openServices, serviceOf } from './domain/services.ts';
import { checkJurisdiction, clientOf, formatOf, sentBy, textOf, type Sent } from './parameters.ts';
import { postRequest, postUpdate } from './post.ts';
import { getRequest, listRequests, listUpdates } from './requests.ts';

const BASE = '/open311/v2';

interface Answer {
  root: string;
  item?: string;
  rows?: object[];
  one?: object;
}

type Handle = (context: Context, sent: Sent, request: FastifyRequest) => Promise<Answer>;

const list = (root: string, item: string, rows: object[]): Answer => ({ root, item, rows });

function send(reply: FastifyReply, format: Format, status: number, body: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', CONTENT_TYPE[format])
    .header('cache-control', 'no-store')
    .header('access-control-allow-origin', '*')
    .send(body);
}

/** Every refusal in the standard's form: [{code, description}] or <errors><error>. */
function sendError(reply: FastifyReply, format: Format, error: unknown, language: 'zh' | 'en'): FastifyReply {
  if (!(error instanceof Open311Error) && !(error instanceof Refusal)) throw error;
  const status = error instanceof Open311Error ? error.status : STATUS_OF[error.kind];
  const description = error instanceof Open311Error ? error.message : error.text[language];
  return send(reply, format, status, printList(format, 'errors', 'error', [{ code: status, description }]));
}

const definitions = async (context: Context, code: string): Promise<Answer> => {
  const type = openServices(context).find(({ name }) => name === code);
  if (type === undefined) throw errors.service();
  const definition = await definitionOf(context, type);
  return { root: 'service_definition', one: definition };
};

/** XML nests lists one level deeper than JSON: `<attributes><attribute>…`. */
function deepen(value: { service_code: string; attributes: { values: object[] }[] }): object {
  return {
    service_code: value.service_code,
    attributes: {
      attribute: value.attributes.map((attribute) => ({
        ...attribute,
        values: attribute.values.length === 0 ? '' : { value: attribute.values },
      })),
    },
  };
}

function discovery(platform: Platform): object {
  const base = platform.settings.publicAddress ?? `http://localhost:${platform.settings.port}`;
  const endpoint = {
    specification: 'http://wiki.open311.org/GeoReport_v2',
    url: `${base}${BASE}`,
    changeset: '2019-10-14T00:00:00Z',
    type: platform.isDemo ? 'test' : 'production',
    formats: ['text/xml', 'application/json'],
  };
  return {
    changeset: '2019-10-14T00:00:00Z',
    contact: `${base}/suggest`,
    key_service: `${base}/docs`,
    endpoints: [endpoint],
  };
}

interface Endpoint {
  method: 'GET' | 'POST';
  path: string;
  summary: string;
  handle: Handle;
}

const services = (context: Context): Promise<Answer> =>
  Promise.resolve(
    list(
      'services',
      'service',
      openServices(context).map((type) => serviceOf(context, type)),
    ),
  );
const requests = (rows: object[]): Answer => list('service_requests', 'request', rows);
const updates = (rows: object[]): Answer => list('service_request_updates', 'request_update', rows);
const named = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? '';

/** Every address of the standard, and what answers it. */
const endpointsOf = (platform: Platform): Endpoint[] => [
  {
    method: 'GET',
    path: 'discovery',
    summary: '服务发现',
    handle: () => Promise.resolve({ root: 'discovery', one: discovery(platform) }),
  },
  { method: 'GET', path: 'services', summary: '服务列表', handle: services },
  {
    method: 'GET',
    path: 'services/:code',
    summary: '服务定义',
    handle: (context, _sent, request) => definitions(context, named(request, 'code')),
  },
  {
    method: 'GET',
    path: 'requests',
    summary: '事项列表',
    handle: async (context, sent) => requests(await listRequests(context, sent, await clientOf(context, sent))),
  },
  {
    method: 'GET',
    path: 'requests/:id',
    summary: '一件事项',
    handle: async (context, sent, request) =>
      requests([await getRequest(context, named(request, 'id'), await clientOf(context, sent))]),
  },
  {
    method: 'POST',
    path: 'requests',
    summary: '提交事项（表单编码，api_key）',
    handle: async (context, sent) => requests([await postRequest(context, sent, await need(context, sent))]),
  },
  {
    method: 'GET',
    path: 'tokens/:token',
    summary: '由 token 查编号',
    handle: async (context, sent, request) => requests([await byToken(context, named(request, 'token'), sent)]),
  },
  {
    method: 'GET',
    path: 'servicerequestupdates',
    summary: '进展列表',
    handle: async (context, sent) => updates(await listUpdates(context, sent, await clientOf(context, sent))),
  },
  {
    method: 'POST',
    path: 'servicerequestupdates',
    summary: '提交进展',
    handle: async (context, sent) => updates([await postUpdate(context, sent, await need(context, sent))]),
  },
];

/** What an endpoint answers, in the format asked for; refusals in the standard's own form. */
async function respond(
  { platform, callOf }: { platform: Platform; callOf: CallOf },
  { method, path, handle }: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const format = formatOf(named(request, 'format'));
  if (format === undefined) return sendError(reply, 'xml', new Open311Error(404, 'ask for .json or .xml'), 'en');
  const call = await callOf(request);
  try {
    const sent = sentBy(request);
    const mode = method === 'POST' ? 'write' : 'read';
    const made = await platform.transact('public', mode, call, async (context, trail) => {
      checkJurisdiction(context, sent);
      const value = await handle(context, sent, request);
      if (mode === 'write') trail.audit.unshift({ action: `open311.${path}`, subject: null, detail: {} });
      return value;
    });
    if (made.rows !== undefined) return send(reply, format, 200, printList(format, made.root, made.item!, made.rows));
    const isDeep = made.root === 'service_definition' && format === 'xml';
    return send(reply, format, 200, printOne(format, made.root, isDeep ? deepen(made.one as never) : made.one!));
  } catch (error) {
    return sendError(reply, format, error, call.language ?? 'zh');
  }
}

/** GeoReport v2 with the servicerequestupdates extension, in JSON and XML. */
export async function addOpen311Routes(app: FastifyInstance, platform: Platform, callOf: CallOf): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: 256 * 1024 });
    for (const endpoint of endpointsOf(platform)) {
      scope.route({
        method: endpoint.method,
        url: `${BASE}/${endpoint.path}.:format`,
        config: { access: 'public' },
        schema: { summary: endpoint.summary, tags: ['open311'], description: 'Open311 GeoReport v2' },
        handler: (request, reply) => respond({ platform, callOf }, endpoint, request, reply),
      });
    }
  });
}

async function need(context: Context, sent: Sent) {
  const client = await clientOf(context, sent);
  if (client === undefined) throw textOf(sent, 'api_key') === undefined ? errors.keyMissing() : errors.keyUnknown();
  return client;
}

/** Numbers are given at once, so the token of a request is its number. */
async function byToken(context: Context, token: string, sent: Sent): Promise<object> {
  const found = (await getRequest(context, token, await clientOf(context, sent)).catch((error: unknown) => {
    throw error instanceof Open311Error ? errors.token() : error;
  })) as { service_request_id: string };
  return { service_request_id: found.service_request_id, token };
}
