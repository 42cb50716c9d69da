import { Refusal, type Context } from '@zhongzhi/kernel';
import { namesOf, organisationNamesOf, regionPath } from '@zhongzhi/directory';
import { fileNamesOf } from '@zhongzhi/files';
import type { ActionDescription, CaseDetail, ClockShape, TaskShape } from '../contract/index.ts';
import type { Action, TaskType } from '../domain/case-type.ts';
import { isPaused, type Clock } from '../domain/clocks.ts';
import { openSteps, openTaskSteps, viewCase, type CaseInView } from '../engine/access.ts';
import { taskFactsOf } from '../store/case-store.ts';
import { clocksOf } from '../store/clock-store.ts';
import { categoryLabelOf } from './category-label.ts';
import { factLines } from './fact-lines.ts';
import { timelineOf } from './timeline.ts';
import { inOrder } from '../in-order.ts';

/** A step as pages offer it. */
export const describeStep = ([name, action]: [string, Action]): ActionDescription => ({
  name,
  label: action.label,
  form: [...(action.form ?? [])],
  bulk: action.bulk ?? false,
  tone: action.tone ?? 'plain',
  ...(action.hint ? { hint: action.hint } : {}),
});

/** Everything about a case that the actor may see, and the steps they may take now. */
export async function caseDetail(context: Context, id: string): Promise<CaseDetail> {
  const view = await viewCase(context, id, 'look');
  const { row, type, facts, isStaff } = view;
  const [clocks, units, people, placePath, photos, timeline, links, rating] = await Promise.all([
    clocksOf(context, id),
    organisationNamesOf(
      context,
      [row.unit, ...view.tasks.map(({ unit }) => unit)].flatMap((unit) => unit ?? []),
    ),
    namesOf(context, [...new Set([row.assignee, row.opener].flatMap((person) => person ?? []))]),
    row.place === null ? [] : regionPath(context, row.place),
    photosOf(context, view),
    timelineOf(context, view),
    linksOf(context, view),
    ratingOf(context, view),
  ]);
  return {
    id,
    number: row.number,
    type: type.name,
    typeLabel: type.label,
    title: row.title,
    description: row.description,
    status: row.status,
    statusLabel: (isStaff ? undefined : type.statuses[row.status]!.plain) ?? type.statuses[row.status]!.label,
    phase: row.phase,
    version: row.version,
    place: row.place,
    placePath,
    category: row.category,
    categoryLabel: await categoryLabelOf(context, type.name, row.category),
    urgency: row.urgency,
    source: row.source,
    point:
      row.longitude === null || row.latitude === null ? null : { longitude: row.longitude, latitude: row.latitude },
    unit: row.unit === null ? null : { id: row.unit, name: units.get(row.unit) ?? '' },
    assignee: row.assignee === null || !isStaff ? null : { id: row.assignee, name: people.get(row.assignee) ?? '' },
    opener: openerOf(view, people),
    isOpener: view.isOpener,
    isFollower: view.isFollower,
    followers: row.followers,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
    isOverdue: row.phase !== 'done' && row.due_at !== null && row.due_at <= context.now,
    visibility: row.visibility,
    facts: await factLines(context, type.form, facts.form, { isStaff: isStaff || view.isOpener }),
    photos,
    timeline,
    clocks: clocks.map((clock) => clockShape(context, view, clock)),
    tasks: isStaff
      ? await inOrder(view.tasks, (task) => taskShape(context, view, task, units.get(task.unit) ?? '', clocks))
      : [],
    links,
    rating,
    actions: openSteps(context, view).map(describeStep),
  };
}

function openerOf({ row, isStaff, isOpener }: CaseInView, people: ReadonlyMap<string, string>): CaseDetail['opener'] {
  if (row.opener === null) return row.opener_words === null ? null : { id: null, name: row.opener_words };
  return isStaff || isOpener ? { id: row.opener, name: people.get(row.opener) ?? '' } : null;
}

