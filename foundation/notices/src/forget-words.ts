import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';

const DELETED = '〔已删除〕';

/**
 * Takes words out of the notices about some records, whoever was told: the name of someone erased stands in what others
 * read about their matter. Reads all notices of the district, for erasures are rare and an index would burden every notice.
 */
export async function forgetWordsInNotices(
  context: Context,
  links: readonly string[],
  words: readonly string[],
): Promise<void> {
  if (links.length === 0) return;
  for (const word of words) {
    const inside = JSON.stringify(word).slice(1, -1);
    await sql`update notices.notice set title = replace(title::text, ${inside}, ${DELETED})::jsonb, body = replace(body::text, ${inside}, ${DELETED})::jsonb
      where district = ${context.district} and link = any(${[...links]}::text[]) and (position(${inside} in title::text) > 0 or position(${inside} in body::text) > 0)`.execute(
      context.tx,
    );
  }
}
