import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { getOrganisation, staffOf } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';

export interface Merchant {
  readonly id: string;
  readonly unit: string;
  readonly name: string;
  readonly place: string;
  readonly address: string;
  readonly intro: string;
  readonly status: 'review' | 'active' | 'paused' | 'refused';
  /** Why it was paused or refused. */
  readonly reason: string | null;
}

const COLUMNS = sql`id, unit, name, place, address, intro, status, decision_reason as reason`;

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

/** Merchants of units. */
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
    on conflict (district, unit) do update set address = excluded.address, intro = excluded.intro, name = excluded.name, status = case when m.status = 'refused' then 'review' else m.status end
    returning id`.execute(context.tx);
  return rows[0]!.id;
}

const DECIDED = {
  active: {
    title: { zh: '商家已通过审核', en: 'Your merchant was accepted' },
    body: { zh: '“{name}”可以上架商品、核销金豆了。', en: '“{name}” can list items and take beans now.' },
  },
  paused: {
    title: { zh: '商家已暂停', en: 'Your merchant was paused' },
    body: { zh: '“{name}”暂停兑换：{reason}', en: '“{name}” is paused: {reason}' },
  },
  refused: {
    title: { zh: '商家没有通过审核', en: 'Your merchant was not accepted' },
    body: {
      zh: '“{name}”没有通过：{reason}。改好后可以再申请。',
      en: '“{name}”: {reason}. Put it right and ask again.',
    },
  },
} as const;

/**
 * The district lets a merchant take beans, pauses it, or does not, with a reason; its staff are told. Codes that were
 * shown before a pause are still taken.
 * @throws Refusal `merchant.not-found`, `merchant.reason-needed`.
 */
export async function decideMerchant(
  context: Context,
  { id, status, reason }: { id: string; status: 'active' | 'paused' | 'refused'; reason?: string },
): Promise<void> {
  if (status !== 'active' && reason === undefined)
    throw refuse.invalid(
      'merchant.reason-needed',
      '请写明原因，商家会看到。',
      'Give the reason; the merchant reads it.',
      { errors: [{ field: 'reason', detail: '必填 · required' }] },
    );
  const { rows } = await sql<{
    unit: string;
    name: string;
  }>`update beans.merchant set status = ${status}, decided_by = ${personOf(context.actor)}, decision_reason = ${reason ?? null}
    where district = ${context.district} and id = ${id} returning unit, name`.execute(context.tx);
  const found = rows[0];
  if (found === undefined) throw merchantNotFound();
  const fill = (words: string) => words.replace('{name}', found.name).replace('{reason}', reason ?? '');
  const { title, body } = DECIDED[status];
  await notify(context, {
    to: await staffOf(context, { role: 'merchant', unit: found.unit }),
    kind: 'merchant.decided',
    title,
    body: { zh: fill(body.zh), en: fill(body.en) },
    link: '/merchant',
  });
}

/** What an item's limit counts: all that a person ever had of it, or what they had in the calendar month. */
export type LimitPer = 'ever' | 'month';

export interface Item {
  readonly id: string;
  readonly merchant: string;
  readonly name: string;
  readonly intro: string;
  readonly beans: number;
  readonly stock: number;
  readonly mostPerPerson: number;
  readonly limitPer: LimitPer;
}

/** Puts an item on a merchant's list. */
export async function listItem(
  context: Context,
  item: Omit<Item, 'id' | 'limitPer'> & Partial<Pick<Item, 'limitPer'>>,
): Promise<string> {
  const id = context.newId();
  await sql`insert into beans.item (district, id, merchant, name, intro, beans, stock, most_per_person, limit_per)
    values (${context.district}, ${id}, ${item.merchant}, ${item.name}, ${item.intro}, ${item.beans}, ${item.stock}, ${item.mostPerPerson}, ${item.limitPer ?? 'ever'})`.execute(
    context.tx,
  );
  return id;
}

export const itemNotFound = () =>
  refuse.notFound('item.not-found', '这件商品已下架，看看别的吧。', 'This item is no longer listed; look at others.');

export interface ItemChange {
  readonly id: string;
  readonly merchant: string;
  /** Pieces that come, or go when negative. */
  readonly addStock?: number;
  readonly isListed?: boolean;
  readonly mostPerPerson?: number;
  readonly limitPer?: LimitPer;
}

/**
 * Adds to an item's stock, takes it off the list, or limits how much one person gets; what is set aside already stays.
 * @throws Refusal `item.not-found`, `item.stock-below-zero`.
 */
export async function changeItem(
  context: Context,
  { id, merchant, addStock, isListed, mostPerPerson, limitPer }: ItemChange,
): Promise<void> {
  const { rows } = await sql<{
    stock: number;
  }>`select stock from beans.item where district = ${context.district} and id = ${id} and merchant = ${merchant} for no key update`.execute(
    context.tx,
  );
  if (rows[0] === undefined) throw itemNotFound();
  if (rows[0].stock + (addStock ?? 0) < 0)
    throw refuse.conflict(
      'item.stock-below-zero',
      `只剩${rows[0].stock}份，不能再减这么多。`,
      `Only ${rows[0].stock} are left.`,
    );
  await sql`update beans.item set stock = stock + ${addStock ?? 0}, is_listed = coalesce(${isListed ?? null}, is_listed),
      most_per_person = coalesce(${mostPerPerson ?? null}, most_per_person), limit_per = coalesce(${limitPer ?? null}, limit_per)
    where district = ${context.district} and id = ${id}`.execute(context.tx);
}

const ITEM = sql`i.id, i.merchant, i.name, i.intro, i.beans, i.stock, i.most_per_person as "mostPerPerson", i.limit_per as "limitPer"`;

/** Everything on a merchant's list, also what is not shown now. */
export async function itemsOf(context: Context, merchant: string): Promise<(Item & { isListed: boolean })[]> {
  const { rows } = await sql<Item & { isListed: boolean }>`select ${ITEM}, i.is_listed as "isListed" from beans.item i
    where i.district = ${context.district} and i.merchant = ${merchant} order by i.is_listed desc, i.id desc limit 300`.execute(
    context.tx,
  );
  return rows;
}

/** What can be had for beans at a place, the newest first, a page after `after`. */
export async function itemsAt(
  context: Context,
  { place, after, most }: { place: string; after: string | null; most: number },
): Promise<(Item & { merchantName: string; address: string })[]> {
  const { rows } = await sql<
    Item & { merchantName: string; address: string }
  >`select ${ITEM}, m.name as "merchantName", m.address
    from beans.item i join beans.merchant m on m.district = i.district and m.id = i.merchant and m.status = 'active' and starts_with(m.place, ${place})
    where i.district = ${context.district} and i.is_listed and (${after}::uuid is null or i.id < ${after}::uuid) order by i.id desc limit ${most}`.execute(
    context.tx,
  );
  return rows;
}

export interface MerchantOnDesk extends Merchant {
  readonly joinedAt: Date;
  /** Beans taken and not yet on a statement, and since which day. */
  readonly unsettled: number;
  readonly since: string | null;
}

/** Merchants in an area, the newest first, with what waits for a statement. */
export async function merchantsIn(
  context: Context,
  { status, after, most }: { status: string | null; after: string | null; most: number },
): Promise<MerchantOnDesk[]> {
  const { rows } =
    await sql<MerchantOnDesk>`select m.id, m.unit, m.name, m.place, m.address, m.intro, m.status, m.joined_at as "joinedAt", m.decision_reason as reason,
      u.beans as unsettled, u.since
    from beans.merchant m left join lateral (
      select coalesce(sum(r.beans), 0)::bigint as beans, (min(r.taken_at) at time zone 'Asia/Shanghai')::date as since from beans.redemption r
      where r.district = m.district and r.merchant = m.id and r.state = 'taken' and r.statement is null) u on true
    where m.district = ${context.district} and (${status}::text is null or m.status = ${status}) and (${after}::uuid is null or m.id < ${after}::uuid)
      and (${context.scope.everything}::boolean or exists (select from unnest(${[...context.scope.places]}::text[]) s where starts_with(m.place, s)))
    order by m.id desc limit ${most}`.execute(context.tx);
  return rows;
}
