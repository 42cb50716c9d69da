import { refuse, type Context } from '@zhongzhi/kernel';
import { needOrganiser } from './authority.ts';
import { later, type Every } from './domain/repeats.ts';
import { missingOf, openActivity, planActivity, type ActivityDraft } from './plan.ts';
import { getActivity } from './store/activity-store.ts';
import { seriesOf } from './store/series-store.ts';

/** So many activities in all, one after the other. */
export interface Repeat {
  readonly every: Every;
  readonly times: number;
}

/** The draft with all that follows its day moved; people may sign up for all of a series as soon as for the first. */
export function movedBy(draft: ActivityDraft, move: (at: Date) => Date): ActivityDraft {
  return {
    ...draft,
    ...(draft.signUpUntil === undefined ? {} : { signUpUntil: move(draft.signUpUntil) }),
    ...(draft.cancelUntil === undefined ? {} : { cancelUntil: move(draft.cancelUntil) }),
    shifts: draft.shifts.map((shift) => ({
      ...shift,
      ...(shift.meetsAt === undefined ? {} : { meetsAt: move(shift.meetsAt) }),
      startsAt: move(shift.startsAt),
      endsAt: move(shift.endsAt),
    })),
  };
}

/** Plans an activity again and again, as drafts of one series. Each can be changed and cancelled by itself. Refuses as `planActivity` does. */
export async function planSeries(context: Context, draft: ActivityDraft, { every, times }: Repeat): Promise<string[]> {
  const series = context.newId();
  const ids: string[] = [];
  for (let steps = 0; steps < times; steps += 1)
    ids.push(await planActivity(context, { ...movedBy(draft, (at) => later(at, every, steps)), series }));
  return ids;
}

const dayWords = (at: Date): string =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric' }).format(at);

/**
 * Publishes all drafts of the series that an activity belongs to, or the one alone: all or none. What is missing is
 * said with the day of the activity that lacks it.
 * @returns how many. Refuses as `openActivity` does.
 */
export async function openSeries(context: Context, id: string): Promise<number> {
  const first = await getActivity(context, id);
  await needOrganiser(context, first, ['leader']);
  const drafts = (await seriesOf(context, first)).filter((one) => one.status === 'draft' && one.id !== id);
  const errors: { field: string; detail: string }[] = [];
  for (const draft of drafts) {
    const activity = await getActivity(context, draft.id);
    for (const { field, text } of await missingOf(context, activity))
      errors.push({ field, detail: `${dayWords(activity.startsAt)}这一场：${text.zh}` });
  }
  // The one in hand says what it lacks itself, in its own words.
  if (errors.length > 0 && (await missingOf(context, first)).length === 0)
    throw refuse.invalid(
      'activity.not-ready',
      '系列里还有活动差几项才能发布，请按提示补齐。',
      'Some activities of the series are not ready to be published.',
      { errors: errors.slice(0, 20) },
    );
  await openActivity(context, id);
  for (const draft of drafts) await openActivity(context, draft.id);
  return drafts.length + 1;
}
