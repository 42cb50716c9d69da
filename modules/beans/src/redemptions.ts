import { dayOf } from '@zhongzhi/contract-kit';
import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { owedBy } from './credit.ts';
import { book, lockAccount } from './ledger.ts';
import { itemNotFound, type LimitPer } from './merchants.ts';

const MINUTES_TO_USE = 15;
/** However often its code is shown anew, a redemption waits no longer than this. */
const MINUTES_AT_MOST = 60;
/** Nobody keeps a shelf empty by setting everything aside. */
const MOST_WAITING = 3;
const DIGITS = 8;
const DRAWS = 5;
const MINUTE_MS = 60_000;

const digestOf = (context: Context, code: string): string =>
  context.platform.vault.blindIndex('beans.redemption-code', code);

/** The account that holds beans set aside until a code is taken. */
const aside = (redemption: string, amount: number) => ({ kind: 'aside' as const, owner: redemption, amount });

const draw = (): string => String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');

export interface Redemption {
  readonly id: string;
  /** Eight digits, shown once; only their digest is kept. */
  readonly code: string;
  readonly until: Date;
}

/**
 * Holds what a person may spend: their balance without what they owe.
 * @throws Refusal `beans.too-few`.
 */
export async function needBeans(context: Context, person: string, beans: number): Promise<void> {
  const has = await lockAccount(context, 'person', person);
  const owed = await owedBy(context, person);
  if (has - owed >= beans) return;
  throw refuse.conflict(
    'beans.too-few',
    owed > 0
      ? `金豆不够：有${has}颗，其中${owed}颗要先抵扣更正过的服务记录。`
      : `金豆不够：还差${beans - has}颗。再服务一次，或换一件试试。`,
    owed > 0
      ? `Too few beans: you have ${has}, ${owed} of which are set off against a corrected record.`
      : `Too few beans: ${beans - has} more are needed. Serve again, or choose something else.`,
  );
}

interface Shelf {
  beans: number;
  merchant: string;
  most: number;
  limitPer: LimitPer;
  stock: number;
}

async function holdItem(context: Context, item: string): Promise<Shelf> {
  const { rows } =
    await sql<Shelf>`select i.beans, i.merchant, i.most_per_person as most, i.limit_per as "limitPer", i.stock
    from beans.item i join beans.merchant m on m.district = i.district and m.id = i.merchant
    where i.district = ${context.district} and i.id = ${item} and i.is_listed and m.status = 'active' for no key update of i`.execute(
      context.tx,
    );
  if (rows[0] === undefined) throw itemNotFound();
  if (rows[0].stock < 1)
    throw refuse.conflict('item.sold-out', '这件已经兑完了，换一件试试。', 'This one is gone; choose another.');
  return rows[0];
}

async function needRoom(context: Context, person: string, item: string, { most, limitPer }: Shelf): Promise<void> {
  const since = limitPer === 'month' ? `${dayOf(context.now).slice(0, 7)}-01` : null;
  const { rows } = await sql<{ had: number; waiting: number }>`select
      (select count(*) from beans.redemption where district = ${context.district} and item = ${item} and person = ${person} and state in ('waiting', 'taken')
        and (${since}::date is null or at >= ${since}::date::timestamp at time zone 'Asia/Shanghai'))::int as had,
      (select count(*) from beans.redemption where district = ${context.district} and person = ${person} and state = 'waiting')::int as waiting`.execute(
    context.tx,
  );
  const { had, waiting } = rows[0]!;
  if (had >= most)
    throw limitPer === 'month'
      ? refuse.conflict(
          'item.limit',
          `这件每人每月最多兑${most}份，下个月再来。`,
          `At most ${most} of these per person and month; come back next month.`,
        )
      : refuse.conflict('item.limit', `这件每人最多兑${most}份。`, `At most ${most} of these per person.`);
  if (waiting >= MOST_WAITING)
    throw refuse.conflict(
      'redemption.too-many-waiting',
      `您有${waiting}个兑换码还没用，先去核销或取消一个。`,
      `You have ${waiting} codes not used yet; use or cancel one first.`,
    );
}

/**
 * Sets beans aside for an item and shows a one-time code, good for fifteen minutes. Stock and balance are changed under
 * their own locks, the item's first: neither falls below zero, whoever asks at once.
 * @throws Refusal `item.not-found`, `item.sold-out`, `item.limit`, `redemption.too-many-waiting`, `beans.too-few`.
 */
