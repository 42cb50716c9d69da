import { Type, type Static, type TProperties } from 'typebox';
import { enumOf, Instant, Nullable, RegionCode, Text, Uuid, type Label } from '@zhongzhi/contract-kit';

/** An object that knows its fields and refuses others. */
export const Closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
export const Done = Type.Object({ id: Type.String() });

export const CIRCLE_KINDS = ['community', 'street', 'neighbourhood', 'unit', 'hobby', 'cause'] as const;
export const JOINING_RULES = ['open', 'approval', 'invitation'] as const;
/** What a post may be; help is asked for or offered (邻里互助). */
export const POST_KINDS = ['help-wanted', 'help-offered', 'kindness', 'good-deed'] as const;
export const REPORT_GROUNDS = ['untrue', 'rude', 'private', 'advertising', 'fraud', 'other'] as const;

export const CIRCLE_KIND_LABELS: Readonly<Record<(typeof CIRCLE_KINDS)[number], Label>> = {
  community: { zh: '社区圈', en: 'Community' },
  street: { zh: '街道圈', en: 'Street' },
  neighbourhood: { zh: '楼栋圈', en: 'Building or court' },
  unit: { zh: '单位圈', en: 'Unit' },
  hobby: { zh: '兴趣圈', en: 'Hobby' },
  cause: { zh: '公益圈', en: 'Cause' },
};
export const POST_KIND_LABELS: Readonly<Record<(typeof POST_KINDS)[number], Label>> = {
  'help-wanted': { zh: '邻里互助·求助', en: 'Help wanted' },
  'help-offered': { zh: '邻里互助·能帮', en: 'Help offered' },
  kindness: { zh: '爱心传递', en: 'Kindness passed on' },
  'good-deed': { zh: '好人好事', en: 'Good deed' },
};

/** Reports of so many different people hide a post until somebody decides; one of a leader is enough. */
export const REPORTS_TO_HIDE = 3;
/** Days in which an author may object to a decision. */
export const OBJECTION_DAYS = 15;
export const MOST_PHOTOS = 6;
/** Days that an invitation holds. */
export const INVITATION_DAYS = 30;

export const CircleKindShape = enumOf(CIRCLE_KINDS);
export const JoiningShape = enumOf(JOINING_RULES);
export const PostKindShape = enumOf(POST_KINDS);
export const GroundShape = enumOf(REPORT_GROUNDS);
export const Reason = Text(300, { min: 4 });
const Interests = Type.Array(Text(20), { maxItems: 10 });

export const FoundCircle = Closed({
  name: Text(30, { min: 2 }),
  kind: CircleKindShape,
  intro: Text(500, { min: 4 }),
  place: RegionCode,
  unit: Type.Optional(Uuid),
  interests: Type.Optional(Interests),
  joining: JoiningShape,
});

export const EditCircle = Closed({
  id: Uuid,
  version: Type.Integer({ minimum: 1 }),
  name: Type.Optional(Text(30, { min: 2 })),
  intro: Type.Optional(Text(500, { min: 4 })),
  interests: Type.Optional(Interests),
  joining: Type.Optional(JoiningShape),
});

export const CircleLine = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  name: Type.String(),
  kind: CircleKindShape,
  intro: Type.String(),
  place: Type.String(),
  placeName: Nullable(Type.String()),
  interests: Type.Array(Type.String()),
  joining: JoiningShape,
  status: enumOf(['review', 'open', 'refused', 'dissolved']),
  members: Type.Integer(),
  role: Nullable(enumOf(['member', 'leader'])),
});

export const CircleShape = Type.Object({
  ...CircleLine.properties,
  decisionReason: Nullable(Type.String()),
  dissolutionReason: Nullable(Type.String()),
  /** The reader's own membership. */
  own: Nullable(
    Type.Object({
      state: enumOf(['waiting', 'joined']),
      showsName: Type.Boolean(),
      muted: Type.Boolean(),
    }),
  ),
  totals: Type.Object({ posts: Type.Integer(), helped: Type.Integer(), goodDeeds: Type.Integer() }),
  abilities: Type.Object({
    mayPost: Type.Boolean(),
    mayLead: Type.Boolean(),
    mayReview: Type.Boolean(),
    mayModerate: Type.Boolean(),
  }),
});

