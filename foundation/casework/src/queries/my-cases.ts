import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { encodeCursor } from '@zhongzhi/contract-kit';
import type { CasePage } from '../contract/index.ts';
import { linesOf } from './case-lines.ts';
import { idAfter } from './page-marker.ts';

/** The actor's own matters and those they joined, newest first. */
export async function myCases(context: Context, cursor: string | undefined, limit: number): Promise<CasePage> {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  const before = cursor === undefined ? null : idAfter(cursor);
  const { rows } = await sql<{ id: string }>`select id from (
      (select id from casework.case where district = ${context.district} and opener = ${person} and (${before}::uuid is null or id < ${before}::uuid) order by id desc limit ${limit + 1})
      union
      (select case_id from casework.follower where district = ${context.district} and person = ${person} and (${before}::uuid is null or case_id < ${before}::uuid) order by case_id desc limit ${limit + 1})
    ) mine(id) order by id desc limit ${limit + 1}`.execute(context.tx);
  const shown = rows.slice(0, limit).map(({ id }) => id);
  return { items: await linesOf(context, shown), next: rows.length > limit ? encodeCursor([shown.at(-1)!]) : null };
}
