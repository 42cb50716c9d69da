import { Type, type Static } from 'typebox';
import { enumOf, Nullable, RegionCode, Text } from '@zhongzhi/contract-kit';

const Closed = <P extends Record<string, import('typebox').TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const Words = Type.Array(Text(20), { maxItems: 20 });

/** Skills that pages offer; any other may be added in one's own words. */
export const COMMON_SKILLS = [
  '急救',
  '理发',
  '水电维修',
  '家电维修',
  '英语',
  '手语',
  '照护老人',
  '带孩子',
  '心理疏导',
  '法律咨询',
  '摄影',
  '写字画画',
  '唱歌跳舞',
  '电脑手机',
  '开车',
  '做饭',
] as const;

export const FREE_DAYS = ['weekday', 'weekend'] as const;
export const FREE_HOURS = ['morning', 'afternoon', 'evening'] as const;

export const Register = Closed({
  name: Type.Optional(Text(50)),
  place: Type.Optional(RegionCode),
  birthYear: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2100 })),
  skills: Type.Optional(Words),
  interests: Type.Optional(Words),
  freeTimes: Type.Optional(Words),
});

export const VolunteerShape = Type.Object({
  person: Type.String(),
  number: Type.String(),
  status: enumOf(['active', 'waiting-for-guardian', 'left']),
  ageBand: Type.String(),
  place: Nullable(Type.String()),
  skills: Words,
  interests: Words,
  freeTimes: Words,
  joinedAt: Type.String(),
  qualifications: Type.Array(Type.Object({ kind: Type.String(), from: Type.String(), until: Nullable(Type.String()) })),
});

export const KindShape = Type.Object({
  kind: Type.String(),
  label: Type.String(),
  includes: Type.Array(Type.String()),
});

/** A qualification as its owner sees it. `expiring`: it ends within 60 days. */
export const StatedShape = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  label: Type.String(),
  from: Type.String(),
  until: Nullable(Type.String()),
  state: enumOf(['waiting', 'confirmed', 'refused', 'expiring', 'expired']),
  reason: Nullable(Type.String()),
});

export const MineShape = Type.Object({
  volunteer: Nullable(VolunteerShape),
  /** What is on record already, so that nobody fills in twice what is known. */
  own: Type.Object({
    name: Type.String(),
    place: Nullable(Type.String()),
    isMinor: Type.Boolean(),
    hasIdNumber: Type.Boolean(),
  }),
  /** Who may agree for the caller, where the caller is a minor. */
  guardians: Type.Array(Type.Object({ name: Type.String(), relation: Type.String() })),
  kinds: Type.Array(KindShape),
  stated: Type.Array(StatedShape),
  wards: Type.Array(Type.Object({ person: Type.String(), name: Type.String() })),
});

export const WaitingShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  from: Type.String(),
  until: Nullable(Type.String()),
  evidence: Nullable(Type.String()),
  statedAt: Type.String(),
});

export type MyVolunteering = Static<typeof MineShape>;
export type QualificationKind = Static<typeof KindShape>;
export type StatedQualification = Static<typeof StatedShape>;
export type WaitingQualification = Static<typeof WaitingShape>;
