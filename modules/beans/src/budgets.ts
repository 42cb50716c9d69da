import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { book } from './ledger.ts';

/** The job that books what waited for a budget. */
export const PAY_JOB = 'beans.pay-outstanding';

/** The district opens a budget: what is credited for service comes out of it, and what waited for one is booked now. */
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

/**
 * Nothing more is credited from a budget; what it still holds stays on it, and corrections still come back to it.
 * @throws Refusal `budget.not-found`.
 */
export async function closeBudget(context: Context, id: string): Promise<void> {
  const { rows } =
    await sql`update beans.budget set is_open = false where district = ${context.district} and id = ${id} returning id`.execute(
      context.tx,
    );
  if (rows.length === 0)
    throw refuse.notFound(
      'budget.not-found',
      '没有这笔预算，请刷新列表。',
      'There is no such budget; reload the list.',
    );
}

/** The oldest open budget that still has beans, or null. */
export async function budgetWithBeans(context: Context): Promise<{ id: string; left: number } | null> {
  const { rows } = await sql<{
    id: string;
    left: number;
  }>`select b.id, a.balance as "left" from beans.budget b join beans.account a on a.district = b.district and a.kind = 'budget' and a.owner = b.id
    where b.district = ${context.district} and b.is_open and a.balance > 0 order by b.id limit 1`.execute(context.tx);
  return rows[0] ?? null;
}

/** Which budgets a record's beans came from, and how many of each are still booked; the newest first. */
export async function sourcesOf(context: Context, record: string): Promise<{ budget: string; beans: number }[]> {
  const { rows } = await sql<{
    budget: string;
    beans: number;
  }>`select a.owner as budget, (-sum(e.amount))::bigint as beans from beans.transfer t
    join beans.entry e on e.district = t.district and e.transfer = t.id
    join beans.account a on a.district = e.district and a.id = e.account and a.kind = 'budget'
    where t.district = ${context.district} and t.subject = ${record} and t.why in ('service', 'correction')
    group by a.owner having sum(e.amount) < 0 order by a.owner desc`.execute(context.tx);
  return rows;
}
