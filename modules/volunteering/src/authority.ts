import { coversUnit, personOf, refuse, type Context } from '@zhongzhi/kernel';
import { leadsOpenCircle } from '@zhongzhi/circles';
import { activityNotFound, rolesIn, type Activity, type OrganiserRole, type Project } from './store/activity-store.ts';

/** Staff of the unit that organises: who organises records and certifies, nobody does it for others (order 67, art. 26). */
const isStaffFor = (context: Context, { unit }: Pick<Project, 'unit'>): boolean =>
  coversUnit(context.scopeFor('volunteering.organise'), unit);

/** Whether the caller may plan what this project or activity does: its unit's staff, or a leader of its circle. */
export async function mayPlan(context: Context, about: Pick<Project, 'unit' | 'circle'>): Promise<boolean> {
  const person = personOf(context.actor);
  if (context.actor.kind === 'system' || isStaffFor(context, about)) return true;
  return person !== null && about.circle !== null && (await leadsOpenCircle(context, about.circle, person));
}

/** @throws Refusal `project.not-found` for everyone who may not plan it, so that nothing is told about it. */
export async function needPlanner(context: Context, project: Project): Promise<void> {
  if (!(await mayPlan(context, project)))
    throw refuse.notFound('project.not-found', '没有这个项目，可能已被移走。', 'There is no such project.');
}

/** Whether the caller has one of the parts named in an activity, or may plan it. */
export async function organises(
  context: Context,
  activity: Activity,
  parts: readonly OrganiserRole[],
): Promise<boolean> {
  const person = personOf(context.actor);
  if (person !== null) {
    const roles = await rolesIn(context, activity.id, person);
    if (parts.some((part) => roles.has(part))) return true;
  }
  return mayPlan(context, activity);
}

/** @throws Refusal `activity.not-found` for everyone who has none of the parts named and may not plan it. */
export async function needOrganiser(
  context: Context,
  activity: Activity,
  parts: readonly OrganiserRole[],
): Promise<void> {
  if (!(await organises(context, activity, parts))) throw activityNotFound();
}

/** Nobody decides on their own service otherwise than check-in and check-out say. */
export function needOthers(context: Context, decided: readonly { readonly person: string }[]): void {
  const own = personOf(context.actor);
  if (own !== null && decided.some(({ person }) => person === own))
    throw refuse.forbidden(
      'record.own',
      '自己的服务时间要请别的记录员改，或按签到签退计。',
      'Your own service is for another recorder to change; otherwise check-in and check-out count.',
    );
}
