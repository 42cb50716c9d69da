import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { refuse, validate, type AnyUseCase, type Platform } from '@zhongzhi/kernel';
import { beginEnrolment, confirmEnrolment } from '../accounts/enrolment.ts';
import { issueClientKey } from '../accounts/client-keys.ts';
import { openAccount, resetPassword } from '../accounts/manage-accounts.ts';
import { changePassword } from '../accounts/password-change.ts';
import {
  ChangePassword,
  ConfirmEnrolment,
  EnrolmentBegun,
  EnrolmentConfirmed,
  Nothing,
  SignedIn,
} from '../contract/index.ts';
import { setSessionCookie } from '../session/cookie.ts';
import { issueCode } from '../sign-in/issue-code.ts';
import { addRawRoute, settle } from './raw-route.ts';

/** A route whose answer shows a secret once: run like any other, but never remembered under an idempotency key. */
function addSecretRoute(app: FastifyInstance, platform: Platform, path: string, useCase: AnyUseCase): void {
  const inPath = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const pick = (isInPath: boolean) =>
    Type.Pick(
      useCase.input,
      Object.keys((useCase.input as { properties: object }).properties).filter(
        (key) => inPath.includes(key) === isInPath,
      ) as never,
      { additionalProperties: false },
    );
  addRawRoute(app, platform, {
    method: 'POST',
    path,
    access: useCase.permission,
    operationId: useCase.name,
    summary: useCase.summary,
    body: pick(false),
    response: useCase.output,
    status: 201,
    ...(inPath.length === 0 ? {} : { params: pick(true) }),
    answer: (input, call) => platform.run(useCase, input, call),
  });
}

/** Routes of accounts whose answers set a cookie or show a secret. */
export function addAccountRoutes(app: FastifyInstance, platform: Platform): void {
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/me/password',
    access: 'signed-in',
    operationId: 'identity.change-password',
    summary: { zh: '修改密码', en: 'Change the password' },
    body: ChangePassword,
    response: SignedIn,
    answer: async (input, call, reply) => {
      if (call.actor.kind !== 'person') throw refuse.unauthenticated();
      validate(ChangePassword, input, 'strict', call.language);
      return settle(platform, reply, await changePassword(platform, input, call));
    },
  });
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/me/second-factor',
    access: 'signed-in',
    operationId: beginEnrolment.name,
    summary: beginEnrolment.summary,
    body: Nothing,
    response: EnrolmentBegun,
    answer: (input, call) => platform.run(beginEnrolment, input, call),
  });
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/me/second-factor/confirm',
    access: 'signed-in',
    operationId: confirmEnrolment.name,
    summary: confirmEnrolment.summary,
    body: ConfirmEnrolment,
    response: EnrolmentConfirmed,
    answer: async (input, call, reply) => {
      const { outcome, recoveryCodes } = await platform.run(confirmEnrolment, input, call);
      if (outcome.done === 'signed-in') setSessionCookie(platform, reply, outcome.session);
      return { recoveryCodes };
    },
  });
  addSecretRoute(app, platform, '/people/:id/sign-in-codes', issueCode);
  addSecretRoute(app, platform, '/accounts', openAccount);
  addSecretRoute(app, platform, '/accounts/:id/password', resetPassword);
  addSecretRoute(app, platform, '/client-keys', issueClientKey);
}
