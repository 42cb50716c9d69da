import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { getCaseType } from '../case-types.ts';
import { appendEvent, findCaseRow, indexCase, updateCase } from '../store/case-store.ts';
import { indexWords } from '../domain/search-words.ts';

/**
 * Joins an open public report (同诉): the person is told of its progress from now on. Joining twice is harmless.
 * @throws Refusal `case.not-joinable` when it is closed, private or not of a joinable type.
 */
export async function joinCase(context: Context, id: string, words: string | null): Promise<void> {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  const row = await findCaseRow(context, id, 'lock');
  if (row === undefined || row.visibility !== 'public')
    throw refuse.notFound(
      'case.not-public',
      '没有找到这件事，或者它没有公开。',
      'This matter was not found, or it is not public.',
    );
  const type = getCaseType(context.platform, row.type, row.type_version);
  if (type.joinable !== true || row.phase === 'done')
    throw refuse.conflict(
      'case.not-joinable',
      '这件事已经办结，不能再加入；如问题仍在，请重新反映。',
      'This matter is closed and cannot be joined; report anew if the problem persists.',
    );
  if (row.opener === person) return;
  const made =
    await sql`insert into casework.follower (district, case_id, person, at, words) values (${context.district}, ${id}, ${person}, ${context.now}, ${words}) on conflict do nothing returning person`.execute(
      context.tx,
    );
  if (made.rows.length === 0) return;
  await updateCase(context, id, row.version, { followers: row.followers + 1 });
  await appendEvent(context, {
    caseId: id,
    seq: row.version + 1,
    action: 'join',
    from: row.status,
    to: row.status,
    taskId: null,
    actorUnit: null,
    note: words,
    input: {},
    seenBy: words === null ? 'everyone' : 'staff',
  });
  await sql`insert into casework.reach (district, reach, case_id, type, phase, sort_at) select district, ${`p:${person}`}, case_id, type, phase, sort_at from casework.reach where district = ${context.district} and case_id = ${id} limit 1 on conflict do nothing`.execute(
    context.tx,
  );
  await indexCase(context, id, [`p:${person}`, ...indexWords(words ?? '')]);
  context.emit('case.joined', { caseId: id, type: row.type });
}
