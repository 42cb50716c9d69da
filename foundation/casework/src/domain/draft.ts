import type { Urgency } from '../contract/index.ts';

/** A case as steps and guards see it. */
export interface CaseFacts {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly status: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly place: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly category: string | null;
  readonly urgency: Urgency | null;
  readonly source: string;
  readonly opener: string | null;
  readonly unit: string | null;
  readonly assignee: string | null;
  readonly visibility: 'private' | 'offered' | 'public';
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly dueAt: Date | null;
  /** Working memory of the type: counts of returns, rounds of reopening. Never shown. */
  readonly memory: Readonly<Record<string, unknown>>;
  readonly tasks: readonly TaskFacts[];
}

export interface TaskFacts {
  readonly id: string;
  readonly kind: string;
  readonly unit: string;
  readonly status: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Changes that a step asks for. The engine applies them, or none of them. */
export class CaseDraft {
  status: string | undefined;
  title: string | undefined;
  description: string | undefined;
  unit: string | null | undefined;
  assignee: string | null | undefined;
  urgency: Urgency | undefined;
  category: string | null | undefined;
  place: string | undefined;
  visibility: 'private' | 'offered' | 'public' | undefined;
  form: Record<string, unknown> | undefined;
  memory: Record<string, unknown> | undefined;
  taskStatus: string | undefined;
  /** Beside what the step's form holds, which the task keeps by itself. */
  taskData: Record<string, unknown> | undefined;
  /** Words for the timeline. */
  note: string | undefined;
  readonly newTasks: { kind: string; unit: string; data: Record<string, unknown> }[] = [];
  readonly restarted: string[] = [];
  readonly links: { kind: string; to: string }[] = [];
  readonly events: { event: string; payload: Record<string, unknown> }[] = [];
  readonly files: { ids: string[]; stage: string }[] = [];

  /** Gives a unit a task beside those of others. */
  addTask(kind: string, unit: string, data: Record<string, unknown> = {}): void {
    this.newTasks.push({ kind, unit, data });
  }

  /** Starts a clock anew, as a new round; passing a case on never does this. */
  restartClock(name: string): void {
    this.restarted.push(name);
  }

  link(kind: string, to: string): void {
    this.links.push({ kind, to });
  }

  emit(event: string, payload: Record<string, unknown>): void {
    this.events.push({ event, payload });
  }

  attach(ids: readonly string[], stage: string): void {
    if (ids.length > 0) this.files.push({ ids: [...ids], stage });
  }

  remember(key: string, value: unknown): void {
    this.memory = { ...this.memory, [key]: value };
  }
}
