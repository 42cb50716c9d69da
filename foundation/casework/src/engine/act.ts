import { personOf, refuse, validate, type Context } from '@zhongzhi/kernel';
import { namesOf } from '@zhongzhi/directory';
import { CaseDraft, type TaskFacts } from '../domain/draft.ts';
import type { Action } from '../domain/case-type.ts';
import { schemaOfForm } from '../domain/form-schema.ts';
import { taskFactsOf, updateCase, appendEvent } from '../store/case-store.ts';
import { actingUnit, mayTake, startsFrom, viewCase, type CaseInView } from './access.ts';
import { settleCase } from './settle.ts';
import { lastEventOf } from '../queries/timeline.ts';

export interface StepRequest {
  id: string;
  action: string;
  version?: number | undefined;
  taskId?: string | undefined;
  input?: Record<string, unknown> | undefined;
}

export interface StepResult {
  id: string;
  version: number;
  status: string;
}

interface Found {
  action: Action;
  task: TaskFacts | null;
}

/**
 * Takes one step on a case: who may, from where, with what – then the new state, the event, clocks, desks, notices and
 * messages in the caller's transaction.
 * @throws Refusal `case.moved-on` when someone else was faster, with who did what and when.
 */
export async function takeStep(context: Context, request: StepRequest): Promise<StepResult> {
  const view = await viewCase(context, request.id, 'lock');
  const { action, task } = findStep(view, request);
  if (request.version !== undefined && request.version !== view.facts.version) throw await movedOn(context, view);
  await checkStep(context, view, request, action, task);
  const input = request.input ?? {};
  validate(schemaOfForm(action.form ?? []), input, 'strict', context.language);
  const draft = new CaseDraft();
  if (task !== null) draft.taskData = { [request.action]: input }; // under the step's name: forms may share keys
  await action.effect?.({ context, facts: view.facts, task, draft, input });
  const status =
    task === null
      ? targetOf(action, view.facts.status, draft.status, request.action)
      : (draft.status ?? view.facts.status);
  refuseOpenTasks(view, action, status);
  const taskStatus = task === null ? null : targetOf(action, task.status, draft.taskStatus, request.action);
  const version = view.facts.version;
  if (!(await updateCase(context, request.id, version, changesOf(view, draft, status, context.now))))
    throw await movedOn(context, view);
  const note = draft.note ?? noteOf(input);
  await appendEvent(context, {
    caseId: request.id,
    seq: version + 1,
    action: request.action,
    from: view.facts.status,
    to: status,
    taskId: task?.id ?? null,
    actorUnit: actingUnit(context, view, task),
    note,
    input,
    seenBy: action.seenBy ?? 'everyone',
  });
  const next = await settleCase(context, {
    view,
    draft,
    status,
    task,
    taskStatus,
    step: request.action,
    note,
    seenBy: action.seenBy ?? 'everyone',
  });
  return next === null
    ? { id: request.id, version: version + 1, status }
    : takeStep(context.asSystem('all tasks done'), { id: request.id, action: next });
}

const isUnfinished = (view: CaseInView): boolean => view.tasks.some(({ phase }) => phase !== 'done');

/** Parallel work is finished before the case is, unless the step ends it on purpose. */
function refuseOpenTasks(view: CaseInView, action: Action, status: string): void {
  if (action.endsTasks === true || view.type.statuses[status]!.phase !== 'done' || !isUnfinished(view)) return;
  throw refuse.conflict(
    'case.tasks-unfinished',
    '还有单位没有办完，不能办结。请等各单位完成，或先取消。',
    'Some units are not done yet; wait for them, or cancel first.',
  );
}

function findStep(view: CaseInView, request: StepRequest): Found {
  const unknown = refuse.notFound(
    'case.unknown-step',
    '没有这个办理步骤，请刷新页面。',
    'There is no such step; reload the page.',
  );
  if (request.taskId === undefined) {
    const action = Object.hasOwn(view.type.actions, request.action) ? view.type.actions[request.action] : undefined;
    if (action === undefined) throw unknown;
    return { action, task: null };
  }
  const row = view.tasks.find(({ id }) => id === request.taskId);
  const actions = row === undefined ? undefined : view.type.tasks?.[row.kind]?.actions;
  const action = actions !== undefined && Object.hasOwn(actions, request.action) ? actions[request.action] : undefined;
  if (row === undefined || action === undefined) throw unknown;
  return { action, task: taskFactsOf(row) };
}

