import { refuse, useCase } from '@zhongzhi/kernel';
import { findAccount } from '../accounts/account-store.ts';
import { takeSecondFactor } from '../accounts/second-factor.ts';
import { countAttempt, findExceeded, serialise } from '../attempts.ts';
import { SecondFactor } from '../contract/index.ts';
import { CHALLENGE, PASSWORD_FAULT_LIMITS } from '../domain/limits.ts';
import { digestToken } from '../domain/secrets.ts';
import { OutcomeShape, subjectOf, type Outcome } from '../outcome.ts';
import { finishPasswordSignIn } from './finish-password-sign-in.ts';

const wrongFactor = () =>
  refuse.invalid(
    'sign-in.second-factor-wrong',
    '动态码不对或已用过。请等下一个码再试；超时请重新登录。',
    'The code is wrong or was used; wait for the next one, or sign in again.',
  );

/** The second step of staff sign-in. Challenges live five minutes, take five tries and are used once. */
export const proveSecondFactor = useCase({
  name: 'identity.prove-second-factor',
  permission: 'public',
  summary: { zh: '输入动态码，完成登录', en: 'Enter the second factor and complete the sign-in' },
  input: SecondFactor,
  output: OutcomeShape,
  subject: subjectOf,
  async run(context, { challenge, code }): Promise<Outcome> {
    const row = await context.tx
      .selectFrom('identity.challenge')
      .selectAll()
      .where('district', '=', context.district)
      .where('token_hash', '=', digestToken(challenge))
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.used_at !== null || row.expires_at <= context.now || row.tries >= CHALLENGE.mostTries)
      return { done: 'refused', refusal: wrongFactor() };
    const login = (await findAccount(context, row.person))?.login ?? '';
    const keys = { login, address: context.origin.address };
    await serialise(context, 'password', login);
    const refusal = await findExceeded(context, PASSWORD_FAULT_LIMITS, keys);
    if (refusal !== undefined) return { done: 'refused', refusal };
    const isRight = await takeSecondFactor(context, row.person, code.trim().toLowerCase());
    await context.tx
      .updateTable('identity.challenge')
      .set(isRight ? { used_at: context.now } : { tries: row.tries + 1 })
      .where('district', '=', context.district)
      .where('id', '=', row.id)
      .execute();
    if (isRight) return finishPasswordSignIn(context, row.person, true);
    await countAttempt(context, PASSWORD_FAULT_LIMITS, keys);
    return { done: 'refused', refusal: wrongFactor() };
  },
});
