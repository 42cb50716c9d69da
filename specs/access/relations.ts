import type { AServer, Seat } from '../a-server.ts';
import { otherUnit } from './district.ts';
import { parentOf, PLACES, siblingOf, withinOf } from './seats.ts';

/** How a record stands to a caller. `nobody`: it has nothing to do with them. */
export const RELATIONS = ['own', 'inside', 'sibling', 'parent', 'assignee', 'nobody'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Where a record lies that stands in a relation to a seat. */
export interface Standing {
  readonly place: string;
  readonly unit: string | null;
  readonly opener: string | null;
  readonly assignee: string | null;
  /** The unit that a whistle comes from. */
  readonly sender: string;
}

/** Where the record lies; undefined where the seat cannot have such a relation, e.g. a sibling of the only district. */
export function standingOf({ units }: AServer, seat: Seat, relation: Relation): Standing | undefined {
  // Far away from every seat but those of the whole district.
  const far: Standing = {
    place: PLACES.otherCommunity,
    unit: units.otherCommittee,
    opener: null,
    assignee: null,
    sender: units.otherStreetOffice,
  };
  switch (relation) {
    case 'own':
      return { ...far, opener: seat.person };
    case 'assignee':
      return { ...far, assignee: seat.person };
    case 'nobody':
      return far;
    case 'inside':
      if (seat.place !== null)
        return {
          ...far,
          place: withinOf(seat.place),
          unit: null,
          sender: seat.unit === 'streetOffice' || seat.unit === 'committee' ? units[seat.unit] : far.sender,
        };
      return seat.unitId === null ? undefined : { ...far, unit: seat.unitId };
    case 'sibling': {
      const place = seat.place === null ? null : siblingOf(seat.place);
      if (place !== null) return { ...far, place, unit: null };
      const unit = seat.place !== null || seat.unit === null ? null : otherUnit(seat.unit);
      return unit === null ? undefined : { ...far, unit: units[unit] };
    }
    case 'parent': {
      const place = seat.place === null ? null : parentOf(seat.place);
      return place === null ? undefined : { ...far, place, unit: null };
    }
  }
}
