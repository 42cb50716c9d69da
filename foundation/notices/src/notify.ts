import { sql } from 'kysely';
import type { Context, Text } from '@zhongzhi/kernel';
import { phonesOf } from '@zhongzhi/directory';
import { queueText } from './text-messages/queue-text.ts';

/** Something that a person should know. */
export interface NoticeRequest {
  to: string | readonly string[];
  /** Names the occasion, e.g. `appeal.answered`. */
  kind: string;
  title: Text;
  body: Text;
  /** A path of this platform. */
  link?: string | null;
  /** Also by text message, where that is switched on and the person has a number. */
  sms?: boolean;
}

/** Nobody is texted about what is long past: imports and the demonstration tell of it afterwards. */
const LATEST_TEXT_MS = 15 * 60_000;
const isPast = (context: Context): boolean =>
  context.platform.clock().getTime() - context.now.getTime() > LATEST_TEXT_MS;

const OWN_PATH = /^\/([^/\\]|$)/;

/**
 * Tells one or several people, in the caller's transaction: the notice exists exactly if the act is committed.
 * @returns the ids of the people told, each once.
 */
export async function notify(context: Context, request: NoticeRequest): Promise<string[]> {
  const people = [...new Set(typeof request.to === 'string' ? [request.to] : request.to)];
  const link = request.link ?? null;
  if (link !== null && !OWN_PATH.test(link)) throw new Error(`a notice links within the platform only, not to ${link}`);
  if (people.length === 0) return [];
  const rows = people.map((person) => ({ id: context.newId(), person }));
  await sql`insert into notices.notice (district, id, person, kind, title, body, link, created_at)
    select ${context.district}::int, r.id, r.person, ${request.kind}, ${JSON.stringify(request.title)}::jsonb, ${JSON.stringify(request.body)}::jsonb, ${link}, ${context.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid)`.execute(context.tx);
  if (request.sms === true && !isPast(context)) {
    const phones = await phonesOf(context.asSystem('text message to people being told'), people);
    for (const phone of new Set(phones.values())) {
      await queueText(context, {
        phone,
        kind: request.kind,
        text: `${request.title.zh}：${request.body.zh}`,
        masked: request.title.zh,
        template: 'notice',
        parameters: { title: request.title.zh.slice(0, 35) },
      });
    }
  }
  return people;
}
