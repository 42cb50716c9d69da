import type { Context } from '@zhongzhi/kernel';
import { eraseAll, type Kept } from './personal-records.ts';

const MOST_A_NIGHT = 200;

/** Erases a person everywhere and keeps a record of what is kept; a repeat goes on where the first could not finish. */
export async function erase(
  context: Context,
  person: string,
  requestedBy: string | null,
): Promise<{ kept: Kept[]; finished: boolean }> {
  const result = await eraseAll(context, person);
  const kept = JSON.stringify(result.kept);
  const finishedAt = result.finished ? context.now : null;
  await context.tx
    .insertInto('privacy.erasure')
    .values({
      district: context.district,
      person,
      requested_by: requestedBy,
      requested_at: context.now,
      kept,
      finished_at: finishedAt,
    })
    .onConflict((conflict) => conflict.columns(['district', 'person']).doUpdateSet({ kept, finished_at: finishedAt }))
    .execute();
  return result;
}

/** Finishes erasures whose last reason to keep something may have gone meanwhile. */
export async function finishErasures(context: Context): Promise<void> {
  const waiting = await context.tx
    .selectFrom('privacy.erasure')
    .select('person')
    .where('district', '=', context.district)
    .where('finished_at', 'is', null)
    .orderBy('requested_at')
    .limit(MOST_A_NIGHT)
    .execute();
  for (const { person } of waiting) await erase(context, person, null);
}
