import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../platform.ts';
import { refuse } from '../refusal.ts';

const CSP =
  "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Headers that keep foreign content, framing, sniffing and referrers out. */
export function securityHeaders(platform: Platform): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const isSecure = platform.settings.publicAddress?.startsWith('https://') === true;
  return async (_request, reply) => {
    reply
      .header('content-security-policy', CSP)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('x-frame-options', 'DENY')
      .header('permissions-policy', 'camera=(self), geolocation=(self), microphone=()');
    if (isSecure) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
  };
}

/**
 * A request that changes something and carries our cookie must come from our own pages (cross-site request forgery).
 * Callers without a cookie – machine clients with a key – have no origin to hold against.
 */
export function guardOrigin(platform: Platform): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
    const { origin, host, cookie } = request.headers;
    if (cookie === undefined) return;
    const site = request.headers['sec-fetch-site'];
    const foreign = refuse.forbidden(
      'origin.foreign',
      '这个请求不是从本平台页面发出的，已拦下。请回到平台页面再操作。',
      'This request did not come from the platform’s own pages.',
    );
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign;
    if (origin === undefined) return;
    const expected = platform.settings.publicAddress;
    if (expected !== null && origin === new URL(expected).origin) return;
    if (URL.canParse(origin) && new URL(origin).host === host) return;
    throw foreign;
  };
}
