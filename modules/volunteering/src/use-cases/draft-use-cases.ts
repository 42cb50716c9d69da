import { Type } from 'typebox';
import { Uuid } from '@zhongzhi/contract-kit';
import { query, useCase } from '@zhongzhi/kernel';
import { Closed } from '../contract/index.ts';
import { EditPlan, NamedPerson, PlanShape } from '../contract/planning.ts';
import { editPlan } from '../edit-plan.ts';
import { nameableFor } from '../nameable.ts';
import { planOf } from '../queries/plan-page.ts';
import { timed } from './draft-times.ts';

export const getPlan = query({
  name: 'activity.get-plan',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: PlanShape,
  summary: { zh: '这项活动是怎么排的：改草稿、照着再办', en: 'What was planned: to edit a draft or to use it again' },
  run: (context, { id }) => planOf(context, id),
});

export const edit = useCase({
  name: 'activity.edit-plan',
  permission: 'signed-in',
  input: EditPlan,
  output: Type.Object({ id: Type.String(), written: Type.Integer() }),
  summary: { zh: '改活动草稿，可连同整个系列', en: 'Write a draft anew, or all drafts of its series' },
  async run(context, { id, version, series = false, ...fields }) {
    return { id, written: await editPlan(context, { id, version, series }, timed(fields)) };
  },
});

export const listNameable = query({
  name: 'project.list-nameable',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Type.Object({ items: Type.Array(NamedPerson) }),
  summary: { zh: '可以请谁来签到、记录', en: 'Who may be named to check in and to record' },
  run: async (context, { id }) => ({ items: await nameableFor(context, id) }),
});
