import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { book } from './ledger.ts';
import { itemNotFound } from './merchants.ts';

const MINUTES_TO_USE = 15;
const DIGITS = 8;

const digestOf = (context: Context, code: string): string =>
  context.platform.vault.blindIndex('beans.redemption-code', code);

/** The account that holds beans set aside until a code is taken. */
const aside = (redemption: string, amount: number) => ({ kind: 'aside' as const, owner: redemption, amount });

export interface Redemption {
  readonly id: string;
  readonly code: string;
  readonly until: Date;
}

/**
 * Sets beans aside for an item and shows a one-time code, good for fifteen minutes. Stock and balance are changed under
 * their own locks: neither falls below zero, whoever asks at once.
 * @throws Refusal `item.not-found`, `item.sold-out`, `item.limit`, `beans.too-few`.
 */
export async function redeem(context: Context, person: string, item: string): Promise<Redemption> {
  const { rows } = await sql<{
    beans: number;
    merchant: string;
    most: number;
    stock: number;
  }>`select i.beans, i.merchant, i.most_per_person as most, i.stock
    from beans.item i join beans.merchant m on m.district = i.district and m.id = i.merchant
    where i.district = ${context.district} and i.id = ${item} and i.is_listed and m.status = 'active' for no key update of i`.execute(
    context.tx,
  );
  const found = rows[0];
  if (found === undefined) throw itemNotFound();
  if (found.stock < 1)
    throw refuse.conflict('item.sold-out', '这件已经兑完了，换一件试试。', 'This one is gone; choose another.');
  const had = await sql<{
    n: number;
  }>`select count(*)::int as n from beans.redemption where district = ${context.district} and item = ${item} and person = ${person} and state in ('waiting', 'taken')`.execute(
    context.tx,
  );
  if (had.rows[0]!.n >= found.most)
    throw refuse.conflict(
      'item.limit',
      `这件每人最多兑${found.most}份。`,
      `At most ${found.most} of these per person.`,
    );
  await sql`update beans.item set stock = stock - 1 where district = ${context.district} and id = ${item}`.execute(
    context.tx,
  );
  const id = context.newId();
  await book(context, {
    why: 'redemption',
    subject: id,
    sides: [{ kind: 'person', owner: person, amount: -found.beans }, aside(id, found.beans)],
  });
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
  const until = new Date(context.now.getTime() + MINUTES_TO_USE * 60_000);
  await sql`insert into beans.redemption (district, id, person, merchant, item, beans, code_hash, state, at, until)
    values (${context.district}, ${id}, ${person}, ${found.merchant}, ${item}, ${found.beans}, ${digestOf(context, code)}, 'waiting', ${context.now}, ${until})`.execute(
    context.tx,
  );
  return { id, code, until };
}

interface Waiting {
  id: string;
  person: string;
  merchant: string;
  item: string;
  beans: number;
  until: Date;
  name: string;
}

/**
 * The merchant takes a code: the beans become the merchant's, once.
 * @throws Refusal `redemption.code-unknown` for a code that is wrong, used, over, or another merchant's.
 */
export async function takeCode(
  context: Context,
  merchant: string,
  code: string,
): Promise<{ id: string; item: string; beans: number }> {
  const { rows } =
    await sql<Waiting>`select r.id, r.person, r.merchant, r.item, r.beans, r.until, i.name from beans.redemption r
    join beans.item i on i.district = r.district and i.id = r.item
    where r.district = ${context.district} and r.code_hash = ${digestOf(context, code)} and r.state = 'waiting' and r.merchant = ${merchant} for no key update of r`.execute(
      context.tx,
    );
  const found = rows[0];
  if (found === undefined || found.until <= context.now)
    throw refuse.notFound(
      'redemption.code-unknown',
      '这个兑换码不对、已用过或已过期，请对方在手机上重新出示。',
      'This code is wrong, used or over; ask for it to be shown again.',
    );
  await sql`update beans.redemption set state = 'taken', taken_at = ${context.now}, taken_by = ${personOf(context.actor)} where district = ${context.district} and id = ${found.id}`.execute(
    context.tx,
  );
  await book(context, {
    why: 'redemption',
    subject: found.id,
    sides: [aside(found.id, -found.beans), { kind: 'merchant', owner: merchant, amount: found.beans }],
  });
  return { id: found.id, item: found.name, beans: found.beans };
}

async function giveBack(
  context: Context,
  found: Omit<Waiting, 'name' | 'until'>,
  state: 'cancelled' | 'lapsed',
): Promise<void> {
  await sql`update beans.redemption set state = ${state} where district = ${context.district} and id = ${found.id}`.execute(
    context.tx,
  );
  await sql`update beans.item set stock = stock + 1 where district = ${context.district} and id = ${found.item}`.execute(
    context.tx,
  );
  await book(context, {
    why: 'taken-back',
    subject: found.id,
    sides: [aside(found.id, -found.beans), { kind: 'person', owner: found.person, amount: found.beans }],
  });
}

/** The volunteer changes their mind before the code is taken. @throws Refusal `redemption.over`. */
export async function cancelRedemption(context: Context, person: string, id: string): Promise<void> {
  const { rows } = await sql<Waiting>`select id, person, merchant, item, beans, until from beans.redemption
    where district = ${context.district} and id = ${id} and person = ${person} and state = 'waiting' for no key update`.execute(
    context.tx,
  );
  if (rows[0] === undefined)
    throw refuse.conflict('redemption.over', '这次兑换已经完成或取消。', 'This redemption is done or cancelled.');
  await giveBack(context, rows[0], 'cancelled');
}

/** Codes that nobody took in time: beans and stock go back. Runs every minute. */
export async function lapseRedemptions(context: Context): Promise<number> {
  const { rows } = await sql<Waiting>`select id, person, merchant, item, beans, until from beans.redemption
    where district = ${context.district} and state = 'waiting' and until <= ${context.now} order by id limit 200 for no key update skip locked`.execute(
    context.tx,
  );
  for (const found of rows) await giveBack(context, found, 'lapsed');
  return rows.length;
}

/** What a merchant took from one day to another (both inclusive), put on a statement; each redemption stands on one. */
export async function makeStatement(
  context: Context,
  { merchant, from, to }: { merchant: string; from: string; to: string },
): Promise<{ id: string; beans: number; redemptions: number }> {
  const id = context.newId();
  const { rows } = await sql<{ beans: number }>`update beans.redemption set statement = ${id}
    where district = ${context.district} and merchant = ${merchant} and state = 'taken' and statement is null
      and (taken_at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date returning beans`.execute(
    context.tx,
  );
  const beans = rows.reduce((sum, row) => sum + row.beans, 0);
  await sql`insert into beans.statement (district, id, merchant, period_from, period_to, beans, redemptions, made_by, made_at)
    values (${context.district}, ${id}, ${merchant}, ${from}::date, ${to}::date, ${beans}, ${rows.length}, ${personOf(context.actor)}, ${context.now})`.execute(
    context.tx,
  );
  return { id, beans, redemptions: rows.length };
}
