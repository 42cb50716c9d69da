import { Type, type Static } from 'typebox';
import { Nullable, Uuid } from '@zhongzhi/contract-kit';
import { Closed, PlanFields, ProjectShape } from './index.ts';

/** A draft written anew; `series`: all drafts of its series, each moved by as many days. */
export const EditPlan = Closed({
  id: Uuid,
  version: Type.Integer({ minimum: 1 }),
  series: Type.Optional(Type.Boolean()),
  ...PlanFields,
});

/** Where an activity is, for check-ins to be compared with. */
export const PointOnMap = Closed({
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
});

/** A project of the caller's, and whether they may plan activities from it. */
export const OwnProjectShape = Type.Object({ ...ProjectShape.properties, mayPlan: Type.Boolean() });

const PostPlan = Type.Object({
  name: Type.String(),
  capacity: Type.Integer(),
  waitlist: Type.Integer(),
  qualification: Nullable(Type.String()),
  minAge: Nullable(Type.Integer()),
  checksItself: Type.Boolean(),
});

/** Somebody who is, or may be, named to check in or to record. */
export const NamedPerson = Type.Object({ person: Type.String(), name: Type.String() });

/** What was planned, to be edited or used again. */
export const PlanShape = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  status: Type.String(),
  project: Type.String(),
  projectTitle: Type.String(),
  title: Type.String(),
  content: Type.String(),
  risks: Type.String(),
  isDangerous: Type.Boolean(),
  insurance: Nullable(
    Type.Object({
      company: Type.String(),
      policy: Type.String(),
      until: Type.String(),
      coversNames: Type.Boolean(),
    }),
  ),
  place: Type.String(),
  placeName: Nullable(Type.String()),
  address: Type.String(),
  longitude: Nullable(Type.Number()),
  latitude: Nullable(Type.Number()),
  radius: Type.Integer(),
  signUpFrom: Type.String(),
  signUpUntil: Type.String(),
  cancelUntil: Type.String(),
  earlyFrom: Nullable(Type.String()),
  earlyCircles: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  onlyPlace: Nullable(Type.String()),
  minAge: Nullable(Type.Integer()),
  accompaniedBelow: Nullable(Type.Integer()),
  shifts: Type.Array(
    Type.Object({
      name: Type.String(),
      meetsAt: Type.String(),
      startsAt: Type.String(),
      endsAt: Type.String(),
      posts: Type.Array(PostPlan),
    }),
  ),
  checkers: Type.Array(NamedPerson),
  recorders: Type.Array(NamedPerson),
  /** What keeps it from being published, by field. */
  missing: Type.Array(
    Type.Object({ field: Type.String(), text: Type.Object({ zh: Type.String(), en: Type.String() }) }),
  ),
  /** The others of its series, and itself, by time; empty for one that stands alone. */
  series: Type.Array(Type.Object({ id: Type.String(), startsAt: Type.String(), status: Type.String() })),
});

export type Nameable = Static<typeof NamedPerson>;
export type PlannedActivity = Static<typeof PlanShape>;
export type OwnProject = Static<typeof OwnProjectShape>;
