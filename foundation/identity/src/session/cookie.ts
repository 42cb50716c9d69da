import type { FastifyReply } from 'fastify';
import type { Platform } from '@zhongzhi/kernel';
import { SESSION_LIVES } from '../domain/limits.ts';
import type { NewSession } from './sessions.ts';

const isSecure = (platform: Platform): boolean => platform.settings.publicAddress?.startsWith('https://') === true;

/** The session cookie's name; `__Host-` makes browsers refuse it from subdomains and over plain HTTP. */
export const cookieName = (platform: Platform): string => (isSecure(platform) ? '__Host-zz' : 'zz');

/** The name of the cookie that binds a round trip to an outside sign-in to this browser. */
export const tripCookieName = (platform: Platform): string => (isSecure(platform) ? '__Host-zz-trip' : 'zz-trip');

export const cookieRules = (platform: Platform) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(platform) }) as const;

/** Puts a session into the browser. A staff session ends with the browser: desks are shared. */
export function setSessionCookie(platform: Platform, reply: FastifyReply, session: NewSession): void {
  const keep = session.life === 'resident' ? { maxAge: SESSION_LIVES.resident.absoluteSeconds } : {};
  void reply.setCookie(cookieName(platform), session.token, { ...cookieRules(platform), ...keep });
}

/** Takes the session out of the browser, with what pages kept there (GB/T 22239 8.1.4.10: residual information). */
export function clearSessionCookie(platform: Platform, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(platform), cookieRules(platform)).header('clear-site-data', '"cache", "storage"');
}