async function checkStep(
  context: Context,
  view: CaseInView,
  request: StepRequest,
  action: Action,
  task: TaskFacts | null,
): Promise<void> {
  if (!mayTake(context, view, action, task)) {
    throw refuse.forbidden(
      'case.step-not-yours',
      `“${action.label.zh}”不由您办理；请联系承办单位，或刷新页面看看现在能做什么。`,
      `"${action.label.en}" is not yours to do; reload the page to see what you can do now.`,
    );
  }
  const [status, statuses] =
    task === null ? [view.facts.status, view.type.statuses] : [task.status, view.type.tasks![task.kind]!.statuses];
  const isClosed = task !== null && view.type.statuses[view.facts.status]!.phase === 'done';
  if (isClosed || !startsFrom(action, status, statuses[status]!.phase)) {
    if (request.version === undefined || request.version !== view.facts.version) throw await movedOn(context, view);
    throw refuse.conflict(
      'case.step-not-now',
      `现在是“${statuses[status]!.label.zh}”，不能“${action.label.zh}”。请刷新页面。`,
      `It is "${statuses[status]!.label.en}" now; "${action.label.en}" is not possible. Reload the page.`,
    );
  }
  const refusal = action.guard?.(view.facts, context);
  if (refusal !== undefined) throw refusal;
}

function targetOf(action: Action, present: string, chosen: string | undefined, name: string): string {
  const targets = action.to === undefined ? [] : typeof action.to === 'string' ? [action.to] : action.to;
  if (chosen !== undefined) {
    if (targets.length > 0 && !targets.includes(chosen))
      throw new Error(`the step ${name} chose the status ${chosen}, which it does not declare`);
    return chosen;
  }
  if (targets.length > 1) throw new Error(`the step ${name} must choose one of ${targets.join(', ')}`);
  return targets[0] ?? present;
}

function changesOf(view: CaseInView, draft: CaseDraft, status: string, now: Date): Record<string, unknown> {
  const phase = view.type.statuses[status]!.phase;
  const changes: Record<string, unknown> = { status, phase };
  if (phase === 'done' && view.row.closed_at === null) changes['closed_at'] = now;
  if (phase !== 'done' && view.row.closed_at !== null) changes['closed_at'] = null;
  for (const key of ['title', 'description', 'unit', 'assignee', 'urgency', 'category', 'place', 'visibility'] as const)
    if (draft[key] !== undefined) changes[key] = draft[key];
  if (draft.form !== undefined) changes['form'] = JSON.stringify({ ...view.facts.form, ...draft.form });
  if (draft.memory !== undefined) changes['memory'] = JSON.stringify({ ...view.facts.memory, ...draft.memory });
  return changes;
}

const noteOf = (input: Record<string, unknown>): string | null => {
  for (const key of ['note', 'reason', 'answer', 'words', 'result'])
    if (typeof input[key] === 'string' && input[key] !== '') return input[key];
  return null;
};

async function movedOn(context: Context, view: CaseInView) {
  const last = await lastEventOf(context, view.facts.id);
  const label =
    last === undefined
      ? undefined
      : (view.type.actions[last.action]?.label ??
        Object.values(view.type.tasks ?? {})
          .map((task) => task.actions[last.action]?.label)
          .find((text) => text !== undefined));
  const isStaffReader = view.isStaff && last?.actor != null && last.actor !== personOf(context.actor);
  const name = isStaffReader ? ((await namesOf(context, [last.actor!])).get(last.actor!) ?? '') : '';
  const time = last === undefined ? '' : new Date(last.at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return refuse.conflict(
    'case.moved-on',
    `这件事刚刚（${time}）${name === '' ? '' : `由${name}`}办理了“${label?.zh ?? '更新'}”，您的操作没有提交。请刷新后再看。`,
    `This matter just moved on (${time}${name === '' ? '' : `, ${name}`}): "${label?.en ?? 'updated'}". Your step was not taken; reload and look again.`,
    { extra: { version: view.facts.version, caseStatus: view.facts.status } },
  );
}
