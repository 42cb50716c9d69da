import type { Static, TSchema } from 'typebox';
import type { Context } from './context.ts';

/**
 * One thing a caller can do. `permission` is checked before `run`; 'public' lets everyone in, 'signed-in' every person.
 * A command changes something: it is audited and may carry an idempotency key. A query only reads.
 */
export interface UseCase<I extends TSchema = TSchema, O extends TSchema = TSchema> {
  readonly name: string;
  readonly kind: 'command' | 'query';
  readonly permission: string;
  readonly input: I;
  readonly output: O;
  readonly summary: { zh: string; en: string };
  /** Permission to act on what is nobody's yet may come from a token of a machine client. */
  readonly clients?: boolean;
  /** Needs a session that proved a second factor. */
  readonly secondFactor?: boolean;
  /** False where the answer is secret: nothing is kept under an idempotency key, so a repeat runs again. */
  readonly keepsAnswer?: boolean;
  /** What the audit row says it was about; by default the input's `id`. */
  readonly subject?: (input: Static<I>, output: Static<O>) => string | null;
  readonly run: (context: Context, input: Static<I>) => Promise<Static<O>>;
}

type Definition<I extends TSchema, O extends TSchema> = Omit<UseCase<I, O>, 'kind'>;

/** Defines a command: one verb, one transaction, one audit row. */
export const useCase = <I extends TSchema, O extends TSchema>(definition: Definition<I, O>): UseCase<I, O> => ({
  ...definition,
  kind: 'command',
});

/** Defines a read: a read-only transaction, no audit row unless it says so itself. */
export const query = <I extends TSchema, O extends TSchema>(definition: Definition<I, O>): UseCase<I, O> => ({
  ...definition,
  kind: 'query',
});

/** A use case whose types have been forgotten, as registries hold them. */
// oxlint-disable-next-line typescript/no-explicit-any -- registries hold use cases of every input and output
export type AnyUseCase = UseCase<any, any>;
