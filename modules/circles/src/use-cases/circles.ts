import { Type } from 'typebox';
import { Nullable, Page, RegionCode, Text, Uuid } from '@zhongzhi/contract-kit';
import { coversPlace, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { announce, announcementsOf } from '../announcements.ts';
import {
  circleNotFound,
  decideCircle,
  dissolveCircle,
  editCircle,
  foundCircle,
  getCircle,
  type CircleDraft,
  type CircleEdit,
} from '../circles.ts';
import {
  AnnouncementShape,
  CircleLine,
  CircleShape,
  Closed,
  Done,
  EditCircle,
  FoundCircle,
  Reason,
} from '../contract/index.ts';
import { discover, inFull, mine, toReview } from '../queries/circle-pages.ts';
import { me, needLeader, needLeaderOfLiving, readerOf } from '../reader.ts';

export const discoverCircles = query({
  name: 'circle.discover',
  permission: 'public',
  input: Closed({
    place: Type.Optional(RegionCode),
    interest: Type.Optional(Text(20)),
    text: Type.Optional(Text(30)),
    after: Type.Optional(Uuid),
  }),
  output: Page(CircleLine),
  summary: { zh: '找圈子：按地方、兴趣、文字', en: 'Discover circles by place, interest and text' },
  run: discover,
});

export const listMyCircles = query({
  name: 'circle.list-mine',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(CircleLine) }),
  summary: { zh: '我的圈子', en: 'My circles' },
  run: async (context) => ({ items: await mine(context, me(context)) }),
});

export const getCircleUseCase = query({
  name: 'circle.get',
  permission: 'public',
  input: Closed({ id: Uuid }),
  output: CircleShape,
  summary: { zh: '一个圈子', en: 'One circle' },
  run: (context, { id }) => inFull(context, id),
});

/** One founds in the name of a unit only where one works. */
function refuseForeignUnit(context: Context, unit: string | undefined): void {
  const { actor } = context;
  if (unit === undefined || (actor.kind === 'person' && actor.grants.some((grant) => grant.unit === unit))) return;
  throw refuse.forbidden(
    'circle.not-your-unit',
    '只能以您所在的单位开圈。',
    'You found circles for your own unit only.',
  );
}

export const foundCircleUseCase = useCase({
  name: 'circle.found',
  permission: 'signed-in',
  input: FoundCircle,
  output: Done,
  subject: (_input, { id }) => id,
  summary: { zh: '申请开圈', en: 'Ask for a circle to be founded' },
  async run(context, draft) {
    refuseForeignUnit(context, draft.unit);
    return { id: await foundCircle(context, me(context), draft as CircleDraft) };
  },
});

export const editCircleUseCase = useCase({
  name: 'circle.edit',
  permission: 'signed-in',
  input: EditCircle,
  output: Done,
  summary: { zh: '修改圈子的介绍；没通过的改好后重新送审', en: 'Edit a circle; a refused one goes back to review' },
  async run(context, edit) {
    await needLeaderOfLiving(context, edit.id);
    await editCircle(context, edit as CircleEdit);
    return { id: edit.id };
  },
});

export const listCirclesToReview = query({
  name: 'circle.list-to-review',
  permission: 'circle.review',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(CircleLine) }),
  summary: { zh: '待审核的圈子', en: 'Circles that wait for review' },
  run: async (context) => ({ items: await toReview(context) }),
});

export const decideCircleUseCase = useCase({
  name: 'circle.decide',
  permission: 'circle.review',
  input: Closed({ id: Uuid, opens: Type.Boolean(), reason: Type.Optional(Reason) }),
  output: Done,
  summary: { zh: '审核开圈', en: 'Decide on a circle' },
  async run(context, { id, opens, reason }) {
    const circle = await getCircle(context, id);
    if (!coversPlace(context.scope, circle.place)) throw circleNotFound();
    if (!opens && reason === undefined)
      throw refuse.invalid('circle.reason-needed', '不通过请写明原因。', 'Give a reason when you do not approve.', {
        errors: [{ field: 'reason', detail: '请填写' }],
      });
    await decideCircle(context, { id, opens, ...(reason === undefined ? {} : { reason }) });
    return { id };
  },
});

export const dissolveCircleUseCase = useCase({
  name: 'circle.dissolve',
  permission: 'signed-in',
  input: Closed({ id: Uuid, reason: Reason }),
  output: Done,
  summary: {
    zh: '解散圈子（圈长，或社区、街道）；成员会收到通知',
    en: 'Dissolve a circle, by its leaders or the community or street; its members are told',
  },
  async run(context, { id, reason }) {
    const { place } = await getCircle(context, id);
    if (!coversPlace(context.scopeFor('circle.review'), place)) await needLeader(context, id);
    await dissolveCircle(context, id, reason);
    return { id };
  },
});

export const announceUseCase = useCase({
  name: 'circle.announce',
  permission: 'signed-in',
  input: Closed({ id: Uuid, title: Text(40, { min: 2 }), words: Text(500, { min: 2 }) }),
  output: Done,
  subject: ({ id }) => id,
  summary: { zh: '给圈里的成员发通知', en: 'Tell all members something' },
  async run(context, { id, title, words }) {
    const author = await needLeader(context, id);
    return { id: await announce(context, { circle: id, author, title, words }) };
  },
});

export const listAnnouncements = query({
  name: 'circle.list-announcements',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Type.Object({ items: Type.Array(AnnouncementShape), next: Nullable(Type.String()) }),
  summary: { zh: '圈里的通知（成员看）', en: 'Notices of a circle, for its members' },
  async run(context, { id }) {
    const reader = await readerOf(context, await getCircle(context, id));
    if (!reader.isMember) throw circleNotFound();
    const items = await announcementsOf(context, id);
    return { items: items.map((one) => ({ ...one, at: one.at.toISOString() })), next: null };
  },
});
