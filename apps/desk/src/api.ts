import { currentLanguage } from './i18n.ts';

export interface FieldError {
  readonly field: string;
  readonly detail: string;
}

/** A refusal of the server: a stable code and a sentence for the person who asked. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(status: number, code: string, detail: string, body: Record<string, unknown> = {}) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.errors = Array.isArray(body['errors']) ? (body['errors'] as FieldError[]) : [];
    this.extra = body;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

const BASE = '/api/v1';
const OFFLINE = {
  zh: '连不上服务器，请检查网络后再试。',
  en: 'The server cannot be reached. Check the network and try again.',
};
const UNCLEAR = { zh: '服务器没有正常答复，请稍后再试。', en: 'The server did not answer properly. Try again later.' };

/** The address of an interface, with those parameters that are set. */
export function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(key, String(value));
  }
  const text = parameters.toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

async function send<T>(method: string, address: string, body?: unknown, key?: string): Promise<T> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': currentLanguage() === 'zh' ? 'zh-CN' : 'en',
  };
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers,
      body: isForm ? body : body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new ApiProblem(0, 'offline', OFFLINE[currentLanguage()]);
  }
  if (response.status === 204) return undefined as T;
  const answer = (await response.json().catch(() => undefined)) as Record<string, unknown> | undefined;
  if (response.ok && answer !== undefined) return answer as T;
  const detail = typeof answer?.['detail'] === 'string' ? answer['detail'] : UNCLEAR[currentLanguage()];
  const code = typeof answer?.['code'] === 'string' ? answer['code'] : 'unclear';
  throw new ApiProblem(response.status, code, detail, answer ?? {});
}

/** The interface of the platform, as the desk calls it. Every refusal is thrown as an `ApiProblem`. */
export const api = {
  get: <T>(path: string, query?: Query): Promise<T> => send<T>('GET', addressOf(path, query)),
  /** A `key` makes a repeat harmless: the same key is done once. */
  post: <T>(path: string, body: unknown = {}, key?: string): Promise<T> => send<T>('POST', addressOf(path), body, key),
  put: <T>(path: string, body: unknown): Promise<T> => send<T>('PUT', addressOf(path), body),
  patch: <T>(path: string, body: unknown): Promise<T> => send<T>('PATCH', addressOf(path), body),
  remove: <T>(path: string, query?: Query): Promise<T> => send<T>('DELETE', addressOf(path, query)),
};
