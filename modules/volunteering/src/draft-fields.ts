import { findRegion } from '@zhongzhi/directory';
import { getCircle } from '@zhongzhi/circles';
import { refuse, type Context } from '@zhongzhi/kernel';
import { checkNamed } from './nameable.ts';
import type { ActivityDraft } from './plan.ts';
import type { Project } from './store/activity-store.ts';

const HOUR_MS = 3_600_000;

const wrong = (code: string, field: string, zh: string, en: string) =>
  refuse.invalid(`activity.${code}`, zh, en, { errors: [{ field, detail: zh }] });

function checkTimes(context: Context, draft: ActivityDraft): { startsAt: Date; endsAt: Date } {
  const startsAt = new Date(Math.min(...draft.shifts.map((shift) => shift.startsAt.getTime())));
  const endsAt = new Date(Math.max(...draft.shifts.map((shift) => shift.endsAt.getTime())));
  if (context.actor.kind !== 'system' && startsAt <= context.now)
    throw refuse.invalid(
      'activity.in-the-past',
      '开始时间要晚于现在；做完的服务请走“补录”。',
      'An activity starts in the future; what is over is entered afterwards with proof.',
      { errors: [{ field: 'shifts', detail: '开始时间已过' }] },
    );
  for (const shift of draft.shifts)
    if (
      (shift.meetsAt ?? shift.startsAt) > shift.startsAt ||
      shift.endsAt <= shift.startsAt ||
      shift.endsAt.getTime() - shift.startsAt.getTime() > 24 * HOUR_MS
    )
      throw refuse.invalid(
        'activity.shift-times',
        '每一班的集合、开始、结束要依次在后，且不超过24小时。',
        'Meeting, start and end of a shift follow each other within 24 hours.',
        { errors: [{ field: 'shifts', detail: `请检查“${shift.name}”的时间` }] },
      );
  return { startsAt, endsAt };
}

async function checkPlaces(context: Context, draft: ActivityDraft, project: Project): Promise<void> {
  for (const field of ['place', 'onlyPlace'] as const) {
    const code = draft[field] ?? null;
    if (code !== null && (await findRegion(context, code)) === undefined)
      throw wrong(
        'place-unknown',
        field,
        '没有找到这个街道或社区，请重新选择。',
        'There is no such street or community; choose again.',
      );
  }
  if (draft.place !== undefined && !draft.place.startsWith(project.place))
    throw wrong(
      'place-elsewhere',
      'place',
      '活动要在项目审核的范围内，请重新选择地点，或另提一个项目。',
      'The activity lies within the place that the project was approved for: choose again, or propose another project.',
    );
  // Chosen by the organiser and remembered by id: each must be there. @throws `circle.not-found`
  for (const circle of draft.earlyCircles ?? []) await getCircle(context, circle);
}

/**
 * What a draft says, with what it leaves out filled in: sign-up from now until the start, withdrawal until a day before.
 * @throws Refusal `activity.in-the-past`, `activity.shift-times`, `activity.sign-up-window`, `activity.place-unknown`, `activity.place-elsewhere`,
 * `activity.not-to-be-named`, `circle.not-found`.
 */
export async function fieldsOf(context: Context, draft: ActivityDraft, project: Project) {
  const { startsAt, endsAt } = checkTimes(context, draft);
  await checkPlaces(context, draft, project);
  await checkNamed(context, project, draft);
  const signUpFrom = draft.signUpFrom ?? context.now;
  const signUpUntil = draft.signUpUntil ?? startsAt;
  if (signUpUntil <= signUpFrom)
    throw wrong('sign-up-window', 'signUpUntil', '报名截止要晚于报名开始。', 'Sign-up ends after it begins.');
  return {
    title: draft.title,
    content: draft.content,
    risks: draft.risks ?? project.risks,
    isDangerous: draft.isDangerous ?? false,
    insurance: draft.insurance ? JSON.stringify(draft.insurance) : null,
    place: draft.place ?? project.place,
    address: draft.address,
    longitude: draft.longitude ?? null,
    latitude: draft.latitude ?? null,
    radius: draft.radius ?? 200,
    signUpFrom,
    signUpUntil,
    cancelUntil: draft.cancelUntil ?? new Date(startsAt.getTime() - 24 * HOUR_MS),
    earlyFrom: draft.earlyFrom ?? null,
    earlyCircles: [...(draft.earlyCircles ?? [])],
    onlyPlace: draft.onlyPlace ?? null,
    minAge: draft.minAge ?? null,
    accompaniedBelow: draft.accompaniedBelow ?? null,
    startsAt,
    endsAt,
  };
}
