import { Type } from 'typebox';
import { Nullable } from '@zhongzhi/contract-kit';
import { query, useCase } from '@zhongzhi/kernel';
import { endFeed, feedSince, makeFeed } from '../calendar.ts';
import { Closed } from '../contract/index.ts';
import { me } from './me.ts';

export const getFeed = query({
  name: 'calendar-feed.get',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({ since: Nullable(Type.String()) }),
  summary: { zh: '我有没有日历地址', en: 'Whether I have a calendar address' },
  run: async (context) => ({ since: (await feedSince(context, me(context)))?.toISOString() ?? null }),
});

export const makeFeedUseCase = useCase({
  name: 'calendar-feed.make',
  permission: 'signed-in',
  keepsAnswer: false,
  input: Closed({}),
  output: Type.Object({ path: Type.String() }),
  subject: () => null,
  summary: { zh: '生成我的日历地址（旧的立即停用）', en: 'Make my calendar address; the one before ends' },
  run: async (context) => ({ path: `/api/v1/calendar-feeds/${await makeFeed(context, me(context))}.ics` }),
});

export const endFeedUseCase = useCase({
  name: 'calendar-feed.end',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({}),
  subject: () => null,
  summary: { zh: '停用我的日历地址', en: 'End my calendar address' },
  async run(context) {
    await endFeed(context, me(context));
    return {};
  },
});
