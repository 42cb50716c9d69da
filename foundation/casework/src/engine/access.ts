import { coversPlace, coversUnit, personOf, refuse, type Context } from '@zhongzhi/kernel';
import type { Action, CaseType, Party } from '../domain/case-type.ts';
import type { CaseFacts, TaskFacts } from '../domain/draft.ts';
import { desksAmong, findCaseRow, factsOf, tasksOf, type CaseRow, type TaskRow } from '../store/case-store.ts';
import { getCaseType } from '../case-types.ts';

/** A case as one reader stands to it. */
export interface CaseInView {
  row: CaseRow;
  tasks: TaskRow[];
  facts: CaseFacts;
  type: CaseType;
  isStaff: boolean;
  isOpener: boolean;
  isFollower: boolean;
}

/** The desks that a reader sits at for one case type, without their own. */
export const staffDesks = (context: Context, type: CaseType): string[] =>
  context
    .scopeFor(type.boardPermission)
    .reach.filter((key) => !key.startsWith('p:') && context.may(type.boardPermission));

/**
 * Loads a case that the actor may see; out of scope is *not found*.
 * @throws Refusal `case.not-found`
 */
export async function viewCase(context: Context, id: string, lock: 'lock' | 'look'): Promise<CaseInView> {
  const row = await findCaseRow(context, id, lock);
  if (row === undefined) throw notFound();
  const type = getCaseType(context.platform, row.type, row.type_version);
  const person = personOf(context.actor);
  const isSystem = context.actor.kind === 'system';
  const keys = [...staffDesks(context, type), ...(person === null ? [] : [`p:${person}`])];
  const [desks, tasks] = await Promise.all([
    isSystem ? ([] as string[]) : desksAmong(context, id, keys),
    tasksOf(context, id),
  ]);
  if (!isSystem && desks.length === 0) throw notFound();
  const isOpener = person !== null && row.opener === person;
  const isAssignee = person !== null && row.assignee === person;
  return {
    row,
    tasks,
    type,
    facts: factsOf(row, tasks),
    isStaff: isSystem || isAssignee || desks.some((desk) => !desk.startsWith('p:')),
    isOpener,
    isFollower: !isOpener && !isAssignee && person !== null && desks.includes(`p:${person}`),
  };
}

const notFound = () =>
  refuse.notFound(
    'case.not-found',
    '没有找到这件事，可能编号有误，或不在您的范围内。',
    'This matter was not found: the number may be wrong, or it is outside your scope.',
  );

function isParty(context: Context, view: CaseInView, task: TaskFacts | null, party: Party): boolean {
  if (party === 'platform') return false;
  if (party === 'opener') return view.isOpener;
  if (party === 'follower') return view.isFollower;
  if (!context.may(party.permission)) return false;
  const scope = context.scopeFor(party.permission);
  switch (party.at) {
    case 'place':
      return view.facts.place === null
        ? coversPlace(scope, String(context.district))
        : coversPlace(scope, view.facts.place);
    case 'unit':
      return view.facts.unit !== null && coversUnit(scope, view.facts.unit);
    case 'task-unit':
      return task === null
        ? view.facts.tasks.some(({ unit }) => coversUnit(scope, unit))
        : coversUnit(scope, task.unit);
    case 'opener-unit':
      return typeof view.facts.memory['openerUnit'] === 'string' && coversUnit(scope, view.facts.memory['openerUnit']);
  }
}

/** Whether a step may start from where the case (or the task) stands. */
export function startsFrom(action: Action, status: string, phase: string): boolean {
  return action.from === 'any-open' ? phase !== 'done' : action.from.includes(status);
}

/** Whether the actor is one of those who may take the step. */
export const mayTake = (context: Context, view: CaseInView, action: Action, task: TaskFacts | null = null): boolean =>
  context.actor.kind === 'system' || action.by.some((party) => isParty(context, view, task, party));

/** The one table of what may happen now, for pages, interface and tests alike. */
export function openSteps(context: Context, view: CaseInView): [string, Action][] {
  const phase = view.type.statuses[view.facts.status]!.phase;
  return Object.entries(view.type.actions).filter(
    ([, action]) =>
      action.hidden !== true &&
      startsFrom(action, view.facts.status, phase) &&
      mayTake(context, view, action) &&
      action.guard?.(view.facts, context) === undefined,
  );
}

/** The same for one task of the case. */
export function openTaskSteps(context: Context, view: CaseInView, task: TaskFacts): [string, Action][] {
  const kind = view.type.tasks?.[task.kind];
  if (kind === undefined || view.type.statuses[view.facts.status]!.phase === 'done') return [];
  const phase = kind.statuses[task.status]!.phase;
  return Object.entries(kind.actions).filter(
    ([, action]) =>
      action.hidden !== true && startsFrom(action, task.status, phase) && mayTake(context, view, action, task),
  );
}

/** The unit in whose name a person acts: the handling unit or the task's when it is theirs, else the only one they have. */
export function actingUnit(
  context: Context,
  view: { facts: CaseFacts; type: CaseType },
  task: TaskFacts | null,
): string | null {
  if (context.actor.kind !== 'person') return null;
  const scope = context.scopeFor(view.type.boardPermission);
  for (const unit of [task?.unit ?? null, view.facts.unit]) if (unit !== null && coversUnit(scope, unit)) return unit;
  return scope.units[0] ?? null;
}
