import { sql } from 'kysely';
import { Type } from 'typebox';
import { Nullable, PlainDate, Text, Uuid } from '@zhongzhi/contract-kit';
import { coversPlace, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import {
  changeItem,
  decideMerchant,
  getMerchant,
  joinMerchant,
  listItem,
  merchantNotFound,
  ownMerchants,
} from './merchants.ts';
import { makeStatement, takeCode } from './redemptions.ts';

const Closed = <P extends Record<string, import('typebox').TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const Done = Type.Object({ id: Type.String() });

const MerchantShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  place: Type.String(),
  address: Type.String(),
  intro: Type.String(),
  status: Type.String(),
});

/** A merchant within the caller's area. @throws Refusal `merchant.not-found`. */
async function merchantInArea(context: Context, id: string) {
  const merchant = await getMerchant(context, id);
  if (!coversPlace(context.scope, merchant.place)) throw merchantNotFound();
  return merchant;
}

/** The merchant of one of the caller's units. @throws Refusal `merchant.not-found`. */
async function ownMerchant(context: Context, id: string) {
  const merchant = await getMerchant(context, id);
  if (!context.scope.units.includes(merchant.unit)) throw merchantNotFound();
  return merchant;
}

export const listOwnMerchants = query({
  name: 'merchant.list-own',
  permission: 'beans.take',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(MerchantShape) }),
  summary: { zh: '我的商家', en: 'My merchants' },
  run: async (context) => ({
    items: (await ownMerchants(context, context.scope.units)).map(({ unit: _unit, ...rest }) => rest),
  }),
});

export const joinMerchantUseCase = useCase({
  name: 'merchant.join',
  permission: 'beans.take',
  input: Closed({ unit: Uuid, address: Text(100, { min: 2 }), intro: Text(300, { min: 2 }) }),
  output: Done,
  summary: { zh: '商家申请加入', en: 'A merchant asks to join' },
  async run(context, draft) {
    if (!context.scope.units.includes(draft.unit)) throw merchantNotFound();
    return { id: await joinMerchant(context, draft) };
  },
});

export const listMerchants = query({
  name: 'merchant.list',
  permission: 'beans.govern',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(MerchantShape) }),
  summary: { zh: '全部商家', en: 'All merchants' },
  async run(context) {
    const { rows } = await sql<{
      id: string;
      name: string;
      place: string;
      address: string;
      intro: string;
      status: string;
    }>`select id, name, place, address, intro, status from beans.merchant where district = ${context.district} and exists (select from unnest(${[...context.scope.places]}::text[]) s where place like s || '%') order by status = 'review' desc, id limit 300`.execute(
      context.tx,
    );
    return { items: rows };
  },
});

export const decideMerchantUseCase = useCase({
  name: 'merchant.decide',
  permission: 'beans.govern',
  input: Closed({
    id: Uuid,
    status: Type.String({ enum: ['active', 'paused', 'refused'] }),
    reason: Type.Optional(Text(300, { min: 2 })),
  }),
  output: Done,
  summary: { zh: '审核商家', en: 'Decide on a merchant' },
  async run(context, { id, status, reason }) {
    await merchantInArea(context, id);
    await decideMerchant(context, { id, status: status as 'active', ...(reason === undefined ? {} : { reason }) });
    return { id };
  },
});

export const listItemUseCase = useCase({
  name: 'merchant.list-item',
  permission: 'beans.take',
  input: Closed({
    id: Uuid,
    name: Text(40, { min: 2 }),
    intro: Text(300, { min: 2 }),
    beans: Type.Integer({ minimum: 1, maximum: 100_000 }),
    stock: Type.Integer({ minimum: 0, maximum: 100_000 }),
    mostPerPerson: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  }),
  output: Done,
  summary: { zh: '上架商品或服务', en: 'List an item' },
  async run(context, { id, mostPerPerson, ...item }) {
    const merchant = await ownMerchant(context, id);
    return { id: await listItem(context, { ...item, merchant: merchant.id, mostPerPerson: mostPerPerson ?? 1 }) };
  },
});

export const changeItemUseCase = useCase({
  name: 'merchant.change-item',
  permission: 'beans.take',
  input: Closed({
    id: Uuid,
    item: Uuid,
    addStock: Type.Optional(Type.Integer({ minimum: -100_000, maximum: 100_000 })),
    isListed: Type.Optional(Type.Boolean()),
  }),
  output: Done,
  summary: { zh: '补货、下架', en: 'Add stock, or take off the list' },
  async run(context, { id, item, addStock, isListed }) {
    const merchant = await ownMerchant(context, id);
    await changeItem(context, {
      id: item,
      merchant: merchant.id,
      ...(addStock === undefined ? {} : { addStock }),
      ...(isListed === undefined ? {} : { isListed }),
    });
    return { id: item };
  },
});

export const takeCodeUseCase = useCase({
  name: 'merchant.take-code',
  permission: 'beans.take',
  input: Closed({ id: Uuid, code: Type.String({ pattern: '^[0-9]{8}$' }) }),
  output: Type.Object({ id: Type.String(), item: Type.String(), beans: Type.Integer() }),
  summary: { zh: '核销兑换码', en: 'Take a code' },
  async run(context, { id, code }) {
    const merchant = await ownMerchant(context, id);
    return takeCode(context, merchant.id, code);
  },
});

const StatementShape = Type.Object({
  id: Type.String(),
  merchant: Type.String(),
  merchantName: Type.String(),
  from: Type.String(),
  to: Type.String(),
  beans: Type.Integer(),
  redemptions: Type.Integer(),
});

export const settle = useCase({
  name: 'merchant.settle',
  permission: 'beans.govern',
  input: Closed({ id: Uuid, from: PlainDate, to: PlainDate }),
  output: Type.Object({ id: Type.String(), beans: Type.Integer(), redemptions: Type.Integer() }),
  summary: { zh: '为商家出一期结算单', en: 'Make a statement for a merchant and period' },
  async run(context, { id, from, to }) {
    await merchantInArea(context, id);
    if (from > to)
      throw refuse.invalid('merchant.period', '结束日期要在开始日期之后。', 'The period ends after it begins.');
    return makeStatement(context, { merchant: id, from, to });
  },
});

export const listStatements = query({
  name: 'merchant.list-statements',
  permission: 'beans.take',
  input: Closed({ merchant: Type.Optional(Nullable(Uuid)) }),
  output: Type.Object({ items: Type.Array(StatementShape) }),
  summary: { zh: '我的结算单', en: 'My statements' },
  async run(context) {
    const { rows } = await sql<{
      id: string;
      merchant: string;
      merchantName: string;
      from: string;
      to: string;
      beans: number;
      redemptions: number;
    }>`select s.id, s.merchant, m.name as "merchantName", s.period_from as "from", s.period_to as "to", s.beans, s.redemptions
      from beans.statement s join beans.merchant m on m.district = s.district and m.id = s.merchant
      where s.district = ${context.district} and m.unit = any(${[...context.scope.units]}::uuid[]) order by s.id desc limit 100`.execute(
      context.tx,
    );
    return { items: rows };
  },
});
