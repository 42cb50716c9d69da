/** The face for other modules. Every function works in the caller's transaction and checks no permission: the calling use case has. */
export { creditService, type Service } from './credit.ts';
export { balanceOf } from './ledger.ts';
export { redeem } from './redemptions.ts';
export { openBudget } from './budgets.ts';
export { decideMerchant, joinMerchant, listItem } from './merchants.ts';
