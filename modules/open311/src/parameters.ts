import type { FastifyRequest } from 'fastify';
import { findClientByKey } from '@zhongzhi/identity';
import type { Actor, Context } from '@zhongzhi/kernel';
import type { Format } from './domain/formats.ts';
import { errors } from './domain/refusals.ts';

export type Sent = Readonly<Record<string, unknown>>;

/** All parameters of a request, from address and form; arrays come as arrays. */
export function sentBy(request: FastifyRequest): Sent {
  const body =
    request.body !== null && typeof request.body === 'object' && !Array.isArray(request.body)
      ? (request.body as Sent)
      : {};
  return { ...(request.query as Sent), ...body };
}

/** One parameter as text; undefined when absent or blank. */
export function textOf(sent: Sent, name: string, most = 4_000): string | undefined {
  const value = sent[name];
  const text = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  if (text.includes('\0') || !text.isWellFormed()) throw errors.malformed(name, 'plain text');
  if (text.length > most) throw errors.malformed(name, `at most ${most} characters`);
  return text.trim();
}

/** A W3C date-time with zone, as the standard asks. */
export function timeOf(sent: Sent, name: string): Date | undefined {
  const text = textOf(sent, name, 40)?.replace(' ', '+');
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text)
    ? new Date(text)
    : new Date(Number.NaN);
  if (Number.isNaN(at.getTime())) throw errors.malformed(name, 'a date-time such as 2019-10-14T09:00:00+08:00');
  return at;
}

export function numberOf(sent: Sent, name: string, least: number, most: number): number | undefined {
  const text = textOf(sent, name, 30);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || value > most)
    throw errors.malformed(name, `a number from ${least} to ${most}`);
  return value;
}

export const listOf = (sent: Sent, name: string): string[] | undefined =>
  textOf(sent, name, 8_000)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, 200);

/** One district answers here; a client that names another is told so. */
export function checkJurisdiction(context: Context, sent: Sent): void {
  const named = textOf(sent, 'jurisdiction_id', 100);
  if (named !== undefined && named !== String(context.district)) throw errors.jurisdiction();
}

/** The client behind the `api_key`; undefined when none was sent. */
export async function clientOf(context: Context, sent: Sent): Promise<Extract<Actor, { kind: 'client' }> | undefined> {
  const key = textOf(sent, 'api_key', 200);
  if (key === undefined) return undefined;
  const client = await findClientByKey(context, key);
  if (client === undefined || !client.permissions.includes('open311.report')) throw errors.keyUnknown();
  return { kind: 'client', ...client };
}

export const formatOf = (format: string): Format | undefined =>
  format === 'json' || format === 'xml' ? format : undefined;
