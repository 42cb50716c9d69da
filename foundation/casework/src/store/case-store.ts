import { sql, type Selectable } from 'kysely';
import { RunAnew, type Context, type Tables } from '@zhongzhi/kernel';
import type { CaseFacts, TaskFacts } from '../domain/draft.ts';

export type CaseRow = Selectable<Tables['casework.case']>;
export type TaskRow = Selectable<Tables['casework.task']>;

/** A case as guards and effects see it. */
export function factsOf(row: CaseRow, tasks: readonly TaskRow[]): CaseFacts {
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    status: row.status,
    version: row.version,
    title: row.title,
    description: row.description,
    form: row.form as Record<string, unknown>,
    place: row.place,
    longitude: row.longitude,
    latitude: row.latitude,
    category: row.category,
    urgency: row.urgency as CaseFacts['urgency'],
    source: row.source,
    opener: row.opener,
    unit: row.unit,
    assignee: row.assignee,
    visibility: row.visibility as CaseFacts['visibility'],
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    dueAt: row.due_at,
    memory: row.memory as Record<string, unknown>,
    tasks: tasks.map(taskFactsOf),
  };
}

export const taskFactsOf = (row: TaskRow): TaskFacts => ({
  id: row.id,
  kind: row.kind,
  unit: row.unit,
  status: row.status,
  data: row.data as Record<string, unknown>,
});

/** The case's row, locked until the transaction ends when asked to. */
export async function findCaseRow(context: Context, id: string, lock: 'lock' | 'look'): Promise<CaseRow | undefined> {
  const select = context.tx
    .selectFrom('casework.case')
    .selectAll()
    .where('district', '=', context.district)
    .where('id', '=', id);
  return lock === 'lock' ? select.forUpdate().executeTakeFirst() : select.executeTakeFirst();
}

export const tasksOf = (context: Context, caseId: string): Promise<TaskRow[]> =>
  context.tx
    .selectFrom('casework.task')
    .selectAll()
    .where('district', '=', context.district)
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();

/** Under which of the given desks a case lies. */
export async function desksAmong(context: Context, caseId: string, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await context.tx
    .selectFrom('casework.reach')
    .select('reach')
    .where('district', '=', context.district)
    .where('case_id', '=', caseId)
    .where('reach', 'in', [...keys])
    .execute();
  return rows.map(({ reach }) => reach);
}

/** The columns of a new case. */
export type NewCase = Omit<CaseRow, 'district' | 'form' | 'memory' | 'followers'> & {
  form: Record<string, unknown>;
  memory: Record<string, unknown>;
};

/** Writes a new case. @throws RunAnew when another case of the day has drawn the same number. */
export async function insertCase(context: Context, row: NewCase): Promise<void> {
  await context.tx
    .insertInto('casework.case')
    .values({ ...row, district: context.district, form: JSON.stringify(row.form), memory: JSON.stringify(row.memory) })
    .execute()
    .catch((error: { code?: string; constraint?: string }) => {
      throw error.code === '23505' && error.constraint === 'case_number' ? new RunAnew(row.number) : error;
    });
}

/** Writes the new state if nobody was faster. @returns false when the version had moved on. */
export async function updateCase(
  context: Context,
  id: string,
  version: number,
  changes: Record<string, unknown>,
): Promise<boolean> {
  const { numUpdatedRows } = await context.tx
    .updateTable('casework.case')
    .set({ ...changes, version: version + 1, updated_at: context.now } as never)
    .where('district', '=', context.district)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface NewEvent {
  caseId: string;
  seq: number;
  action: string;
  from: string | null;
  to: string;
  taskId: string | null;
  actorUnit: string | null;
  note: string | null;
  input: Record<string, unknown>;
  seenBy: 'everyone' | 'staff';
}

export async function appendEvent(context: Context, event: NewEvent): Promise<void> {
  const { actor } = context;
  await context.tx
    .insertInto('casework.event')
    .values({
      district: context.district,
      case_id: event.caseId,
      seq: event.seq,
      at: context.now,
      actor_kind: actor.kind,
      actor: actor.kind === 'person' ? actor.personId : null,
      actor_unit: event.actorUnit,
      action: event.action,
      from_status: event.from,
      to_status: event.to,
      task_id: event.taskId,
      note: event.note,
      input: JSON.stringify(event.input),
      seen_by: event.seenBy,
    })
    .execute();
}

/** Lays the case on exactly these desks, in the order that boards need. */
export async function layOnDesks(
  context: Context,
  row: { id: string; type: string; phase: string; sortAt: Date },
  keys: readonly string[],
  isNew: boolean,
): Promise<void> {
  if (!isNew)
    await sql`delete from casework.reach where district = ${context.district} and case_id = ${row.id} and reach <> all(${[...keys]}::text[])`.execute(
      context.tx,
    );
  await sql`insert into casework.reach (district, reach, case_id, type, phase, sort_at)
    select ${context.district}::int, key, ${row.id}::uuid, ${row.type}, ${row.phase}, ${row.sortAt}::timestamptz from unnest(${[...keys]}::text[]) as key
    on conflict (district, case_id, reach) do update set phase = excluded.phase, sort_at = excluded.sort_at`.execute(
    context.tx,
  );
}

/** Adds words and desks to the search entry; desks that no longer hold the case are taken out. */
export async function indexCase(
  context: Context,
  caseId: string,
  add: readonly string[],
  remove: readonly string[] = [],
): Promise<void> {
  await sql`select casework.index_case(${context.district}, ${caseId}, ${[...new Set(add)]}::text[], ${[...remove]}::text[])`.execute(
    context.tx,
  );
}

/** The people who joined a case. */
export async function followersOf(context: Context, caseId: string): Promise<string[]> {
  const rows = await context.tx
    .selectFrom('casework.follower')
    .select('person')
    .where('district', '=', context.district)
    .where('case_id', '=', caseId)
    .execute();
  return rows.map(({ person }) => person);
}

/** The desks a case lies on. */
export async function desksOfCase(context: Context, caseId: string): Promise<string[]> {
  const rows = await context.tx
    .selectFrom('casework.reach')
    .select('reach')
    .where('district', '=', context.district)
    .where('case_id', '=', caseId)
    .execute();
  return rows.map(({ reach }) => reach);
}