export const MemberShape = Type.Object({
  person: Type.String(),
  name: Type.String(),
  role: enumOf(['member', 'leader']),
  state: enumOf(['waiting', 'joined']),
  words: Nullable(Type.String()),
  since: Type.String(),
});

export const InvitationShape = Type.Object({ id: Type.String(), madeAt: Instant, until: Instant });

export const WritePost = Closed({
  id: Uuid,
  kind: PostKindShape,
  words: Text(1000, { min: 2 }),
  photos: Type.Optional(Type.Array(Uuid, { maxItems: MOST_PHOTOS, uniqueItems: true })),
  audience: Type.Optional(enumOf(['circle', 'everyone'])),
  /** The member whose good deed it tells of. */
  about: Type.Optional(Uuid),
});

export const AnswerShape = Type.Object({
  id: Type.String(),
  kind: enumOf(['offer', 'reply']),
  /** Null where only the two concerned may read it. */
  words: Nullable(Type.String()),
  author: Nullable(Type.String()),
  isOwn: Type.Boolean(),
  state: enumOf(['shown', 'held', 'removed', 'withdrawn']),
  at: Instant,
});

export const PostLine = Type.Object({
  id: Type.String(),
  circle: Type.String(),
  circleName: Type.String(),
  kind: PostKindShape,
  words: Type.String(),
  photos: Type.Array(Type.String()),
  /** As the author chose to be seen; null where that is nobody's business. */
  author: Nullable(Type.String()),
  about: Nullable(Type.String()),
  audience: enumOf(['circle', 'everyone']),
  state: enumOf(['shown', 'held', 'removed', 'withdrawn']),
  isOwn: Type.Boolean(),
  at: Instant,
  settledAt: Nullable(Instant),
  offers: Type.Integer(),
  replies: Type.Integer(),
});

export const PostShape = Type.Object({
  ...PostLine.properties,
  answers: Type.Array(AnswerShape),
  decision: Nullable(
    Type.Object({
      id: Type.String(),
      outcome: enumOf(['stands', 'removed']),
      reason: Type.String(),
      at: Instant,
      objection: Nullable(
        Type.Object({
          words: Type.String(),
          outcome: Nullable(enumOf(['upheld', 'reversed'])),
          reason: Nullable(Type.String()),
        }),
      ),
      mayObject: Type.Boolean(),
    }),
  ),
  abilities: Type.Object({
    mayAnswer: Type.Boolean(),
    mayReport: Type.Boolean(),
    mayWithdraw: Type.Boolean(),
    maySettle: Type.Boolean(),
    mayDecide: Type.Boolean(),
  }),
});

export const ReportedShape = Type.Object({
  post: Type.String(),
  parent: Nullable(Type.String()),
  circle: Type.String(),
  circleName: Type.String(),
  kind: Type.String(),
  words: Type.String(),
  photos: Type.Array(Type.String()),
  state: enumOf(['shown', 'held', 'removed', 'withdrawn']),
  since: Instant,
  reports: Type.Array(Type.Object({ ground: GroundShape, words: Nullable(Type.String()), at: Instant })),
});

export const ObjectionShape = Type.Object({
  id: Type.String(),
  post: Type.String(),
  circle: Type.String(),
  circleName: Type.String(),
  postWords: Type.String(),
  photos: Type.Array(Type.String()),
  reason: Type.String(),
  decidedAs: enumOf(['leader', 'staff']),
  words: Type.String(),
  at: Instant,
});

export const AnnouncementShape = Type.Object({
  id: Type.String(),
  title: Type.String(),
  words: Type.String(),
  at: Instant,
});

export type CircleKind = (typeof CIRCLE_KINDS)[number];
export type Joining = (typeof JOINING_RULES)[number];
export type PostKind = (typeof POST_KINDS)[number];
export type Ground = (typeof REPORT_GROUNDS)[number];
export type CircleCard = Static<typeof CircleLine>;
export type CircleInFull = Static<typeof CircleShape>;
export type CircleMember = Static<typeof MemberShape>;
export type PostCard = Static<typeof PostLine>;
export type PostInFull = Static<typeof PostShape>;
export type PostAnswer = Static<typeof AnswerShape>;
export type Reported = Static<typeof ReportedShape>;
export type ObjectionLine = Static<typeof ObjectionShape>;
export type Announcement = Static<typeof AnnouncementShape>;
