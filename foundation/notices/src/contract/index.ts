import { Type, type Static } from 'typebox';
import { Instant, Nullable, Uuid } from '@zhongzhi/contract-kit';

/** One notice of a person's inbox, in the reader's language. */
export const Notice = Type.Object(
  {
    id: Uuid,
    kind: Type.String({ description: '通知的种类，例如 appeal.answered · kind, e.g. appeal.answered' }),
    title: Type.String(),
    body: Type.String(),
    link: Nullable(Type.String({ description: '平台内的地址 · path within the platform' })),
    createdAt: Instant,
    readAt: Nullable(Instant),
  },
  { additionalProperties: false },
);
export type Notice = Static<typeof Notice>;

/** A page of the inbox, newest first. */
export const NoticePage = Type.Object(
  { items: Type.Array(Notice), next: Nullable(Uuid) },
  { additionalProperties: false },
);
export type NoticePage = Static<typeof NoticePage>;

/** How many notices are unread; counting stops at `UNREAD_SHOWN_AT_MOST`, pages then show "99+". */
export const UnreadCount = Type.Object({ count: Type.Integer({ minimum: 0 }) }, { additionalProperties: false });
export type UnreadCount = Static<typeof UnreadCount>;
export const UNREAD_SHOWN_AT_MOST = 100;

/** A text message as demonstration mode shows it on screen. */
export const DemoMessage = Type.Object(
  {
    id: Uuid,
    to: Type.String({ description: '打码的手机号 · masked number' }),
    text: Type.String(),
    kind: Type.String(),
    state: Type.String(),
    createdAt: Instant,
  },
  { additionalProperties: false },
);
export type DemoMessage = Static<typeof DemoMessage>;
