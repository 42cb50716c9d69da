import type { Context } from '@zhongzhi/kernel';
import { CODE, STAFF_CODE } from '../domain/limits.ts';
import { isSameDigest, makeDigits } from '../domain/secrets.ts';

const RULES = { 'sign-in': CODE, 'staff-issued': STAFF_CODE } as const;
export type CodePurpose = keyof typeof RULES;

/** The number as this module stores it: a keyed digest of its own, which no other table shares. */
export const indexPhone = (context: Context, phone: string): string =>
  context.platform.vault.blindIndex('identity.phone', phone);

/** What is stored of a code: keyed, and bound to its request and number, so that it fits nowhere else. */
const hashCode = (context: Context, id: string, phone: string, code: string): string =>
  context.platform.vault.blindIndex('identity.code', `${id}\n${phone}\n${code}`);

export interface MadeCode {
  id: string;
  code: string;
  expiresAt: Date;
}

/** Makes a one-time code for a number; only its digest is stored. */
export async function makeCode(
  context: Context,
  purpose: CodePurpose,
  phone: string,
  issuedBy: string | null = null,
): Promise<MadeCode> {
  const { digits, lifeSeconds } = RULES[purpose];
  const id = context.newId();
  const code = makeDigits(digits);
  const expiresAt = new Date(context.now.getTime() + lifeSeconds * 1000);
  await context.tx
    .insertInto('identity.sign_in_code')
    .values({
      district: context.district,
      id,
      purpose,
      phone_index: indexPhone(context, phone),
      code_hash: hashCode(context, id, phone, code),
      issued_by: issuedBy,
      created_at: context.now,
      expires_at: expiresAt,
    })
    .execute();
  return { id, code, expiresAt };
}

/**
 * Uses a code up. A wrong try counts; after five the code is dead, even for the right digits. Two uses at once wait
 * for each other at the row: one succeeds. With `requestId` it must be the code of that request, without it the newest
 * one that staff handed out for the number.
 * @returns the purpose of the code that fitted, or undefined.
 */
export async function takeCode(
  context: Context,
  phone: string,
  code: string,
  requestId: string | undefined,
): Promise<CodePurpose | undefined> {
  let wanted = context.tx
    .selectFrom('identity.sign_in_code')
    .select(['id', 'purpose', 'code_hash', 'tries', 'expires_at', 'used_at'])
    .where('district', '=', context.district)
    .where('phone_index', '=', indexPhone(context, phone))
    .orderBy('created_at', 'desc')
    .limit(1)
    .forUpdate();
  wanted =
    requestId === undefined
      ? wanted.where('purpose', '=', 'staff-issued')
      : wanted.where('purpose', '=', 'sign-in').where('id', '=', requestId);
  const row = await wanted.executeTakeFirst();
  const given = hashCode(context, row?.id ?? requestId ?? '', phone, code);
  if (row === undefined) return undefined;
  const purpose = row.purpose as CodePurpose;
  const isAlive = row.used_at === null && row.expires_at > context.now && row.tries < RULES[purpose].mostTries;
  if (!isAlive) return undefined;
  const isRight = isSameDigest(given, row.code_hash);
  await context.tx
    .updateTable('identity.sign_in_code')
    .set(isRight ? { used_at: context.now } : { tries: row.tries + 1 })
    .where('district', '=', context.district)
    .where('id', '=', row.id)
    .execute();
  return isRight ? purpose : undefined;
}
