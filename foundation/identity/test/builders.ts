import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createPerson, grantRole, type RoleDraft } from '@zhongzhi/directory';
import type { Platform } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { createAccount } from '../src/accounts/manage-accounts.ts';
import { hotp, fromBase32, stepAt } from '../src/domain/totp.ts';
import { findActor } from '../src/session/find-actor.ts';

/** A browser: keeps cookies, sends them back, and calls the interface of a server in this process. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly cookies = new Map<string, string>();
  /** What the browser says it is, and where it calls from. */
  readonly #headers: Record<string, string>;
  readonly #address: string;

  constructor(app: FastifyInstance, options: { address?: string; headers?: Record<string, string> } = {}) {
    this.#app = app;
    this.#headers = options.headers ?? {};
    this.#address = options.address ?? '10.0.0.1';
  }

  async call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#app.inject({
      method,
      url: path.startsWith('/api') ? path : `/api/v1${path}`,
      remoteAddress: this.#address,
      headers: { ...this.#headers, ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (value === '' || maxAge === 0 || (expires !== undefined && expires.getTime() === 0)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Who the platform takes this browser for: the name, or null. */
  async whoAmI(): Promise<string | null> {
    const { person } = (await this.call('GET', '/session')).json<{ person: { name: string } | null }>();
    return person?.name ?? null;
  }
}

/** The whole HTTP shell over a platform, as the server builds it. */
export const openShell = (platform: Platform): Promise<FastifyInstance> =>
  buildShell(platform, { findActor: findActor(platform), isReady: () => true, version: 'test' });

/** A member of staff with account, password and roles. */
export async function aStaffMember(
  platform: Platform,
  draft: { login: string; password: string; name?: string; roles: Omit<RoleDraft, 'person'>[] },
): Promise<string> {
  return platform.asSystem('test', async (context) => {
    const person = await createPerson(context, { name: draft.name ?? draft.login });
    for (const role of draft.roles) await grantRole(context, { person, ...role });
    await createAccount(context, { person, login: draft.login, password: draft.password });
    return person;
  });
}

/** Signs a member of staff in by password and sets up the second factor. @returns the secret, for later codes. */
export async function enrol(browser: Browser, platform: Platform, login: string, password: string): Promise<string> {
  await browser.call('POST', '/sign-in/password', { login, password });
  const { secret } = (await browser.call('POST', '/me/second-factor', {})).json<{ secret: string }>();
  await browser.call('POST', '/me/second-factor/confirm', { code: codeAt(secret, platform.clock()) });
  return secret;
}

/** The code that an authenticator application shows. */
export const codeAt = (secret: string, now: Date): string => hotp(fromBase32(secret), stepAt(now));
