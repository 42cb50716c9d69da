import { refuse, useCase } from '@zhongzhi/kernel';
import { countAttempt, findExceeded, serialise } from '../attempts.ts';
import { SignInByCode } from '../contract/index.ts';
import { CODE_FAULT_LIMITS } from '../domain/limits.ts';
import { OutcomeShape, subjectOf, type Outcome } from '../outcome.ts';
import { lifeOf, personOfPhone } from '../people.ts';
import { startSession } from '../session/sessions.ts';
import { indexPhone, takeCode } from './code-store.ts';

const wrongCode = () =>
  refuse.invalid(
    'sign-in.code-wrong',
    '登录码不对或已失效。请核对短信；还不行就重新获取。',
    'The code is wrong or no longer valid; check the message or ask for a new code.',
  );

/** Signs in with a one-time code. Wrong, used, expired, foreign and unknown codes all get one answer. */
export const signInByCode = useCase({
  name: 'identity.sign-in-by-code',
  permission: 'public',
  summary: { zh: '用登录码登录', en: 'Sign in with a one-time code' },
  input: SignInByCode,
  output: OutcomeShape,
  subject: subjectOf,
  async run(context, { phone, code, requestId }): Promise<Outcome> {
    const keys = { phone, address: context.origin.address };
    await serialise(context, 'code', indexPhone(context, phone));
    const refusal = await findExceeded(context, CODE_FAULT_LIMITS, keys);
    if (refusal !== undefined) return { done: 'refused', refusal };
    const purpose = await takeCode(context, phone, code, code.length === 8 ? undefined : requestId);
    if (purpose === undefined) {
      await countAttempt(context, CODE_FAULT_LIMITS, keys);
      return { done: 'refused', refusal: wrongCode() };
    }
    const person = await personOfPhone(context.asSystem('sign-in'), phone);
    const session = await startSession(context, person.id, {
      method: purpose === 'sign-in' ? 'code' : 'staff-code',
      secondFactor: false,
      life: lifeOf(person),
    });
    return { done: 'signed-in', session, person: person.id, name: person.name };
  },
});
