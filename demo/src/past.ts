import { systemActor, type Actor, type Context } from '@zhongzhi/kernel';
import { dueAt, type Calendar } from '@zhongzhi/calendar';
import type { Chance } from './chance.ts';

export type Person = Extract<Actor, { kind: 'person' }>;

/** How long something takes: round the clock, or in office hours. */
export type Wait = { readonly hours: number } | { readonly office: number };

/** Tells what happened in the past: in one transaction, each act at its own time and by its own person. */
export interface Telling {
  readonly context: Context;
  readonly calendar: Calendar;
  /** The present. */
  readonly now: Date;
  as(actor: Actor, at: Date): Context;
  /** The same with keys from a source of its own, so that tales told side by side are the same each time. */
  own(): Telling;
}

/** A version 7 UUID of the given time whose random bits come from the seed. */
function idAt(at: Date, chance: Chance): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.hex(3)}-${'89ab'[Math.floor(chance.next() * 4)]}${chance.hex(3)}-${chance.hex(12)}`;
}

/**
 * Makes contexts of the past out of one of the present. Events that no module has subscribed to are only for pages that
 * are open at that moment, and nobody has a page of the past open; the same is true of jobs.
 */
export function tellOfThePast(context: Context, calendar: Calendar, chance: Chance): Telling {
  const { registry, district } = context.platform;
  const as = (actor: Actor, at: Date): Context => ({
    ...context,
    actor,
    now: at,
    scope: registry.scopeFor(actor, 'signed-in', district),
    newId: () => idAt(at, chance),
    may: (permission) => registry.may(actor, permission),
    scopeFor: (permission) => registry.scopeFor(actor, permission, district),
    emit: (event, payload) => {
      if (registry.subscriptions.has(event)) context.emit(event, payload);
    },
    enqueue: () => Promise.resolve(),
    asSystem: (reason) => as(systemActor(reason), at),
  });
  return { context, calendar, now: context.now, as, own: () => tellOfThePast(context, calendar, chance.fork()) };
}

/** The moment after a wait. */
export function after(at: Date, wait: Wait, calendar: Calendar): Date {
  if ('hours' in wait) return new Date(at.getTime() + wait.hours * 3_600_000);
  return dueAt({ start: at, limit: { workingHours: wait.office }, pauses: [], calendar });
}
