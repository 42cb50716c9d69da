import { dueAt, type Calendar, type Limit, type Pause } from '@zhongzhi/calendar';
import { isDone, type CaseType, type Deadline } from './case-type.ts';
import type { CaseFacts, TaskFacts } from './draft.ts';

/** A running or stopped clock of a case. */
export interface Clock {
  name: string;
  round: number;
  taskId: string | null;
  unit: string | null;
  startedAt: Date;
  limit: Limit;
  pauses: Pause[];
  dueAt: Date;
  warnAt: Date | null;
  warnedAt: Date | null;
  overdueAt: Date | null;
  stoppedAt: Date | null;
}

export interface ClockSetting {
  type: CaseType;
  facts: CaseFacts;
  tasks: readonly TaskFacts[];
  restarted: readonly string[];
  now: Date;
  calendar: Calendar;
}

const sameClock = (clock: Clock, name: string, taskId: string | null): boolean =>
  clock.name === name && clock.taskId === taskId;

/**
 * Starts, pauses, resumes and stops clocks for the state a case has come to. A clock that runs is never started again by
 * a hand-over: only `restartClock` begins a new round. Pure: the same state gives the same clocks.
 */
export function settleClocks(clocks: readonly Clock[], setting: ClockSetting): Clock[] {
  const settled = clocks.map((clock) => ({ ...clock, pauses: [...clock.pauses] }));
  for (const [name, deadline] of Object.entries(setting.type.deadlines ?? {})) {
    if (deadline.task === undefined)
      settle(
        settled,
        name,
        deadline,
        { status: setting.facts.status, taskId: null, unit: setting.facts.unit },
        setting,
      );
    else
      for (const task of setting.tasks)
        if (task.kind === deadline.task)
          settle(settled, name, deadline, { status: task.status, taskId: task.id, unit: task.unit }, setting);
  }
  if (isDone(setting.type, setting.facts.status))
    for (const clock of settled) if (clock.stoppedAt === null) stop(clock, clock.unit, setting.now, setting.calendar);
  return settled;
}

interface Subject {
  status: string;
  taskId: string | null;
  unit: string | null;
}

function settle(clocks: Clock[], name: string, deadline: Deadline, subject: Subject, setting: ClockSetting): void {
  const { now, calendar, facts } = setting;
  const rounds = clocks.filter((clock) => sameClock(clock, name, subject.taskId));
  let current = rounds.at(-1);
  const isAnew = setting.restarted.includes(name);
  if (current !== undefined && current.stoppedAt === null && (isAnew || deadline.stopsIn.includes(subject.status)))
    stop(current, subject.unit, now, calendar);
  if (
    isAnew
      ? !deadline.stopsIn.includes(subject.status)
      : current === undefined && deadline.startsIn.includes(subject.status)
  ) {
    const limit = deadline.limit(facts);
    const due = dueAt({ start: now, limit, pauses: [], calendar });
    current = {
      name,
      round: (current?.round ?? 0) + 1,
      taskId: subject.taskId,
      unit: subject.unit,
      startedAt: now,
      limit,
      pauses: [],
      dueAt: due,
      warnAt: warnTime(now, due, deadline),
      warnedAt: null,
      overdueAt: null,
      stoppedAt: null,
    };
    clocks.push(current);
  }
  if (current === undefined || current.stoppedAt !== null) return;
  const shouldPause = deadline.pausedIn?.includes(subject.status) === true;
  const open = current.pauses.at(-1);
  if (shouldPause && (open === undefined || open.to !== null)) current.pauses.push({ from: now, to: null });
  if (!shouldPause && open !== undefined && open.to === null) {
    current.pauses = endPause(current.pauses, now);
    current.dueAt = dueAt({ start: current.startedAt, limit: current.limit, pauses: current.pauses, calendar });
    current.warnAt = warnTime(current.startedAt, current.dueAt, deadline);
  }
}

function stop(clock: Clock, unit: string | null, now: Date, calendar: Calendar): void {
  const open = clock.pauses.at(-1);
  if (open !== undefined && open.to === null) {
    clock.pauses = endPause(clock.pauses, now);
    clock.dueAt = dueAt({ start: clock.startedAt, limit: clock.limit, pauses: clock.pauses, calendar });
  }
  clock.stoppedAt = now;
  clock.unit ??= unit;
  if (unit !== null && clock.overdueAt === null) clock.unit = unit;
}

const endPause = (pauses: readonly Pause[], now: Date): Pause[] =>
  pauses.map((pause) => (pause.to === null ? { ...pause, to: now } : pause));

const warnTime = (start: Date, due: Date, deadline: Deadline): Date | null =>
  deadline.warnAfter === undefined
    ? null
    : new Date(start.getTime() + (due.getTime() - start.getTime()) * deadline.warnAfter);

/** Whether a clock waits for the reporter just now. */
export const isPaused = (clock: { pauses: readonly Pause[] }): boolean => clock.pauses.at(-1)?.to === null;

/** The next deadline of a case: the earliest of its running clocks; paused and quiet ones do not press. */
export function nextDue(clocks: readonly Clock[], type: CaseType): Date | null {
  const running = clocks.filter(
    (clock) => clock.stoppedAt === null && !isPaused(clock) && type.deadlines?.[clock.name]?.quiet !== true,
  );
  return running.length === 0 ? null : new Date(Math.min(...running.map((clock) => clock.dueAt.getTime())));
}
