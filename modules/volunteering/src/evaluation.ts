import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { needOrganiser } from './authority.ts';
import { getActivity } from './store/activity-store.ts';

export type Outcome = 'well' | 'done' | 'not-done';

export interface Evaluation {
  readonly id: string;
  readonly outcome: Outcome;
  readonly words?: string;
  readonly exceptions: readonly { readonly person: string; readonly outcome: Outcome; readonly words: string }[];
}

interface Served {
  person: string;
  isEvaluated: boolean;
}

/** Who has a record of the activity that was not annulled. */
async function servedAt(context: Context, activity: string): Promise<Served[]> {
  const { rows } = await sql<Served>`select s.person, exists (select from volunteering.evaluation e
        where e.district = ${context.district} and e.activity = ${activity} and e.person = s.person) as "isEvaluated"
    from (select distinct person from volunteering.standing where district = ${context.district} and activity = ${activity} and stands <> 'annulled') s order by s.person`.execute(
    context.tx,
  );
  return rows;
}

/**
 * 评价 of the service at an activity in one act: everyone whose service was recorded and who has none yet, exceptions as
 * marked with words (order 67, art. 10). A later exception says it anew; what was said before stays.
 * @throws Refusal `activity.not-found`, `evaluation.not-confirmed`, `evaluation.no-record`.
 */
export async function evaluateActivity(context: Context, evaluation: Evaluation): Promise<{ evaluated: number }> {
  const activity = await getActivity(context, evaluation.id, true);
  await needOrganiser(context, activity, ['leader', 'recorder']);
  if (activity.status !== 'settled')
    throw refuse.conflict(
      'evaluation.not-confirmed',
      '先确认服务时间，再评价。',
      'Confirm the service first, then evaluate it.',
    );
  const served = await servedAt(context, activity.id);
  const known = new Set(served.map(({ person }) => person));
  if (evaluation.exceptions.some(({ person }) => !known.has(person)))
    throw refuse.invalid(
      'evaluation.no-record',
      '只能评价有服务记录的人。',
      'Only service that was recorded is evaluated.',
    );
  const marked = new Map(evaluation.exceptions.map((exception) => [exception.person, exception]));
  const rows = served
    .filter(({ person, isEvaluated }) => !isEvaluated || marked.has(person))
    .map(({ person }) => ({
      id: context.newId(),
      person,
      outcome: marked.get(person)?.outcome ?? evaluation.outcome,
      words: marked.get(person)?.words ?? evaluation.words ?? '',
    }));
  await sql`insert into volunteering.evaluation (district, id, person, activity, unit, outcome, words, author, at)
    select ${context.district}::int, r.id, r.person, ${activity.id}::uuid, ${activity.unit}::uuid, r.outcome, r.words, ${personOf(context.actor)}::uuid, ${context.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid, outcome text, words text)`.execute(
    context.tx,
  );
  await sql`update volunteering.activity set needs_evaluation = false where district = ${context.district} and id = ${activity.id}`.execute(
    context.tx,
  );
  return { evaluated: rows.length };
}
