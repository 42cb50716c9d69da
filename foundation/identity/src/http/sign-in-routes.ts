import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Platform } from '@zhongzhi/kernel';
import { validate } from '@zhongzhi/kernel';
import { Uuid } from '@zhongzhi/contract-kit';
import {
  CodeRequested,
  Nothing,
  PasswordAnswer,
  RequestCode,
  SecondFactor,
  SignedIn,
  SignInByCode,
  SignInByPassword,
} from '../contract/index.ts';
import { enterDemo } from '../demo.ts';
import { clearSessionCookie } from '../session/cookie.ts';
import { signOut, signOutEverywhere } from '../session/my-session.ts';
import { proveSecondFactor } from '../sign-in/prove-second-factor.ts';
import { requestCode } from '../sign-in/request-code.ts';
import { signInByCode } from '../sign-in/sign-in-by-code.ts';
import { signInByPassword } from '../sign-in/sign-in-by-password.ts';
import { addRawRoute, settle } from './raw-route.ts';

const DemoEntry = Type.Object({ id: Uuid }, { additionalProperties: false });

/** Routes that let people in. */
export function addSignInRoutes(app: FastifyInstance, platform: Platform): void {
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/sign-in/codes',
    access: 'public',
    operationId: requestCode.name,
    summary: requestCode.summary,
    body: RequestCode,
    response: CodeRequested,
    answer: async (input, call) => {
      const outcome = await platform.run(requestCode, input, call);
      if (outcome.done === 'refused') throw outcome.refusal;
      return outcome.answer;
    },
  });
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/sign-in',
    access: 'public',
    operationId: signInByCode.name,
    summary: signInByCode.summary,
    body: SignInByCode,
    response: SignedIn,
    answer: async (input, call, reply) => settle(platform, reply, await platform.run(signInByCode, input, call)),
  });
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/sign-in/password',
    access: 'public',
    operationId: 'identity.sign-in-by-password',
    summary: { zh: '用密码登录', en: 'Sign in by password' },
    body: SignInByPassword,
    response: PasswordAnswer,
    answer: async (input, call, reply) => {
      validate(SignInByPassword, input, 'strict', call.language);
      return settle(platform, reply, await signInByPassword(platform, input, call));
    },
  });
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/sign-in/second-factor',
    access: 'public',
    operationId: proveSecondFactor.name,
    summary: proveSecondFactor.summary,
    body: SecondFactor,
    response: SignedIn,
    answer: async (input, call, reply) => settle(platform, reply, await platform.run(proveSecondFactor, input, call)),
  });
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/demo/sessions',
    access: 'public',
    tag: 'demo',
    operationId: enterDemo.name,
    summary: enterDemo.summary,
    body: DemoEntry,
    response: SignedIn,
    answer: async (input, call, reply) => settle(platform, reply, await platform.run(enterDemo, input, call)),
  });
}

/** Routes that let people out. */
export function addSignOutRoutes(app: FastifyInstance, platform: Platform): void {
  addRawRoute(app, platform, {
    method: 'DELETE',
    path: '/session',
    access: 'public',
    operationId: signOut.name,
    summary: signOut.summary,
    response: Nothing,
    answer: async (_input, call, reply) => {
      await platform.run(signOut, {}, call);
      clearSessionCookie(platform, reply);
      return {};
    },
  });
  addRawRoute(app, platform, {
    method: 'POST',
    path: '/sign-out-everywhere',
    access: 'signed-in',
    operationId: signOutEverywhere.name,
    summary: signOutEverywhere.summary,
    body: Nothing,
    response: signOutEverywhere.output,
    answer: async (input, call, reply) => {
      const ended = await platform.run(signOutEverywhere, input, call);
      clearSessionCookie(platform, reply);
      return ended;
    },
  });
}
