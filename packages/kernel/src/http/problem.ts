import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, STATUS_OF } from '../refusal.ts';
import type { Logger } from '../logger.ts';

/** The language of an answer: English when the caller's first choice is English, Chinese otherwise. */
export function languageOf(request: FastifyRequest): 'zh' | 'en' {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

const FASTIFY_CODES: Record<string, Refusal> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Refusal('unsupported', 'input.content-type', {
    zh: '内容类型不对，请用 application/json 提交。',
    en: 'Unsupported content type; send application/json.',
  }),
  FST_ERR_CTP_BODY_TOO_LARGE: new Refusal('too-large', 'input.too-large', {
    zh: '提交的内容太大，请减少后再试。',
    en: 'The content is too large; send less.',
  }),
  FST_ERR_CTP_EMPTY_JSON_BODY: new Refusal('invalid', 'input.empty', {
    zh: '没有收到内容，请填写后再提交。',
    en: 'Nothing was sent; fill in the form and try again.',
  }),
  FST_ERR_CTP_INVALID_JSON_BODY: new Refusal('invalid', 'input.not-json', {
    zh: '内容不是有效的 JSON，请检查。',
    en: 'The content is not valid JSON.',
  }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Refusal('invalid', 'input.length', {
    zh: '内容长度与声明不符，请重新提交。',
    en: 'The content length does not match; send it again.',
  }),
};

function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code !== undefined && FASTIFY_CODES[code] !== undefined) return FASTIFY_CODES[code];
  if (statusCode === 413) return FASTIFY_CODES['FST_ERR_CTP_BODY_TOO_LARGE'];
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Refusal('invalid', 'input.malformed', {
      zh: '请求的格式不对，请刷新页面后再试。',
      en: 'The request is malformed; reload the page and try again.',
    });
  }
  return undefined;
}

/** Answers with an RFC 9457 problem document; a bug becomes a 500 with a reference and no detail. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const language = languageOf(request);
  const refusal = asRefusal(error);
  if (refusal === undefined) {
    const reference = randomUUID();
    logger.error(
      { reference, fault: (error as Error)?.stack ?? String(error), route: request.routeOptions.url },
      'unexpected failure',
    );
    void reply
      .code(500)
      .type('application/problem+json')
      .send({
        type: 'about:blank',
        title: language === 'zh' ? '系统出了差错' : 'Something went wrong',
        status: 500,
        code: 'unexpected',
        detail:
          language === 'zh'
            ? `这不是您的问题。请稍后再试；如仍不行，把编号 ${reference} 告诉我们。`
            : `This is not your fault. Try again later; if it persists, tell us the reference ${reference}.`,
        reference,
      });
    return;
  }
  if (refusal.kind === 'too-many' || refusal.kind === 'busy')
    void reply.header('retry-after', String(Number(refusal.extra['retryAfterSeconds'] ?? 2)));
  void reply
    .code(STATUS_OF[refusal.kind])
    .type('application/problem+json')
    .send({
      ...refusal.extra,
      type: `/docs/problems#${refusal.code}`,
      title: refusal.text[language],
      status: STATUS_OF[refusal.kind],
      code: refusal.code,
      detail: refusal.text[language],
      ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
    });
}

const BROKEN: Record<string, { status: string; code: string; zh: string }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'input.header-too-large',
    zh: '地址或请求头太长，请清除浏览器里本站的数据后再试。',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'input.too-slow',
    zh: '等了太久还没有收到全部内容，请检查网络后再试。',
  },
};
const MALFORMED = { status: '400 Bad Request', code: 'input.malformed', zh: '请求的格式不对，请刷新页面后再试。' };

/** Answers bytes that are no request at all: there is no reply to write on yet, only the connection. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, code, zh } = BROKEN[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({
    type: `/docs/problems#${code}`,
    title: zh,
    status: Number(status.slice(0, 3)),
    code,
    detail: zh,
  });
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  socket.destroySoon();
}
