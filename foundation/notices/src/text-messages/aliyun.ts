import { createHmac, randomUUID } from 'node:crypto';
import type { Delivery, Template, TextProvider } from './provider.ts';

export interface AliyunSettings {
  endpoint: string;
  keyId: string;
  keySecret: string;
  signature: string;
  templates: Readonly<Record<Template, string | null>>;
  timeoutMs?: number;
}

const MOST_ANSWER_BYTES = 16_384;

/** RFC 3986 encoding: encodeURIComponent leaves five characters plain that the signature needs encoded. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The query in the order and encoding that is signed. */
const canonical = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query)
    .sort()
    .map((key) => `${encode(key)}=${encode(query[key]!)}`)
    .join('&');

/** Signature version 1.0 of the provider's RPC interface: HMAC-SHA1 over method, path and sorted query. */
export function signRpc(method: 'GET' | 'POST', query: Readonly<Record<string, string>>, secret: string): string {
  return createHmac('sha1', `${secret}&`)
    .update(`${method}&${encode('/')}&${encode(canonical(query))}`)
    .digest('base64');
}

/**
 * Codes after which the same message may yet go through. Everything else the provider says is final: a wrong number
 * or template does not become right by repeating it, and each attempt may cost money.
 */
const WORTH_REPEATING =
  /^(isp\.|Throttling|ServiceUnavailable|InternalError|isv\.(BUSINESS_LIMIT_CONTROL|SYSTEM_ERROR))/;

async function readLimited(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_ANSWER_BYTES) throw new Error('the answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function judge(status: number, text: string): Delivery {
  let answer: { Code?: unknown; Message?: unknown; BizId?: unknown };
  try {
    answer = JSON.parse(text) as typeof answer;
  } catch {
    return { outcome: 'unreachable', fault: `HTTP ${status}, not JSON` };
  }
  const code = typeof answer.Code === 'string' ? answer.Code : '';
  if (status === 200 && code === 'OK')
    return { outcome: 'sent', receipt: typeof answer.BizId === 'string' ? answer.BizId : null };
  // The provider's message may repeat the number: only the code is kept.
  const fault = `HTTP ${status}, ${code.slice(0, 80) || 'no code'}`;
  return { outcome: status >= 500 || WORTH_REPEATING.test(code) || code === '' ? 'unreachable' : 'refused', fault };
}

/**
 * Alibaba Cloud's SendSms (version 2017-05-25). The address comes from the settings alone, never from a user, so that
 * nobody can point it inward; redirects are not followed, answers are cut at 16 kB and 10 s.
 */
export function createAliyunProvider(settings: AliyunSettings): TextProvider {
  return {
    name: 'aliyun',
    async send(message, { reference, now }) {
      const template = settings.templates[message.template];
      if (template === null) return { outcome: 'refused', fault: `no template is set for ${message.template}` };
      const query: Record<string, string> = {
        AccessKeyId: settings.keyId,
        Action: 'SendSms',
        Format: 'JSON',
        OutId: reference,
        PhoneNumbers: message.phone,
        RegionId: 'cn-hangzhou',
        SignName: settings.signature,
        SignatureMethod: 'HMAC-SHA1',
        SignatureNonce: randomUUID(),
        SignatureVersion: '1.0',
        TemplateCode: template,
        TemplateParam: JSON.stringify(message.parameters),
        Timestamp: now.toISOString().replace(/\.\d{3}Z$/, 'Z'),
        Version: '2017-05-25',
      };
      const body = `${canonical(query)}&Signature=${encode(signRpc('POST', query, settings.keySecret))}`;
      try {
        const response = await fetch(settings.endpoint, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(settings.timeoutMs ?? 10_000),
        });
        return judge(response.status, await readLimited(response));
      } catch (error) {
        return {
          outcome: 'unreachable',
          fault: (error as Error).name === 'TimeoutError' ? 'no answer in time' : 'no connection',
        };
      }
    },
  };
}
