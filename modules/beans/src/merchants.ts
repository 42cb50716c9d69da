import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { getOrganisation } from '@zhongzhi/directory';

export interface Merchant {
  readonly id: string;
  readonly unit: string;
  readonly name: string;
  readonly place: string;
  readonly address: string;
  readonly intro: string;
  readonly status: 'review' | 'active' | 'paused' | 'refused';
}

const COLUMNS = sql`id, unit, name, place, address, intro, status`;

export const merchantNotFound = () =>
  refuse.notFound('merchant.not-found', '没有这家商家，可能已退出。', 'There is no such merchant; it may have left.');

/** @throws Refusal `merchant.not-found`. */
export async function getMerchant(context: Context, id: string): Promise<Merchant> {
  const { rows } =
    await sql<Merchant>`select ${COLUMNS} from beans.merchant where district = ${context.district} and id = ${id}`.execute(
      context.tx,
    );
  if (rows[0] === undefined) throw merchantNotFound();
  return rows[0];
}

/** The merchants that the caller's staff role is for. */
export async function ownMerchants(context: Context, units: readonly string[]): Promise<Merchant[]> {
  const { rows } =
    await sql<Merchant>`select ${COLUMNS} from beans.merchant where district = ${context.district} and unit = any(${[...units]}::uuid[]) order by id`.execute(
      context.tx,
    );
  return rows;
}

export interface MerchantDraft {
  readonly unit: string;
  readonly address: string;
  readonly intro: string;
}

/** A merchant asks to join; the district reviews it. A repeat changes what it states. */
export async function joinMerchant(context: Context, draft: MerchantDraft): Promise<string> {
  const unit = await getOrganisation(context, draft.unit);
  const { rows } = await sql<{
    id: string;
  }>`insert into beans.merchant as m (district, id, unit, name, place, address, intro, status, joined_at)
    values (${context.district}, ${context.newId()}, ${unit.id}, ${unit.name}, ${unit.place ?? String(context.district)}, ${draft.address}, ${draft.intro}, 'review', ${context.now})
    on conflict (district, unit) do update set address = excluded.address, intro = excluded.intro, status = case when m.status = 'refused' then 'review' else m.status end
    returning id`.execute(context.tx);
  return rows[0]!.id;
}

/** The district lets a merchant take beans, pauses it, or does not, with a reason. @throws Refusal `merchant.not-found`. */
export async function decideMerchant(
  context: Context,
  { id, status, reason }: { id: string; status: 'active' | 'paused' | 'refused'; reason?: string },
): Promise<void> {
  const { rows } =
    await sql`update beans.merchant set status = ${status}, decided_by = ${personOf(context.actor)}, decision_reason = ${reason ?? null}
    where district = ${context.district} and id = ${id} returning id`.execute(context.tx);
  if (rows.length === 0) throw merchantNotFound();
}

export interface Item {
  readonly id: string;
  readonly merchant: string;
  readonly name: string;
  readonly intro: string;
  readonly beans: number;
  readonly stock: number;
  readonly mostPerPerson: number;
}

/** Puts an item on a merchant's list. */
export async function listItem(context: Context, item: Omit<Item, 'id'>): Promise<string> {
  const id = context.newId();
  await sql`insert into beans.item (district, id, merchant, name, intro, beans, stock, most_per_person)
    values (${context.district}, ${id}, ${item.merchant}, ${item.name}, ${item.intro}, ${item.beans}, ${item.stock}, ${item.mostPerPerson})`.execute(
    context.tx,
  );
  return id;
}

/** Adds to an item's stock, or takes it off the list. @throws Refusal `item.not-found`, `item.stock-below-zero`. */
export async function changeItem(
  context: Context,
  { id, merchant, addStock, isListed }: { id: string; merchant: string; addStock?: number; isListed?: boolean },
): Promise<void> {
  const { rows } = await sql<{
    stock: number;
  }>`update beans.item set stock = greatest(stock + ${addStock ?? 0}, 0), is_listed = coalesce(${isListed ?? null}, is_listed)
    where district = ${context.district} and id = ${id} and merchant = ${merchant} returning stock`.execute(context.tx);
  if (rows.length === 0) throw itemNotFound();
}

export const itemNotFound = () =>
  refuse.notFound('item.not-found', '这件商品已下架，看看别的吧。', 'This item is no longer listed; look at others.');

/** What can be had for beans at a place, by merchant. */
export async function itemsAt(
  context: Context,
  place: string,
): Promise<(Item & { merchantName: string; address: string })[]> {
  const { rows } = await sql<
    Item & { merchantName: string; address: string }
  >`select i.id, i.merchant, i.name, i.intro, i.beans, i.stock, i.most_per_person as "mostPerPerson",
      m.name as "merchantName", m.address
    from beans.merchant m join beans.item i on i.district = m.district and i.merchant = m.id and i.is_listed
    where m.district = ${context.district} and m.status = 'active' and m.place like ${`${place}%`} order by m.id, i.beans, i.id limit 300`.execute(
    context.tx,
  );
  return rows;
}
