import { createHmac } from 'node:crypto';
import { isPhone, normalisePhone } from '@zhongzhi/contract-kit';
import type { ExternalProvider } from './provider.ts';

export interface TicketSettings {
  /** Base address of the province's sign-in; the paths below it are those of `PATHS`. */
  address: string;
  clientId: string;
  clientSecret: string;
  now: () => Date;
  timeoutMs?: number;
}

/** Provinces differ in names and paths, not in the steps; a dialect is a copy of this table and of `read`. */
const PATHS = { enter: '/authorize', token: '/token', person: '/userinfo' } as const;
const MOST_ANSWER_BYTES = 65_536;

type Answer = Readonly<Record<string, unknown>>;

/** Each call is signed over client, secret part and time, so that a ticket read on the way cannot be exchanged by others. */
export const signTicketCall = (secret: string, clientId: string, value: string, time: string): string =>
  createHmac('sha256', secret).update(`${clientId}\n${value}\n${time}`).digest('hex');

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= 500 ? value : null;

/**
 * The way most provinces let applications in: the browser comes back with a ticket, the server exchanges it once for a
 * token and asks with the token who it is. The address comes from the settings alone; redirects are not followed.
 */
export function createTicketProvider(settings: TicketSettings): ExternalProvider {
  const { address, clientId, clientSecret } = settings;
  const call = async (path: string, name: string, value: string): Promise<Answer> => {
    const time = String(settings.now().getTime());
    const response = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        clientId,
        [name]: value,
        time,
        sign: signTicketCall(clientSecret, clientId, value, time),
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs ?? 10_000),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    const body = await response.arrayBuffer();
    if (body.byteLength > MOST_ANSWER_BYTES) throw new Error(`${path} answered too much`);
    const answer = JSON.parse(Buffer.from(body).toString('utf8')) as { success?: unknown; data?: unknown };
    if (answer.success !== true || answer.data === null || typeof answer.data !== 'object')
      throw new Error(`${path} refused`);
    return answer.data as Answer;
  };
  return {
    name: 'ticket',
    leave({ state, callback }) {
      const back = new URL(callback);
      back.searchParams.set('state', state);
      const enter = new URL(`${address}${PATHS.enter}`);
      enter.searchParams.set('clientId', clientId);
      enter.searchParams.set('redirect', back.href);
      return Promise.resolve(enter.href);
    },
    async arrive(_trip, query) {
      const ticket = text(query.get('ticket'));
      if (ticket === null) throw new Error('no ticket');
      const token = text((await call(PATHS.token, 'ticket', ticket))['accessToken']);
      if (token === null) throw new Error('no token');
      const person = await call(PATHS.person, 'accessToken', token);
      const subject = text(person['userId']);
      if (subject === null) throw new Error('no subject');
      const phone = normalisePhone(text(person['mobile']) ?? '');
      // The provinces bind a person to a verified number and identity document before they let them in.
      return {
        issuer: address,
        subject,
        name: text(person['name']),
        phone: phone !== null && isPhone(phone) ? phone : null,
        secondFactor: false,
      };
    },
  };
}
