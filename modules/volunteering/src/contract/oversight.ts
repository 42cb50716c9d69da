import { Type, type Static } from 'typebox';
import { enumOf, Nullable } from '@zhongzhi/contract-kit';

/** An activity that is over and waits for its confirmation, or confirmed and for its evaluation. */
export const UnsettledShape = Type.Object({
  id: Type.String(),
  title: Type.String(),
  placeName: Nullable(Type.String()),
  unitName: Type.String(),
  leaderName: Type.String(),
  endsAt: Type.String(),
  dueAt: Type.String(),
  isOverdue: Type.Boolean(),
  attended: Type.Integer(),
  waitsFor: enumOf(['confirmation', 'evaluation']),
});

export const ObjectionShape = Type.Object({
  id: Type.String(),
  activity: Type.String(),
  activityTitle: Type.String(),
  personName: Nullable(Type.String()),
  about: enumOf(['record', 'missing', 'no-show']),
  words: Type.String(),
  at: Type.String(),
  dueAt: Type.String(),
  isOverdue: Type.Boolean(),
  /** Whether the reader answers it; others see that it waits. */
  mayAnswer: Type.Boolean(),
});

/** A record of a day above eight hours. */
export const LongDayShape = Type.Object({
  record: Type.String(),
  personName: Nullable(Type.String()),
  activityName: Type.String(),
  servedOn: Type.String(),
  minutes: Type.Integer(),
  minutesOfDay: Type.Integer(),
  stands: enumOf(['needs-superior', 'needs-district']),
});

const Sums = { minutes: Type.Integer(), services: Type.Integer() };

/** Service by region, circle, kind or unit, and by month. */
export const FiguresShape = Type.Object({
  items: Type.Array(Type.Object({ key: Type.String(), name: Nullable(Type.String()), ...Sums })),
  months: Type.Array(Type.Object({ month: Type.String(), ...Sums })),
});

export type Unsettled = Static<typeof UnsettledShape>;
export type OpenObjection = Static<typeof ObjectionShape>;
export type LongDay = Static<typeof LongDayShape>;
export type ServiceFigures = Static<typeof FiguresShape>;
