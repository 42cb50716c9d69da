import { defineModule, route, type Platform } from '@zhongzhi/kernel';
import { PAY_JOB } from './budgets.ts';
import { checks } from './checks.ts';
import { payOutstanding } from './credit.ts';
import { lapseBeans, warnOfExpiry } from './expiry.ts';
import { figures } from './figures.ts';
import { personalRecords } from './personal-records.ts';
import { lapseRedemptions } from './redemptions.ts';
import { forgetWrongCodes } from './taking.ts';
import { changeCauseUseCase, listCausesUseCase, openCauseUseCase } from './use-cases/causes.ts';
import {
  changeItemUseCase,
  decideMerchantUseCase,
  joinMerchantUseCase,
  listItems,
  listItemUseCase,
  listMerchants,
  listOwnItems,
  listOwnMerchants,
  listTaken,
  takeCodeUseCase,
} from './use-cases/merchants.ts';
import {
  cancelRedemptionUseCase,
  donateUseCase,
  getMyBeans,
  listMyEntries,
  redeemUseCase,
  showCodeUseCase,
} from './use-cases/my-beans.ts';
import {
  closeBudgetUseCase,
  getRule,
  listBudgets,
  listRulesUseCase,
  openBudgetUseCase,
  setRuleUseCase,
} from './use-cases/rules-and-budgets.ts';
import {
  getStatementFile,
  getStatementUseCase,
  listAllStatements,
  listOwnStatements,
  payStatementUseCase,
  settle,
} from './use-cases/statements.ts';

const BATCH = 300;

/** Goes on in transactions of moderate length until a round finds less than a full batch. */
const inBatches =
  (...steps: readonly ((context: Parameters<typeof payOutstanding>[0], most: number) => Promise<number>)[]) =>
  async (platform: Platform): Promise<void> => {
    for (const step of steps)
      while ((await platform.asSystem('金豆的到期和补发', (context) => step(context, BATCH))) === BATCH);
  };

const notOutside = (): Promise<void> => Promise.resolve();

/** 金豆: what service earns, and what it is good for. */
export const beans = defineModule({
  name: 'beans',
  dependsOn: ['directory', 'notices'],
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    'beans.govern': {
      label: { zh: '管理金豆预算、规则、商家', en: 'Govern budgets, rules and merchants' },
      roles: ['district-administrator'],
    },
    'beans.take': { label: { zh: '商家核销金豆', en: 'Take beans as a merchant' }, roles: ['merchant'] },
    'beans.see-statement': {
      label: { zh: '看商家结算单', en: 'See statements of merchants' },
      roles: ['merchant', 'district-administrator'],
    },
  },
  routes: [
    route('GET', '/beans/rule', getRule),
    route('GET', '/beans/rules', listRulesUseCase),
    route('POST', '/beans/rules', setRuleUseCase, { status: 201 }),
    route('GET', '/beans/budgets', listBudgets),
    route('POST', '/beans/budgets', openBudgetUseCase, { status: 201 }),
    route('POST', '/beans/budgets/:id/closing', closeBudgetUseCase),
    route('GET', '/my/beans', getMyBeans),
    route('GET', '/my/beans/entries', listMyEntries),
    route('GET', '/beans/items', listItems),
    route('POST', '/beans/redemptions', redeemUseCase, { status: 201 }),
    route('POST', '/beans/redemptions/:id/code', showCodeUseCase),
    route('DELETE', '/beans/redemptions/:id', cancelRedemptionUseCase),
    route('GET', '/beans/causes', listCausesUseCase),
    route('POST', '/beans/causes', openCauseUseCase, { status: 201 }),
    route('PATCH', '/beans/causes/:id', changeCauseUseCase),
    route('POST', '/beans/donations', donateUseCase, { status: 201 }),
    route('GET', '/merchants', listMerchants),
    route('POST', '/merchants', joinMerchantUseCase, { status: 201 }),
    route('GET', '/my/merchants', listOwnMerchants),
    route('GET', '/my/statements', listOwnStatements),
    route('POST', '/merchants/:id/decision', decideMerchantUseCase),
    route('GET', '/merchants/:id/items', listOwnItems),
    route('POST', '/merchants/:id/items', listItemUseCase, { status: 201 }),
    route('PATCH', '/merchants/:id/items/:item', changeItemUseCase),
    route('POST', '/merchants/:id/codes', takeCodeUseCase),
    route('GET', '/merchants/:id/redemptions', listTaken),
    route('POST', '/merchants/:id/statements', settle, { status: 201 }),
    route('GET', '/beans/statements', listAllStatements),
    route('GET', '/beans/statements/:id', getStatementUseCase),
    route('GET', '/beans/statements/:id/file', getStatementFile),
    route('POST', '/beans/statements/:id/payment', payStatementUseCase),
  ],
  jobs: [
    {
      name: 'beans.lapse-redemptions',
      cron: '* * * * *',
      run: async (context) => {
        await lapseRedemptions(context);
      },
    },
    { name: 'beans.forget-wrong-codes', cron: '27 4 * * *', run: forgetWrongCodes },
    { name: 'beans.lapse', cron: '41 3 * * *', run: notOutside, runOutside: inBatches(warnOfExpiry, lapseBeans) },
    { name: PAY_JOB, cron: '11 * * * *', run: notOutside, runOutside: inBatches(payOutstanding) },
  ],
  checks,
  figures,
  personalData: [
    {
      key: 'beans.ledger',
      label: { zh: '金豆收支、到期和捐赠', en: 'Beans earned, lapsed and given away' },
      purpose: { zh: '记账，并在到期前提醒您', en: 'To keep the ledger, and to tell you before beans lapse' },
      basis: 'statutory-duty',
      sensitive: false,
      retention: { zh: '按会计规定保存10年', en: '10 years by accounting rules' },
    },
    {
      key: 'beans.redemptions',
      label: { zh: '金豆兑换', en: 'Beans redeemed' },
      purpose: { zh: '兑换、与商家结算', en: 'To redeem, and to settle with merchants' },
      basis: 'statutory-duty',
      sensitive: false,
      retention: { zh: '按会计规定保存10年', en: '10 years by accounting rules' },
    },
  ],
  contributions: { 'personal-records': [personalRecords] },
});
