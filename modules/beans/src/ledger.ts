import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';

export type AccountKind = 'opened' | 'budget' | 'person' | 'aside' | 'merchant' | 'expired' | 'donated';
export type Why = 'budget' | 'service' | 'correction' | 'redemption' | 'taken-back' | 'expiry' | 'donation';

/** One side of a transfer: whose account, and how much comes to it (negative: leaves it). */
export interface Side {
  readonly kind: AccountKind;
  readonly owner: string | null;
  readonly amount: number;
}

const shortage = () =>
  refuse.conflict('beans.too-few', '金豆不够，换一件试试。', 'There are not enough beans; choose something else.');

/** The account of an owner, made when there is none yet. */
async function accountOf(context: Context, kind: AccountKind, owner: string | null): Promise<string> {
  const find = () =>
    sql<{
      id: string;
    }>`select id from beans.account where district = ${context.district} and kind = ${kind} and owner is not distinct from ${owner}`.execute(
      context.tx,
    );
  const known = (await find()).rows[0];
  if (known !== undefined) return known.id;
  const made = await sql<{
    id: string;
  }>`insert into beans.account (district, id, kind, owner) values (${context.district}, ${context.newId()}, ${kind}, ${owner}) on conflict do nothing returning id`.execute(
    context.tx,
  );
  return made.rows[0]?.id ?? (await find()).rows[0]!.id;
}

/**
 * Books a transfer: its sides add up to zero, and no balance but that of the opened budgets' other side falls below zero.
 * Accounts are locked in the order of their ids.
 * @throws Refusal `beans.too-few`; an Error when the sides do not add up, which is a fault of ours.
 */
export async function book(
  context: Context,
  { why, subject, rule, sides }: { why: Why; subject: string | null; rule?: number; sides: readonly Side[] },
): Promise<string> {
  if (sides.reduce((sum, side) => sum + side.amount, 0) !== 0)
    throw new Error('the sides of a transfer add up to zero');
  const moved = [];
  for (const side of sides)
    if (side.amount !== 0)
      moved.push({ account: await accountOf(context, side.kind, side.owner), amount: side.amount });
  const id = context.newId();
  moved.sort((a, b) => (a.account < b.account ? -1 : 1));
  for (const { account, amount } of moved) {
    const { rows } = await sql`update beans.account set balance = balance + ${amount}
      where district = ${context.district} and id = ${account} and (kind = 'opened' or balance + ${amount} >= 0) returning id`.execute(
      context.tx,
    );
    if (rows.length === 0) throw shortage();
  }
  await sql`insert into beans.transfer (district, id, why, subject, rule, author, at) values (${context.district}, ${id}, ${why}, ${subject}, ${rule ?? null}, ${personOf(context.actor)}, ${context.now})`.execute(
    context.tx,
  );
  await sql`insert into beans.entry (district, transfer, account, amount, at)
    select ${context.district}::int, ${id}::uuid, r.account, r.amount, ${context.now}::timestamptz from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as r(account uuid, amount bigint)`.execute(
    context.tx,
  );
  return id;
}

/** Beans that a person has. */
export async function balanceOf(context: Context, person: string): Promise<number> {
  return balance(context, 'person', person);
}

/** What stands on an account; 0 where there is none yet. */
export async function balance(context: Context, kind: AccountKind, owner: string | null): Promise<number> {
  const { rows } = await sql<{
    balance: number;
  }>`select balance from beans.account where district = ${context.district} and kind = ${kind} and owner is not distinct from ${owner}`.execute(
    context.tx,
  );
  return rows[0]?.balance ?? 0;
}
