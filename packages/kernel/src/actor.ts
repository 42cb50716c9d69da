import type { Grant } from './scope.ts';

/** Who acts: a person with a session, nobody (the public), or the platform itself with a stated reason. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly personId: string;
      readonly name: string;
      readonly grants: readonly Grant[];
      readonly sessionId: string | null;
      readonly secondFactor: boolean;
    }
  | {
      readonly kind: 'client';
      readonly clientId: string;
      readonly name: string;
      readonly permissions: readonly string[];
    }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'system'; readonly reason: string };

export const anonymous: Actor = { kind: 'anonymous' };

/** The platform acting by itself. The name is alarming on purpose: the reason goes into the audit log. */
export const systemActor = (reason: string): Actor => ({ kind: 'system', reason });

/** The id of the acting person, or null when no person acts. */
export const personOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.personId : null);
