import type { Actor } from './actor.ts';
import type { Job, Module, Permission, Route, Subscription } from './module.ts';
import { mintScope, type Scope } from './scope.ts';
import { isObjectSchema } from './module.ts';

/** Permissions that need no grant. */
export const OPEN_PERMISSIONS = ['public', 'signed-in'] as const;

/** Everything the modules registered, checked once at the start. */
export class Registry {
  readonly modules: readonly Module[];
  readonly permissions = new Map<string, Permission>();
  readonly routes: Route[] = [];
  readonly subscriptions = new Map<string, Subscription[]>();
  readonly jobs = new Map<string, Job>();
  readonly #rolesOf = new Map<string, ReadonlySet<string>>();

  /** @throws Error with a sentence when two modules claim one name or a route has no access rule. */
  constructor(modules: readonly Module[]) {
    this.modules = modules;
    for (const module of modules) this.#add(module);
    for (const route of this.routes) this.#checkRoute(route);
  }

  #add(module: Module): void {
    for (const [name, permission] of Object.entries(module.permissions ?? {})) {
      if (this.permissions.has(name))
        throw new Error(`permission ${name} is declared twice (second time by ${module.name})`);
      this.permissions.set(name, permission);
      this.#rolesOf.set(name, new Set(permission.roles));
    }
    this.routes.push(...(module.routes ?? []));
    for (const subscription of module.subscriptions ?? []) {
      this.subscriptions.set(subscription.event, [...(this.subscriptions.get(subscription.event) ?? []), subscription]);
    }
    for (const job of module.jobs ?? []) {
      if (this.jobs.has(job.name)) throw new Error(`job ${job.name} is declared twice (second time by ${module.name})`);
      this.jobs.set(job.name, job);
    }
  }

  #checkRoute(route: Route): void {
    const { permission, name, input } = route.useCase;
    if (!(OPEN_PERMISSIONS as readonly string[]).includes(permission) && !this.permissions.has(permission)) {
      throw new Error(
        `${route.method} ${route.path} (${name}) asks for the permission ${permission}, which no module declares`,
      );
    }
    if (!isObjectSchema(input)) throw new Error(`${name}: the input of a route must be an object schema`);
  }

  rolesWith(permission: string): ReadonlySet<string> {
    return this.#rolesOf.get(permission) ?? new Set();
  }

  /** Whether the actor holds the permission anywhere. */
  may(actor: Actor, permission: string): boolean {
    if (actor.kind === 'system' || permission === 'public') return true;
    if (actor.kind === 'client') return actor.permissions.includes(permission);
    if (actor.kind === 'anonymous') return false;
    if (permission === 'signed-in') return true;
    const roles = this.rolesWith(permission);
    return actor.grants.some((grant) => roles.has(grant.role));
  }

  /** How far the actor's permission reaches; an empty scope when they do not hold it. */
  scopeFor(actor: Actor, permission: string, district: number): Scope {
    if (actor.kind === 'system') return mintScope(district, [], null, true);
    if (actor.kind !== 'person') return mintScope(district, [], null);
    const roles = this.rolesWith(permission);
    return mintScope(
      district,
      actor.grants.filter((grant) => roles.has(grant.role)),
      actor.personId,
    );
  }
}
