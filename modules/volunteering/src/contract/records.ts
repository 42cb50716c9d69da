import { Type, type Static, type TSchema } from 'typebox';
import { enumOf, Nullable, PlainDate, Text, Uuid } from '@zhongzhi/contract-kit';
import { Closed, Reason, RecordShape } from './index.ts';

/** What volunteers are called by instead of their ID number. */
export const VolunteerNumber = Type.String({ pattern: '^[0-9]{16}$' });

/** The groups of a record that go out, each as a sheet of its own (order 67, art. 4). */
export const GROUPS = ['basics', 'service', 'training', 'commendation', 'evaluation'] as const;
export const Group = enumOf([...GROUPS] as [(typeof GROUPS)[number], ...(typeof GROUPS)[number][]]);

/** How the task was done; it is about the service, never about the person. */
export const Outcome = enumOf(['well', 'done', 'not-done']);

export const EnterRecord = Closed({
  id: Uuid,
  person: Type.Optional(Uuid),
  volunteer: Type.Optional(VolunteerNumber),
  shift: Uuid,
  minutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
  reason: Reason,
  proof: Type.Array(Uuid, { minItems: 1, maxItems: 9, uniqueItems: true }),
});

export const Evaluate = Closed({
  id: Uuid,
  outcome: Outcome,
  words: Type.Optional(Text(300)),
  exceptions: Type.Optional(
    Type.Array(Closed({ person: Uuid, outcome: Outcome, words: Text(300, { min: 2 }) }), { maxItems: 2_000 }),
  ),
});

export const RecordTraining = Closed({
  unit: Uuid,
  people: Type.Array(Uuid, { minItems: 1, maxItems: 500, uniqueItems: true }),
  name: Text(60, { min: 2 }),
  content: Text(500, { min: 2 }),
  minutes: Type.Integer({ minimum: 1, maximum: 60_000 }),
  provider: Text(60, { min: 2 }),
  trainedOn: PlainDate,
});

export const RecordCommendation = Closed({
  unit: Uuid,
  person: Uuid,
  name: Text(60, { min: 2 }),
  grantedBy: Text(60, { min: 2 }),
  grantedOn: PlainDate,
  isHigh: Type.Boolean(),
  paper: Type.Optional(Uuid),
});

export const AskForExport = Closed({
  unit: Type.Optional(Uuid),
  from: PlainDate,
  to: PlainDate,
  wholeNumbers: Type.Optional(Type.Boolean()),
  reason: Text(300, { min: 4 }),
});

const FileShape = Type.Object({ id: Type.String(), name: Type.String(), isPicture: Type.Boolean() });

export const RevisionShape = Type.Object({
  ...RecordShape.properties,
  authorUnit: Type.String(),
  proof: Type.Array(FileShape),
});

export const TrainingShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  content: Type.String(),
  minutes: Type.Integer(),
  provider: Type.String(),
  trainedOn: Type.String(),
  unitName: Type.String(),
  withdrawnWhy: Nullable(Type.String()),
});
export const CommendationShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  grantedBy: Type.String(),
  grantedOn: Type.String(),
  isHigh: Type.Boolean(),
  paper: Nullable(Type.String()),
  unitName: Type.String(),
  withdrawnWhy: Nullable(Type.String()),
});
export const EvaluationShape = Type.Object({
  id: Type.String(),
  activity: Type.String(),
  activityName: Type.String(),
  outcome: Outcome,
  words: Type.String(),
  at: Type.String(),
  unitName: Type.String(),
});
export const NoShowShape = Type.Object({
  activity: Type.String(),
  shift: Type.String(),
  activityName: Type.String(),
  at: Type.String(),
  authorName: Nullable(Type.String()),
  unitName: Type.String(),
  reason: Type.String(),
  lapsesOn: Type.String(),
  withdrawnWhy: Nullable(Type.String()),
});
export const MyObjectionShape = Type.Object({
  id: Type.String(),
  activity: Type.String(),
  activityName: Type.String(),
  record: Nullable(Type.String()),
  about: enumOf(['record', 'missing', 'no-show']),
  words: Type.String(),
  at: Type.String(),
  dueAt: Type.String(),
  answeredAt: Nullable(Type.String()),
  answer: Nullable(Type.String()),
  upheld: Nullable(Type.Boolean()),
});
/** An activity that the volunteer took part in and of which nothing is recorded. */
export const UnrecordedShape = Type.Object({
  activity: Type.String(),
  activityName: Type.String(),
  servedOn: Type.String(),
});

const paged = <S extends TSchema>(item: S) => Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

export const BasicsShape = Type.Object({
  name: Type.String(),
  gender: Nullable(enumOf(['male', 'female'])),
  bornOn: Nullable(Type.String()),
  idNumber: Nullable(Type.String()),
  placeName: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  number: Nullable(Type.String()),
  skills: Type.Array(Type.String()),
  interests: Type.Array(Type.String()),
  joinedAt: Nullable(Type.String()),
});

/** 志愿服务记录: the five groups (志愿服务条例 art. 19), and what is said against them. */
export const MyRecordShape = Type.Object({
  basics: BasicsShape,
  totals: Type.Object({
    timedMinutes: Type.Integer(),
    enteredMinutes: Type.Integer(),
    records: Type.Integer(),
    stars: Type.Integer(),
  }),
  service: paged(RecordShape),
  training: paged(TrainingShape),
  commendation: paged(CommendationShape),
  evaluation: paged(EvaluationShape),
  noShows: Type.Array(NoShowShape),
  objections: Type.Array(MyObjectionShape),
  unrecorded: Type.Array(UnrecordedShape),
});

export const RecordPageShape = Type.Object({
  items: Type.Array(RevisionShape),
  evaluation: Nullable(EvaluationShape),
  objections: Type.Array(MyObjectionShape),
});

/** What is recorded of an activity, for those who record it. */
export const ActivityRecordsShape = Type.Object({
  shifts: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), minutes: Type.Integer() })),
  needsEvaluation: Type.Boolean(),
  people: Type.Array(
    Type.Object({
      person: Type.String(),
      shift: Type.String(),
      name: Type.String(),
      state: enumOf(['expected', 'present', 'left', 'pending', 'confirmed', 'no-show']),
      minutes: Nullable(Type.Integer()),
      noShowWhy: Nullable(Type.String()),
    }),
  ),
  records: Type.Array(
    Type.Object({
      record: Type.String(),
      person: Type.String(),
      name: Type.String(),
      class: enumOf(['timed', 'entered']),
      minutes: Type.Integer(),
      stands: Type.String(),
      revision: Type.Integer(),
      reason: Nullable(Type.String()),
      proof: Type.Array(Type.String()),
      outcome: Nullable(Outcome),
      words: Nullable(Type.String()),
    }),
  ),
});

export type MyRecord = Static<typeof MyRecordShape>;
export type RecordPage = Static<typeof RecordPageShape>;
export type MyObjection = Static<typeof MyObjectionShape>;
export type NoShowLine = Static<typeof NoShowShape>;
export type TrainingLine = Static<typeof TrainingShape>;
export type CommendationLine = Static<typeof CommendationShape>;
export type EvaluationLine = Static<typeof EvaluationShape>;
export type ActivityRecords = Static<typeof ActivityRecordsShape>;
