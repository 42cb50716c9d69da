import { Type, type Static } from 'typebox';
import { enumOf, Nullable, PlainDate, Text } from '@zhongzhi/contract-kit';

const closed = { additionalProperties: false };
const Mode = enumOf(['block', 'warn', 'allow']);

/** How much one person takes on, and what happens beyond it. */
export const LoadShape = Type.Object(
  {
    dailyMinutes: Type.Integer({ minimum: 30, maximum: 1_440 }),
    dailyMode: Mode,
    restMinutes: Type.Integer({ minimum: 0, maximum: 720 }),
    restMode: Mode,
  },
  closed,
);

/** What is promised to volunteers: an answer to an objection, and time to think about an offered place. */
export const PromisesShape = Type.Object(
  {
    answerWorkingDays: Type.Integer({ minimum: 1, maximum: 30 }),
    offerHours: Type.Integer({ minimum: 1, maximum: 72 }),
  },
  closed,
);

export const StarLevelShape = Type.Object(
  {
    level: Type.Integer({ minimum: 1, maximum: 10 }),
    hours: Type.Integer({ minimum: 1, maximum: 100_000 }),
    grantingBody: Text(60, { min: 2 }),
    validYears: Nullable(Type.Integer({ minimum: 1, maximum: 50 })),
  },
  closed,
);

export const SetServiceRules = Type.Object(
  {
    load: LoadShape,
    promises: PromisesShape,
    /** When the rules that were looked at had been changed; null where they never were. */
    seen: Nullable(Type.String({ format: 'date-time' })),
  },
  closed,
);

export const SetStarScheme = Type.Object(
  { validFrom: PlainDate, levels: Type.Array(StarLevelShape, { minItems: 1, maxItems: 10 }) },
  closed,
);

/** A version of the star scheme; `validFrom` is null for the usual one, that a district begins with. */
export const SchemeShape = Type.Object({
  validFrom: Nullable(Type.String()),
  state: enumOf(['in-force', 'coming', 'over']),
  levels: Type.Array(StarLevelShape),
});

export const ServiceRulesShape = Type.Object({
  load: LoadShape,
  promises: PromisesShape,
  changedAt: Nullable(Type.String()),
  /** The newest first. */
  stars: Type.Array(SchemeShape),
});

export type ServiceRules = Static<typeof ServiceRulesShape>;
export type StarScheme = Static<typeof SchemeShape>;
