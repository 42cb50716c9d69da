import type { Context } from '@zhongzhi/kernel';
import { loadCalendar } from '@zhongzhi/calendar';
import { attachFiles } from '@zhongzhi/files';
import { nextDue, settleClocks, type Clock } from '../domain/clocks.ts';
import { desksOf, sortAtOf } from '../domain/desks.ts';
import { isDone, type CaseType } from '../domain/case-type.ts';
import type { CaseDraft, CaseFacts, TaskFacts } from '../domain/draft.ts';
import { indexWords } from '../domain/search-words.ts';
import { clocksOf, writeClocks } from '../store/clock-store.ts';
import { followersOf, indexCase, layOnDesks } from '../store/case-store.ts';
import type { CaseInView } from './access.ts';
import { tellOf } from './tell.ts';

export interface Settlement {
  view: CaseInView;
  draft: CaseDraft;
  status: string;
  task: TaskFacts | null;
  taskStatus: string | null;
  step: string;
  /** The words of the step, as the timeline shows them. */
  note: string | null;
  /** Who sees what came with the step. */
  seenBy: 'everyone' | 'staff';
}

/**
 * After the new state is written: tasks, clocks, deadline, desks, search, files, links, notices, messages – then, when
 * the last task of a kind is done, the step the type asks for.
 * @returns that step, for the engine to take; null when there is none.
 */
export async function settleCase(context: Context, settlement: Settlement): Promise<string | null> {
  const { view, draft, status, task, taskStatus } = settlement;
  const joined = task === null || taskStatus === null ? null : await moveTask(context, settlement, task, taskStatus);
  const added = newTasks(context, view.type, draft);
  await insertTasks(context, view.type, view.facts.id, added);
  const tasks = [
    ...view.facts.tasks.map((known) =>
      known.id === task?.id ? { ...known, status: taskStatus!, data: { ...known.data, ...draft.taskData } } : known,
    ),
    ...added,
  ];
  const facts = factsAfter(view.facts, draft, status, tasks);
  if (isDone(view.type, status)) await endTasks(context, facts.id);
  const clocks = await settleClocksOf(context, view, facts, draft.restarted);
  const desks = await settleDesks(context, settlement, facts, clocks);
  for (const { ids, stage } of draft.files) await attachToCase(context, facts.id, ids, stage, settlement.seenBy);
  for (const link of draft.links) await linkCases(context, facts.id, link);
  await tellOf(context, { type: view.type, facts, on: settlement.step, note: settlement.note, task });
  context.emit('case.acted', {
    caseId: facts.id,
    type: facts.type,
    step: settlement.step,
    status,
    live: { caseId: facts.id, type: facts.type, version: view.facts.version + 1, desks },
  });
  for (const { event, payload } of draft.events) context.emit(event, payload);
  return joined;
}

/** The case as it is after the step. */
export function factsAfter(facts: CaseFacts, draft: CaseDraft, status: string, tasks: readonly TaskFacts[]): CaseFacts {
  return {
    ...facts,
    status,
    version: facts.version + 1,
    tasks,
    title: draft.title ?? facts.title,
    description: draft.description ?? facts.description,
    unit: draft.unit === undefined ? facts.unit : draft.unit,
    assignee: draft.assignee === undefined ? facts.assignee : draft.assignee,
    urgency: draft.urgency ?? facts.urgency,
    category: draft.category === undefined ? facts.category : draft.category,
    place: draft.place ?? facts.place,
    form: { ...facts.form, ...draft.form },
    memory: { ...facts.memory, ...draft.memory },
  };
}

async function moveTask(
  context: Context,
  { view, draft }: Settlement,
  task: TaskFacts,
  status: string,
): Promise<string | null> {
  const kind = view.type.tasks![task.kind]!;
  const phase = kind.statuses[status]!.phase;
  await context.tx
    .updateTable('casework.task')
    .set({
      status,
      phase,
      data: JSON.stringify({ ...task.data, ...draft.taskData }),
      done_at: phase === 'done' ? context.now : null,
    })
    .where('district', '=', context.district)
    .where('id', '=', task.id)
    .execute();
  const wasDone = kind.statuses[task.status]!.phase === 'done';
  if (phase !== 'done' || wasDone || kind.whenAllDone === undefined) return null;
  const others = view.facts.tasks.filter((other) => other.kind === task.kind && other.id !== task.id);
  return others.every((other) => kind.statuses[other.status]!.phase === 'done') ? kind.whenAllDone : null;
}

