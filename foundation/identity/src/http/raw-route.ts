import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Call, Platform } from '@zhongzhi/kernel';
import { refuse } from '@zhongzhi/kernel';
import { callOf, type FindActor } from '@zhongzhi/kernel/http';
import type { Outcome } from '../outcome.ts';
import { findActor } from '../session/find-actor.ts';
import { setSessionCookie } from '../session/cookie.ts';

/** What the documentation says of a route that sets or clears a cookie or shows a secret once. */
export interface RawRoute<B extends TSchema> {
  method: 'POST' | 'DELETE';
  path: string;
  access: string;
  summary: { zh: string; en: string };
  operationId: string;
  tag?: string;
  /** Body of the request; none for routes without one. */
  body?: B;
  params?: TSchema;
  response: TSchema;
  status?: number;
  answer: (input: Static<B>, call: Call, reply: FastifyReply, request: FastifyRequest) => Promise<unknown>;
}

/**
 * Adds a route whose answer carries a secret – a cookie, a challenge, a code shown once. An `Idempotency-Key` is
 * ignored here, because remembered answers would keep the secret readable.
 */
export function addRawRoute<B extends TSchema>(
  app: FastifyInstance,
  platform: Platform,
  route: RawRoute<B>,
  find: FindActor = findActor(platform),
): void {
  const { method, path, access, summary, operationId, tag = 'identity', body, params, response, status = 200 } = route;
  app.route({
    method,
    url: `/api/v1${path}`,
    config: { access },
    schema: {
      summary: summary.zh,
      description: `${summary.en}\n\nPermission: \`${access}\`.`,
      operationId,
      tags: [tag],
      ...(body === undefined ? {} : { body }),
      ...(params === undefined ? {} : { params }),
      response: { [status]: response },
    },
    handler: async (request, reply) => {
      const call: Call = { ...(await callOf(request, find)), idempotencyKey: null };
      const given = request.body ?? {};
      if (typeof given !== 'object' || Array.isArray(given))
        throw refuse.invalid('input.not-an-object', '内容格式不对，应为一个对象。', 'The content must be an object.');
      if (Object.keys(request.query as object).length > 0)
        throw refuse.invalid(
          'input.unknown-field',
          '地址里有不认识的参数，请去掉。',
          'The address holds unknown parameters; leave them out.',
        );
      const answer = await route.answer({ ...given, ...(request.params as object) } as Static<B>, call, reply, request);
      return reply.code(status).header('cache-control', 'no-store').send(answer);
    },
  });
}

/** Turns an outcome into an answer: sets the cookie, or throws the refusal now that its attempt is committed. */
export function settle(platform: Platform, reply: FastifyReply, outcome: Outcome): unknown {
  if (outcome.done === 'refused') throw outcome.refusal;
  if (outcome.done === 'challenged') return { needsSecondFactor: true, challenge: outcome.challenge };
  setSessionCookie(platform, reply, outcome.session);
  return { person: { id: outcome.person, name: outcome.name } };
}
