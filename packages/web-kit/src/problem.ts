/** What is wrong with which field of a form. */
export interface FieldProblem {
  readonly field: string;
  readonly detail: string;
}

/** Codes of our own for answers that never came. */
export const OFFLINE = 'offline';
export const UNCLEAR = 'unclear';

/** A refusal (RFC 9457): a stable code and a sentence for the person who asked. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, detail: string, body: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = Array.isArray(body['errors']) ? (body['errors'] as FieldProblem[]) : [];
    this.extra = body;
  }

  /** True when the request may never have arrived: the same key may be sent again. */
  get isOffline(): boolean {
    return this.code === OFFLINE;
  }
}

/** Whatever was thrown, as a problem with a sentence. */
export function problemOf(thrown: unknown, unclear: string): ApiProblem {
  return thrown instanceof ApiProblem ? thrown : new ApiProblem(0, UNCLEAR, unclear);
}
