import { type Selectable } from 'kysely';
import type { Context, Tables, Text } from '@zhongzhi/kernel';
import { namesOf, organisationNamesOf } from '@zhongzhi/directory';
import type { TimelineEntry } from '../contract/index.ts';
import type { CaseInView } from '../engine/access.ts';
import { factLines } from './fact-lines.ts';
import { inOrder } from '../in-order.ts';

type EventRow = Selectable<Tables['casework.event']>;

/** The last thing that happened to a case. */
export const lastEventOf = (context: Context, caseId: string): Promise<EventRow | undefined> =>
  context.tx
    .selectFrom('casework.event')
    .selectAll()
    .where('district', '=', context.district)
    .where('case_id', '=', caseId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();

const OWN: Record<string, Text> = {
  'outside-update': { zh: '外部补充', en: 'Update from outside' },
  open: { zh: '提交', en: 'Reported' },
  join: { zh: '同诉加入', en: 'Joined' },
  'clock-warning': { zh: '临期提醒', en: 'Deadline near' },
  'clock-overdue': { zh: '已超期', en: 'Overdue' },
};

/** What a step is called on the timeline. */
export function labelOfStep(view: Pick<CaseInView, 'type'>, step: string): Text {
  const own = OWN[step] ?? view.type.actions[step]?.label;
  if (own !== undefined) return own;
  for (const task of Object.values(view.type.tasks ?? {}))
    if (task.actions[step] !== undefined) return task.actions[step].label;
  return { zh: '更新', en: 'Updated' };
}

/** The timeline as this reader may see it: residents see units and words, staff see the people who acted. */
export async function timelineOf(context: Context, view: CaseInView): Promise<TimelineEntry[]> {
  const rows = await context.tx
    .selectFrom('casework.event')
    .selectAll()
    .where('district', '=', context.district)
    .where('case_id', '=', view.facts.id)
    .orderBy('seq')
    .execute();
  const shown = view.isStaff ? rows : rows.filter((row) => row.seen_by === 'everyone');
  const [people, units] = await Promise.all([
    view.isStaff ? namesOf(context, [...new Set(shown.flatMap((row) => row.actor ?? []))]) : new Map<string, string>(),
    organisationNamesOf(
      context,
      shown.flatMap((row) => row.actor_unit ?? []),
    ),
  ]);
  return inOrder(shown, async (row) => ({
    seq: row.seq,
    at: row.at.toISOString(),
    action: row.action,
    label: labelOfStep(view, row.action),
    actor: actorName(view, row, people),
    unit: row.actor_unit === null ? null : (units.get(row.actor_unit) ?? null),
    fromStatus: row.from_status,
    toStatus: row.to_status,
    note: row.note,
    facts: await factLines(context, formOf(view, row.action), row.input as Record<string, unknown>, {
      isStaff: view.isStaff,
      skip: row.note,
    }),
    taskId: row.task_id,
    forStaff: row.seen_by === 'staff',
  }));
}

function formOf(view: CaseInView, step: string) {
  const action =
    view.type.actions[step] ??
    Object.values(view.type.tasks ?? {})
      .map((task) => task.actions[step])
      .find((found) => found !== undefined);
  return action?.form ?? [];
}

/** A resident is never named to residents, and a rater never to the rated (好差评). */
function actorName(view: CaseInView, row: EventRow, people: ReadonlyMap<string, string>): string | null {
  if (row.actor_kind === 'system') return '平台';
  const isReporter = row.actor !== null && row.actor === view.row.opener;
  if (isReporter)
    return view.isOpener
      ? '我'
      : view.isStaff && row.action !== view.type.rating?.step
        ? (people.get(row.actor!) ?? '反映人')
        : '反映人';
  return view.isStaff && row.actor !== null ? (people.get(row.actor) ?? null) : null;
}
