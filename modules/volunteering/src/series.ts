import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { later, type Every } from './domain/repeats.ts';
import { openActivity, planActivity, type ActivityDraft } from './plan.ts';
import { getActivity } from './store/activity-store.ts';

/** So many activities in all, one after the other. */
export interface Repeat {
  readonly every: Every;
  readonly times: number;
}

/** The draft so many steps later; people may sign up for all of a series as soon as for the first. */
function moved(draft: ActivityDraft, { every }: Repeat, steps: number): ActivityDraft {
  const move = (at: Date): Date => later(at, every, steps);
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
export async function planSeries(context: Context, draft: ActivityDraft, repeat: Repeat): Promise<string[]> {
  const series = context.newId();
  const ids: string[] = [];
  for (let steps = 0; steps < repeat.times; steps += 1)
    ids.push(await planActivity(context, { ...moved(draft, repeat, steps), series }));
  return ids;
}

/** Publishes all drafts of the series that an activity belongs to, or the one alone. @returns how many. Refuses as `openActivity` does. */
export async function openSeries(context: Context, id: string): Promise<number> {
  const { series } = await getActivity(context, id);
  const { rows } = await sql<{
    id: string;
  }>`select id from volunteering.activity where district = ${context.district} and series = ${series} and status = 'draft' and id <> ${id} order by id`.execute(
    context.tx,
  );
  await openActivity(context, id);
  for (const draft of rows) await openActivity(context, draft.id);
  return rows.length + 1;
}
