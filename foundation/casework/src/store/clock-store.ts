import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import type { Limit, Pause } from '@zhongzhi/calendar';
import type { Clock } from '../domain/clocks.ts';

const NO_TASK = '00000000-0000-0000-0000-000000000000';

/** The clocks of a case, oldest round first. */
export async function clocksOf(context: Context, caseId: string): Promise<Clock[]> {
  const rows = await context.tx
    .selectFrom('casework.clock')
    .selectAll()
    .where('district', '=', context.district)
    .where('case_id', '=', caseId)
    .orderBy('started_at')
    .orderBy('name')
    .orderBy('round')
    .execute();
  return rows.map((row) => ({
    name: row.name,
    round: row.round,
    taskId: row.task_id === NO_TASK ? null : row.task_id,
    unit: row.unit,
    startedAt: row.started_at,
    limit: row.limit as Limit,
    pauses: (row.pauses as { from: string; to: string | null }[]).map((pause): Pause => ({
      from: new Date(pause.from),
      to: pause.to === null ? null : new Date(pause.to),
    })),
    dueAt: row.due_at,
    warnAt: row.warn_at,
    warnedAt: row.warned_at,
    overdueAt: row.overdue_at,
    stoppedAt: row.stopped_at,
  }));
}

/** Writes the clocks that changed. */
export async function writeClocks(
  context: Context,
  caseId: string,
  before: readonly Clock[],
  after: readonly Clock[],
): Promise<void> {
  const known = new Map(before.map((clock) => [keyOf(clock), JSON.stringify(clock)]));
  const changed = after.filter((clock) => known.get(keyOf(clock)) !== JSON.stringify(clock));
  if (changed.length === 0) return;
  const rows = changed.map((clock) => ({
    name: clock.name,
    round: clock.round,
    task_id: clock.taskId ?? NO_TASK,
    unit: clock.unit,
    started_at: clock.startedAt,
    limit: clock.limit,
    pauses: clock.pauses,
    due_at: clock.dueAt,
    warn_at: clock.warnAt,
    warned_at: clock.warnedAt,
    overdue_at: clock.overdueAt,
    stopped_at: clock.stoppedAt,
  }));
  await sql`insert into casework.clock (district, case_id, name, round, task_id, unit, started_at, "limit", pauses, due_at, warn_at, warned_at, overdue_at, stopped_at)
    select ${context.district}::int, ${caseId}::uuid, r.name, r.round, r.task_id, r.unit, r.started_at, r."limit", r.pauses, r.due_at, r.warn_at, r.warned_at, r.overdue_at, r.stopped_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(name text, round int, task_id uuid, unit uuid, started_at timestamptz, "limit" jsonb, pauses jsonb, due_at timestamptz, warn_at timestamptz, warned_at timestamptz, overdue_at timestamptz, stopped_at timestamptz)
    on conflict (district, case_id, name, round, task_id) do update set unit = excluded.unit, pauses = excluded.pauses, due_at = excluded.due_at, warn_at = excluded.warn_at,
      warned_at = excluded.warned_at, overdue_at = excluded.overdue_at, stopped_at = excluded.stopped_at`.execute(
    context.tx,
  );
}

const keyOf = (clock: Clock): string => `${clock.name}/${clock.round}/${clock.taskId ?? ''}`;
