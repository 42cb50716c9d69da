import type { Kysely } from 'kysely';
import type { Actor } from './actor.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';
import type { Platform } from './platform.ts';

/** When a job may start, and the key under which only one such job waits at a time. */
export interface JobOptions {
  startAfter?: Date;
  singletonKey?: string;
}

/**
 * Everything a use case may touch. Database, clock and randomness cannot be imported by modules: they come from here,
 * bound to one transaction, one actor and one scope.
 */
export interface Context {
  readonly tx: Kysely<Tables>;
  readonly district: number;
  readonly actor: Actor;
  /** How far the actor's permission for this use case reaches. */
  readonly scope: Scope;
  readonly now: Date;
  readonly language: 'zh' | 'en';
  readonly platform: Platform;
  /** Where the request came from, for limits and the audit log; null for jobs and commands typed at the server. */
  readonly origin: { readonly address: string | null; readonly device: string | null };
  readonly newId: () => string;
  /** Whether the actor holds a permission anywhere. */
  readonly may: (permission: string) => boolean;
  /** The scope of another permission of the same actor. */
  readonly scopeFor: (permission: string) => Scope;
  /** Tells other modules, at least once, after the transaction has committed. */
  readonly emit: (event: string, payload: Record<string, unknown>) => void;
  /** Puts a job into the queue in the same transaction. */
  readonly enqueue: (job: string, payload: Record<string, unknown>, options?: JobOptions) => Promise<void>;
  /** Adds an audit row of its own, for acts that a plain read hides (unmasking, export). */
  readonly audit: (action: string, subject: string | null, detail?: Record<string, unknown>) => void;
  /** Runs once the transaction has committed: wake-ups, never business. */
  readonly afterCommit: (act: () => void) => void;
  /**
   * Part of the transaction that may be refused by itself: what it wrote, told and noted is taken back when it throws,
   * the rest stays. For acts on many records, where one refusal must not undo the others.
   */
  readonly attempt: <T>(act: () => Promise<T>) => Promise<T>;
  /** The same transaction as the platform itself, with a reason for the audit log. */
  readonly asSystem: (reason: string) => Context;
}
