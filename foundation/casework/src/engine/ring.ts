import { sql } from 'kysely';
import type { Context, Platform } from '@zhongzhi/kernel';
import { factsOf, findCaseRow, tasksOf, updateCase, appendEvent } from '../store/case-store.ts';
import { clocksOf, writeClocks } from '../store/clock-store.ts';
import { getCaseType } from '../case-types.ts';
import { isPaused } from '../domain/clocks.ts';
import { tellOf } from './tell.ts';
import { takeStep } from './act.ts';

interface Ringing {
  case_id: string;
  name: string;
  round: number;
  task_id: string;
}

const MOST = 200;

/**
 * Looks for clocks whose warning or deadline has come, and lets each take effect once, in a transaction of its own. The
 * clocks' table is the truth: a sweep that was missed only acts later.
 * @returns how many took effect.
 */
export async function sweepClocks(platform: Platform): Promise<number> {
  let rung = 0;
  for (const kind of ['overdue', 'warning'] as const) {
    for (;;) {
      const found = await platform.transact(
        'public',
        'read',
        { actor: { kind: 'system', reason: 'deadline sweep' } },
        (context) => ringing(context, kind),
      );
      for (const clock of found)
        if (await platform.asSystem('deadline sweep', (context) => ring(context, clock, kind))) rung += 1;
      if (found.length < MOST) break;
    }
  }
  return rung;
}

/**
 * Lets the clocks of one case that ran out before `context.now` take effect at the moments they ran out. For records of
 * the past, which no sweep saw.
 */
export async function ringPastClocks(context: Context, caseId: string): Promise<void> {
  const past = (await clocksOf(context, caseId)).filter(
    (clock) => clock.stoppedAt === null && clock.overdueAt === null && !isPaused(clock) && clock.dueAt <= context.now,
  );
  for (const clock of past.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())) {
    const ringingClock = {
      case_id: caseId,
      name: clock.name,
      round: clock.round,
      task_id: clock.taskId ?? '00000000-0000-0000-0000-000000000000',
    };
    await ring({ ...context.asSystem('deadline of the past'), now: clock.dueAt }, ringingClock, 'overdue');
  }
}

async function ringing(context: Context, kind: 'overdue' | 'warning'): Promise<Ringing[]> {
  const due =
    kind === 'overdue'
      ? sql`k.due_at <= ${context.now} and k.overdue_at is null`
      : sql`k.warn_at <= ${context.now} and k.warned_at is null and k.overdue_at is null`;
  const { rows } = await sql<Ringing>`select k.case_id, k.name, k.round, k.task_id from casework.clock k
    where k.district = ${context.district} and k.stopped_at is null and ${due} and coalesce(k.pauses -> -1 ->> 'to', case when jsonb_array_length(k.pauses) = 0 then 'runs' end) is not null
    order by k.due_at limit ${MOST}`.execute(context.tx);
  return rows;
}

async function ring(context: Context, ringingClock: Ringing, kind: 'overdue' | 'warning'): Promise<boolean> {
  const row = await findCaseRow(context, ringingClock.case_id, 'lock');
  if (row === undefined || row.phase === 'done') return await silence(context, ringingClock, kind);
  const clocks = await clocksOf(context, row.id);
  const clock = clocks.find(
    (one) =>
      one.name === ringingClock.name &&
      one.round === ringingClock.round &&
      (one.taskId ?? '00000000-0000-0000-0000-000000000000') === ringingClock.task_id,
  );
  if (
    clock === undefined ||
    clock.stoppedAt !== null ||
    isPaused(clock) ||
    (kind === 'overdue' ? clock.overdueAt : clock.warnedAt) !== null
  )
    return false;
  if ((kind === 'overdue' ? clock.dueAt : (clock.warnAt ?? clock.dueAt)) > context.now) return false;
  const type = getCaseType(context.platform, row.type, row.type_version);
  const tasks = await tasksOf(context, row.id);
  const task = clock.taskId === null ? null : (tasks.find(({ id }) => id === clock.taskId) ?? null);
  const responsible = task?.unit ?? row.unit;
  await writeClocks(
    context,
    row.id,
    clocks,
    clocks.map((one) =>
      one !== clock
        ? one
        : kind === 'overdue'
          ? { ...one, overdueAt: context.now, unit: responsible }
          : { ...one, warnedAt: context.now },
    ),
  );
  const deadline = type.deadlines?.[clock.name];
  if (kind === 'overdue' && deadline?.quiet !== true) {
    await updateCase(context, row.id, row.version, {});
    await appendEvent(context, {
      caseId: row.id,
      seq: row.version + 1,
      action: 'clock-overdue',
      from: row.status,
      to: row.status,
      taskId: clock.taskId,
      actorUnit: responsible,
      note: deadline?.label.zh ?? null,
      input: { clock: clock.name },
      seenBy: 'everyone',
    });
  }
  const facts = factsOf(row, tasks);
  await tellOf(context, {
    type,
    facts,
    on: `${kind}:${clock.name}`,
    note: null,
    task: facts.tasks.find(({ id }) => id === clock.taskId) ?? null,
  });
  const desks = await context.tx
    .selectFrom('casework.reach')
    .select('reach')
    .where('district', '=', context.district)
    .where('case_id', '=', row.id)
    .execute();
  context.emit(`case.${kind}`, {
    caseId: row.id,
    type: row.type,
    clock: clock.name,
    live: { caseId: row.id, type: row.type, version: row.version + 1, desks: desks.map(({ reach }) => reach) },
  });
  const step = kind === 'overdue' ? deadline?.onOverdue?.action : undefined;
  if (step !== undefined && type.actions[step] !== undefined) {
    const from = type.actions[step].from;
    if (from === 'any-open' || from.includes(row.status)) await takeStep(context, { id: row.id, action: step });
  }
  return true;
}

/** A clock left running on a finished case is stopped, so that it is not found again. */
async function silence(context: Context, clock: Ringing, kind: string): Promise<boolean> {
  await sql`update casework.clock set stopped_at = ${context.now} where district = ${context.district} and case_id = ${clock.case_id} and name = ${clock.name} and round = ${clock.round} and task_id = ${clock.task_id} and stopped_at is null`.execute(
    context.tx,
  );
  context.audit('casework.clock-silenced', clock.case_id, { clock: clock.name, kind });
  return false;
}
