import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';

/** An account as sign-in needs it. */
export interface AccountRow {
  person: string;
  login: string;
  password_hash: string;
  must_change_password: boolean;
  totp_cipher: Buffer | null;
  totp_confirmed_at: Date | null;
  totp_last_step: number | null;
  disabled_at: Date | null;
}

const COLUMNS = [
  'person',
  'login',
  'password_hash',
  'must_change_password',
  'totp_cipher',
  'totp_confirmed_at',
  'totp_last_step',
  'disabled_at',
] as const;

/** The account of a login name, or undefined. */
export const findAccountByLogin = (context: Context, login: string): Promise<AccountRow | undefined> =>
  context.tx
    .selectFrom('identity.account')
    .select(COLUMNS)
    .where('district', '=', context.district)
    .where('login', '=', login)
    .executeTakeFirst();

/** The account of a person, or undefined; locked until the end of the transaction when asked for. */
export const findAccount = (context: Context, person: string, lock = false): Promise<AccountRow | undefined> => {
  const account = context.tx
    .selectFrom('identity.account')
    .select(COLUMNS)
    .where('district', '=', context.district)
    .where('person', '=', person);
  return (lock ? account.forUpdate() : account).executeTakeFirst();
};

export interface AccountChange {
  password_hash?: string;
  password_changed_at?: Date;
  must_change_password?: boolean;
  totp_cipher?: Buffer | null;
  totp_confirmed_at?: Date | null;
  totp_last_step?: number | null;
  disabled_at?: Date | null;
  last_sign_in_at?: Date;
}

/** Changes an account; false when there is none. */
export async function updateAccount(context: Context, person: string, change: AccountChange): Promise<boolean> {
  const rows = await context.tx
    .updateTable('identity.account')
    .set(change)
    .where('district', '=', context.district)
    .where('person', '=', person)
    .returning('person')
    .execute();
  return rows.length > 0;
}

const hashRecovery = (context: Context, person: string, code: string): string =>
  context.platform.vault.blindIndex('identity.recovery', `${person}\n${code}`);

/** Replaces a person's recovery codes; only keyed digests are stored. */
export async function replaceRecoveryCodes(context: Context, person: string, codes: readonly string[]): Promise<void> {
  await context.tx
    .deleteFrom('identity.recovery_code')
    .where('district', '=', context.district)
    .where('person', '=', person)
    .execute();
  if (codes.length === 0) return;
  await context.tx
    .insertInto('identity.recovery_code')
    .values(
      codes.map((code) => ({ district: context.district, person, code_hash: hashRecovery(context, person, code) })),
    )
    .execute();
}

/** Uses a recovery code up; false when there is no such unused one. */
export async function takeRecoveryCode(context: Context, person: string, code: string): Promise<boolean> {
  const { rows } =
    await sql`update identity.recovery_code set used_at = ${context.now} where district = ${context.district} and person = ${person} and code_hash = ${hashRecovery(context, person, code)} and used_at is null returning person`.execute(
      context.tx,
    );
  return rows.length > 0;
}
