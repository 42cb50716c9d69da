import type { Context } from './context.ts';
import type { Call } from './platform.ts';
import { settle } from './gather.ts';
import { Refusal } from './refusal.ts';
import { claimNew, keepAnswers, type IdempotencyClaim } from './idempotency.ts';
import { writeTrails, type AuditEntry, type Trail, type Trailed } from './trail.ts';
import type { AnyUseCase } from './use-case.ts';

/** A call of a use case that passed its checks. */
export interface AskedCall {
  readonly input: unknown;
  readonly call: Call;
  readonly claim: IdempotencyClaim | null;
}

/** What the audit row of a command says. */
export const auditOf = (useCase: AnyUseCase, input: unknown, output: unknown): AuditEntry => ({
  action: useCase.name,
  subject: useCase.subject
    ? useCase.subject(input, output)
    : (((input as { id?: unknown }).id ?? (output as { id?: unknown } | null)?.id ?? null) as string | null),
  detail: {},
});

type MakeContext = (asked: AskedCall, trail: Trail, after: (() => void)[]) => Context;

/** What is needed to run calls together. */
export interface Together {
  readonly useCase: AnyUseCase;
  readonly asked: readonly AskedCall[];
  readonly runAlone: (asked: AskedCall) => Promise<unknown>;
  readonly inTransaction: (act: (contextOf: MakeContext) => Promise<Outcomes>) => Promise<Outcomes>;
  readonly onEvents: () => void;
  /** Told when the shared transaction failed and the calls are run by themselves. */
  readonly onFault: (fault: Error) => void;
}

interface Outcomes {
  /** By the place of the call; undefined where it was asked before and has to be run by itself. */
  readonly of: readonly (PromiseSettledResult<unknown> | undefined)[];
  readonly after: readonly (() => void)[];
}

async function runGroup({ useCase, asked, onEvents }: Together, contextOf: MakeContext): Promise<Outcomes> {
  const after: (() => void)[] = [];
  const trailed: Trailed[] = asked.map((one) => {
    const trail: Trail = { audit: [], outbox: [] };
    return { trail, context: contextOf(one, trail, after) };
  });
  const { context: first } = trailed[0]!;
  const claims = asked.flatMap(({ claim }) => (claim === null ? [] : [claim]));
  const fresh = await claimNew(first, claims);
  const taken = [...asked.keys()].filter((index) => {
    const { claim } = asked[index]!;
    return claim === null || fresh.has(claim);
  });
  const found = await useCase.runTogether!(
    taken.map((index) => ({ context: trailed[index]!.context, input: asked[index]!.input })),
  );
  const of: (PromiseSettledResult<unknown> | undefined)[] = asked.map(() => undefined);
  for (const [at, index] of taken.entries()) {
    const outcome = found[at] ?? { status: 'rejected', reason: new Error(`${useCase.name} left a call unanswered`) };
    of[index] = outcome;
    if (outcome.status === 'fulfilled')
      trailed[index]!.trail.audit.unshift(auditOf(useCase, asked[index]!.input, outcome.value));
  }
  await keepAnswers(
    first,
    taken.flatMap((index) => {
      const { claim } = asked[index]!;
      return claim === null ? [] : [{ claim, outcome: of[index]! }];
    }),
  );
  const succeeded = trailed.filter((_one, index) => of[index]?.status === 'fulfilled');
  await writeTrails(succeeded);
  if (succeeded.some(({ trail }) => trail.outbox.length > 0)) after.push(onEvents);
  return { of, after };
}

/**
 * Runs calls of one use case in one transaction, and by itself whatever was asked before under the same key. Where the
 * transaction fails, each call is run by itself, so that nobody pays for another's fault; where the database is away or
 * overrun, everyone is told so at once instead.
 */
export async function runTogether(together: Together): Promise<PromiseSettledResult<unknown>[]> {
  const { asked, runAlone } = together;
  const alone = (one: AskedCall): Promise<PromiseSettledResult<unknown>> => settle(() => runAlone(one));
  if (asked.length === 1) return [await alone(asked[0]!)];
  let outcomes: Outcomes;
  try {
    outcomes = await together.inTransaction((contextOf) => runGroup(together, contextOf));
  } catch (reason) {
    if (reason instanceof Refusal && reason.kind === 'busy') return asked.map(() => ({ status: 'rejected', reason }));
    together.onFault(reason as Error);
    return Promise.all(asked.map(alone));
  }
  for (const follow of outcomes.after) follow();
  return Promise.all(asked.map(async (one, index) => outcomes.of[index] ?? (await alone(one))));
}
