import { Type, type Static } from 'typebox';
import { refuse, useCase, type Call, type Context, type Platform, type Refusal } from '@zhongzhi/kernel';
import { Uuid } from '@zhongzhi/contract-kit';
import { countAttempt, findExceeded, forgetAttempts, serialise } from '../attempts.ts';
import type { ChangePassword } from '../contract/index.ts';
import { PASSWORD_FAULT_LIMITS } from '../domain/limits.ts';
import { findPasswordFault, hashPassword, verifyPassword } from '../domain/password.ts';
import { OutcomeShape, subjectOf, type Outcome } from '../outcome.ts';
import { endSessions, startSession } from '../session/sessions.ts';
import { findAccount, updateAccount } from './account-store.ts';

const closed = { additionalProperties: false } as const;

type Reserved = { refusal: Refusal } | { refusal: null; login: string; hash: string; attempts: string[] };

async function ownAccount(context: Context) {
  const { actor } = context;
  const account = actor.kind === 'person' ? await findAccount(context, actor.personId, true) : undefined;
  if (account === undefined)
    throw refuse.conflict('account.none', '您用手机登录，没有密码可改。', 'You sign in by phone and have no password.');
  return account;
}

const beginChange = useCase({
  name: 'identity.begin-password-change',
  permission: 'signed-in',
  summary: { zh: '改密码：核对', en: 'Change of password: check' },
  input: Type.Object({}, closed),
  output: Type.Unsafe<Reserved>({}),
  subject: () => null,
  async run(context) {
    const account = await ownAccount(context);
    const keys = { login: account.login, address: context.origin.address };
    await serialise(context, 'password', account.login);
    const refusal = await findExceeded(context, PASSWORD_FAULT_LIMITS, keys);
    if (refusal !== undefined) return { refusal };
    return {
      refusal: null,
      login: account.login,
      hash: account.password_hash,
      attempts: await countAttempt(context, PASSWORD_FAULT_LIMITS, keys),
    };
  },
});

const finishChange = useCase({
  name: 'identity.change-password',
  permission: 'signed-in',
  summary: { zh: '修改密码', en: 'Change the password' },
  input: Type.Object({ before: Type.String(), after: Type.String(), attempts: Type.Array(Uuid) }, closed),
  output: OutcomeShape,
  subject: subjectOf,
  async run(context, { before, after, attempts }): Promise<Outcome> {
    const account = await ownAccount(context);
    const { actor } = context;
    if (actor.kind !== 'person' || account.password_hash !== before)
      return { done: 'refused', refusal: wrongCurrent() };
    await forgetAttempts(context, attempts);
    await updateAccount(context, account.person, {
      password_hash: after,
      password_changed_at: context.now,
      must_change_password: false,
    });
    // Every session ends, this one too: whoever may have watched the old password is out.
    await endSessions(context, account.person);
    const session = await startSession(context, account.person, {
      method: 'password',
      secondFactor: actor.secondFactor,
      life: 'staff',
    });
    return { done: 'signed-in', session, person: account.person, name: actor.name };
  },
});

const wrongCurrent = () =>
  refuse.invalid('account.password-wrong', '原密码不对，请重新输入。', 'The current password is wrong.', {
    errors: [{ field: 'current', detail: '原密码不对 / wrong' }],
  });

/** Changes one's own password: the current one is asked for, guesses count as at sign-in, all other sessions end. */
export async function changePassword(
  platform: Platform,
  { current, next }: Static<typeof ChangePassword>,
  call: Call,
): Promise<Outcome> {
  const reserved = await platform.run(beginChange, {}, call);
  if (reserved.refusal !== null) return { done: 'refused', refusal: reserved.refusal };
  if (!(await verifyPassword(current, reserved.hash))) return { done: 'refused', refusal: wrongCurrent() };
  const fault =
    next === current
      ? { zh: '新密码不能和原密码一样。', en: 'The new password must differ from the current one.' }
      : findPasswordFault(next, reserved.login);
  if (fault !== undefined)
    return {
      done: 'refused',
      refusal: refuse.invalid('account.password-weak', fault.zh, fault.en, {
        errors: [{ field: 'next', detail: call.language === 'en' ? fault.en : fault.zh }],
      }),
    };
  return platform.run(
    finishChange,
    { before: reserved.hash, after: await hashPassword(next), attempts: reserved.attempts },
    call,
  );
}
