import { Type, type Static, type TProperties } from 'typebox';
import { enumOf, Nullable, PlainDate, Text, Uuid } from '@zhongzhi/contract-kit';

/** An object that knows its fields and refuses others. */
export const Closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export { hours } from './hours.ts';

export const PeriodInput = Closed({
  unit: Uuid,
  from: Type.Optional(PlainDate),
  to: Type.Optional(PlainDate),
});
export const Reason = Text(300, { min: 4 });

export const PartShape = Type.Object({
  activityName: Type.String(),
  servedOn: Type.String(),
  place: Type.String(),
  content: Type.String(),
  minutes: Type.Integer(),
  class: enumOf(['timed', 'entered']),
});
export const MissingShape = Type.Object({
  activityName: Type.String(),
  servedOn: Type.String(),
  why: Type.String(),
  text: Type.Object({ zh: Type.String(), en: Type.String() }),
});
export const PreviewShape = Type.Object({
  records: Type.Array(PartShape),
  missing: Type.Array(MissingShape),
  timedMinutes: Type.Integer(),
  enteredMinutes: Type.Integer(),
  postingDays: Type.Integer(),
});
export const ServedUnitShape = Type.Object({
  unit: Type.String(),
  unitName: Type.String(),
  records: Type.Integer(),
  minutes: Type.Integer(),
});

export const CertificateLine = Type.Object({
  id: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  from: Type.String(),
  to: Type.String(),
  timedMinutes: Type.Integer(),
  enteredMinutes: Type.Integer(),
  state: enumOf(['posted', 'issued', 'refused', 'revoked']),
  number: Nullable(Type.String()),
  askedAt: Type.String(),
  postedUntil: Nullable(Type.String()),
  issuedAt: Nullable(Type.String()),
  validUntil: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  /** Masked, for the unit's own staff; null elsewhere and for an erased person. */
  holder: Nullable(Type.String()),
});

export const CheckShape = Type.Object({
  verdict: enumOf(['valid', 'revoked', 'expired', 'corrected']),
  isWhole: Nullable(Type.Boolean()),
  number: Type.String(),
  unitName: Type.String(),
  contact: Type.String(),
  from: Type.String(),
  to: Type.String(),
  timedMinutes: Type.Integer(),
  enteredMinutes: Type.Integer(),
  issuedAt: Type.String(),
  validUntil: Nullable(Type.String()),
  revokedAt: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  records: Type.Array(PartShape),
});

export const IssuerShape = Type.Object({
  unit: Type.String(),
  unitName: Type.String(),
  contact: Type.String(),
  postingDays: Type.Integer(),
  validMonths: Nullable(Type.Integer()),
});

export type CertificateCard = Static<typeof CertificateLine>;
export type CertificateCheck = Static<typeof CheckShape>;
export type CertificatePreview = Static<typeof PreviewShape>;
export type ServedUnitLine = Static<typeof ServedUnitShape>;
export type IssuerRules = Static<typeof IssuerShape>;
