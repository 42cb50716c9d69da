import { refuse, type Context } from '@zhongzhi/kernel';
import { appendEvent, desksOfCase, findCaseRow, indexCase, updateCase } from '../store/case-store.ts';
import { indexWords } from '../domain/search-words.ts';
import { getCaseType } from '../case-types.ts';
import { factsOf, tasksOf } from '../store/case-store.ts';
import { tellOf } from './tell.ts';

/** Words about a case that come from another system. */
export interface OutsideUpdate {
  /** Its number there; the same number twice is one update. */
  externalId: string | null;
  words: string;
}

/** Puts words from another system on the timeline; they change no status. @returns the event's number. */
export async function recordUpdate(context: Context, caseId: string, update: OutsideUpdate): Promise<number> {
  const row = await findCaseRow(context, caseId, 'lock');
  if (row === undefined) throw refuse.notFound();
  if (update.externalId !== null) {
    const { rows } = await context.tx
      .selectFrom('casework.event')
      .select(['seq', 'input'])
      .where('district', '=', context.district)
      .where('case_id', '=', caseId)
      .where('action', '=', 'outside-update')
      .execute()
      .then((found) => ({ rows: found }));
    const known = rows.find(({ input }) => (input as { externalId?: string }).externalId === update.externalId);
    if (known !== undefined) return known.seq;
  }
  const type = getCaseType(context.platform, row.type, row.type_version);
  await updateCase(context, caseId, row.version, {});
  await appendEvent(context, {
    caseId,
    seq: row.version + 1,
    action: 'outside-update',
    from: row.status,
    to: row.status,
    taskId: null,
    actorUnit: null,
    note: update.words,
    input: { externalId: update.externalId },
    seenBy: 'everyone',
  });
  await indexCase(context, caseId, indexWords(update.words));
  await tellOf(context, {
    type,
    facts: factsOf(row, await tasksOf(context, caseId)),
    on: 'add',
    note: update.words,
    task: null,
  });
  const desks = await desksOfCase(context, caseId);
  context.emit('case.acted', {
    caseId,
    type: row.type,
    step: 'outside-update',
    status: row.status,
    live: { caseId, type: row.type, version: row.version + 1, desks },
  });
  return row.version + 1;
}