const clockShape = (context: Context, view: CaseInView, clock: Clock): ClockShape => ({
  name: clock.name,
  label: view.type.deadlines?.[clock.name]?.label ?? { zh: clock.name, en: clock.name },
  round: clock.round,
  startedAt: clock.startedAt.toISOString(),
  dueAt: clock.dueAt.toISOString(),
  stoppedAt: clock.stoppedAt?.toISOString() ?? null,
  isOverdue: (clock.stoppedAt ?? context.now) > clock.dueAt && !isPaused(clock),
  isPaused: clock.stoppedAt === null && isPaused(clock),
  taskId: clock.taskId,
});

/** What was filled in at each step of a task, in the order of the steps. */
async function taskFacts(context: Context, kind: TaskType, data: Readonly<Record<string, unknown>>) {
  const lines = await inOrder(Object.entries(kind.actions), ([step, action]) =>
    factLines(context, action.form ?? [], (data[step] ?? {}) as Record<string, unknown>, { isStaff: true }),
  );
  return lines.flat();
}

async function taskShape(
  context: Context,
  view: CaseInView,
  task: CaseInView['tasks'][number],
  unitName: string,
  clocks: readonly Clock[],
): Promise<TaskShape> {
  const kind = view.type.tasks![task.kind]!;
  const due = clocks
    .filter((clock) => clock.taskId === task.id && clock.stoppedAt === null)
    .map((clock) => clock.dueAt.getTime());
  return {
    id: task.id,
    kind: task.kind,
    unit: { id: task.unit, name: unitName },
    status: task.status,
    statusLabel: kind.statuses[task.status]!.label,
    phase: task.phase,
    createdAt: task.created_at.toISOString(),
    doneAt: task.done_at?.toISOString() ?? null,
    dueAt: due.length === 0 ? null : new Date(Math.min(...due)).toISOString(),
    isOverdue: due.some((at) => at <= context.now.getTime()),
    facts: await taskFacts(context, kind, task.data as Record<string, unknown>),
    actions: openTaskSteps(context, view, taskFactsOf(task)).map(describeStep),
  };
}

async function photosOf(context: Context, view: CaseInView): Promise<CaseDetail['photos']> {
  const rows = await context.tx
    .selectFrom('casework.attachment')
    .selectAll()
    .where('district', '=', context.district)
    .where('case_id', '=', view.facts.id)
    .orderBy('at')
    .orderBy('file_id')
    .execute();
  const shown = rows.filter((row) => view.isStaff || row.seen_by === 'everyone');
  const names = await fileNamesOf(
    context,
    shown.map(({ file_id: id }) => id),
  );
  return shown.map((row) => ({
    id: row.file_id,
    stage: row.stage,
    at: row.at.toISOString(),
    kind: names.get(row.file_id)?.kind ?? 'image',
    name: names.get(row.file_id)?.name ?? '',
  }));
}

/** What may not be seen is not there; every other fault is one. */
function hidden(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

async function linksOf(context: Context, view: CaseInView): Promise<CaseDetail['links']> {
  if (!view.isStaff) return [];
  const rows = await context.tx
    .selectFrom('casework.link')
    .selectAll()
    .where('district', '=', context.district)
    .where((where) => where.or([where('from_case', '=', view.facts.id), where('to_case', '=', view.facts.id)]))
    .execute();
  const links = await inOrder(rows, async (link) => {
    const other = link.from_case === view.facts.id ? link.to_case : link.from_case;
    const seen = await viewCase(context, other, 'look').catch(hidden);
    return seen === undefined
      ? []
      : [
          {
            kind: link.kind,
            id: other,
            number: seen.row.number,
            title: seen.row.title,
            type: seen.type.name,
            statusLabel: seen.type.statuses[seen.row.status]!.label,
          },
        ];
  });
  return links.flat();
}

/** The newest rating. Grade and words are there for staff, the rater is not (好差评). */
async function ratingOf(context: Context, view: CaseInView): Promise<CaseDetail['rating']> {
  const row = await context.tx
    .selectFrom('casework.rating')
    .selectAll()
    .where('district', '=', context.district)
    .where('case_id', '=', view.facts.id)
    .orderBy('round', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { grade: row.grade, solved: row.solved, words: row.words, at: row.at.toISOString() };
}
