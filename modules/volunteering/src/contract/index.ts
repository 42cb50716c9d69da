import { Type, type Static, type TProperties } from 'typebox';
import { enumOf, Instant, Nullable, PlainDate, RegionCode, Text, Uuid } from '@zhongzhi/contract-kit';
import { EVERY } from '../domain/repeats.ts';

/** An object that knows its fields and refuses others. */
export const Closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** Kinds of service, for search, totals and the bean rule. */
export const SERVICE_KINDS = [
  'environment',
  'elder-care',
  'children',
  'disability',
  'health',
  'safety',
  'traffic',
  'culture',
  'law',
  'disaster',
  'party-building',
  'other',
] as const;
export const ServiceKind = enumOf([...SERVICE_KINDS] as [
  (typeof SERVICE_KINDS)[number],
  ...(typeof SERVICE_KINDS)[number][],
]);

/** What pages call the kinds. */
export const SERVICE_KIND_LABELS: Readonly<Record<(typeof SERVICE_KINDS)[number], { zh: string; en: string }>> = {
  environment: { zh: '环境', en: 'Environment' },
  'elder-care': { zh: '助老', en: 'The elderly' },
  children: { zh: '儿童', en: 'Children' },
  disability: { zh: '助残', en: 'Disability' },
  health: { zh: '健康', en: 'Health' },
  safety: { zh: '平安', en: 'Safety' },
  traffic: { zh: '交通', en: 'Traffic' },
  culture: { zh: '文化', en: 'Culture' },
  law: { zh: '普法', en: 'Law' },
  disaster: { zh: '应急', en: 'Emergencies' },
  'party-building': { zh: '党建', en: 'Party building' },
  other: { zh: '其他', en: 'Other' },
};

export const Reason = Text(300, { min: 2 });
export const Done = Type.Object({ id: Type.String() });
const Degrees = (most: number) => Type.Number({ minimum: -most, maximum: most });

export const ProposeProject = Closed({
  circle: Type.Optional(Uuid),
  unit: Type.Optional(Uuid),
  place: RegionCode,
  kind: ServiceKind,
  title: Text(60, { min: 2 }),
  content: Text(2_000, { min: 4 }),
  risks: Text(500, { min: 2 }),
});

export const ProjectShape = Type.Object({
  id: Type.String(),
  circle: Nullable(Type.String()),
  circleName: Nullable(Type.String()),
  unit: Type.String(),
  unitName: Type.String(),
  place: Type.String(),
  placeName: Nullable(Type.String()),
  kind: ServiceKind,
  title: Type.String(),
  content: Type.String(),
  risks: Type.String(),
  status: enumOf(['draft', 'review', 'open', 'refused', 'closed']),
  decisionReason: Nullable(Type.String()),
});

const PostDraft = Closed({
  name: Text(30),
  capacity: Type.Integer({ minimum: 1, maximum: 10_000 }),
  waitlist: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  qualification: Type.Optional(Nullable(Text(40))),
  minAge: Type.Optional(Nullable(Type.Integer({ minimum: 3, maximum: 18 }))),
  checksItself: Type.Optional(Type.Boolean()),
});
const ShiftDraft = Closed({
  name: Text(30),
  meetsAt: Type.Optional(Instant),
  startsAt: Instant,
  endsAt: Instant,
  posts: Type.Array(PostDraft, { minItems: 1, maxItems: 30 }),
});

/** What one writes of an activity, apart from whose it is and how often it comes. */
export const PlanFields = {
  title: Text(60, { min: 2 }),
  content: Text(2_000, { min: 4 }),
  risks: Type.Optional(Text(500, { min: 2 })),
  isDangerous: Type.Optional(Type.Boolean()),
  insurance: Type.Optional(
    Nullable(Closed({ company: Text(60), policy: Text(60), until: PlainDate, coversNames: Type.Boolean() })),
  ),
  place: Type.Optional(RegionCode),
  address: Text(100, { min: 2 }),
  longitude: Type.Optional(Nullable(Degrees(180))),
  latitude: Type.Optional(Nullable(Degrees(90))),
  radius: Type.Optional(Type.Integer({ minimum: 20, maximum: 5_000 })),
  checkers: Type.Optional(Type.Array(Uuid, { maxItems: 20 })),
  recorders: Type.Optional(Type.Array(Uuid, { maxItems: 20 })),
  signUpFrom: Type.Optional(Instant),
  signUpUntil: Type.Optional(Instant),
  cancelUntil: Type.Optional(Instant),
  earlyFrom: Type.Optional(Nullable(Instant)),
  earlyCircles: Type.Optional(Type.Array(Uuid, { maxItems: 20 })),
  onlyPlace: Type.Optional(Nullable(RegionCode)),
  minAge: Type.Optional(Nullable(Type.Integer({ minimum: 3, maximum: 18 }))),
  accompaniedBelow: Type.Optional(Nullable(Type.Integer({ minimum: 3, maximum: 18 }))),
  shifts: Type.Array(ShiftDraft, { minItems: 1, maxItems: 60 }),
};
export const PlanActivity = Closed({
  project: Uuid,
  ...PlanFields,
  repeat: Type.Optional(Closed({ every: enumOf([...EVERY]), times: Type.Integer({ minimum: 2, maximum: 60 }) })),
});

const PostShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  capacity: Type.Integer(),
  waitlist: Type.Integer(),
  taken: Type.Integer(),
  waiting: Type.Integer(),
  qualification: Nullable(Type.String()),
  minAge: Nullable(Type.Integer()),
  checksItself: Type.Boolean(),
});
export const ShiftShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  meetsAt: Type.String(),
  startsAt: Type.String(),
  endsAt: Type.String(),
  posts: Type.Array(PostShape),
});
export const ActivityLine = Type.Object({
  id: Type.String(),
  title: Type.String(),
  kind: Type.String(),
  place: Type.String(),
  placeName: Nullable(Type.String()),
  address: Type.String(),
  startsAt: Type.String(),
  endsAt: Type.String(),
  status: Type.String(),
  capacity: Type.Integer(),
  taken: Type.Integer(),
});
export const ActivityShape = Type.Object({
  ...ActivityLine.properties,
  project: Type.String(),
  circle: Nullable(Type.String()),
  unitName: Type.String(),
  leaderName: Type.String(),
  content: Type.String(),
  risks: Type.String(),
  isDangerous: Type.Boolean(),
  longitude: Nullable(Type.Number()),
  latitude: Nullable(Type.Number()),
  radius: Type.Integer(),
  signUpFrom: Type.String(),
  signUpUntil: Type.String(),
  cancelUntil: Type.String(),
  minAge: Nullable(Type.Integer()),
  cancelReason: Nullable(Type.String()),
  shifts: Type.Array(ShiftShape),
  /** What the reader holds here, and which parts they have in it. */
  mine: Type.Array(
    Type.Object({
      signUp: Type.String(),
      post: Type.String(),
      shift: Type.String(),
      state: Type.String(),
      number: Type.Integer(),
    }),
  ),
  roles: Type.Array(Type.String()),
});

export const Word = Type.Object({ code: Type.String(), text: Type.Object({ zh: Type.String(), en: Type.String() }) });
export const SignUpResultShape = Type.Object({
  post: Type.String(),
  shift: Type.String(),
  signUp: Nullable(Type.String()),
  state: enumOf(['held', 'waiting', 'offered', 'refused']),
  number: Nullable(Type.Integer()),
  words: Type.Array(Word),
});

export const Step = enumOf(['in', 'out']);
export const PositionShape = Closed({
  longitude: Degrees(180),
  latitude: Degrees(90),
  accuracy: Type.Number({ minimum: 0, maximum: 100_000 }),
});
export const CheckedShape = Type.Object({
  outcome: Type.String(),
  shift: Nullable(Type.String()),
  at: Type.String(),
  text: Type.Object({ zh: Type.String(), en: Type.String() }),
});

/** What a checker's phone works with when there is no network. */
export const RollPackShape = Type.Object({
  activity: Type.Object({
    id: Type.String(),
    title: Type.String(),
    isOpen: Type.Boolean(),
    startsAt: Type.String(),
    endsAt: Type.String(),
  }),
  /** The platform's time: the phone's own may be wrong. */
  now: Type.String(),
  /** The platform's public key for vouchers. */
  key: Type.String(),
  revoked: Type.Array(Type.Object({ key: Type.String(), at: Type.String() })),
  people: Type.Array(
    Type.Object({
      person: Type.String(),
      shift: Type.String(),
      post: Type.String(),
      name: Type.String(),
      phone: Type.String(),
      meetsAt: Type.String(),
      startsAt: Type.String(),
      endsAt: Type.String(),
      heldSince: Type.String(),
      cameAt: Nullable(Type.String()),
      leftAt: Nullable(Type.String()),
    }),
  ),
});

export const RecordShape = Type.Object({
  record: Type.String(),
  revision: Type.Integer(),
  activity: Type.String(),
  activityName: Type.String(),
  servedOn: Type.String(),
  place: Type.String(),
  content: Type.String(),
  minutes: Type.Integer(),
  class: enumOf(['timed', 'entered']),
  stands: Type.String(),
  unitName: Type.String(),
  leaderName: Type.String(),
  recordedAt: Type.String(),
  reason: Nullable(Type.String()),
});

export type ProjectLine = Static<typeof ProjectShape>;
export type ActivityCard = Static<typeof ActivityLine>;
export type ActivityInFull = Static<typeof ActivityShape>;
export type SignUpAnswer = Static<typeof SignUpResultShape>;
export type RollPack = Static<typeof RollPackShape>;
export type CheckAnswer = Static<typeof CheckedShape>;
export type ServiceRecordLine = Static<typeof RecordShape>;

/** What a checker's and a volunteer's phone do without a network is decided by the server's own rules. */
export { decideCheck, type Outcome } from '../domain/check-rules.ts';
export { CHECK_WORDS } from '../domain/check-words.ts';
export {
  asText,
  endOfSlot,
  fromText,
  keyPairOf,
  personalCode,
  readPersonalCode,
  type SignedVoucher,
} from '../domain/personal-code.ts';
export type { LongDay, OpenObjection, ServiceFigures, Unsettled } from './oversight.ts';
export { dayOf } from '@zhongzhi/contract-kit';
export { EVERY, later, type Every } from '../domain/repeats.ts';
export { ACTIVITY_TEMPLATES, type ActivityTemplate } from './templates.ts';
export type { Nameable, OwnProject, PlannedActivity } from './planning.ts';
export type { ServiceRules, StarScheme } from './service-rules.ts';
export type { ActivityBehind, PlaceFigures, RecordBehind, WhichActivity } from './district-view.ts';
export type {
  ActivityRecords,
  CommendationLine,
  EvaluationLine,
  MyObjection,
  MyRecord,
  NoShowLine,
  RecordPage,
  TrainingLine,
} from './records.ts';
export type { ActivityDot, ForMeAnswer, GroupAnswer, SuitedActivity } from './finding.ts';
