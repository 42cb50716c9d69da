import { ApiProblem, OFFLINE, UNCLEAR } from './problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface CallOptions {
  query?: Query;
  body?: unknown;
  /** The same key is done once, however often it is sent. */
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
}

export interface Api {
  get: <T>(path: string, options?: CallOptions) => Promise<T>;
  post: <T>(path: string, options?: CallOptions) => Promise<T>;
  put: <T>(path: string, options?: CallOptions) => Promise<T>;
  patch: <T>(path: string, options?: CallOptions) => Promise<T>;
  del: <T>(path: string, options?: CallOptions) => Promise<T>;
  /** The address behind a path, for images and downloads. */
  address: (path: string, query?: Query) => string;
}

export interface ApiSettings {
  baseUrl: string;
  /** The language in which refusals should come. */
  language?: () => string;
  /** Sentences for answers that never came. */
  words?: () => { offline: string; unclear: string };
  /** Told when the server says that nobody is signed in. */
  onSignedOut?: () => void;
}

const SILENT = { offline: '', unclear: '' };

function search(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(key, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

function requestOf(method: string, options: CallOptions, language: string | undefined): RequestInit {
  const { body, idempotencyKey, signal } = options;
  const isForm = typeof FormData !== 'undefined' && body instanceof FormData;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (language !== undefined) headers['accept-language'] = language;
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  return {
    method,
    headers,
    credentials: 'same-origin',
    signal: signal ?? null,
    body: body === undefined ? null : isForm ? body : JSON.stringify(body),
  };
}

/** A client of the platform's interface. Every refusal is thrown as an `ApiProblem`; a lost connection too. */
export function createApi({ baseUrl, language, words = () => SILENT, onSignedOut }: ApiSettings): Api {
  const address = (path: string, query?: Query) => `${baseUrl}${path}${search(query)}`;
  const send = async <T>(method: string, path: string, options: CallOptions = {}): Promise<T> => {
    let response: Response;
    try {
      response = await fetch(address(path, options.query), requestOf(method, options, language?.()));
    } catch (thrown) {
      if ((thrown as Error).name === 'AbortError') throw thrown;
      throw new ApiProblem(0, OFFLINE, words().offline);
    }
    if (response.status === 204) return undefined as T;
    const answer = (await response.json().catch(() => undefined)) as unknown;
    if (response.ok && answer !== undefined) return answer as T;
    if (response.status === 401) onSignedOut?.();
    const body = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
    // A gateway without a server behind it is a lost connection to whoever waits.
    if (body['code'] === undefined && response.status >= 502 && response.status <= 504)
      throw new ApiProblem(0, OFFLINE, words().offline);
    throw new ApiProblem(
      response.status,
      typeof body['code'] === 'string' ? body['code'] : UNCLEAR,
      typeof body['detail'] === 'string' ? body['detail'] : words().unclear,
      body,
    );
  };
  return {
    get: (path, options) => send('GET', path, options),
    post: (path, options) => send('POST', path, { body: {}, ...options }),
    put: (path, options) => send('PUT', path, { body: {}, ...options }),
    patch: (path, options) => send('PATCH', path, { body: {}, ...options }),
    del: (path, options) => send('DELETE', path, options),
    address,
  };
}
