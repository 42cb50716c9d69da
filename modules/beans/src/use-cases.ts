import { sql } from 'kysely';
import { Type } from 'typebox';
import { PlainDate, RegionCode, Text, Uuid } from '@zhongzhi/contract-kit';
import { personOf, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { openBudget, setRule } from './budgets.ts';
import { ruleOn } from './credit.ts';
import { balanceOf } from './ledger.ts';
import { itemsAt } from './merchants.ts';
import { cancelRedemption, redeem } from './redemptions.ts';

const Closed = <P extends Record<string, import('typebox').TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const Done = Type.Object({ id: Type.String() });
const Beans = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });

const me = (context: Context): string => {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  return person;
};

const today = (context: Context): string => new Date(context.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Budgets and the rule are the whole district's. @throws Refusal `beans.of-the-district`. */
export function needWholeDistrict(context: Context): void {
  if (!context.scope.places.includes(String(context.district)))
    throw refuse.forbidden(
      'beans.of-the-district',
      '金豆的预算和规则由区里统一管理，请联系区管理员。',
      'Budgets and rules are kept by the district; ask its administrator.',
    );
}

export const getRule = query({
  name: 'beans.get-rule',
  permission: 'public',
  input: Closed({}),
  output: Type.Object({
    version: Type.Integer(),
    beansPerHour: Type.Integer(),
    byKind: Type.Record(Type.String(), Type.Number()),
    mostPerDay: Type.Integer(),
    months: Type.Integer(),
  }),
  summary: { zh: '金豆规则（公开）', en: 'The public rule of beans' },
  run: async (context) => ({ ...(await ruleOn(context, today(context))) }),
});

export const setRuleUseCase = useCase({
  name: 'beans.set-rule',
  permission: 'beans.govern',
  input: Closed({
    validFrom: PlainDate,
    beansPerHour: Type.Integer({ minimum: 0, maximum: 1_000 }),
    byKind: Type.Record(Type.String({ maxLength: 40 }), Type.Number({ minimum: 0, maximum: 10 })),
    mostPerDay: Type.Integer({ minimum: 0, maximum: 10_000 }),
    months: Type.Integer({ minimum: 1, maximum: 120 }),
  }),
  output: Type.Object({ version: Type.Integer() }),
  summary: { zh: '发布新一版金豆规则', en: 'Publish a new version of the rule' },
  subject: (_input, { version }) => String(version),
  async run(context, draft) {
    needWholeDistrict(context);
    return { version: await setRule(context, draft) };
  },
});

export const openBudgetUseCase = useCase({
  name: 'beans.open-budget',
  permission: 'beans.govern',
  input: Closed({ name: Text(60, { min: 2 }), amount: Beans, source: Text(200, { min: 2 }) }),
  output: Done,
  summary: { zh: '开设金豆预算', en: 'Open a budget' },
  async run(context, budget) {
    needWholeDistrict(context);
    return { id: await openBudget(context, budget) };
  },
});

export const listBudgets = query({
  name: 'beans.list-budgets',
  permission: 'beans.govern',
  input: Closed({}),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        amount: Type.Integer(),
        left: Type.Integer(),
        source: Type.String(),
        openedAt: Type.String(),
      }),
    ),
  }),
  summary: { zh: '金豆预算及余额', en: 'Budgets and what is left of them' },
  async run(context) {
    needWholeDistrict(context);
    const { rows } = await sql<{
      id: string;
      name: string;
      amount: number;
      left: number;
      source: string;
      openedAt: Date;
    }>`select b.id, b.name, b.amount, a.balance as "left", b.source, b.opened_at as "openedAt"
      from beans.budget b join beans.account a on a.district = b.district and a.kind = 'budget' and a.owner = b.id where b.district = ${context.district} order by b.id desc limit 200`.execute(
      context.tx,
    );
    return { items: rows.map(({ openedAt, ...row }) => ({ ...row, openedAt: openedAt.toISOString() })) };
  },
});

export const getMyBeans = query({
  name: 'beans.get-mine',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({
    balance: Type.Integer(),
    entries: Type.Array(
      Type.Object({ id: Type.String(), why: Type.String(), amount: Type.Integer(), at: Type.String() }),
    ),
    redemptions: Type.Array(
      Type.Object({
        id: Type.String(),
        item: Type.String(),
        merchant: Type.String(),
        beans: Type.Integer(),
        state: Type.String(),
        at: Type.String(),
        until: Type.String(),
      }),
    ),
  }),
  summary: { zh: '我的金豆', en: 'My beans' },
  async run(context) {
    const person = me(context);
    const { rows: entries } = await sql<{
      id: string;
      why: string;
      amount: number;
      at: Date;
    }>`select t.id, t.why, e.amount, t.at from beans.account a
      join beans.entry e on e.district = a.district and e.account = a.id join beans.transfer t on t.district = e.district and t.id = e.transfer
      where a.district = ${context.district} and a.kind = 'person' and a.owner = ${person} order by e.transfer desc limit 50`.execute(
      context.tx,
    );
    const { rows: redemptions } = await sql<{
      id: string;
      item: string;
      merchant: string;
      beans: number;
      state: string;
      at: Date;
      until: Date;
    }>`select r.id, i.name as item, m.name as merchant, r.beans, r.state, r.at, r.until
      from beans.redemption r join beans.item i on i.district = r.district and i.id = r.item join beans.merchant m on m.district = r.district and m.id = r.merchant
      where r.district = ${context.district} and r.person = ${person} order by r.id desc limit 20`.execute(context.tx);
    return {
      balance: await balanceOf(context, person),
      entries: entries.map((row) => ({ ...row, at: row.at.toISOString() })),
      redemptions: redemptions.map((row) => ({ ...row, at: row.at.toISOString(), until: row.until.toISOString() })),
    };
  },
});

const ItemShape = Type.Object({
  id: Type.String(),
  merchant: Type.String(),
  merchantName: Type.String(),
  address: Type.String(),
  name: Type.String(),
  intro: Type.String(),
  beans: Type.Integer(),
  stock: Type.Integer(),
  mostPerPerson: Type.Integer(),
});

export const listItems = query({
  name: 'beans.list-items',
  permission: 'public',
  input: Closed({ place: Type.Optional(RegionCode) }),
  output: Type.Object({ items: Type.Array(ItemShape) }),
  summary: { zh: '金豆能换什么', en: 'What beans can be given for' },
  run: async (context, { place }) => ({ items: await itemsAt(context, place ?? String(context.district)) }),
});

export const redeemUseCase = useCase({
  name: 'beans.redeem',
  permission: 'signed-in',
  keepsAnswer: false,
  input: Closed({ item: Uuid }),
  output: Type.Object({ id: Type.String(), code: Type.String(), until: Type.String() }),
  summary: { zh: '兑换：得到一次性兑换码（15分钟内有效）', en: 'Redeem: a one-time code, good for 15 minutes' },
  async run(context, { item }) {
    const { until, ...rest } = await redeem(context, me(context), item);
    return { ...rest, until: until.toISOString() };
  },
});

export const cancelRedemptionUseCase = useCase({
  name: 'beans.cancel-redemption',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Done,
  summary: { zh: '取消兑换，金豆退回', en: 'Cancel a redemption; the beans come back' },
  async run(context, { id }) {
    await cancelRedemption(context, me(context), id);
    return { id };
  },
});
