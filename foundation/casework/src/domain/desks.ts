import { personKey, placeKey, unitKey } from '@zhongzhi/kernel';

/** The prefixes of a region code that are regions themselves: district, street, community, grid. */
export function placePrefixes(place: string): string[] {
  return [6, 9, 12, 15].filter((length) => place.length >= length).map((length) => place.slice(0, length));
}

/**
 * The desks a case lies on: its district and every region above its place, its handling unit, the units with a task,
 * the reporter, those who joined, and the assignee.
 */
export function desksOf(
  row: { district: number; place: string | null; unit: string | null; opener: string | null; assignee: string | null },
  taskUnits: readonly string[],
  people: readonly string[] = [],
): string[] {
  const keys = new Set<string>([placeKey(String(row.district))]);
  for (const prefix of row.place === null ? [] : placePrefixes(row.place)) keys.add(placeKey(prefix));
  for (const unit of [row.unit, ...taskUnits]) if (unit !== null) keys.add(unitKey(unit));
  for (const person of [row.opener, row.assignee, ...people]) if (person !== null) keys.add(personKey(person));
  return [...keys];
}

/** Where open cases without a deadline stand on a board ordered by deadline: behind all others. */
export const NO_DEADLINE = new Date('9999-01-01T00:00:00Z');

/** What a board is ordered by: the deadline of an open case, the time of closing of a finished one. */
export const sortAtOf = (phase: string, dueAt: Date | null, closedAt: Date | null, now: Date): Date =>
  phase === 'done' ? (closedAt ?? now) : (dueAt ?? NO_DEADLINE);
