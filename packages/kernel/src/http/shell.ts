import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actor } from '../actor.ts';
import type { Route } from '../module.ts';
import type { Call, Platform } from '../platform.ts';
import { refuse } from '../refusal.ts';
import { validate } from '../validation.ts';
import { answerBrokenRequest, languageOf, sendProblem } from './problem.ts';
import { guardOrigin, securityHeaders } from './guards.ts';

/** Finds out who is calling, from cookie or key. Set by the identity foundation. */
export type FindActor = (request: FastifyRequest) => Promise<Actor>;

export interface ShellOptions {
  findActor: FindActor;
  /** True once everything is served; `/readyz` answers 200 from then on. */
  isReady: () => boolean;
  version: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call a raw route: a permission, or `public`; its handler does the check. A route without it stops the start. */
    access?: string;
  }
}

const API = '/api/v1';
const BODY_LIMIT = 1024 * 1024;
const KEY = /^[\x21-\x7e]{8,200}$/;

/** How a request calls a use case: actor, origin, language, idempotency key. */
export async function callOf(request: FastifyRequest, findActor: FindActor): Promise<Call> {
  const key = request.headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !KEY.test(key))) {
    throw refuse.invalid(
      'idempotency.key-malformed',
      '提交编号格式不对，请刷新页面后再试。',
      'The Idempotency-Key must be 8 to 200 printable characters.',
    );
  }
  return {
    actor: await findActor(request),
    origin: { address: request.ip, device: (request.headers['user-agent'] ?? '').slice(0, 200) || null },
    language: languageOf(request),
    idempotencyKey: key ?? null,
  };
}

/** Builds the HTTP server: every module's routes under /api/v1, raw routes as modules register them, health and documentation. */
export async function buildShell(platform: Platform, options: ShellOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    trustProxy: platform.settings.trustProxy === 'yes' ? 1 : false,
    logger:
      platform.settings.logLevel === 'silent'
        ? false
        : {
            level: platform.settings.logLevel,
            serializers: {
              req: (r: FastifyRequest) => ({ method: r.method, route: r.routeOptions?.url ?? 'unknown' }),
            },
          },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, platform.logger),
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    requestTimeout: 300_000 /* a photo of 20 MB over a slow line */,
  } as never) as unknown as FastifyInstance;
  app.setValidatorCompiler(() => () => true);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, platform.logger));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      refuse.notFound('route.not-found', '没有这个地址，请检查。', 'There is nothing at this address.'),
      request,
      reply,
      platform.logger,
    ),
  );
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS') return;
    if (route.config?.access === undefined)
      throw new Error(`the route ${String(route.method)} ${route.url} has no access rule`);
  });
  await app.register(cookie);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '众治 Zhongzhi',
        version: options.version,
        description: '社会共治平台的开放接口 · open interface of the platform for the co-governance of a district',
      },
      servers: [{ url: '/' }],
    },
  });
  finishOnClose(app);
  app.addHook('onRequest', securityHeaders(platform));
  app.addHook('onRequest', guardOrigin(platform));
  for (const route of platform.registry.routes) addRoute(app, platform, route, options.findActor);
  for (const module of platform.registry.modules)
    await module.http?.(app, platform, (request) => callOf(request, options.findActor));
  addHealth(app, platform, options);
  return app;
}

/** Told to stop, the server lets every request that it has begun be answered, and keeps no connection open after it. */
function finishOnClose(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
}

/** The route's schema for the documentation: path, query and body shares of the use case's input. */
function schemaOf(route: Route): Record<string, unknown> {
  const { input, output, summary, name, permission, kind } = route.useCase;
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const properties = (input as { properties: Record<string, never> }).properties;
  const rest = Object.keys(properties).filter((key) => !inPath.includes(key));
  const pick = (keys: string[]) => Type.Pick(input as never, keys as never, { additionalProperties: false });
  return {
    summary: summary.zh,
    description: `${summary.en}\n\nPermission: \`${permission}\`${kind === 'command' ? '. May carry an `Idempotency-Key`.' : ''}`,
    operationId: name,
    tags: [route.tag ?? name.split('.')[0]!],
    ...(inPath.length > 0 ? { params: pick(inPath) } : {}),
    ...(rest.length > 0
      ? route.method === 'GET' || route.method === 'DELETE'
        ? { querystring: pick(rest) }
        : { body: pick(rest) }
      : {}),
    response: { [route.status ?? 200]: output, '4xx': ProblemShape },
  };
}

const ProblemShape = Type.Object(
  { type: Type.String(), title: Type.String(), status: Type.Integer(), code: Type.String(), detail: Type.String() },
  { additionalProperties: true },
);

function addRoute(app: FastifyInstance, platform: Platform, route: Route, findActor: FindActor): void {
  const { useCase } = route;
  app.route({
    method: route.method,
    url: `${API}${route.path}`,
    config: { access: useCase.permission },
    bodyLimit: route.bodyLimit ?? BODY_LIMIT,
    schema: schemaOf(route),
    handler: async (request, reply) => {
      const call = await callOf(request, findActor);
      const fromAddress = { ...(request.query as object), ...(request.params as object) } as Record<string, unknown>;
      if (route.method === 'GET' || route.method === 'DELETE') {
        validate(useCase.input, fromAddress, 'coercing', call.language);
        const answer: unknown = await platform.run(useCase, fromAddress, call);
        return reply
          .code(route.status ?? 200)
          .header('cache-control', 'no-store')
          .send(answer);
      }
      const body = request.body ?? {};
      if (typeof body !== 'object' || Array.isArray(body))
        throw refuse.invalid('input.not-an-object', '内容格式不对，应为一个对象。', 'The content must be an object.');
      if (Object.keys(request.query as object).length > 0)
        throw refuse.invalid(
          'input.unknown-field',
          '地址里有不认识的参数，请去掉。',
          'The address holds unknown parameters; leave them out.',
        );
      const answer: unknown = await platform.run(useCase, { ...body, ...(request.params as object) }, call);
      return reply
        .code(route.status ?? 200)
        .header('cache-control', 'no-store')
        .send(answer);
    },
  });
}

function addHealth(app: FastifyInstance, platform: Platform, options: ShellOptions): void {
  const open = { config: { access: 'public' }, schema: { hide: true } };
  app.get('/healthz', open, () => ({ alive: true }));
  app.get('/readyz', open, async (_request, reply) => {
    if (!options.isReady()) return reply.code(503).send({ ready: false });
    try {
      await platform.pool.query('select 1');
      return { ready: true };
    } catch {
      return reply.code(503).send({ ready: false });
    }
  });
  app.get('/api/openapi.json', open, () => app.swagger());
}
