/** A confirmed qualification; `until` null: without end. Days as YYYY-MM-DD, both inclusive. */
export interface Qualification {
  readonly kind: string;
  readonly from: string;
  readonly until: string | null;
}

/** Which kinds each kind includes, directly. */
export type Includes = ReadonlyMap<string, readonly string[]>;

/** Everything that a kind stands for, itself first; circles in the data do no harm. */
export function kindsWithin(kind: string, includes: Includes): Set<string> {
  const found = new Set<string>();
  const open = [kind];
  while (open.length > 0) {
    const next = open.pop()!;
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(includes.get(next) ?? []));
  }
  return found;
}

/** Whether one of the qualifications is of the kind, or includes it, on that day. */
export const isQualified = (held: readonly Qualification[], kind: string, on: string, includes: Includes): boolean =>
  held.some(
    (one) => one.from <= on && (one.until === null || on <= one.until) && kindsWithin(one.kind, includes).has(kind),
  );

/** Days before its end from which a qualification is shown as expiring. */
export const EXPIRING_DAYS = 60;

/** How a stated qualification stands on a day (YYYY-MM-DD), for its owner. */
export function standingOf(
  { state, until }: { state: 'waiting' | 'confirmed' | 'refused'; until: string | null },
  today: string,
): 'waiting' | 'confirmed' | 'refused' | 'expiring' | 'expired' {
  if (state !== 'confirmed' || until === null) return state;
  if (until < today) return 'expired';
  return Date.parse(until) - Date.parse(today) <= EXPIRING_DAYS * 86_400_000 ? 'expiring' : 'confirmed';
}
