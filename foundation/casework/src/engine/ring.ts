import { sql } from 'kysely';
import type { Context, Platform } from '@zhongzhi/kernel';
import {
  appendEvent,
  desksOfCase,
  factsOf,
  findCaseRow,
  tasksOf,
  updateCase,
  type CaseRow,
} from '../store/case-store.ts';
import { startsFrom } from './access.ts';
import { clocksOf, writeClocks } from '../store/clock-store.ts';
import { getCaseType } from '../case-types.ts';
import { isPaused, type Clock } from '../domain/clocks.ts';
import { tellOf } from './tell.ts';
import { takeStep } from './act.ts';

interface Ringing {
  case_id: string;
  name: string;
  round: number;
  task_id: string;
}

type Kind = 'overdue' | 'warning';

const MOST = 200;
const NO_TASK = '00000000-0000-0000-0000-000000000000';

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

async function ringing(context: Context, kind: Kind): Promise<Ringing[]> {
  const due =
    kind === 'overdue'
      ? sql`k.due_at <= ${context.now} and k.overdue_at is null`
      : sql`k.warn_at <= ${context.now} and k.warned_at is null and k.overdue_at is null`;
  const { rows } = await sql<Ringing>`select k.case_id, k.name, k.round, k.task_id from casework.clock k
    where k.district = ${context.district} and k.stopped_at is null and ${due} and coalesce(k.pauses -> -1 ->> 'to', case when jsonb_array_length(k.pauses) = 0 then 'runs' end) is not null
    order by k.due_at limit ${MOST}`.execute(context.tx);
  return rows;
}

/** The clock that the sweep found, if it still runs and its time has come. */
function findDue(context: Context, clocks: readonly Clock[], found: Ringing, kind: Kind): Clock | undefined {
  const clock = clocks.find(
    (one) => one.name === found.name && one.round === found.round && (one.taskId ?? NO_TASK) === found.task_id,
  );
  if (clock === undefined || clock.stoppedAt !== null || isPaused(clock)) return undefined;
  if ((kind === 'overdue' ? clock.overdueAt : clock.warnedAt) !== null) return undefined;
  return (kind === 'overdue' ? clock.dueAt : (clock.warnAt ?? clock.dueAt)) > context.now ? undefined : clock;
}

async function ring(context: Context, found: Ringing, kind: Kind): Promise<boolean> {
  const row = await findCaseRow(context, found.case_id, 'lock');
  if (row === undefined || row.phase === 'done') return silence(context, found, kind);
  const clocks = await clocksOf(context, row.id);
  const clock = findDue(context, clocks, found, kind);
  if (clock === undefined) return false;
  const type = getCaseType(context.platform, row.type, row.type_version);
  const facts = factsOf(row, await tasksOf(context, row.id));
  const task = facts.tasks.find(({ id }) => id === clock.taskId) ?? null;
  const unit = task?.unit ?? row.unit;
  const rung = kind === 'overdue' ? { ...clock, overdueAt: context.now, unit } : { ...clock, warnedAt: context.now };
  await writeClocks(
    context,
    row.id,
    clocks,
    clocks.map((one) => (one === clock ? rung : one)),
  );
  const deadline = type.deadlines?.[clock.name];
  if (kind === 'overdue' && deadline?.quiet !== true) await markOverdue(context, row, clock, unit, deadline?.label.zh);
  await tellOf(context, { type, facts, on: `${kind}:${clock.name}`, note: null, task });
  const live = { caseId: row.id, type: row.type, version: row.version + 1, desks: await desksOfCase(context, row.id) };
  context.emit(`case.${kind}`, { caseId: row.id, type: row.type, clock: clock.name, live });
  const step = kind === 'overdue' ? deadline?.onOverdue?.action : undefined;
  const action = step === undefined ? undefined : type.actions[step];
  if (action !== undefined && startsFrom(action, row.status, row.phase))
    await takeStep(context, { id: row.id, action: step! });
  return true;
}

/** The overdue mark is an event of its own, so that everyone sees since when. */
async function markOverdue(
  context: Context,
  row: CaseRow,
  clock: Clock,
  unit: string | null,
  note?: string,
): Promise<void> {
  await updateCase(context, row.id, row.version, {});
  await appendEvent(context, {
    caseId: row.id,
    seq: row.version + 1,
    action: 'clock-overdue',
    from: row.status,
    to: row.status,
    taskId: clock.taskId,
    actorUnit: unit,
    note: note ?? null,
    input: { clock: clock.name },
    seenBy: 'everyone',
  });
}

/** A clock left running on a finished case is stopped, so that it is not found again. */
async function silence(context: Context, clock: Ringing, kind: string): Promise<boolean> {
  await sql`update casework.clock set stopped_at = ${context.now} where district = ${context.district} and case_id = ${clock.case_id} and name = ${clock.name} and round = ${clock.round} and task_id = ${clock.task_id} and stopped_at is null`.execute(
    context.tx,
  );
  context.audit('casework.clock-silenced', clock.case_id, { clock: clock.name, kind });
  return false;
}
