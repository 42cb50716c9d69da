import { Type } from 'typebox';
import { useCase, type Refusal } from '@zhongzhi/kernel';
import { providerOf, queueText } from '@zhongzhi/notices';
import { countAttempt, findExceeded, serialise } from '../attempts.ts';
import { RequestCode, type CodeRequested } from '../contract/index.ts';
import { CODE, SEND_LIMITS } from '../domain/limits.ts';
import { indexPhone, makeCode } from './code-store.ts';

type CodeOutcome = { done: 'refused'; refusal: Refusal } | { done: 'requested'; answer: CodeRequested };

/**
 * Sends a one-time code to a number. Nothing here looks at whether the number is known: answer and work are the same
 * for everyone, and the person is made at the first sign-in.
 */
export const requestCode = useCase({
  name: 'identity.request-code',
  permission: 'public',
  summary: { zh: '向手机发一次性登录码', en: 'Send a one-time code to a phone' },
  input: RequestCode,
  output: Type.Unsafe<CodeOutcome>({}),
  subject: () => null,
  async run(context, { phone }): Promise<CodeOutcome> {
    const keys = { phone, address: context.origin.address };
    await serialise(context, 'code', indexPhone(context, phone));
    const refusal = await findExceeded(context, SEND_LIMITS, keys);
    if (refusal !== undefined) return { done: 'refused', refusal };
    await countAttempt(context, SEND_LIMITS, keys);
    if (providerOf(context.platform) === null) {
      return {
        done: 'requested',
        answer: { requestId: context.newId(), expiresInSeconds: CODE.lifeSeconds, delivery: 'staff' },
      };
    }
    const { id, code, expiresAt } = await makeCode(context, 'sign-in', phone);
    const say = (shown: string): string =>
      `验证码 ${shown}，${CODE.lifeSeconds / 60} 分钟内有效。请勿告诉任何人，工作人员也不会向您索要。`;
    await queueText(context, {
      phone,
      kind: 'identity.code',
      text: say(code),
      masked: say('******'),
      template: 'code',
      parameters: { code },
      expiresAt,
    });
    return { done: 'requested', answer: { requestId: id, expiresInSeconds: CODE.lifeSeconds, delivery: 'sms' } };
  },
});
