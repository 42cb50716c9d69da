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
  /** Answers several calls in one transaction: what arrives together in a rush. One outcome for each, in their order. */
  readonly runTogether?: (calls: readonly CallOf<I>[]) => Promise<readonly PromiseSettledResult<Static<O>>[]>;
}

/** One of the calls that a use case answers together; each has its own actor and its own trail, all one transaction. */
export interface CallOf<I extends TSchema> {
  readonly context: Context;
  readonly input: Static<I>;
}

type Definition<I extends TSchema, O extends TSchema> = Omit<UseCase<I, O>, 'kind'>;

/** Defines a command: one verb, one transaction, one audit row. */
export const useCase = <I extends TSchema, O extends TSchema>(definition: Definition<I, O>): UseCase<I, O> => ({
  ...definition,
  kind: 'command',
});

/**
 * Defines a command that many people call at the same moment: the calls that arrive together share one transaction, and
 * each still has its own audit row, events and answer. A call that is refused must not have changed anything. Where the
 * transaction fails, every call is run by itself.
 */
export function useCaseTogether<I extends TSchema, O extends TSchema>(
  definition: Omit<Definition<I, O>, 'run' | 'runTogether'> & {
    readonly runTogether: NonNullable<UseCase<I, O>['runTogether']>;
  },
): UseCase<I, O> {
  return useCase({
    ...definition,
    async run(context, input) {
      const outcome = (await definition.runTogether([{ context, input }]))[0]!;
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    },
  });
}

/** Defines a read: a read-only transaction, no audit row unless it says so itself. */
export const query = <I extends TSchema, O extends TSchema>(definition: Definition<I, O>): UseCase<I, O> => ({
  ...definition,
  kind: 'query',
});

/** A use case whose types have been forgotten, as registries hold them. */
// oxlint-disable-next-line typescript/no-explicit-any -- registries hold use cases of every input and output
export type AnyUseCase = UseCase<any, any>;
