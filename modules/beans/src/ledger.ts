import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';

/** The order in which accounts are locked; within a kind, by id. Every transaction keeps it, so that none waits for itself. */
const LOCK_ORDER = ['opened', 'budget', 'person', 'aside', 'merchant', 'settled', 'expired', 'donated'] as const;
export type AccountKind = (typeof LOCK_ORDER)[number];
export type Why =
  | 'budget'
  | 'service'
  | 'correction'
  | 'redemption'
  | 'taken-back'
  | 'expiry'
  | 'donation'
  | 'settlement';

/** One side of a transfer: whose account, and how much comes to it (negative: leaves it). */
export interface Side {
  readonly kind: AccountKind;
  readonly owner: string | null;
  readonly amount: number;
}

export interface Transfer {
  readonly why: Why;
  /** The record, budget, redemption, donation, statement or person that it is about. */
  readonly subject: string | null;
  /** The version of the public rule that it follows. */
  readonly rule?: number;
  readonly sides: readonly Side[];
}

const shortage = () =>
  refuse.conflict('beans.too-few', '金豆不够，换一件试试。', 'There are not enough beans; choose something else.');

// Equality, because the index serves it; `is not distinct from` would read every account of the kind.
const ownedBy = (owner: string | null) => (owner === null ? sql`owner is null` : sql`owner = ${owner}::uuid`);

/** The account of an owner, made when there is none yet. */
async function accountOf(context: Context, kind: AccountKind, owner: string | null): Promise<string> {
  const find = () =>
    sql<{
      id: string;
    }>`select id from beans.account where district = ${context.district} and kind = ${kind} and ${ownedBy(owner)}`.execute(
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
 * Holds an account until the transaction ends, so that what is decided by its balance stays true.
 * @returns the balance.
 */
export async function lockAccount(context: Context, kind: AccountKind, owner: string | null): Promise<number> {
  const { rows } = await sql<{
    balance: number;
  }>`select balance from beans.account where district = ${context.district} and id = ${await accountOf(context, kind, owner)} for no key update`.execute(
    context.tx,
  );
  return rows[0]!.balance;
}

/**
 * Books a transfer: its sides add up to zero, and no balance but that of the opened budgets' other side falls below zero.
 * @throws Refusal `beans.too-few`; an Error when the sides do not add up, which is a fault of ours.
 */
export async function book(context: Context, { why, subject, rule, sides }: Transfer): Promise<string> {
  if (sides.reduce((sum, side) => sum + side.amount, 0) !== 0)
    throw new Error('the sides of a transfer add up to zero');
  const moved = [];
  for (const { kind, owner, amount } of sides)
    if (amount !== 0)
      moved.push({ rank: LOCK_ORDER.indexOf(kind), account: await accountOf(context, kind, owner), amount });
  const id = context.newId();
  moved.sort((a, b) => a.rank - b.rank || (a.account < b.account ? -1 : 1));
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
  }>`select balance from beans.account where district = ${context.district} and kind = ${kind} and ${ownedBy(owner)}`.execute(
    context.tx,
  );
  return rows[0]?.balance ?? 0;
}
