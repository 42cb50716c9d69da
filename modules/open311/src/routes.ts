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

const ACCESS = { config: { access: 'public' } } as const;

/** GeoReport v2 with the servicerequestupdates extension, in JSON and XML. */
export async function addOpen311Routes(app: FastifyInstance, platform: Platform, callOf: CallOf): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: 256 * 1024 });
    const answer = (mode: 'read' | 'write', handle: Handle) => async (request: FastifyRequest, reply: FastifyReply) => {
      const format = formatOf((request.params as { format: string }).format);
      if (format === undefined)
        return sendError(
          reply,
          'xml',
          new Open311Error(404, 'this format is not offered; ask for .json or .xml'),
          'en',
        );
      const call = await callOf(request);
      try {
        const sent = sentBy(request);
        const made = await platform.transact('public', mode, call, async (context, trail) => {
          checkJurisdiction(context, sent);
          const value = await handle(context, sent, request);
          if (mode === 'write')
            trail.audit.unshift({
              action: `open311.${request.routeOptions.url?.split('/').at(-1)?.split('.')[0] ?? ''}`,
              subject: null,
              detail: {},
            });
          return value;
        });
        if (made.rows !== undefined)
          return send(reply, format, 200, printList(format, made.root, made.item!, made.rows));
        const one = made.root === 'service_definition' && format === 'xml' ? deepen(made.one as never) : made.one!;
        return send(reply, format, 200, printOne(format, made.root, one));
      } catch (error) {
        return sendError(reply, format, error, call.language ?? 'zh');
      }
    };
    const doc = (summary: string) => ({
      schema: { summary, tags: ['open311'], description: 'Open311 GeoReport v2' },
      ...ACCESS,
    });
    scope.get(
      `${BASE}/discovery.:format`,
      doc('服务发现'),
      answer('read', () => Promise.resolve({ root: 'discovery', one: discovery(platform) })),
    );
    scope.get(
      `${BASE}/services.:format`,
      doc('服务列表'),
      answer('read', (context) =>
        Promise.resolve(
          list(
            'services',
            'service',
            openServices(context).map((type) => serviceOf(context, type)),
          ),
        ),
      ),
    );
    scope.get(
      `${BASE}/services/:code.:format`,
      doc('服务定义'),
      answer('read', (context, _sent, request) => definitions(context, (request.params as { code: string }).code)),
    );
    scope.get(
      `${BASE}/requests.:format`,
      doc('事项列表'),
      answer('read', async (context, sent) =>
        list('service_requests', 'request', await listRequests(context, sent, await clientOf(context, sent))),
      ),
    );
    scope.get(
      `${BASE}/requests/:id.:format`,
      doc('一件事项'),
      answer('read', async (context, sent, request) =>
        list('service_requests', 'request', [
          await getRequest(context, (request.params as { id: string }).id, await clientOf(context, sent)),
        ]),
      ),
    );
    scope.post(
      `${BASE}/requests.:format`,
      doc('提交事项（表单编码，api_key）'),
      answer('write', async (context, sent) =>
        list('service_requests', 'request', [await postRequest(context, sent, await need(context, sent))]),
      ),
    );
    scope.get(
      `${BASE}/tokens/:token.:format`,
      doc('由 token 查编号'),
      answer('read', async (context, sent, request) =>
        list('service_requests', 'request', [
          await byToken(context, (request.params as { token: string }).token, sent),
        ]),
      ),
    );
    scope.get(
      `${BASE}/servicerequestupdates.:format`,
      doc('进展列表'),
      answer('read', async (context, sent) =>
        list(
          'service_request_updates',
          'request_update',
          await listUpdates(context, sent, await clientOf(context, sent)),
        ),
      ),
    );
    scope.post(
      `${BASE}/servicerequestupdates.:format`,
      doc('提交进展'),
      answer('write', async (context, sent) =>
        list('service_request_updates', 'request_update', [await postUpdate(context, sent, await need(context, sent))]),
      ),
    );
  });
}

async function need(context: Context, sent: Sent) {
  const client = await clientOf(context, sent);
  if (client === undefined) throw textOf(sent, 'api_key') === undefined ? errors.keyMissing() : errors.keyUnknown();
  return client;
}

/** Numbers are given at once, so the token of a request is its number. */
async function byToken(context: Context, token: string, sent: Sent): Promise<object> {
  const found = (await getRequest(context, token, await clientOf(context, sent)).catch(() => {
    throw errors.token();
  })) as { service_request_id: string };
  return { service_request_id: found.service_request_id, token };
}
