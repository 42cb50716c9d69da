import type { Text } from '@zhongzhi/kernel';
import type { Refusal, Context, Permission } from '@zhongzhi/kernel';
import type { Limit } from '@zhongzhi/calendar';
import type { Role } from '@zhongzhi/directory/contract';
import type { Field, Phase } from '../contract/index.ts';
import type { CaseDraft, CaseFacts, TaskFacts } from './draft.ts';

/**
 * Who may take a step: the reporter, someone who joined, the platform itself, or the holder of a permission whose
 * scope covers the case's place, its handling unit, or the unit of the task that the step belongs to.
 */
export type Party =
  | 'opener'
  | 'follower'
  | 'platform'
  | { readonly permission: string; readonly at: 'place' | 'unit' | 'task-unit' | 'opener-unit' };

export interface Status {
  readonly label: Text;
  readonly phase: Phase;
  /** How the reporter reads it on their own page, in plain words. */
  readonly plain?: Text;
}

/** What a step may look at and change. Effects change only the draft; the engine writes it. */
export interface Step<I = Record<string, unknown>> {
  readonly context: Context;
  readonly facts: CaseFacts;
  readonly task: TaskFacts | null;
  readonly draft: CaseDraft;
  readonly input: I;
}

export interface Action {
  readonly label: Text;
  /** Statuses from which it may be taken; `any-open` is every status that is not done. */
  readonly from: readonly string[] | 'any-open';
  /** The status it leads to; absent when it leaves the status as it is. Several when the effect chooses. */
  readonly to?: string | readonly string[];
  readonly by: readonly Party[];
  readonly form?: readonly Field[];
  readonly tone?: 'plain' | 'main' | 'danger';
  readonly hint?: Text;
  readonly bulk?: boolean;
  /** A reason why not, from the case as it stands; checked again when the step is taken. */
  readonly guard?: (facts: CaseFacts, context: Context) => Refusal | undefined;
  readonly effect?: (step: Step) => void | Promise<void>;
  /** Which readers see it on the timeline; everyone who may see the case by default. */
  readonly seenBy?: 'everyone' | 'staff';
  /** Ends the case although tasks are unfinished: they end with it. Without this such a step is refused. */
  readonly endsTasks?: boolean;
  /** Offered on pages; a step that only the platform or other modules take is hidden. */
  readonly hidden?: boolean;
}

/** Work of one organisation beside that of others; the case goes on when all are done. */
export interface TaskType {
  readonly label: Text;
  readonly start: string;
  readonly statuses: Readonly<Record<string, Status>>;
  readonly actions: Readonly<Record<string, Action>>;
  /** Step of the case that the platform takes once every task of this kind is done. */
  readonly whenAllDone?: string;
}

/** A clock: it starts with a status, runs through hand-overs without starting anew, and stops with another. */
export interface Deadline {
  readonly label: Text;
  readonly startsIn: readonly string[];
  readonly stopsIn: readonly string[];
  /** Statuses in which it waits for the reporter. */
  readonly pausedIn?: readonly string[];
  /** Belongs to tasks of this kind: `startsIn`, `stopsIn` are statuses of the task then. */
  readonly task?: string;
  readonly limit: (facts: CaseFacts) => Limit;
  /** A share of the time (0..1) after which the handlers are warned. */
  readonly warnAfter?: number;
  readonly onOverdue?: { readonly action?: string };
  /** Waits for the reporter, not for staff: it presses nobody and its end is no delay. */
  readonly quiet?: boolean;
}

export type Audience =
  | 'opener'
  | 'followers'
  | 'unit'
  | 'place'
  | 'task-units'
  | 'street'
  | 'assignee'
  | { readonly role: Role };

/** A message told when a step is taken (`on: 'answer'`), or a clock warns or runs out (`warning:handle`, `overdue:handle`). */
export interface NoticeRule {
  readonly on: string;
  readonly to: Audience;
  readonly title: Text;
  readonly body: Text;
  readonly sms?: boolean;
}

export interface CaseType {
  readonly name: string;
  readonly version: number;
  readonly label: Text;
  readonly about: Text;
  readonly icon?: string;
  /** Permissions of the type and the roles that hold them; added to the platform's by the engine. */
  readonly permissions: Readonly<Record<string, Permission>>;
  /** Permission to see its cases on a board, within scope. */
  readonly boardPermission: string;
  /** Who may open one: everyone (`public`), a signed-in person, or the holder of a permission. */
  readonly openedBy: readonly ('public' | 'signed-in' | { readonly permission: string })[];
  readonly form: readonly Field[];
  /** Fills what the form left open: handling unit, urgency, title. Runs in the opening transaction. */
  readonly onOpen?: (step: Step) => void | Promise<void>;
  readonly start: string;
  readonly statuses: Readonly<Record<string, Status>>;
  readonly actions: Readonly<Record<string, Action>>;
  readonly tasks?: Readonly<Record<string, TaskType>>;
  readonly deadlines?: Readonly<Record<string, Deadline>>;
  readonly notices?: readonly NoticeRule[];
  /** Shown to the public once the reporter offered it and staff cleared it. */
  readonly publicView?: { readonly clearedBy: string };
  /** Statuses in which the reporter may rate, once per round. */
  readonly rating?: { readonly in: readonly string[]; readonly step: string };
  /** Counted in the three rates: the clock whose keeping is the response rate. */
  readonly rates?: { readonly clock: string };
  /** Whether residents' reports of this type can be joined by others (同诉). */
  readonly joinable?: boolean;
  /** Offered as an Open311 service. */
  readonly open311?: { readonly keywords: string; readonly group: Text };
}

/** The status kinds that the engine counts as finished. */
export const isDone = (type: CaseType, status: string): boolean => type.statuses[status]?.phase === 'done';
