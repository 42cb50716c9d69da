/**
 * A refusal is an expected "no": the caller asked for something that may not or cannot be done, and the answer
 * says how to put it right. Anything else that is thrown is a bug and becomes a 500 with a reference.
 */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-many'
  | 'busy'
  | 'too-large'
  | 'unsupported';

/** Each refusal kind and the HTTP status it is answered with. */
export const STATUS_OF: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  unsupported: 415,
  'too-many': 429,
  busy: 503,
};

/** One field that was wrong, in the words of the person who filled it in. */
export interface FieldError {
  field: string;
  detail: string;
}

/** Text in both languages. */
export interface Text {
  zh: string;
  en: string;
}

export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly text: Text;
  readonly errors: FieldError[];
  readonly extra: Record<string, unknown>;
  constructor(
    kind: RefusalKind,
    code: string,
    text: Text,
    options: { errors?: FieldError[]; extra?: Record<string, unknown> } = {},
  ) {
    super(`${code}: ${text.zh}`);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.text = text;
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
  }
}

type Options = { errors?: FieldError[]; extra?: Record<string, unknown> };

/** Makers of refusals, one per kind: `throw refuse.conflict('whistle.not-open', '这次吹哨已经结束。', 'This whistle is closed.')`. */
export const refuse = {
  invalid: (code: string, zh: string, en: string, options?: Options): Refusal =>
    new Refusal('invalid', code, { zh, en }, options),
  unauthenticated: (): Refusal =>
    new Refusal('unauthenticated', 'sign-in-needed', {
      zh: '请先登录，再办这件事。',
      en: 'Sign in first, then try again.',
    }),
  forbidden: (code: string, zh: string, en: string): Refusal => new Refusal('forbidden', code, { zh, en }),
  notFound: (
    code = 'not-found',
    zh = '没有找到，可能已被移走，或不在您的范围内。',
    en = 'Not found: it may have moved, or it is outside your scope.',
  ): Refusal => new Refusal('not-found', code, { zh, en }),
  conflict: (code: string, zh: string, en: string, options?: Options): Refusal =>
    new Refusal('conflict', code, { zh, en }, options),
  gone: (code: string, zh: string, en: string): Refusal => new Refusal('gone', code, { zh, en }),
  tooMany: (code: string, zh: string, en: string, options?: Options): Refusal =>
    new Refusal('too-many', code, { zh, en }, options),
  tooLarge: (code: string, zh: string, en: string): Refusal => new Refusal('too-large', code, { zh, en }),
  unsupported: (code: string, zh: string, en: string): Refusal => new Refusal('unsupported', code, { zh, en }),
  busy: (
    code = 'busy',
    zh = '系统正忙，请稍等几秒再试。您填的内容没有丢。',
    en = 'The platform is busy. Wait a few seconds and try again; nothing you entered is lost.',
  ): Refusal => new Refusal('busy', code, { zh, en }),
};
