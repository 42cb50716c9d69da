import type { Context } from '@zhongzhi/kernel';
import { isRecoveryShaped } from '../domain/secrets.ts';
import { findStep } from '../domain/totp.ts';
import { findAccount, takeRecoveryCode, updateAccount } from './account-store.ts';

const PURPOSE = 'identity.totp';

export const sealSecret = (context: Context, secret: Buffer): Buffer =>
  context.platform.vault.encrypt(PURPOSE, secret.toString('base64'));
const openSecret = (context: Context, cipher: Buffer): Buffer =>
  Buffer.from(context.platform.vault.decrypt(PURPOSE, cipher), 'base64');

/**
 * Uses up a code of the authenticator application or a recovery code. The account's row is locked, so that one code
 * presented twice at once is accepted once; its time step and all before are refused from then on.
 */
export async function takeSecondFactor(
  context: Context,
  person: string,
  code: string,
  options: { unconfirmed?: boolean } = {},
): Promise<boolean> {
  const account = await findAccount(context, person, true);
  if (account === undefined || account.totp_cipher === null || account.disabled_at !== null) return false;
  if ((account.totp_confirmed_at === null) !== (options.unconfirmed === true)) return false;
  if (isRecoveryShaped(code)) return options.unconfirmed !== true && takeRecoveryCode(context, person, code);
  const step = findStep(openSecret(context, account.totp_cipher), code, context.now, account.totp_last_step);
  if (step === undefined) return false;
  return updateAccount(context, person, { totp_last_step: step });
}