export async function redeem(context: Context, person: string, item: string): Promise<Redemption> {
  const found = await holdItem(context, item);
  await needBeans(context, person, found.beans);
  await needRoom(context, person, item, found);
  await sql`update beans.item set stock = stock - 1 where district = ${context.district} and id = ${item}`.execute(
    context.tx,
  );
  const id = context.newId();
  await book(context, {
    why: 'redemption',
    subject: id,
    sides: [{ kind: 'person', owner: person, amount: -found.beans }, aside(id, found.beans)],
  });
  const until = new Date(context.now.getTime() + MINUTES_TO_USE * MINUTE_MS);
  for (let left = DRAWS; left > 0; left -= 1) {
    const code = draw();
    const { rows } =
      await sql`insert into beans.redemption (district, id, person, merchant, item, beans, code_hash, state, at, until)
      values (${context.district}, ${id}, ${person}, ${found.merchant}, ${item}, ${found.beans}, ${digestOf(context, code)}, 'waiting', ${context.now}, ${until})
      on conflict (district, code_hash) where state = 'waiting' do nothing returning id`.execute(context.tx);
    if (rows.length > 0) return { id, code, until };
  }
  throw refuse.busy();
}

interface Waiting {
  id: string;
  person: string;
  merchant: string;
  item: string;
  beans: number;
  until: Date;
}

const over = () =>
  refuse.conflict('redemption.over', '这次兑换已经完成或取消。', 'This redemption is done or cancelled.');

/**
 * A new code for a redemption that waits; the one before is worth nothing from then on. For whoever closed the page.
 * @throws Refusal `redemption.over`.
 */
export async function showCodeAnew(context: Context, person: string, id: string): Promise<Redemption> {
  for (let left = DRAWS; left > 0; left -= 1) {
    const code = draw();
    const { rows } = await sql<{
      until: Date;
    }>`update beans.redemption r set code_hash = ${digestOf(context, code)}, until = least(${context.now}::timestamptz + make_interval(mins => ${MINUTES_TO_USE}), at + make_interval(mins => ${MINUTES_AT_MOST}))
      where district = ${context.district} and id = ${id} and person = ${person} and state = 'waiting' and until > ${context.now}
        and not exists (select from beans.redemption o where o.district = r.district and o.code_hash = ${digestOf(context, code)} and o.state = 'waiting') returning until`.execute(
      context.tx,
    );
    if (rows[0] !== undefined) return { id, code, until: rows[0].until };
  }
  throw over();
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
  const { rows } = await sql<
    Waiting & { name: string }
  >`select r.id, r.person, r.merchant, r.item, r.beans, r.until, i.name from beans.redemption r
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
  context.emit('beans.redemption-taken', { redemption: found.id, merchant });
  return { id: found.id, item: found.name, beans: found.beans };
}

/** A code that this merchant took within the hour: entered twice, or sent twice by a slow network. */
export async function wasTaken(
  context: Context,
  merchant: string,
  code: string,
): Promise<{ id: string; item: string; beans: number } | undefined> {
  const since = new Date(context.now.getTime() - MINUTES_AT_MOST * MINUTE_MS);
  const { rows } = await sql<{
    id: string;
    item: string;
    beans: number;
  }>`select r.id, i.name as item, r.beans from beans.redemption r join beans.item i on i.district = r.district and i.id = r.item
    where r.district = ${context.district} and r.merchant = ${merchant} and r.state = 'taken' and r.taken_at > ${since} and r.code_hash = ${digestOf(context, code)}
    order by r.taken_at desc limit 1`.execute(context.tx);
  return rows[0];
}

async function giveBack(context: Context, found: Waiting, state: 'cancelled' | 'lapsed'): Promise<void> {
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

const WAITING = sql`r.id, r.person, r.merchant, r.item, r.beans, r.until`;

/** The volunteer changes their mind before the code is taken. @throws Refusal `redemption.over`. */
export async function cancelRedemption(context: Context, person: string, id: string): Promise<void> {
  const { rows } = await sql<Waiting>`select ${WAITING} from beans.redemption r
    where r.district = ${context.district} and r.id = ${id} and r.person = ${person} and r.state = 'waiting' for no key update`.execute(
    context.tx,
  );
  if (rows[0] === undefined) throw over();
  await giveBack(context, rows[0], 'cancelled');
}

/** Everything that a person has waiting is cancelled: they leave the platform. */
export async function cancelAllOf(context: Context, person: string): Promise<void> {
  const { rows } = await sql<Waiting>`select ${WAITING} from beans.redemption r
    where r.district = ${context.district} and r.person = ${person} and r.state = 'waiting' order by r.id for no key update`.execute(
    context.tx,
  );
  for (const found of rows) await giveBack(context, found, 'cancelled');
}

/**
 * Codes that nobody took in time: beans and stock go back. Runs every minute. Takes only what nobody else holds – the
 * redemption, its item and its person – so that it waits for nobody and nobody waits for it in a circle.
 */
export async function lapseRedemptions(context: Context): Promise<number> {
  const { rows } = await sql<Waiting>`select ${WAITING} from beans.redemption r
    join beans.item i on i.district = r.district and i.id = r.item
    join beans.account a on a.district = r.district and a.kind = 'person' and a.owner = r.person
    where r.district = ${context.district} and r.state = 'waiting' and r.until <= ${context.now} order by r.until limit 200 for no key update of r, i, a skip locked`.execute(
    context.tx,
  );
  for (const found of rows) await giveBack(context, found, 'lapsed');
  return rows.length;
}
