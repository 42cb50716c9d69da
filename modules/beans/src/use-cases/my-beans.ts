import { sql } from 'kysely';
import { Type } from 'typebox';
import { Uuid } from '@zhongzhi/contract-kit';
import { query, useCase, type Context } from '@zhongzhi/kernel';
import { owedBy } from '../credit.ts';
import { donate } from '../donations.ts';
import { balanceOf } from '../ledger.ts';
import { cancelRedemption, redeem, showCodeAnew } from '../redemptions.ts';
import { After, Closed, Done, me, PAGE, pageOf } from './shapes.ts';

const EntryShape = Type.Object({ id: Type.String(), why: Type.String(), amount: Type.Integer(), at: Type.String() });

async function entriesOf(context: Context, person: string, after: string | null) {
  const { rows } = await sql<{
    id: string;
    why: string;
    amount: number;
    at: Date;
  }>`select t.id, t.why, e.amount, t.at from beans.account a
    join beans.entry e on e.district = a.district and e.account = a.id join beans.transfer t on t.district = e.district and t.id = e.transfer
    where a.district = ${context.district} and a.kind = 'person' and a.owner = ${person} and (${after}::uuid is null or e.transfer < ${after}::uuid)
    order by e.transfer desc limit ${PAGE + 1}`.execute(context.tx);
  return pageOf(rows.map((row) => ({ ...row, at: row.at.toISOString() })));
}

const RedemptionShape = Type.Object({
  id: Type.String(),
  item: Type.String(),
  merchant: Type.String(),
  beans: Type.Integer(),
  state: Type.String(),
  at: Type.String(),
  until: Type.String(),
});

async function redemptionsOf(context: Context, person: string) {
  const { rows } = await sql<{
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
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), until: row.until.toISOString() }));
}

async function nextLapse(context: Context, person: string): Promise<{ on: string; beans: number } | null> {
  const { rows } = await sql<{
    on: string;
    beans: number;
  }>`select expires_on as "on", warned_beans as beans from beans.lapse
    where district = ${context.district} and person = ${person} and lapsed_at is null order by expires_on limit 1`.execute(
    context.tx,
  );
  return rows[0] ?? null;
}

export const getMyBeans = query({
  name: 'beans.get-mine',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({
    balance: Type.Integer(),
    /** Set off against later service, because a record was corrected after its beans were spent. */
    owed: Type.Integer(),
    lapses: Type.Union([Type.Object({ on: Type.String(), beans: Type.Integer() }), Type.Null()]),
    entries: Type.Array(EntryShape),
    next: Type.Union([Type.String(), Type.Null()]),
    redemptions: Type.Array(RedemptionShape),
  }),
  summary: { zh: '我的金豆', en: 'My beans' },
  async run(context) {
    const person = me(context);
    const { items, next } = await entriesOf(context, person, null);
    return {
      balance: await balanceOf(context, person),
      owed: await owedBy(context, person),
      lapses: await nextLapse(context, person),
      entries: items,
      next,
      redemptions: await redemptionsOf(context, person),
    };
  },
});

export const listMyEntries = query({
  name: 'beans.list-my-entries',
  permission: 'signed-in',
  input: Closed({ after: After }),
  output: Type.Object({ items: Type.Array(EntryShape), next: Type.Union([Type.String(), Type.Null()]) }),
  summary: { zh: '我的金豆明细', en: 'What came and went' },
  run: (context, { after }) => entriesOf(context, me(context), after ?? null),
});

const CodeShape = Type.Object({ id: Type.String(), code: Type.String(), until: Type.String() });

export const redeemUseCase = useCase({
  name: 'beans.redeem',
  permission: 'signed-in',
  keepsAnswer: false,
  input: Closed({ item: Uuid }),
  output: CodeShape,
  summary: { zh: '兑换：得到一次性兑换码（15分钟内有效）', en: 'Redeem: a one-time code, good for 15 minutes' },
  async run(context, { item }) {
    const { until, ...rest } = await redeem(context, me(context), item);
    return { ...rest, until: until.toISOString() };
  },
});

export const showCodeUseCase = useCase({
  name: 'beans.show-code',
  permission: 'signed-in',
  keepsAnswer: false,
  input: Closed({ id: Uuid }),
  output: CodeShape,
  summary: { zh: '重新出示兑换码（原来的码作废）', en: 'Show a new code; the one before is worth nothing' },
  async run(context, { id }) {
    const { until, ...rest } = await showCodeAnew(context, me(context), id);
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

export const donateUseCase = useCase({
  name: 'beans.donate',
  permission: 'signed-in',
  input: Closed({ cause: Uuid, beans: Type.Integer({ minimum: 1, maximum: 100_000 }) }),
  output: Done,
  summary: { zh: '把金豆捐给公益项目', en: 'Give beans to a public cause' },
  run: async (context, gift) => ({ id: await donate(context, me(context), gift) }),
});
