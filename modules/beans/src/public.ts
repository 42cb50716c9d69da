/** The face for other modules. Every function works in the caller's transaction and checks no permission: the calling use case has. */
export { creditService, type Service } from './credit.ts';
export { balanceOf } from './ledger.ts';
export { redeem, takeCode } from './redemptions.ts';
export { openBudget } from './budgets.ts';
export { setRule, type RuleDraft } from './rules.ts';
export { openCause, donate } from './donations.ts';
export { decideMerchant, joinMerchant, listItem } from './merchants.ts';
export { makeStatement } from './statements.ts';
