import type { Actor, Platform } from '@zhongzhi/kernel';

/** How long an answer may be reused. A session ended in another process is dead everywhere within this time. */
const FRESH_MS = 1_000;
const MOST_KEPT = 10_000;

export interface CachedActor {
  readonly actor: Actor;
  readonly at: number;
}

const caches = new WeakMap<Platform, Map<string, CachedActor>>();

function cacheOf(platform: Platform): Map<string, CachedActor> {
  const known = caches.get(platform) ?? new Map<string, CachedActor>();
  caches.set(platform, known);
  return known;
}

/** Who a token or key was found to be within the last second. A clock that was set back makes the answer stale too. */
export function findCached(platform: Platform, key: string): Actor | undefined {
  const cached = cacheOf(platform).get(key);
  if (cached === undefined) return undefined;
  const age = platform.clock().getTime() - cached.at;
  return age >= 0 && age < FRESH_MS ? cached.actor : undefined;
}

/** Remembers who a token or key was found to be by a look-up that began at `at`. */
export function keepCached(platform: Platform, key: string, actor: Actor, at: Date): void {
  const cache = cacheOf(platform);
  if (cache.size >= MOST_KEPT) cache.clear();
  cache.set(key, { actor, at: at.getTime() });
}

/** Forgets every answer about a person, in this process and at once. */
export function forgetSessions(platform: Platform, person: string): void {
  const cache = cacheOf(platform);
  for (const [key, { actor }] of cache) if (actor.kind === 'person' && actor.personId === person) cache.delete(key);
}

/** Forgets every answer about machine clients. */
export function forgetClients(platform: Platform): void {
  const cache = cacheOf(platform);
  for (const [key, { actor }] of cache) if (actor.kind === 'client') cache.delete(key);
}
