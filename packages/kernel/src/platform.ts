import { createHash } from 'node:crypto';
import type { TSchema, Static } from 'typebox';
import type pg from 'pg';
import { personOf, systemActor, type Actor } from './actor.ts';
import type { Context, JobOptions } from './context.ts';
import { builderOver } from './db/connect.ts';
import { inTransaction, withinSavepoint } from './db/transaction.ts';
import { newUuid } from './ids.ts';
import { enqueueJob } from './jobs/enqueue.ts';
import type { Logger } from './logger.ts';
import type { Module } from './module.ts';
import { refuse } from './refusal.ts';
import { Registry } from './registry.ts';
import type { Settings } from './settings.ts';
import { gather } from './gather.ts';
import type { AnyUseCase, UseCase } from './use-case.ts';
import { validate } from './validation.ts';
import type { Vault } from './vault/index.ts';
import { findEarlierAnswer, keepAnswer, type IdempotencyClaim } from './idempotency.ts';
import { auditOf, runTogether, type AskedCall } from './together.ts';
import { writeTrails, type Trail } from './trail.ts';

export interface PlatformParts {
  settings: Settings;
  pool: pg.Pool;
  vault: Vault;
  modules: readonly Module[];
  logger: Logger;
  clock?: () => Date;
}

/** How a use case is called: by whom, from where, and whether a repeat is to give the first answer again. */
export interface Call {
  actor: Actor;
  origin?: Context['origin'];
  language?: 'zh' | 'en';
  idempotencyKey?: string | null;
  /** Overrides the clock, for imports and the demonstration that tell of the past. */
  at?: Date;
}

/** Most calls in one transaction, and most such transactions of a use case at once: past that, more no longer help. */
const MOST_TOGETHER = 128;
const GROUPS_TOGETHER = 2;

function claimOf(useCase: AnyUseCase, input: unknown, call: Call): IdempotencyClaim | null {
  if (useCase.kind !== 'command' || useCase.keepsAnswer === false || !call.idempotencyKey) return null;
  return {
    key: call.idempotencyKey,
    caller: personOf(call.actor) ?? call.origin?.address ?? call.actor.kind,
    fingerprint: createHash('sha256')
      .update(`${useCase.name}\n${JSON.stringify(input)}`)
      .digest('hex'),
  };
}

const NOWHERE: Context['origin'] = { address: null, device: null };

/** The running platform: settings, database, modules and the one way to run a use case. */
export class Platform {
  readonly settings: Settings;
  readonly pool: pg.Pool;
  readonly vault: Vault;
  readonly registry: Registry;
  readonly logger: Logger;
  readonly clock: () => Date;
  readonly #gatherers = new Map<AnyUseCase, (asked: AskedCall) => Promise<unknown>>();
  /** Called after a commit that left events to deliver; the worker in this process listens. */
  onEvents: () => void = () => undefined;

  constructor(parts: PlatformParts) {
    this.settings = parts.settings;
    this.pool = parts.pool;
    this.vault = parts.vault;
    this.logger = parts.logger;
    this.clock = parts.clock ?? (() => new Date());
    this.registry = new Registry(parts.modules);
  }

  get district(): number {
    return this.settings.district;
  }

  get isDemo(): boolean {
    return this.settings.mode === 'demo';
  }

  /** A key that sorts by the given time, for records of the past. */
  newIdAt(at: Date): string {
    return newUuid(at.getTime());
  }

  /** What modules contributed under a key, for instance case types. */
  collect<T>(key: string): T[] {
    return this.registry.modules.flatMap((module) => (module.contributions?.[key] ?? []) as T[]);
  }

