import { Type } from 'typebox';
import { Instant, Nullable, RegionCode, Text, Uuid } from '@zhongzhi/contract-kit';
import { coversPlace, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { getCircle, leadsOpenCircle } from '@zhongzhi/circles';
import { unitOfPlace } from '@zhongzhi/directory';
import { Closed, Done, PlanActivity, ProjectShape, ProposeProject, Reason } from '../contract/index.ts';
import { OwnProjectShape, PointOnMap } from '../contract/planning.ts';
import { cancelActivity, changeTimes } from '../change.ts';
import { decideProject, openActivity, planActivity, proposeProject } from '../plan.ts';
import { openProjects, ownProjects, projectsToReview } from '../queries/projects.ts';
import { openSeries, planSeries } from '../series.ts';
import { getProject, type Project } from '../store/activity-store.ts';
import { timed } from './draft-times.ts';
import { me } from './me.ts';

/** The unit that organises and records: the one named, the circle's own, or the committee of the place. */
async function organisingUnit(
  context: Context,
  draft: { unit?: string; circle?: string; place: string },
): Promise<string> {
  if (draft.unit !== undefined) {
    if (!context.scopeFor('volunteering.organise').units.includes(draft.unit))
      throw refuse.forbidden(
        'project.not-your-unit',
        '只能以您所在的单位发布。',
        'You publish for your own unit only.',
      );
    return draft.unit;
  }
  const circle = draft.circle === undefined ? null : await getCircle(context, draft.circle);
  const unit = circle?.unit ?? (await unitOfPlace(context, draft.place))?.id ?? null;
  if (unit === null)
    throw refuse.conflict(
      'project.no-unit',
      '这个地方还没有登记组织单位，请联系社区。',
      'No unit is registered for this place; ask the community.',
    );
  return unit;
}

export const propose = useCase({
  name: 'project.propose',
  permission: 'signed-in',
  input: ProposeProject,
  output: Done,
  summary: { zh: '提出众治项目，交社区或街道审核', en: 'Propose a project; the community or street reviews it' },
  async run(context, draft) {
    if (draft.circle !== undefined && !(await leadsOpenCircle(context, draft.circle, me(context))))
      throw refuse.forbidden(
        'project.not-your-circle',
        '只有圈长能以圈子的名义提项目。',
        'Only its leaders propose for a circle.',
      );
    return { id: await proposeProject(context, { ...draft, unit: await organisingUnit(context, draft) }) };
  },
});

const inScope = (context: Context, project: Project): boolean => coversPlace(context.scope, project.place);

export const listProjects = query({
  name: 'project.list',
  permission: 'public',
  input: Closed({ place: Type.Optional(RegionCode), circle: Type.Optional(Uuid), after: Type.Optional(Uuid) }),
  output: Type.Object({ items: Type.Array(ProjectShape), next: Nullable(Type.String()) }),
  summary: { zh: '众治项目', en: 'Projects' },
  run: openProjects,
});

export const listProjectsToReview = query({
  name: 'project.list-to-review',
  permission: 'volunteering.review',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(ProjectShape) }),
  summary: { zh: '待审核的项目', en: 'Projects that wait for review' },
  run: async (context) => ({ items: await projectsToReview(context) }),
});

export const listOwnProjects = query({
  name: 'project.list-own',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(OwnProjectShape) }),
  summary: { zh: '我、我的圈子和单位提出的项目', en: 'Projects of mine, of my circles and of my unit' },
  run: async (context) => ({ items: await ownProjects(context, me(context)) }),
});

export const decide = useCase({
  name: 'project.decide',
  permission: 'volunteering.review',
  input: Closed({ id: Uuid, opens: Type.Boolean(), reason: Type.Optional(Reason) }),
  output: Done,
  summary: { zh: '审核项目', en: 'Decide on a project' },
  async run(context, { id, opens, reason }) {
    const project = await getProject(context, id);
    if (!inScope(context, project))
      throw refuse.notFound('project.not-found', '没有这个项目，可能已被移走。', 'There is no such project.');
    if (!opens && reason === undefined)
      throw refuse.invalid('project.reason-needed', '不通过请写明原因。', 'Give a reason when you do not approve.', {
        errors: [{ field: 'reason', detail: '请填写' }],
      });
    await decideProject(context, { id, opens, ...(reason === undefined ? {} : { reason }) });
    return { id };
  },
});

export const plan = useCase({
  name: 'activity.plan',
  permission: 'signed-in',
  input: PlanActivity,
  output: Type.Object({ id: Type.String(), ids: Type.Array(Type.String()) }),
  summary: {
    zh: '安排活动（草稿），可以一次排出一个系列',
    en: 'Plan an activity, or a whole series of them, as drafts',
  },
  async run(context, { project, repeat, ...fields }) {
    const draft = { ...timed(fields), project, leader: me(context) };
    const ids = repeat === undefined ? [await planActivity(context, draft)] : await planSeries(context, draft, repeat);
    return { id: ids[0]!, ids };
  },
});

export const open = useCase({
  name: 'activity.open',
  permission: 'signed-in',
  input: Closed({ id: Uuid, series: Type.Optional(Type.Boolean()) }),
  output: Type.Object({ id: Type.String(), opened: Type.Integer() }),
  summary: { zh: '发布活动，或整个系列', en: 'Publish an activity, or the whole of its series' },
  async run(context, { id, series = false }) {
    if (series) return { id, opened: await openSeries(context, id) };
    await openActivity(context, id);
    return { id, opened: 1 };
  },
});

export const cancel = useCase({
  name: 'activity.cancel',
  permission: 'signed-in',
  input: Closed({ id: Uuid, reason: Reason }),
  output: Type.Object({ id: Type.String(), told: Type.Integer(), endsEarly: Type.Boolean() }),
  summary: {
    zh: '取消活动，通知所有报名的人；已经有人服务的，提前到现在结束',
    en: 'Cancel an activity and tell everyone signed up; where people have served it ends now instead',
  },
  run: async (context, { id, reason }) => ({ id, ...(await cancelActivity(context, id, reason)) }),
});

export const change = useCase({
  name: 'activity.change',
  permission: 'signed-in',
  input: Closed({
    id: Uuid,
    shift: Uuid,
    meetsAt: Type.Optional(Instant),
    startsAt: Instant,
    endsAt: Instant,
    address: Type.Optional(Text(100, { min: 2 })),
    point: Type.Optional(Nullable(PointOnMap)),
  }),
  output: Type.Object({ id: Type.String(), told: Type.Integer() }),
  summary: { zh: '改时间或地点，通知所有报名的人', en: 'Change time or place and tell everyone signed up' },
  async run(context, { id, shift, meetsAt, startsAt, endsAt, address, point }) {
    const told = await changeTimes(context, {
      activity: id,
      shift,
      meetsAt: new Date(meetsAt ?? startsAt),
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      ...(address === undefined ? {} : { address }),
      ...(point === undefined ? {} : { point }),
    });
    return { id, told };
  },
});
