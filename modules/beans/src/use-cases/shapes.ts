import { Type, type TSchema } from 'typebox';
import { coversPlace, coversUnit, personOf, refuse, type Context } from '@zhongzhi/kernel';
import { getMerchant, merchantNotFound, type Merchant } from '../merchants.ts';

export const Closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
export const Done = Type.Object({ id: Type.String() });

/** How many lines a list gives at a time. */
export const PAGE = 30;

/** The key of the last line that was shown; the next page begins after it. */
export const After = Type.Optional(Type.String({ format: 'uuid' }));

/** Cuts a list read with one line more than a page. */
export function pageOf<T extends { id: string }>(rows: readonly T[]): { items: T[]; next: string | null } {
  const items = rows.slice(0, PAGE);
  return { items, next: rows.length > PAGE ? items.at(-1)!.id : null };
}

/** The person who asks. @throws Refusal `sign-in-needed`. */
export function me(context: Context): string {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  return person;
}

export const isWholeDistrict = (context: Context): boolean =>
  context.scope.everything || context.scope.places.includes(String(context.district));

/** Budgets, rules and causes are the whole district's. @throws Refusal `beans.of-the-district`. */
export function needWholeDistrict(context: Context): void {
  if (!isWholeDistrict(context))
    throw refuse.forbidden(
      'beans.of-the-district',
      '金豆的预算、规则和结算由区里统一管理，请联系区管理员。',
      'Budgets, rules and statements are kept by the district; ask its administrator.',
    );
}

/** A merchant within the caller's area. @throws Refusal `merchant.not-found`. */
export async function merchantInArea(context: Context, id: string): Promise<Merchant> {
  const merchant = await getMerchant(context, id);
  if (!coversPlace(context.scope, merchant.place)) throw merchantNotFound();
  return merchant;
}

/** The merchant of one of the caller's units. @throws Refusal `merchant.not-found`. */
export async function ownMerchant(context: Context, id: string): Promise<Merchant> {
  const merchant = await getMerchant(context, id);
  if (!coversUnit(context.scope, merchant.unit)) throw merchantNotFound();
  return merchant;
}