/** With the case its unfinished tasks end; steps that may do this say so (`endsTasks`). */
async function endTasks(context: Context, caseId: string): Promise<void> {
  await context.tx
    .updateTable('casework.task')
    .set({ phase: 'done', done_at: context.now })
    .where('district', '=', context.district)
    .where('case_id', '=', caseId)
    .where('phase', '<>', 'done')
    .execute();
}

/** The tasks that a draft asks for, with their keys. */
export const newTasks = (context: Context, type: CaseType, draft: CaseDraft): TaskFacts[] =>
  draft.newTasks.map(({ kind, unit, data }) => ({
    id: context.newId(),
    kind,
    unit,
    data,
    status: type.tasks![kind]!.start,
  }));

/** Writes new tasks. */
export async function insertTasks(
  context: Context,
  type: CaseType,
  caseId: string,
  tasks: readonly TaskFacts[],
): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map((task) => ({
    district: context.district,
    id: task.id,
    case_id: caseId,
    kind: task.kind,
    unit: task.unit,
    status: task.status,
    phase: type.tasks![task.kind]!.statuses[task.status]!.phase,
    data: JSON.stringify(task.data),
    created_at: context.now,
  }));
  await context.tx.insertInto('casework.task').values(rows).execute();
}

/** Brings the clocks to where the case has come, and writes those that changed. */
async function settleClocksOf(
  context: Context,
  view: Pick<CaseInView, 'type'>,
  facts: CaseFacts,
  restarted: readonly string[],
): Promise<Clock[]> {
  if (Object.keys(view.type.deadlines ?? {}).length === 0) return [];
  const before = await clocksOf(context, facts.id);
  const after = settleClocks(before, {
    type: view.type,
    facts,
    tasks: facts.tasks,
    restarted,
    now: context.now,
    calendar: await loadCalendar(context),
  });
  await writeClocks(context, facts.id, before, after);
  return after;
}

/** Writes when the next step is due; null when nothing presses. */
async function setDue(context: Context, caseId: string, due: Date | null): Promise<void> {
  await context.tx
    .updateTable('casework.case')
    .set({ due_at: due })
    .where('district', '=', context.district)
    .where('id', '=', caseId)
    .execute();
}

/** Links a case to another, once. */
export async function linkCases(context: Context, caseId: string, link: { kind: string; to: string }): Promise<void> {
  const row = { district: context.district, from_case: caseId, to_case: link.to, kind: link.kind, at: context.now };
  await context.tx
    .insertInto('casework.link')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The desks of a case as its facts say; a case that a unit opened stays on that unit's desk. */
export function desksOfFacts(district: number, facts: CaseFacts, people: readonly string[] = []): string[] {
  const opener = facts.memory['openerUnit'];
  const units = [...facts.tasks.map(({ unit }) => unit), ...(typeof opener === 'string' ? [opener] : [])];
  return desksOf({ ...facts, district }, units, people);
}

async function settleDesks(
  context: Context,
  { view, draft, note }: Settlement,
  facts: CaseFacts,
  clocks: readonly Clock[],
): Promise<string[]> {
  const phase = view.type.statuses[facts.status]!.phase;
  const due = phase === 'done' ? null : nextDue(clocks, view.type);
  if (due?.getTime() !== view.row.due_at?.getTime()) await setDue(context, facts.id, due);
  const followers = view.row.followers === 0 ? [] : await followersOf(context, facts.id);
  const keys = desksOfFacts(context.district, facts, followers);
  const sortAt = sortAtOf(phase, due, view.row.closed_at, context.now);
  const known = new Set(desksOfFacts(context.district, view.facts, followers));
  const fresh = keys.filter((key) => !known.delete(key));
  const isMoved =
    fresh.length > 0 || known.size > 0 || phase !== view.row.phase || due?.getTime() !== view.row.due_at?.getTime();
  if (isMoved || phase === 'done')
    await layOnDesks(context, { id: facts.id, type: facts.type, phase, sortAt }, keys, false);
  const words = indexWords([draft.title, draft.description, note].filter((text) => text != null).join(' '));
  if (fresh.length + words.length + known.size > 0)
    await indexCase(context, facts.id, [...fresh, ...words], [...known]);
  return keys;
}

/** Attaches uploads to a case, at the step they came with. */
export async function attachToCase(
  context: Context,
  caseId: string,
  ids: readonly string[],
  stage: string,
  seenBy: 'everyone' | 'staff' = 'everyone',
): Promise<void> {
  if (ids.length === 0) return;
  await attachFiles(context, { ids: [...ids], kind: 'case', id: caseId });
  await context.tx
    .insertInto('casework.attachment')
    .values(
      ids.map((id) => ({
        district: context.district,
        case_id: caseId,
        file_id: id,
        stage,
        seen_by: seenBy,
        at: context.now,
      })),
    )
    .execute();
}
