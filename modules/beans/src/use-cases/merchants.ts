import { Type } from 'typebox';
import { enumOf, PlainDate, RegionCode, Text, Uuid, dayOf } from '@zhongzhi/contract-kit';
import { organisationNamesOf } from '@zhongzhi/directory';
import { query, refuse, useCase } from '@zhongzhi/kernel';
import {
  changeItem,
  decideMerchant,
  itemsAt,
  itemsOf,
  joinMerchant,
  listItem,
  merchantNotFound,
  merchantsIn,
  ownMerchants,
} from '../merchants.ts';
import { takenOn, tryCode } from '../taking.ts';
import { After, Closed, Done, merchantInArea, ownMerchant, PAGE, pageOf } from './shapes.ts';

const Next = Type.Union([Type.String(), Type.Null()]);
const MERCHANT = {
  id: Type.String(),
  name: Type.String(),
  place: Type.String(),
  address: Type.String(),
  intro: Type.String(),
  status: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
};
const LimitPer = enumOf(['ever', 'month']);
const ITEM = {
  id: Type.String(),
  merchant: Type.String(),
  name: Type.String(),
  intro: Type.String(),
  beans: Type.Integer(),
  stock: Type.Integer(),
  mostPerPerson: Type.Integer(),
  limitPer: LimitPer,
};

export const listItems = query({
  name: 'beans.list-items',
  permission: 'public',
  input: Closed({ place: Type.Optional(RegionCode), after: After }),
  output: Type.Object({
    items: Type.Array(Type.Object({ ...ITEM, merchantName: Type.String(), address: Type.String() })),
    next: Next,
  }),
  summary: { zh: '金豆能换什么', en: 'What beans can be given for' },
  run: async (context, { place, after }) =>
    pageOf(await itemsAt(context, { place: place ?? String(context.district), after: after ?? null, most: PAGE + 1 })),
});

export const listOwnMerchants = query({
  name: 'merchant.list-own',
  permission: 'beans.take',
  input: Closed({}),
  output: Type.Object({
    items: Type.Array(Type.Object({ ...MERCHANT, unit: Type.String() })),
    /** The caller's units that have not asked to join yet. */
    units: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  }),
  summary: { zh: '我的商家和申请的进展', en: 'My merchants, and how their applications stand' },
  async run(context) {
    const items = await ownMerchants(context, context.scope.units);
    const without = context.scope.units.filter((unit) => items.every((merchant) => merchant.unit !== unit));
    const names = await organisationNamesOf(context, without);
    return { items, units: without.map((id) => ({ id, name: names.get(id) ?? '' })) };
  },
});

export const listOwnItems = query({
  name: 'merchant.list-items',
  permission: 'beans.take',
  input: Closed({ id: Uuid }),
  output: Type.Object({ items: Type.Array(Type.Object({ ...ITEM, isListed: Type.Boolean() })) }),
  summary: { zh: '本店的商品和库存', en: 'The merchant’s items and stock' },
  run: async (context, { id }) => ({ items: await itemsOf(context, (await ownMerchant(context, id)).id) }),
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

const Status = enumOf(['review', 'active', 'paused', 'refused']);

export const listMerchants = query({
  name: 'merchant.list',
  permission: 'beans.govern',
  input: Closed({ status: Type.Optional(Status), after: After }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        ...MERCHANT,
        joinedAt: Type.String(),
        unsettled: Type.Integer(),
        since: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
    next: Next,
  }),
  summary: { zh: '全部商家，及还没结算的金豆', en: 'All merchants, with what waits for a statement' },
  async run(context, { status, after }) {
    const rows = await merchantsIn(context, { status: status ?? null, after: after ?? null, most: PAGE + 1 });
    return pageOf(rows.map(({ unit: _unit, ...row }) => ({ ...row, joinedAt: row.joinedAt.toISOString() })));
  },
});

export const decideMerchantUseCase = useCase({
  name: 'merchant.decide',
  permission: 'beans.govern',
  input: Closed({
    id: Uuid,
    status: enumOf(['active', 'paused', 'refused']),
    reason: Type.Optional(Text(300, { min: 2 })),
  }),
  output: Done,
  summary: { zh: '审核、暂停商家', en: 'Decide on a merchant' },
  async run(context, { id, status, reason }) {
    await merchantInArea(context, id);
    await decideMerchant(context, { id, status, ...(reason === undefined ? {} : { reason }) });
    return { id };
  },
});

const MostPerPerson = Type.Integer({ minimum: 1, maximum: 1_000 });

const notActive = () =>
  refuse.conflict(
    'merchant.not-active',
    '商家还没有通过审核，或已暂停。通过后就能上架。',
    'The merchant is not accepted yet, or is paused; items can be listed once it is active.',
  );

export const listItemUseCase = useCase({
  name: 'merchant.list-item',
  permission: 'beans.take',
  input: Closed({
    id: Uuid,
    name: Text(40, { min: 2 }),
    intro: Text(300, { min: 2 }),
    beans: Type.Integer({ minimum: 1, maximum: 100_000 }),
    stock: Type.Integer({ minimum: 0, maximum: 100_000 }),
    mostPerPerson: Type.Optional(MostPerPerson),
    limitPer: Type.Optional(LimitPer),
  }),
  output: Done,
  summary: { zh: '上架商品或服务', en: 'List an item' },
  async run(context, { id, mostPerPerson, ...item }) {
    const merchant = await ownMerchant(context, id);
    if (merchant.status !== 'active') throw notActive();
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
    mostPerPerson: Type.Optional(MostPerPerson),
    limitPer: Type.Optional(LimitPer),
  }),
  output: Done,
  summary: { zh: '补货、下架、改限兑', en: 'Add stock, take off the list, change the limit' },
  async run(context, { id, item, ...change }) {
    const merchant = await ownMerchant(context, id);
    await changeItem(context, { id: item, merchant: merchant.id, ...change });
    return { id: item };
  },
});

const Taken = { id: Type.String(), item: Type.String(), beans: Type.Integer() };

export const takeCodeUseCase = useCase({
  name: 'merchant.take-code',
  permission: 'beans.take',
  keepsAnswer: false,
  input: Closed({ id: Uuid, code: Type.String({ pattern: '^[0-9]{8}$' }) }),
  output: Type.Union([
    Type.Object({ outcome: enumOf(['taken', 'taken-before']), ...Taken }),
    Type.Object({ outcome: enumOf(['unknown']), triesLeft: Type.Integer() }),
  ]),
  summary: {
    zh: '核销兑换码（不对的码会计数，太多就暂停）',
    en: 'Take a code; wrong ones are counted, and too many mean a pause',
  },
  async run(context, { id, code }) {
    const merchant = await ownMerchant(context, id);
    return tryCode(context, merchant.id, code);
  },
});

export const listTaken = query({
  name: 'merchant.list-redemptions',
  permission: 'beans.take',
  input: Closed({ id: Uuid, day: Type.Optional(PlainDate) }),
  output: Type.Object({
    day: Type.String(),
    count: Type.Integer(),
    beans: Type.Integer(),
    /** The latest of the day; never who redeemed. */
    items: Type.Array(Type.Object({ ...Taken, takenAt: Type.String() })),
  }),
  summary: { zh: '本店一天的核销', en: 'What the merchant took on a day' },
  async run(context, { id, day }) {
    const merchant = await ownMerchant(context, id);
    return takenOn(context, merchant.id, day ?? dayOf(context.now));
  },
});
