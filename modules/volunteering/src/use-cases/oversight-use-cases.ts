import { Type } from 'typebox';
import { query } from '@zhongzhi/kernel';
import { Closed } from '../contract/index.ts';
import { LongDayShape, ObjectionShape, UnsettledShape } from '../contract/oversight.ts';
import { longDaysIn, openObjections, unsettledIn } from '../queries/oversight.ts';

export const listUnsettled = query({
  name: 'activity.list-unsettled',
  permission: 'volunteering.organise',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(UnsettledShape) }),
  summary: {
    zh: '已结束、还没确认服务时间的活动（10个工作日内要确认）',
    en: 'Activities over and not confirmed; due within ten working days',
  },
  run: async (context) => ({ items: await unsettledIn(context) }),
});

export const listObjections = query({
  name: 'record.list-objections',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(ObjectionShape) }),
  summary: { zh: '等我答复的异议', en: 'Objections that wait for my answer' },
  run: async (context) => ({ items: await openObjections(context) }),
});

export const listLongDays = query({
  name: 'record.list-long-days',
  permission: 'volunteering.review',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(LongDayShape) }),
  summary: { zh: '一天超过8小时、等待审核的服务', en: 'Service above eight hours a day that waits for agreement' },
  run: async (context) => ({ items: await longDaysIn(context) }),
});
