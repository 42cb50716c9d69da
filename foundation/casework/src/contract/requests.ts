import { Type, type Static } from 'typebox';
import { PHASES, URGENCIES } from './shapes.ts';

const Day = Type.String({ format: 'date' });
const Id = Type.String({ format: 'uuid' });

/** What a board can be narrowed by. `tab` is a phase, or overdue, or everything. */
export const BoardFilter = Type.Object(
  {
    type: Type.String({ minLength: 1, maxLength: 60 }),
    tab: Type.Optional(Type.String({ enum: [...PHASES, 'active', 'overdue', 'all'], default: 'active' })),
    status: Type.Optional(Type.String({ maxLength: 60 })),
    unit: Type.Optional(Id),
    place: Type.Optional(Type.String({ pattern: '^(\\d{6}|\\d{9}|\\d{12}|\\d{15})$' })),
    category: Type.Optional(Type.String({ maxLength: 120 })),
    urgency: Type.Optional(Type.String({ enum: [...URGENCIES] })),
    source: Type.Optional(Type.String({ maxLength: 40 })),
    mine: Type.Optional(Type.Boolean()),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    text: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type BoardFilter = Static<typeof BoardFilter>;

export const BoardRequest = Type.Object(
  {
    ...BoardFilter.properties,
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  },
  { additionalProperties: false },
);

/** Opens a case. `form` holds the type's fields; `files` are ids of uploads. */
export const OpenCase = Type.Object(
  {
    type: Type.String({ minLength: 1, maxLength: 60 }),
    form: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false },
);
export const OpenedCase = Type.Object({
  id: Type.String(),
  number: Type.String(),
  status: Type.String(),
  dueAt: Type.Union([Type.String(), Type.Null()]),
});

/** One step on a case. `version` is the one the page shows; an older one is refused with who did what meanwhile. */
export const ActOnCase = Type.Object(
  {
    id: Id,
    action: Type.String({ minLength: 1, maxLength: 60 }),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    taskId: Type.Optional(Id),
    input: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);

export const BulkAct = Type.Object(
  {
    action: Type.String({ minLength: 1, maxLength: 60 }),
    cases: Type.Array(
      Type.Object({ id: Id, version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
      { minItems: 1, maxItems: 100 },
    ),
    input: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);
export const BulkResult = Type.Object({
  done: Type.Integer(),
  results: Type.Array(
    Type.Object({
      id: Type.String(),
      ok: Type.Boolean(),
      code: Type.Union([Type.String(), Type.Null()]),
      detail: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});
