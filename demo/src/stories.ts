import { openCase, getCaseType, takeStep } from '@zhongzhi/casework';
import type { Context, Platform } from '@zhongzhi/kernel';
import type { Person } from './people.ts';

const HOUR = 3_600_000;

/** Tells a story in one transaction: every step at its own time, by its own person. */
export class Teller {
  readonly #platform: Platform;
  readonly #context: Context;
  #at: Date;

  constructor(platform: Platform, context: Context, at: Date) {
    this.#platform = platform;
    this.#context = context;
    this.#at = at;
  }

  get now(): Date {
    return this.#at;
  }

  /** Lets time pass, never beyond the present. */
  wait(hours: number): void {
    const latest = this.#platform.clock().getTime() - 60_000;
    this.#at = new Date(Math.min(latest, this.#at.getTime() + hours * HOUR));
  }

  #as(person: Person | null): Context {
    const at = this.#at;
    const { registry, district } = this.#platform;
    const actor = person ?? ({ kind: 'system', reason: 'demonstration' } as const);
    return {
      ...this.#context, actor, now: at, newId: () => this.#platform.newIdAt(at), may: (permission) => registry.may(actor, permission), scopeFor: (permission) => registry.scopeFor(actor, permission, district), scope: registry.scopeFor(actor, 'signed-in', district),
      asSystem: (reason) => ({ ...this.#as(null), actor: { kind: 'system', reason } }),
    };
  }

  async open(person: Person | null, type: string, form: Record<string, unknown>, more: { source?: string; externalId?: string; openerWords?: string } = {}): Promise<string> {
    const opened = await openCase(this.#as(person), getCaseType(this.#platform, type), { form, source: more.source ?? 'phone', opener: person?.personId ?? null, ...(more.externalId === undefined ? {} : { externalId: more.externalId }), ...(more.openerWords === undefined ? {} : { openerWords: more.openerWords }) });
    return opened.id;
  }

  async step(person: Person | null, id: string, action: string, input: Record<string, unknown> = {}, taskId?: string): Promise<void> {
    await takeStep(this.#as(person), { id, action, input, taskId });
  }

  /** The tasks of a case, by unit. */
  async tasks(id: string): Promise<Map<string, string>> {
    const rows = await this.#context.tx.selectFrom('casework.task').select(['id', 'unit']).where('district', '=', this.#context.district).where('case_id', '=', id).execute();
    return new Map(rows.map((row) => [row.unit, row.id]));
  }
}

/** What happens from a time on. */
export interface Story {
  at: Date;
  story: (teller: Teller) => Promise<void>;
}

/** Runs stories together in one transaction of the platform, so that a thousand of them take seconds. */
export async function tell(platform: Platform, stories: readonly Story[]): Promise<void> {
  await platform.asSystem('demonstration district', async (context) => {
    for (const { at, story } of stories) await story(new Teller(platform, context, at));
  });
}
