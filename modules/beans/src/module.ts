import { sql } from 'kysely';
import { defineModule, route, type Context } from '@zhongzhi/kernel';
import { checks } from './checks.ts';
import {
  changeItemUseCase,
  decideMerchantUseCase,
  joinMerchantUseCase,
  listItemUseCase,
  listMerchants,
  listOwnMerchants,
  listStatements,
  settle,
  takeCodeUseCase,
} from './merchant-use-cases.ts';
import { lapseRedemptions } from './redemptions.ts';
import {
  cancelRedemptionUseCase,
  getMyBeans,
  getRule,
  listBudgets,
  listItems,
  openBudgetUseCase,
  redeemUseCase,
  setRuleUseCase,
} from './use-cases.ts';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { rows } =
    await sql`select t.why, e.amount, t.at from beans.account a join beans.entry e on e.district = a.district and e.account = a.id
    join beans.transfer t on t.district = e.district and t.id = e.transfer where a.district = ${context.district} and a.kind = 'person' and a.owner = ${person} order by e.transfer`.execute(
      context.tx,
    );
  return rows;
}

const KEPT = {
  zh: '金豆流水是公共账目，按会计规定保存，不再显示您的姓名。',
  en: 'The ledger is a public account and is kept by accounting rules, without your name.',
};

/** 金豆: what service earns, and what it is good for. */
export const beans = defineModule({
  name: 'beans',
  dependsOn: ['directory'],
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    'beans.govern': {
      label: { zh: '管理金豆预算、规则、商家', en: 'Govern budgets, rules and merchants' },
      roles: ['district-administrator'],
    },
    'beans.take': { label: { zh: '商家核销金豆', en: 'Take beans as a merchant' }, roles: ['merchant'] },
  },
  routes: [
    route('GET', '/beans/rule', getRule),
    route('POST', '/beans/rules', setRuleUseCase, { status: 201 }),
    route('GET', '/beans/budgets', listBudgets),
    route('POST', '/beans/budgets', openBudgetUseCase, { status: 201 }),
    route('GET', '/my/beans', getMyBeans),
    route('GET', '/beans/items', listItems),
    route('POST', '/beans/redemptions', redeemUseCase, { status: 201 }),
    route('DELETE', '/beans/redemptions/:id', cancelRedemptionUseCase),
    route('GET', '/merchants', listMerchants),
    route('POST', '/merchants', joinMerchantUseCase, { status: 201 }),
    route('GET', '/my/merchants', listOwnMerchants),
    route('GET', '/my/statements', listStatements),
    route('POST', '/merchants/:id/decision', decideMerchantUseCase),
    route('POST', '/merchants/:id/items', listItemUseCase, { status: 201 }),
    route('PATCH', '/merchants/:id/items/:item', changeItemUseCase),
    route('POST', '/merchants/:id/codes', takeCodeUseCase),
    route('POST', '/merchants/:id/statements', settle, { status: 201 }),
  ],
  jobs: [
    {
      name: 'beans.lapse-redemptions',
      cron: '* * * * *',
      run: async (context) => {
        await lapseRedemptions(context);
      },
    },
  ],
  checks,
  personalData: [
    {
      key: 'beans.redemptions',
      label: { zh: '金豆收支和兑换', en: 'Beans earned and redeemed' },
      purpose: { zh: '记账、兑换、与商家结算', en: 'To keep the ledger, redeem, and settle with merchants' },
      basis: 'statutory-duty',
      sensitive: false,
      retention: { zh: '按会计规定保存10年', en: '10 years by accounting rules' },
    },
  ],
  contributions: {
    'personal-records': [
      {
        name: 'beans',
        label: { zh: '金豆', en: 'Beans' },
        export: exportOwn,
        erase: async () => ({ kept: [KEPT] }),
      },
    ],
  },
});
