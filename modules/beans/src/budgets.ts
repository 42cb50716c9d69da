import { sql } from 'kysely';
import { personOf, type Context } from '@zhongzhi/kernel';
import { book } from './ledger.ts';

/** The district opens a budget: what is credited for service comes out of it. */
export async function openBudget(
  context: Context,
  budget: { name: string; amount: number; source: string },
): Promise<string> {
  const id = context.newId();
  await sql`insert into beans.budget (district, id, name, amount, source, opened_by, opened_at)
    values (${context.district}, ${id}, ${budget.name}, ${budget.amount}, ${budget.source}, ${personOf(context.actor)}, ${context.now})`.execute(
    context.tx,
  );
  await book(context, {
    why: 'budget',
    subject: id,
    sides: [
      { kind: 'opened', owner: null, amount: -budget.amount },
      { kind: 'budget', owner: id, amount: budget.amount },
    ],
  });
  return id;
}

export interface RuleDraft {
  readonly validFrom: string;
  readonly beansPerHour: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly mostPerDay: number;
  readonly months: number;
}

/** Adds a version of the public rule; earlier ones stay readable. */
export async function setRule(context: Context, draft: RuleDraft): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`insert into beans.rule (district, version, valid_from, beans_per_hour, by_kind, most_per_day, months, author, at)
    select ${context.district}, coalesce(max(version), 0) + 1, ${draft.validFrom}::date, ${draft.beansPerHour}, ${JSON.stringify(draft.byKind)}::jsonb, ${draft.mostPerDay}, ${draft.months}, ${personOf(context.actor)}, ${context.now}
    from beans.rule where district = ${context.district} returning version`.execute(context.tx);
  return rows[0]!.version;
}
