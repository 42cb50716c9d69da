import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '@zhongzhi/kernel';
import { refuse } from '@zhongzhi/kernel';
import { callOf } from '@zhongzhi/kernel/http';
import { ROUND_TRIP_SECONDS } from '../domain/limits.ts';
import { isTokenShaped } from '../domain/secrets.ts';
import { externalProviders } from '../external/choose-external.ts';
import type { ExternalProvider } from '../external/provider.ts';
import { beginTrip, endTrip, safeReturn, signInExternally } from '../external/round-trip.ts';
import { findActor } from '../session/find-actor.ts';
import { cookieRules, setSessionCookie, tripCookieName } from '../session/cookie.ts';

/** Where a browser goes whose outside sign-in failed; the sign-in page says so and offers the other ways. */
const FAILED = '/sign-in?failed=external';

const callbackOf = (platform: Platform, name: string): string =>
  `${platform.settings.publicAddress}/api/v1/sign-in/${name}/callback`;

/** The query as it came, whichever parts were repeated. */
const queryOf = (request: FastifyRequest): URLSearchParams => new URL(request.url, 'http://here.invalid').searchParams;

function providerOf(platform: Platform, name: ExternalProvider['name']): ExternalProvider {
  const provider = externalProviders(platform)[name];
  if (provider === undefined)
    throw refuse.notFound('route.not-found', '没有这个地址，请检查。', 'There is nothing at this address.');
  return provider;
}

async function leave(
  platform: Platform,
  name: ExternalProvider['name'],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const provider = providerOf(platform, name);
  const call = { ...(await callOf(request, findActor(platform))), idempotencyKey: null };
  const begun = await platform.run(
    beginTrip,
    { provider: name, returnTo: safeReturn(queryOf(request).get('return') ?? undefined) },
    call,
  );
  if (begun.refusal !== null) throw begun.refusal;
  const { browser, ...trip } = begun.trip;
  try {
    const address = await provider.leave({ ...trip, callback: callbackOf(platform, name) });
    return reply
      .setCookie(tripCookieName(platform), browser, { ...cookieRules(platform), maxAge: ROUND_TRIP_SECONDS })
      .header('cache-control', 'no-store')
      .redirect(address, 303);
  } catch (error) {
    platform.logger.warn({ provider: name, fault: (error as Error).name }, 'an outside sign-in cannot be reached');
    return reply.header('cache-control', 'no-store').redirect(FAILED, 303);
  }
}

async function arrive(
  platform: Platform,
  name: ExternalProvider['name'],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const provider = providerOf(platform, name);
  const call = { ...(await callOf(request, findActor(platform))), idempotencyKey: null };
  const query = queryOf(request);
  const state = query.get('state') ?? '';
  const browser = request.cookies[tripCookieName(platform)] ?? '';
  void reply.clearCookie(tripCookieName(platform), cookieRules(platform)).header('cache-control', 'no-store');
  const trip =
    isTokenShaped(state) && isTokenShaped(browser)
      ? await platform.run(endTrip, { provider: name, state, browser }, call)
      : null;
  if (trip === null) return reply.redirect(FAILED, 303);
  try {
    const person = await provider.arrive(
      { state, nonce: trip.nonce, verifier: trip.verifier, callback: callbackOf(platform, name) },
      query,
    );
    const outcome = await platform.run(signInExternally, { provider: name, ...person }, call);
    if (outcome.done !== 'signed-in') return reply.redirect(FAILED, 303);
    setSessionCookie(platform, reply, outcome.session);
    return reply.redirect(trip.returnTo, 303);
  } catch (error) {
    platform.logger.warn({ provider: name, fault: (error as Error).name }, 'an outside sign-in failed');
    return reply.redirect(FAILED, 303);
  }
}

/** Sign-in through OpenID Connect and through a province's tickets; each answers 404 while it is not set. */
export function addExternalRoutes(app: FastifyInstance, platform: Platform): void {
  for (const name of ['oidc', 'ticket'] as const) {
    const words = {
      oidc: ['统一认证（OIDC）', 'OpenID Connect'],
      ticket: ['省统一认证（票据）', 'the province’s tickets'],
    }[name];
    const document = (operationId: string, zh: string, en: string) => ({
      summary: `${zh}${words[0]}`,
      description: `${en} ${words[1]}. Answers with a redirect.\n\nPermission: \`public\`.`,
      operationId,
      tags: ['identity'],
    });
    app.get(
      `/api/v1/sign-in/${name}`,
      {
        config: { access: 'public' },
        schema: document(`identity.leave-for-${name}`, '去登录：', 'Leaves for sign-in through'),
      },
      (request, reply) => leave(platform, name, request, reply),
    );
    app.get(
      `/api/v1/sign-in/${name}/callback`,
      {
        config: { access: 'public' },
        schema: document(`identity.arrive-from-${name}`, '登录回来：', 'Comes back from sign-in through'),
      },
      (request, reply) => arrive(platform, name, request, reply),
    );
  }
}
