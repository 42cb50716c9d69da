import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { refuse, useCase, type Context } from '@zhongzhi/kernel';
import { ConfirmEnrolment, EnrolmentBegun } from '../contract/index.ts';
import { makeRecoveryCode } from '../domain/secrets.ts';
import { otpauthUri, SECRET_BYTES, toBase32 } from '../domain/totp.ts';
import type { Outcome } from '../outcome.ts';
import { endSessions, startSession } from '../session/sessions.ts';
import { findAccount, replaceRecoveryCodes, updateAccount } from './account-store.ts';
import { sealSecret, takeSecondFactor } from './second-factor.ts';

const RECOVERY_CODES = 8;
const ISSUER = '众治';

/** The caller's account, in a session that began with its password: a phone code alone must not set up a second factor. */
async function accountToEnrol(context: Context) {
  const { actor } = context;
  const account = actor.kind === 'person' ? await findAccount(context, actor.personId, true) : undefined;
  if (actor.kind !== 'person' || account === undefined)
    throw refuse.conflict(
      'account.none',
      '您用手机登录，不需要设置动态码。',
      'You sign in by phone and need no second factor.',
    );
  const session = await context.tx
    .selectFrom('identity.session')
    .select('method')
    .where('district', '=', context.district)
    .where('id', '=', actor.sessionId)
    .executeTakeFirst();
  if (session?.method !== 'password')
    throw refuse.forbidden(
      'second-factor.password-first',
      '请先退出，用账号密码登录后再设置动态码。',
      'Sign out and sign in by password first.',
    );
  if (account.totp_confirmed_at !== null)
    throw refuse.conflict(
      'second-factor.enrolled',
      '您已设置过动态码。换手机请找安全管理员重置。',
      'A second factor is set up already; ask the security administrator to reset it.',
    );
  return { account, actor };
}

/** Begins with a new secret; an unconfirmed earlier one is replaced. */
export const beginEnrolment = useCase({
  name: 'identity.begin-enrolment',
  permission: 'signed-in',
  summary: { zh: '设置动态码：领取密钥', en: 'Set up the second factor: get the secret' },
  input: Type.Object({}, { additionalProperties: false }),
  output: EnrolmentBegun,
  async run(context) {
    const { account } = await accountToEnrol(context);
    const secret = randomBytes(SECRET_BYTES);
    await updateAccount(context, account.person, { totp_cipher: sealSecret(context, secret), totp_last_step: null });
    return { secret: toBase32(secret), uri: otpauthUri(secret, account.login, ISSUER) };
  },
});

/** Confirms with a first code. The session is begun anew, now with the second factor proven; the others end. */
export const confirmEnrolment = useCase({
  name: 'identity.confirm-enrolment',
  permission: 'signed-in',
  summary: { zh: '设置动态码：输入一次确认', en: 'Set up the second factor: confirm with a code' },
  input: ConfirmEnrolment,
  output: Type.Unsafe<{ outcome: Outcome; recoveryCodes: string[] }>({}),
  subject: () => null,
  async run(context, { code }): Promise<{ outcome: Outcome; recoveryCodes: string[] }> {
    const { account, actor } = await accountToEnrol(context);
    if (!(await takeSecondFactor(context, account.person, code, { unconfirmed: true }))) {
      throw refuse.invalid(
        'second-factor.code-wrong',
        '动态码不对，请看手机上的新码再输一次；手机时间要准。',
        'The code is wrong; enter the newest one and check the clock of your phone.',
      );
    }
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, makeRecoveryCode);
    await updateAccount(context, account.person, { totp_confirmed_at: context.now });
    await replaceRecoveryCodes(context, account.person, recoveryCodes);
    await endSessions(context, account.person);
    const session = await startSession(context, account.person, {
      method: 'password',
      secondFactor: true,
      life: 'staff',
    });
    return { outcome: { done: 'signed-in', session, person: account.person, name: actor.name }, recoveryCodes };
  },
});
