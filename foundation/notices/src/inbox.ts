import { Type } from 'typebox';
import { personOf, query, refuse, useCase, type Context, type Text } from '@zhongzhi/kernel';
import { Uuid } from '@zhongzhi/contract-kit';
import { NoticePage, UNREAD_SHOWN_AT_MOST, UnreadCount } from './contract/index.ts';

const reader = (context: Context): string => {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  return person;
};

export const listMyNotices = query({
  name: 'notices.list',
  permission: 'signed-in',
  summary: { zh: '我的通知（最新在前）', en: 'My notices, newest first' },
  input: Type.Object(
    {
      after: Type.Optional(Uuid),
      unreadOnly: Type.Optional(Type.Boolean()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
    },
    { additionalProperties: false },
  ),
  output: NoticePage,
  async run(context, { after, unreadOnly, limit = 20 }) {
    let rows = context.tx
      .selectFrom('notices.notice')
      .select(['id', 'kind', 'title', 'body', 'link', 'created_at', 'read_at'])
      .where('district', '=', context.district)
      .where('person', '=', reader(context))
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (after !== undefined) rows = rows.where('id', '<', after);
    if (unreadOnly === true) rows = rows.where('read_at', 'is', null);
    const found = await rows.execute();
    const items = found.slice(0, limit).map((row) => ({
      id: row.id,
      kind: row.kind,
      title: (row.title as Text)[context.language],
      body: (row.body as Text)[context.language],
      link: row.link,
      createdAt: row.created_at.toISOString(),
      readAt: row.read_at?.toISOString() ?? null,
    }));
    return { items, next: found.length > limit ? items.at(-1)!.id : null };
  },
});

export const countUnread = query({
  name: 'notices.count-unread',
  permission: 'signed-in',
  summary: { zh: '未读通知数', en: 'Number of unread notices' },
  input: Type.Object({}, { additionalProperties: false }),
  output: UnreadCount,
  async run(context) {
    const unread = await context.tx
      .selectFrom('notices.notice')
      .select('id')
      .where('district', '=', context.district)
      .where('person', '=', reader(context))
      .where('read_at', 'is', null)
      .limit(UNREAD_SHOWN_AT_MOST)
      .execute();
    return { count: unread.length };
  },
});

export const markRead = useCase({
  name: 'notices.mark-read',
  permission: 'signed-in',
  summary: { zh: '把一条通知标为已读', en: 'Mark a notice as read' },
  input: Type.Object({ id: Uuid }, { additionalProperties: false }),
  output: Type.Object({}, { additionalProperties: false }),
  async run(context, { id }) {
    const mine = await context.tx
      .updateTable('notices.notice')
      .set((set) => ({ read_at: set.fn.coalesce('read_at', set.val(context.now)) }))
      .where('district', '=', context.district)
      .where('id', '=', id)
      .where('person', '=', reader(context))
      .returning('id')
      .execute();
    if (mine.length === 0) throw refuse.notFound();
    return {};
  },
});

export const markAllRead = useCase({
  name: 'notices.mark-all-read',
  permission: 'signed-in',
  summary: { zh: '全部通知标为已读', en: 'Mark all notices as read' },
  input: Type.Object({}, { additionalProperties: false }),
  output: UnreadCount,
  async run(context) {
    await context.tx
      .updateTable('notices.notice')
      .set({ read_at: context.now })
      .where('district', '=', context.district)
      .where('person', '=', reader(context))
      .where('read_at', 'is', null)
      .execute();
    return { count: 0 };
  },
});