  /**
   * Runs a use case in one transaction: permission, validation, audit row, events, idempotency record and the
   * business rows succeed or fail together.
   * @throws Refusal for every expected no.
   */
  async run<I extends TSchema, O extends TSchema>(
    useCase: UseCase<I, O>,
    input: Static<I>,
    call: Call,
  ): Promise<Static<O>> {
    this.#checkAccess(useCase, call.actor);
    validate(useCase.input, input, 'strict', call.language);
    const asked: AskedCall = { input, call, claim: claimOf(useCase, input, call) };
    if (useCase.runTogether === undefined) return (await this.#runAlone(useCase, asked)) as Static<O>;
    return (await this.#gathererOf(useCase)(asked)) as Static<O>;
  }

  #runAlone(useCase: AnyUseCase, { input, call, claim }: AskedCall): Promise<unknown> {
    return this.transact(
      useCase.permission,
      useCase.kind === 'query' ? 'read' : 'write',
      call,
      async (context, trail) => {
        const earlier = claim === null ? undefined : await findEarlierAnswer(context, claim);
        if (earlier !== undefined) return earlier.answer;
        const output: unknown = await useCase.run(context, input);
        if (useCase.kind === 'command') trail.audit.unshift(auditOf(useCase, input, output));
        if (claim !== null) await keepAnswer(context, claim, output);
        return output;
      },
    );
  }

  /** Calls of one use case that arrive together are run in groups; see `useCaseTogether`. */
  #gathererOf(useCase: AnyUseCase): (asked: AskedCall) => Promise<unknown> {
    const known = this.#gatherers.get(useCase);
    if (known !== undefined) return known;
    const made = gather<AskedCall, unknown>({
      most: MOST_TOGETHER,
      groups: GROUPS_TOGETHER,
      answer: (asked) =>
        runTogether({
          useCase,
          asked,
          runAlone: (one) => this.#runAlone(useCase, one),
          inTransaction: (act) =>
            inTransaction(this.pool, { district: this.district, mode: 'write' }, (client) =>
              act(({ call }, trail, after) => this.#context(client, useCase.permission, call, trail, after)),
            ),
          onEvents: () => this.onEvents(),
          onFault: ({ message }) =>
            this.logger.warn({ useCase: useCase.name, fault: message }, 'calls were taken apart and run one by one'),
        }),
    });
    this.#gatherers.set(useCase, made);
    return made;
  }

  /** A transaction of the platform itself, with the reason written to the audit log when it changes something. */
  async asSystem<T>(reason: string, act: (context: Context) => Promise<T>, at?: Date): Promise<T> {
    return this.transact('public', 'write', { actor: systemActor(reason), ...(at ? { at } : {}) }, (context) =>
      act(context),
    );
  }

  /** Opens a transaction for a caller. Modules use `run`; this is for the HTTP shell and the runtime. */
  async transact<T>(
    permission: string,
    mode: 'read' | 'write',
    call: Call,
    act: (context: Context, trail: Trail) => Promise<T>,
  ): Promise<T> {
    const after: (() => void)[] = [];
    const result = await inTransaction(this.pool, { district: this.district, mode }, async (client) => {
      after.length = 0;
      const trail: Trail = { audit: [], outbox: [] };
      const context = this.#context(client, permission, call, trail, after);
      const value = await act(context, trail);
      if (mode === 'write' || trail.audit.length > 0) await writeTrails([{ context, trail }]);
      if (trail.outbox.length > 0) after.push(() => this.onEvents());
      return value;
    });
    for (const follow of after) follow();
    return result;
  }

  #checkAccess(useCase: AnyUseCase, actor: Actor): void {
    if (this.registry.may(actor, useCase.permission)) {
      if (useCase.secondFactor === true && actor.kind === 'person' && !actor.secondFactor) {
        throw refuse.forbidden(
          'second-factor-needed',
          '这项操作需要先完成双重验证，请重新登录并输入动态码。',
          'This needs a second factor: sign in again with your code.',
        );
      }
      return;
    }
    if (actor.kind === 'anonymous') throw refuse.unauthenticated();
    throw refuse.forbidden(
      'not-permitted',
      '您的岗位没有这项权限；如确需办理，请联系本单位管理员。',
      'Your role does not permit this; ask your administrator if you need it.',
    );
  }

  #context(client: pg.PoolClient, permission: string, call: Call, trail: Trail, after: (() => void)[]): Context {
    const { actor } = call;
    const now = call.at ?? this.clock();
    const context: Context = {
      tx: builderOver(client),
      district: this.district,
      actor,
      scope: this.registry.scopeFor(actor, permission, this.district),
      now,
      language: call.language ?? 'zh',
      platform: this,
      origin: call.origin ?? NOWHERE,
      newId: () => newUuid(now.getTime()),
      may: (wanted) => this.registry.may(actor, wanted),
      scopeFor: (wanted) => this.registry.scopeFor(actor, wanted, this.district),
      emit: (event, payload) => void trail.outbox.push({ event, payload }),
      enqueue: (job: string, payload: Record<string, unknown>, options?: JobOptions) =>
        enqueueJob(this.registry, client, job, payload, options),
      audit: (action, subject, detail = {}) => void trail.audit.push({ action, subject, detail }),
      afterCommit: (act) => void after.push(act),
      attempt: (act) => withinSavepoint(client, [trail.audit, trail.outbox, after], act),
      asSystem: (reason) =>
        this.#context(client, permission, { ...call, actor: systemActor(reason), at: now }, trail, after),
    };
    return context;
  }
}
