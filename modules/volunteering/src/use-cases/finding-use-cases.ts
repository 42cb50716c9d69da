import { Type } from 'typebox';
import { query, useCase } from '@zhongzhi/kernel';
import { ForMe, ForMeShape, GroupAnswerShape, GroupSignUp, MapFilter, PointShape } from '../contract/finding.ts';
import { signUpGroup } from '../group-sign-up.ts';
import { comingPoints } from '../queries/discover.ts';
import { activitiesFor } from '../queries/for-me.ts';
import { me } from './me.ts';

export const listForMe = query({
  name: 'activity.list-for-me',
  permission: 'signed-in',
  input: ForMe,
  output: ForMeShape,
  summary: {
    zh: '适合我的活动（可附当前位置，只用于这一次，不保存）',
    en: 'Activities that suit me; a position is used for this answer only',
  },
  run: (context, { longitude, latitude }) =>
    activitiesFor(
      context,
      me(context),
      longitude === undefined || latitude === undefined ? null : { longitude, latitude },
    ),
});

export const mapActivities = query({
  name: 'activity.map',
  permission: 'public',
  input: MapFilter,
  output: Type.Object({ items: Type.Array(PointShape) }),
  summary: { zh: '地图上的活动（今后30天）', en: 'Activities on the map, of the next 30 days' },
  async run(context, filter) {
    const points = await comingPoints(context, filter);
    return { items: points.map((point) => ({ ...point, startsAt: point.startsAt.toISOString() })) };
  },
});

export const signUpGroupUseCase = useCase({
  name: 'sign-up.make-for-group',
  permission: 'signed-in',
  input: GroupSignUp,
  output: GroupAnswerShape,
  summary: { zh: '圈长替圈友报名', en: 'A circle’s leader signs members up' },
  async run(context, { id, circle, post, people }) {
    return { results: await signUpGroup(context, { activity: id, circle, post, people, by: me(context) }) };
  },
});
