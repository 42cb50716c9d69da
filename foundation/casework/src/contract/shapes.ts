import { Type, type Static, type TSchema } from 'typebox';
import { FieldShape } from './fields.ts';

export const LabelShape = Type.Object({ zh: Type.String(), en: Type.String() });
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Named = Type.Object({ id: Type.String(), name: Type.String() });
const When = Type.String({ format: 'date-time' });

/** Where a matter stands, coarsely: the tabs of the board. */
export const PHASES = ['new', 'open', 'waiting', 'done'] as const;
export type Phase = (typeof PHASES)[number];

/** How urgent a matter is (DOMAIN 4): danger to life or property, water-power-gas-heat, ordinary, complex. */
export const URGENCIES = ['danger', 'supply', 'ordinary', 'complex'] as const;
export type Urgency = (typeof URGENCIES)[number];
export const URGENCY_LABELS: Record<Urgency, { zh: string; en: string }> = {
  danger: { zh: '危及生命财产', en: 'Danger to life or property' },
  supply: { zh: '水电气暖', en: 'Water, power, gas, heat' },
  ordinary: { zh: '一般事项', en: 'Ordinary' },
  complex: { zh: '复杂事项', en: 'Complex' },
};

/** The five grades of 好差评, best first. */
export const GRADES = [5, 4, 3, 2, 1] as const;
export const GRADE_LABELS: Record<number, { zh: string; en: string }> = {
  5: { zh: '非常满意', en: 'Very satisfied' },
  4: { zh: '满意', en: 'Satisfied' },
  3: { zh: '基本满意', en: 'Fairly satisfied' },
  2: { zh: '不满意', en: 'Dissatisfied' },
  1: { zh: '非常不满意', en: 'Very dissatisfied' },
};

export const PointShape = Type.Object(
  {
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    accuracyMetres: Type.Optional(Type.Number({ minimum: 0 })),
  },
  { additionalProperties: false },
);

export const ActionDescription = Type.Object({
  name: Type.String(),
  label: LabelShape,
  form: Type.Array(FieldShape),
  bulk: Type.Boolean(),
  tone: Type.String({ enum: ['plain', 'main', 'danger'] }),
  hint: Type.Optional(LabelShape),
});

/** A case type as pages see it: everything a form, a board or a timeline needs. */
export const CaseTypeDescription = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  label: LabelShape,
  about: LabelShape,
  icon: Type.String(),
  statuses: Type.Array(
    Type.Object({ name: Type.String(), label: LabelShape, phase: Type.String({ enum: [...PHASES] }) }),
  ),
  form: Type.Array(FieldShape),
  actions: Type.Array(ActionDescription),
  taskStatuses: Type.Array(
    Type.Object({
      kind: Type.String(),
      kindLabel: LabelShape,
      name: Type.String(),
      label: LabelShape,
      phase: Type.String(),
    }),
  ),
  clocks: Type.Array(Type.Object({ name: Type.String(), label: LabelShape })),
  mayOpen: Type.Boolean(),
  maySeeBoard: Type.Boolean(),
  openedByResidents: Type.Boolean(),
  isPublic: Type.Boolean(),
  rated: Type.Boolean(),
});

export const ClockShape = Type.Object({
  name: Type.String(),
  label: LabelShape,
  round: Type.Integer(),
  startedAt: When,
  dueAt: When,
  stoppedAt: nullable(When),
  isOverdue: Type.Boolean(),
  isPaused: Type.Boolean(),
  taskId: nullable(Type.String()),
});

/** One line of the board. */
export const CaseLine = Type.Object({
  id: Type.String(),
  number: Type.String(),
  type: Type.String(),
  title: Type.String(),
  status: Type.String(),
  phase: Type.String(),
  version: Type.Integer(),
  place: nullable(Type.String()),
  placeName: nullable(Type.String()),
  category: nullable(Type.String()),
  urgency: nullable(Type.String()),
  source: Type.String(),
  unit: nullable(Named),
  assignee: nullable(Named),
  openedAt: When,
  closedAt: nullable(When),
  dueAt: nullable(When),
  isOverdue: Type.Boolean(),
  followers: Type.Integer(),
  point: nullable(PointShape),
});
export const CasePage = Type.Object({ items: Type.Array(CaseLine), next: nullable(Type.String()) });

