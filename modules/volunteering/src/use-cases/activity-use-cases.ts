import { Type } from 'typebox';
import { encodeCursor, Nullable, PlainDate, RegionCode, Text, Uuid } from '@zhongzhi/contract-kit';
import { query } from '@zhongzhi/kernel';
import { needOrganiser } from '../authority.ts';
import { ActivityLine, ActivityShape, Closed, ServiceKind, Step } from '../contract/index.ts';
import { showCode } from '../check.ts';
import { activityPage, organisedBy } from '../queries/activities.ts';
import { discover } from '../queries/discover.ts';
import { placeAfter } from '../queries/page-marker.ts';
import { rollCounts, rollOf } from '../queries/roll.ts';
import { getActivity } from '../store/activity-store.ts';
import { me } from './me.ts';

const Cursor = Type.String({ minLength: 1, maxLength: 300 });

export const discoverActivities = query({
  name: 'activity.discover',
  permission: 'public',
  input: Closed({
    place: Type.Optional(RegionCode),
    kind: Type.Optional(ServiceKind),
    circle: Type.Optional(Uuid),
    day: Type.Optional(PlainDate),
    text: Type.Optional(Text(60)),
    after: Type.Optional(Cursor),
  }),
  output: Type.Object({ items: Type.Array(ActivityLine), next: Nullable(Type.String()) }),
  summary: { zh: '找活动：按地方、类别、日期、文字', en: 'Discover activities by place, kind, day and words' },
  async run(context, { after, ...filter }) {
    const from = after === undefined ? null : placeAfter(after, 'instant');
    const found = await discover(
      context,
      filter as never,
      from === null ? null : { at: new Date(from.at), id: from.id },
    );
    return {
      items: found.items,
      next: found.next === null ? null : encodeCursor([found.next.at.toISOString(), found.next.id]),
    };
  },
});

export const getActivityUseCase = query({
  name: 'activity.get',
  permission: 'public',
  input: Closed({ id: Uuid }),
  output: ActivityShape,
  summary: { zh: '一项活动：班次、岗位、名额', en: 'One activity: shifts, posts, places' },
  run: (context, { id }) => activityPage(context, id),
});

export const listOrganised = query({
  name: 'activity.list-organised',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(ActivityLine) }),
  summary: { zh: '我组织的活动', en: 'Activities that I organise' },
  run: async (context) => ({ items: await organisedBy(context, me(context)) }),
});

export const getScreenCode = query({
  name: 'activity.get-screen-code',
  permission: 'signed-in',
  input: Closed({ id: Uuid, step: Step }),
  output: Type.Object({ text: Type.String(), short: Type.String(), until: Type.String() }),
  summary: { zh: '屏幕上的签到码（15秒一换）', en: 'The code for the organiser’s screen; changes every 15 seconds' },
  async run(context, { id, step }) {
    const { text, short, until } = await showCode(context, id, step as 'in');
    return { text, short, until: until.toISOString() };
  },
});

export const getRoll = query({
  name: 'activity.get-roll',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Type.Object({
    counts: Type.Object({
      expected: Type.Integer(),
      present: Type.Integer(),
      left: Type.Integer(),
      pending: Type.Integer(),
      confirmed: Type.Integer(),
    }),
    people: Type.Array(
      Type.Object({
        person: Type.String(),
        shift: Type.String(),
        post: Type.String(),
        name: Type.String(),
        masked: Type.String(),
        cameAt: Nullable(Type.String()),
        leftAt: Nullable(Type.String()),
        state: Type.String(),
      }),
    ),
  }),
  summary: { zh: '活动名单（给带队、签到、记录的人）', en: 'The roll, for those who lead, check and record' },
  async run(context, { id }) {
    const activity = await getActivity(context, id);
    await needOrganiser(context, activity, ['leader', 'checker', 'recorder']);
    return { counts: await rollCounts(context, id), people: await rollOf(context, id) };
  },
});
