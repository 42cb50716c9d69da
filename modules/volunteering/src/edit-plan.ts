import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { needOrganiser } from './authority.ts';
import { daysBetween, later } from './domain/repeats.ts';
import { fieldsOf } from './draft-fields.ts';
import { insertShifts, nameOrganisers, type ActivityDraft } from './plan.ts';
import { movedBy } from './series.ts';
import { getActivity, getProject, type Activity } from './store/activity-store.ts';
import { seriesOf } from './store/series-store.ts';

/** What is written anew; whose activity it is and who leads it stay. */
export type PlanEdit = Omit<ActivityDraft, 'project' | 'leader' | 'series'>;

async function renameOrganisers(context: Context, activity: Activity, edit: PlanEdit): Promise<void> {
  for (const [role, people] of [
    ['checker', edit.checkers],
    ['recorder', edit.recorders],
  ] as const)
    if (people !== undefined)
      await sql`delete from volunteering.organiser where district = ${context.district} and activity = ${activity.id} and role = ${role}`.execute(
        context.tx,
      );
  await nameOrganisers(context, activity.id, {
    ...edit,
    checkers: edit.checkers ?? [],
    recorders: edit.recorders ?? [],
    project: activity.project,
    leader: activity.leader,
  });
}

async function rewrite(context: Context, activity: Activity, edit: PlanEdit): Promise<void> {
  const project = await getProject(context, activity.project);
  const fields = await fieldsOf(context, { ...edit, project: project.id, leader: activity.leader }, project);
  await sql`update volunteering.activity set title = ${fields.title}, content = ${fields.content}, risks = ${fields.risks},
      is_dangerous = ${fields.isDangerous}, insurance = ${fields.insurance}::jsonb, place = ${fields.place}, address = ${fields.address},
      longitude = ${fields.longitude}, latitude = ${fields.latitude}, radius_m = ${fields.radius}, sign_up_from = ${fields.signUpFrom},
      sign_up_until = ${fields.signUpUntil}, cancel_until = ${fields.cancelUntil}, early_from = ${fields.earlyFrom},
      early_circles = ${fields.earlyCircles}::uuid[], only_place = ${fields.onlyPlace}, min_age = ${fields.minAge},
      accompanied_below = ${fields.accompaniedBelow}, starts_at = ${fields.startsAt}, ends_at = ${fields.endsAt}, version = version + 1
    where district = ${context.district} and id = ${activity.id}`.execute(context.tx);
  await sql`delete from volunteering.post where district = ${context.district} and activity = ${activity.id}`.execute(
    context.tx,
  );
  await sql`delete from volunteering.shift where district = ${context.district} and activity = ${activity.id}`.execute(
    context.tx,
  );
  await insertShifts(context, activity.id, edit.shifts);
  await renameOrganisers(context, activity, edit);
}

/**
 * Writes a draft anew, with its shifts and posts. With `series` the other drafts of its series too: each stays as many
 * days away from this one as it was. What is published is changed instead, so that those signed up are told.
 * @returns how many were written. @throws Refusal `activity.not-found`, `activity.not-a-draft`, `activity.version`; as planning refuses.
 */
export async function editPlan(
  context: Context,
  { id, version, series }: { id: string; version: number; series: boolean },
  edit: PlanEdit,
): Promise<number> {
  const activity = await getActivity(context, id, true);
  await needOrganiser(context, activity, ['leader']);
  if (activity.status !== 'draft')
    throw refuse.conflict(
      'activity.not-a-draft',
      '这项活动已经发布或已取消，请用“改时间或地点”。',
      'This activity is published or cancelled: change its time or place instead.',
    );
  if (activity.version !== version)
    throw refuse.conflict(
      'activity.version',
      '这份草稿刚刚被别人改过，请刷新后再改。',
      'This draft was changed meanwhile; reload and edit again.',
    );
  const others = series ? (await seriesOf(context, activity)).filter((one) => one.status === 'draft') : [];
  await rewrite(context, activity, edit);
  for (const other of others.filter((one) => one.id !== id)) {
    const days = daysBetween(activity.startsAt, other.startsAt);
    const locked = await getActivity(context, other.id, true);
    await rewrite(
      context,
      locked,
      movedBy({ ...edit, project: '', leader: '' }, (at) => later(at, 'day', days)),
    );
  }
  return Math.max(1, others.length);
}
