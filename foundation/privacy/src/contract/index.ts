import { Type, type Static } from 'typebox';
import { enumOf, Instant, Nullable, Uuid } from '@zhongzhi/contract-kit';

const closed = { additionalProperties: false } as const;

/** What a person types to have themselves erased. */
export const ERASURE_WORD = '注销';
/** Who has themselves erased signed in at most this long ago: not whoever finds an unlocked phone. */
export const ERASURE_SIGN_IN_MINUTES = 30;
/** Whoever said no is left in peace for this long (Network data regulation, art. 22). */
export const ASK_AGAIN_DAYS = 90;

export const Purpose = Type.String({
  pattern: '^[a-z0-9.-]{3,60}$',
  description: '登记表中的键 · key in the field register',
});
const Both = Type.Object({ zh: Type.String(), en: Type.String() }, closed);
export const Basis = enumOf(['consent', 'separate-consent', 'statutory-duty', 'emergency']);

export const NoticeItem = Type.Object(
  {
    key: Type.String(),
    datum: Both,
    purpose: Both,
    basis: Basis,
    basisWords: Both,
    sensitive: Type.Boolean(),
    retention: Both,
  },
  closed,
);
export const PrivacyNotice = Type.Object(
  {
    /** Changes with any word of the list. */
    version: Type.String(),
    items: Type.Array(NoticeItem),
    rights: Type.Array(Type.Object({ right: Both, how: Both, link: Nullable(Type.String()) }, closed)),
  },
  closed,
);
export type PrivacyNotice = Static<typeof PrivacyNotice>;

/** The child on whose behalf a guardian acts. */
export const OnBehalf = { for: Type.Optional(Uuid) };

export const ConsentState = Type.Object(
  {
    purpose: Type.String(),
    label: Type.String(),
    words: Type.String(),
    textHash: Type.String(),
    sensitive: Type.Boolean(),
    state: enumOf(['none', 'given', 'refused', 'withdrawn', 'text-changed']),
    at: Nullable(Instant),
    byGuardian: Type.Boolean(),
    /** False while a refusal is fresh: pages do not ask again. */
    mayAsk: Type.Boolean(),
    /** The words that were agreed to, where they have changed since. */
    wordsBefore: Nullable(Type.String()),
  },
  closed,
);
export type ConsentState = Static<typeof ConsentState>;
export const MyConsents = Type.Object(
  { version: Type.String(), needsGuardian: Type.Boolean(), items: Type.Array(ConsentState) },
  closed,
);
export const DecideConsent = Type.Object(
  {
    purpose: Purpose,
    decision: enumOf(['given', 'refused']),
    textHash: Type.String({ minLength: 16, maxLength: 64 }),
    ...OnBehalf,
  },
  closed,
);
export const WithdrawConsent = Type.Object({ purpose: Purpose, ...OnBehalf }, closed);
export const Decided = Type.Object(
  { purpose: Type.String(), state: enumOf(['given', 'refused', 'withdrawn']) },
  closed,
);

export const MyData = Type.Object(
  {
    madeAt: Instant,
    person: Uuid,
    noticeVersion: Type.String(),
    records: Type.Array(Type.Object({ name: Type.String(), label: Type.String(), data: Type.Unknown() }, closed)),
  },
  closed,
);
export const EraseMe = Type.Object({ confirm: Type.String({ maxLength: 20 }), ...OnBehalf }, closed);
export const Erased = Type.Object(
  {
    erasedAt: Instant,
    finished: Type.Boolean(),
    kept: Type.Array(Type.Object({ name: Type.String(), reason: Type.String() }, closed)),
  },
  closed,
);
