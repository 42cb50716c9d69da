import { Type, type Static } from 'typebox';
import { enumOf, Instant, Nullable, Phone, Text, Uuid } from '@zhongzhi/contract-kit';

const closed = { additionalProperties: false } as const;

export const Login = Type.String({ pattern: '^[a-z][a-z0-9._-]{2,39}$', description: '登录名 · login name' });
/** Any password is taken for comparison; the rules apply when one is set. */
export const Password = Type.String({ minLength: 1, maxLength: 256 });

export const RequestCode = Type.Object({ phone: Phone }, closed);
export const CodeRequested = Type.Object(
  {
    requestId: Uuid,
    expiresInSeconds: Type.Integer(),
    delivery: enumOf(['sms', 'staff'], {
      description: 'sms：短信已发；staff：短信未开，请向社区工作人员领取一次性登录码',
    }),
  },
  closed,
);
export type CodeRequested = Static<typeof CodeRequested>;

export const SignInByCode = Type.Object(
  { requestId: Type.Optional(Uuid), phone: Phone, code: Type.String({ pattern: '^[0-9]{6}([0-9]{2})?$' }) },
  closed,
);
export const SignInByPassword = Type.Object({ login: Login, password: Password }, closed);
export const SecondFactor = Type.Object(
  {
    challenge: Type.String({ minLength: 43, maxLength: 43 }),
    code: Type.String({
      minLength: 6,
      maxLength: 20,
      description: '动态码，或一个备用码 · code of the authenticator, or a recovery code',
    }),
  },
  closed,
);

export const SignedIn = Type.Object({ person: Type.Object({ id: Uuid, name: Type.String() }, closed) }, closed);
export type SignedIn = Static<typeof SignedIn>;
export const SecondFactorNeeded = Type.Object({ needsSecondFactor: Type.Boolean(), challenge: Type.String() }, closed);
export const PasswordAnswer = Type.Union([SignedIn, SecondFactorNeeded]);

/** A role in force, in words for people. */
export const RoleHeld = Type.Object(
  {
    role: Type.String(),
    label: Type.String(),
    place: Nullable(Type.String()),
    placeName: Nullable(Type.String()),
    unit: Nullable(Uuid),
    unitName: Nullable(Type.String()),
  },
  closed,
);

export const SessionAnswer = Type.Object(
  {
    person: Nullable(
      Type.Object(
        {
          id: Uuid,
          name: Type.String(),
          phoneMasked: Nullable(Type.String()),
          roles: Type.Array(RoleHeld),
        },
        closed,
      ),
    ),
    abilities: Type.Array(Type.String({ description: '现在可以做的事（权限名） · names of permissions held now' })),
    mode: enumOf(['production', 'demo']),
    /** What still stands between a member of staff and their office. */
    staff: Nullable(
      Type.Object(
        {
          needsNewPassword: Type.Boolean(),
          needsSecondFactor: Type.Boolean(),
          isEnrolled: Type.Boolean(),
          rolesWithheld: Type.Integer(),
        },
        closed,
      ),
    ),
    signInWays: Type.Array(enumOf(['code', 'staff-code', 'password', 'oidc', 'ticket', 'demo'])),
  },
  closed,
);
export type SessionAnswer = Static<typeof SessionAnswer>;

export const SessionOfMine = Type.Object(
  {
    id: Uuid,
    device: Type.String(),
    address: Nullable(Type.String()),
    method: Type.String(),
    createdAt: Instant,
    lastSeenAt: Instant,
    endsAt: Instant,
    isCurrent: Type.Boolean(),
  },
  closed,
);
export const SessionsOfMine = Type.Object({ items: Type.Array(SessionOfMine) }, closed);

export const Rename = Type.Object({ name: Text(40) }, closed);
export const ChangePassword = Type.Object({ current: Password, next: Password }, closed);
export const EnrolmentBegun = Type.Object({ secret: Type.String(), uri: Type.String() }, closed);
export const ConfirmEnrolment = Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }, closed);
export const EnrolmentConfirmed = Type.Object({ recoveryCodes: Type.Array(Type.String()) }, closed);

export const IssuedCode = Type.Object({ code: Type.String(), expiresAt: Instant, phoneMasked: Type.String() }, closed);

export const Account = Type.Object(
  {
    person: Uuid,
    name: Type.String(),
    login: Type.String(),
    hasSecondFactor: Type.Boolean(),
    mustChangePassword: Type.Boolean(),
    disabledAt: Nullable(Instant),
    lastSignInAt: Nullable(Instant),
    createdAt: Instant,
  },
  closed,
);
export const AccountPage = Type.Object({ items: Type.Array(Account), next: Nullable(Type.String()) }, closed);
export const OneTimePassword = Type.Object({ login: Type.String(), oneTimePassword: Type.String() }, closed);

export const ClientKey = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    permissions: Type.Array(Type.String()),
    createdAt: Instant,
    lastUsedAt: Nullable(Instant),
    revokedAt: Nullable(Instant),
  },
  closed,
);
export const ClientKeys = Type.Object({ items: Type.Array(ClientKey), grantable: Type.Array(Type.String()) }, closed);
export const NewClientKey = Type.Object({ id: Uuid, key: Type.String() }, closed);

/** Someone whom a visitor of the demonstration may enter as. */
export const DemoPerson = Type.Object(
  { id: Uuid, name: Type.String(), roles: Type.Array(Type.String()), title: Type.String(), scope: Type.String() },
  closed,
);
export type DemoPerson = Static<typeof DemoPerson>;

export const Nothing = Type.Object({}, closed);