export const TimelineEntry = Type.Object({
  seq: Type.Integer(),
  at: When,
  action: Type.String(),
  label: LabelShape,
  actor: nullable(Type.String()),
  unit: nullable(Type.String()),
  fromStatus: nullable(Type.String()),
  toStatus: Type.String(),
  note: nullable(Type.String()),
  facts: Type.Array(Type.Object({ label: LabelShape, value: Type.String() })),
  taskId: nullable(Type.String()),
  forStaff: Type.Boolean(),
});

export const TaskShape = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  unit: Named,
  status: Type.String(),
  statusLabel: LabelShape,
  phase: Type.String(),
  createdAt: When,
  doneAt: nullable(When),
  dueAt: nullable(When),
  isOverdue: Type.Boolean(),
  facts: Type.Array(Type.Object({ label: LabelShape, value: Type.String() })),
  actions: Type.Array(ActionDescription),
});

/** Everything about a case that this reader may see, and what they may do now. */
export const CaseDetail = Type.Object({
  id: Type.String(),
  number: Type.String(),
  type: Type.String(),
  typeLabel: LabelShape,
  title: Type.String(),
  description: Type.String(),
  status: Type.String(),
  statusLabel: LabelShape,
  phase: Type.String(),
  version: Type.Integer(),
  place: nullable(Type.String()),
  placePath: Type.Array(Type.String()),
  point: nullable(PointShape),
  category: nullable(Type.String()),
  categoryLabel: nullable(Type.String()),
  urgency: nullable(Type.String()),
  source: Type.String(),
  unit: nullable(Named),
  assignee: nullable(Named),
  opener: nullable(Type.Object({ id: nullable(Type.String()), name: Type.String() })),
  isOpener: Type.Boolean(),
  isFollower: Type.Boolean(),
  followers: Type.Integer(),
  openedAt: When,
  closedAt: nullable(When),
  dueAt: nullable(When),
  isOverdue: Type.Boolean(),
  visibility: Type.String(),
  facts: Type.Array(Type.Object({ key: Type.String(), label: LabelShape, value: Type.String() })),
  photos: Type.Array(
    Type.Object({ id: Type.String(), stage: Type.String(), at: When, kind: Type.String(), name: Type.String() }),
  ),
  timeline: Type.Array(TimelineEntry),
  clocks: Type.Array(ClockShape),
  tasks: Type.Array(TaskShape),
  links: Type.Array(
    Type.Object({
      kind: Type.String(),
      id: Type.String(),
      number: Type.String(),
      title: Type.String(),
      type: Type.String(),
      statusLabel: LabelShape,
    }),
  ),
  rating: nullable(
    Type.Object({
      grade: nullable(Type.Integer()),
      solved: nullable(Type.Boolean()),
      words: nullable(Type.String()),
      at: When,
    }),
  ),
  actions: Type.Array(ActionDescription),
  /** True when the step just taken took the case out of the caller's reach: this is their last look at it. */
  leftScope: Type.Optional(Type.Boolean()),
});

/** A case on the public list: no personal data at all. */
export const PublicCase = Type.Object({
  id: Type.String(),
  number: Type.String(),
  type: Type.String(),
  typeLabel: LabelShape,
  title: Type.String(),
  description: Type.String(),
  status: Type.String(),
  statusLabel: LabelShape,
  phase: Type.String(),
  category: nullable(Type.String()),
  categoryLabel: nullable(Type.String()),
  placePath: Type.Array(Type.String()),
  point: nullable(PointShape),
  unit: nullable(Type.String()),
  openedAt: When,
  closedAt: nullable(When),
  dueAt: nullable(When),
  isOverdue: Type.Boolean(),
  followers: Type.Integer(),
  photos: Type.Array(Type.String()),
  answer: nullable(Type.String()),
});

export type CaseTypeDescription = Static<typeof CaseTypeDescription>;
export type CaseLine = Static<typeof CaseLine>;
export type CasePage = Static<typeof CasePage>;
export type CaseDetail = Static<typeof CaseDetail>;
export type TimelineEntry = Static<typeof TimelineEntry>;
export type TaskShape = Static<typeof TaskShape>;
export type ClockShape = Static<typeof ClockShape>;
export type ActionDescription = Static<typeof ActionDescription>;
export type PublicCase = Static<typeof PublicCase>;
