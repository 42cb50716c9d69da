import { Type, type Static } from 'typebox';
import { enumOf, Nullable } from '@zhongzhi/contract-kit';

/** Activities and their places: every share has both of its numbers. */
const Counts = {
  /** Published and not cancelled. */
  activities: Type.Integer(),
  cancelled: Type.Integer(),
  settled: Type.Integer(),
  /** Over and not confirmed. */
  unsettled: Type.Integer(),
  /** Places of what was not cancelled, and how many of them are taken. */
  capacity: Type.Integer(),
  taken: Type.Integer(),
  /** Places taken at settled activities, and how many of those people are noted as not come. */
  expected: Type.Integer(),
  noShows: Type.Integer(),
};

export const PlacesShape = Type.Object({
  items: Type.Array(Type.Object({ key: Type.String(), name: Nullable(Type.String()), ...Counts })),
  total: Type.Object(Counts),
});

/** What a list of activities is narrowed to. */
export const WHICH_ACTIVITIES = ['all', 'cancelled', 'settled', 'unsettled', 'no-shows'] as const;
export const WhichActivities = enumOf(
  WHICH_ACTIVITIES as unknown as [(typeof WHICH_ACTIVITIES)[number], ...(typeof WHICH_ACTIVITIES)[number][]],
);

export const ActivityBehindShape = Type.Object({
  id: Type.String(),
  title: Type.String(),
  kind: Type.String(),
  placeName: Nullable(Type.String()),
  unitName: Type.String(),
  startsAt: Type.String(),
  state: enumOf(['coming', 'running', 'unsettled', 'settled', 'cancelled']),
  capacity: Type.Integer(),
  taken: Type.Integer(),
  noShows: Type.Integer(),
});

/** A record that a figure counts; the volunteer's name is masked. */
export const RecordBehindShape = Type.Object({
  record: Type.String(),
  servedOn: Type.String(),
  volunteer: Type.String(),
  activityName: Type.String(),
  kind: Type.String(),
  regionName: Nullable(Type.String()),
  unitName: Type.String(),
  minutes: Type.Integer(),
  class: enumOf(['timed', 'entered']),
});

export type PlaceFigures = Static<typeof PlacesShape>;
export type WhichActivity = (typeof WHICH_ACTIVITIES)[number];
export type ActivityBehind = Static<typeof ActivityBehindShape>;
export type RecordBehind = Static<typeof RecordBehindShape>;
