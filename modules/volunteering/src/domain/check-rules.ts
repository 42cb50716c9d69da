import type { Step } from './screen-code.ts';

/** How someone was checked in or out. */
export type Way = 'screen-code' | 'personal-code' | 'roll-call' | 'self';

/** How the place looked, coarsely: the position itself is not kept. */
export type PlaceSeen = 'at' | 'near' | 'away' | 'unknown';

const EARTH_M = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points (haversine; good to a metre within a district). */
export function metresBetween(
  a: { longitude: number; latitude: number },
  b: { longitude: number; latitude: number },
): number {
  const dLatitude = radians(b.latitude - a.latitude);
  const dLongitude = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A position as a phone states it. */
export interface Position {
  readonly longitude: number;
  readonly latitude: number;
  /** Metres that it may be off, as the phone says. */
  readonly accuracy: number;
}

const WORST_ACCURACY_M = 1_000;

/** Where someone stands, against the activity's place: evidence, not proof. A position without sense counts as none. */
export function placeSeen(
  position: Position | null,
  place: { longitude: number; latitude: number; radius: number } | null,
): PlaceSeen {
  if (position === null || place === null) return 'unknown';
  if (!(position.accuracy > 0) || position.accuracy > WORST_ACCURACY_M) return 'unknown';
  const distance = metresBetween(position, place);
  if (distance <= place.radius) return 'at';
  return distance - position.accuracy <= place.radius ? 'near' : 'away';
}

/** Faster than any train to the place: one of the two positions is made up. */
const FASTEST_M_PER_S = 80;

/** Whether nobody can have come from one position to the other in the time between. */
export const isTooFast = (
  before: { longitude: number; latitude: number; at: Date },
  now: { longitude: number; latitude: number; at: Date },
): boolean =>
  metresBetween(before, now) >
  FASTEST_M_PER_S * Math.max(1, Math.abs(now.at.getTime() - before.at.getTime()) / 1_000) + 500;

/** What is known when someone is checked in or out. */
export interface CheckFacts {
  readonly step: Step;
  readonly at: Date;
  readonly meetsAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly isOpen: boolean;
  /** Since when the person holds a place here; null for somebody who holds none. */
  readonly holdsSince: Date | null;
  readonly cameAt: Date | null;
  readonly leftAt: Date | null;
  readonly way: Way;
  readonly place: PlaceSeen;
}

export type Outcome =
  | 'came'
  | 'left'
  | 'repeat'
  | 'not-signed-up'
  | 'too-early'
  | 'too-late'
  | 'not-come'
  | 'away'
  | 'place-unknown'
  | 'too-fast'
  | 'not-open'
  | 'code-old'
  | 'code-forged'
  | 'too-many-tries'
  | 'own'
  | 'other-activity';

const EARLIEST_BEFORE_MEETING_MS = 60 * 60_000;
const LATEST_OUT_AFTER_END_MS = 4 * 3_600_000;
/** Clocks of phones differ: a check may lie so much before the sign-up that it rests on. */
const CLOCKS_DIFFER_MS = 2 * 60_000;

/**
 * What becomes of a check. Server and the checker's page apply this one function, so that a phone without network says
 * what the server will say. Check-in opens an hour before the meeting time and closes with the shift; check-out is
 * taken for four hours after its end (only time within the shift counts). Nobody was here before they had a place. A
 * repeat changes nothing. Who checks in alone has to be seen at the place; others have somebody who sees them.
 */
export function decideCheck(facts: CheckFacts): Outcome {
  if (!facts.isOpen) return 'not-open';
  if (facts.holdsSince === null || facts.at.getTime() < facts.holdsSince.getTime() - CLOCKS_DIFFER_MS)
    return 'not-signed-up';
  if (facts.step === 'in') {
    if (facts.cameAt !== null) return 'repeat';
    if (facts.at.getTime() < facts.meetsAt.getTime() - EARLIEST_BEFORE_MEETING_MS) return 'too-early';
    if (facts.at >= facts.endsAt) return 'too-late';
  } else {
    if (facts.cameAt === null) return 'not-come';
    if (facts.leftAt !== null) return 'repeat';
    if (facts.at < facts.cameAt) return 'too-early';
    if (facts.at.getTime() > facts.endsAt.getTime() + LATEST_OUT_AFTER_END_MS) return 'too-late';
  }
  if (facts.place === 'away' && (facts.way === 'screen-code' || facts.way === 'self')) return 'away';
  if (facts.place === 'unknown' && facts.way === 'self') return 'place-unknown';
  return facts.step === 'in' ? 'came' : 'left';
}
