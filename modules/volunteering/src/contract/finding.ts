import { Type, type Static } from 'typebox';
import { Nullable, PlainDate, RegionCode, Uuid } from '@zhongzhi/contract-kit';
import { ActivityLine, Closed, ServiceKind, SignUpResultShape, Word } from './index.ts';

/** Where someone is just now; used for one answer and not kept. */
export const ForMe = Closed({
  longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
});

export const SuitedLine = Type.Object({
  ...ActivityLine.properties,
  /** Why it is shown, in words. */
  reasons: Type.Array(Word),
});
export const ForMeShape = Type.Object({ isRegistered: Type.Boolean(), items: Type.Array(SuitedLine) });

export const MapFilter = Closed({
  place: Type.Optional(RegionCode),
  kind: Type.Optional(ServiceKind),
  day: Type.Optional(PlainDate),
});
export const PointShape = Type.Object({
  id: Type.String(),
  title: Type.String(),
  kind: Type.String(),
  startsAt: Type.String(),
  longitude: Type.Number(),
  latitude: Type.Number(),
});

export const GroupSignUp = Closed({
  id: Uuid,
  circle: Uuid,
  post: Uuid,
  people: Type.Array(Uuid, { minItems: 1, maxItems: 50 }),
});
export const GroupAnswerShape = Type.Object({
  results: Type.Array(
    Type.Object({ person: Type.String(), name: Nullable(Type.String()), ...SignUpResultShape.properties }),
  ),
});

export type SuitedActivity = Static<typeof SuitedLine>;
export type ForMeAnswer = Static<typeof ForMeShape>;
export type ActivityDot = Static<typeof PointShape>;
export type GroupAnswer = Static<typeof GroupAnswerShape>;
