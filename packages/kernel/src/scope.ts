declare const minted: unique symbol;

/**
 * How far a caller sees and acts for one permission. Only the kernel mints it, from the caller's role grants.
 *
 * `reach` holds the keys under which records are laid out for readers – `r:<place prefix>`, `u:<unit>`, `p:<person>` –
 * and a record is in scope when it is laid out under at least one of them. `everything` is for the system alone.
 */
export interface Scope {
  readonly [minted]: true;
  readonly district: number;
  readonly everything: boolean;
  readonly places: readonly string[];
  readonly units: readonly string[];
  readonly person: string | null;
  readonly reach: readonly string[];
}

/** One role held over one place (a code prefix) or one unit. */
export interface Grant {
  readonly role: string;
  readonly place: string | null;
  readonly unit: string | null;
}

export const placeKey = (place: string): string => `r:${place}`;
export const unitKey = (unit: string): string => `u:${unit}`;
export const personKey = (person: string): string => `p:${person}`;

/** Mints a scope from grants. Called by the kernel when it runs a use case; nowhere else. */
export function mintScope(
  district: number,
  grants: readonly Grant[],
  person: string | null,
  everything = false,
): Scope {
  const places = [...new Set(grants.flatMap((g) => (g.place === null ? [] : [g.place])))];
  const units = [...new Set(grants.flatMap((g) => (g.unit === null ? [] : [g.unit])))];
  const reach = [...places.map(placeKey), ...units.map(unitKey), ...(person === null ? [] : [personKey(person)])];
  return Object.freeze({ district, everything, places, units, person, reach }) as unknown as Scope;
}

/** Whether a place lies inside the scope: a prefix of the place's code is among the scope's places. */
export function coversPlace(scope: Scope, place: string): boolean {
  return scope.everything || scope.places.some((prefix) => place.startsWith(prefix));
}

/** Whether a unit is among the scope's units. */
export function coversUnit(scope: Scope, unit: string): boolean {
  return scope.everything || scope.units.includes(unit);
}
