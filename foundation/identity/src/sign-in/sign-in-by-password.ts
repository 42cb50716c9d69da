import { Type, type Static } from 'typebox';
import { refuse, useCase, type Call, type Platform, type Refusal } from '@zhongzhi/kernel';
import { Uuid } from '@zhongzhi/contract-kit';
import { findAccountByLogin } from '../accounts/account-store.ts';
import { countAttempt, findExceeded, forgetAttempts, serialise } from '../attempts.ts';
import { Login, type SignInByPassword } from '../contract/index.ts';
import { CHALLENGE, PASSWORD_FAULT_LIMITS } from '../domain/limits.ts';
import { verifyPassword } from '../domain/password.ts';
import { digestToken, makeToken } from '../domain/secrets.ts';
import { OutcomeShape, subjectOf, type Outcome } from '../outcome.ts';
import { finishPasswordSignIn } from './finish-password-sign-in.ts';

const closed = { additionalProperties: false } as const;

type Reserved =
  | { refusal: Refusal }
  | { refusal: null; hash: string | null; person: string | null; attempts: string[] };

/**
 * Counts the attempt as a wrong one before the password is even looked at, and takes that back if it was right: a
 * hundred guesses sent at once are a hundred counted guesses.
 */
const reservePasswordAttempt = useCase({
  name: 'identity.try-password',
  permission: 'public',
  summary: { zh: '用密码登录：计数', en: 'Sign in by password: count the attempt' },
  input: Type.Object({ login: Login }, closed),
  output: Type.Unsafe<Reserved>({}),
  subject: () => null,
  async run(context, { login }) {
    const keys = { login, address: context.origin.address };
    await serialise(context, 'password', login);
    const refusal = await findExceeded(context, PASSWORD_FAULT_LIMITS, keys);
    if (refusal !== undefined) return { refusal };
    const attempts = await countAttempt(context, PASSWORD_FAULT_LIMITS, keys);
    const account = await findAccountByLogin(context, login);
    const isOpen = account !== undefined && account.disabled_at === null;
    return {
      refusal: null,
      hash: isOpen ? account.password_hash : null,
      person: isOpen ? account.person : null,
      attempts,
    };
  },
});

/** The password was right: a session, or a challenge when a second factor is enrolled. */
const acceptPassword = useCase({
  name: 'identity.sign-in-by-password',
  permission: 'public',
  summary: { zh: '用密码登录', en: 'Sign in by password' },
  input: Type.Object({ person: Uuid, login: Login, hash: Type.String(), attempts: Type.Array(Uuid) }, closed),
  output: OutcomeShape,
  subject: subjectOf,
  async run(context, { person, login, hash, attempts }): Promise<Outcome> {
    const account = await findAccountByLogin(context, login);
    // Between looking at the password and here it may have been changed or the account closed.
    if (
      account === undefined ||
      account.person !== person ||
      account.password_hash !== hash ||
      account.disabled_at !== null
    )
      return { done: 'refused', refusal: wrongPassword() };
    if (account.totp_confirmed_at === null) {
      await forgetAttempts(context, attempts);
      return finishPasswordSignIn(context, person, false);
    }
    const challenge = makeToken();
    await context.tx
      .insertInto('identity.challenge')
      .values({
        district: context.district,
        id: context.newId(),
        token_hash: digestToken(challenge),
        person,
        created_at: context.now,
        expires_at: new Date(context.now.getTime() + CHALLENGE.lifeSeconds * 1000),
      })
      .execute();
    await forgetAttempts(context, attempts);
    return { done: 'challenged', challenge, person };
  },
});

const wrongPassword = () =>
  refuse.invalid(
    'sign-in.password-wrong',
    '登录名或密码不对，请核对后再试。忘了密码请找系统管理员重置。',
    'The login or password is wrong. If you forgot it, ask your system administrator.',
  );

/**
 * Signs in by password. The slow hash is computed outside any transaction, so that a flood of attempts holds no
 * connections; unknown and closed accounts cost the same work and get the same answer.
 */
export async function signInByPassword(
  platform: Platform,
  { login, password }: Static<typeof SignInByPassword>,
  call: Call,
): Promise<Outcome> {
  const reserved = await platform.run(reservePasswordAttempt, { login }, call);
  if (reserved.refusal !== null) return { done: 'refused', refusal: reserved.refusal };
  const isRight = await verifyPassword(password, reserved.hash);
  if (!isRight || reserved.person === null || reserved.hash === null)
    return { done: 'refused', refusal: wrongPassword() };
  return platform.run(
    acceptPassword,
    { person: reserved.person, login, hash: reserved.hash, attempts: reserved.attempts },
    call,
  );
}
