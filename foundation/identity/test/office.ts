import type { FastifyInstance } from 'fastify';
import { putRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { notices } from '@zhongzhi/notices/module';
import { identity } from '../src/module.ts';
import { aStaffMember, Browser, enrol, openShell } from './builders.ts';

export const PASSWORD = '翠湖边的红嘴鸥飞来了';
export const DISTRICT = '530102';

/** A member of staff with their browser and the secret of their authenticator. */
export interface Staff {
  browser: Browser;
  login: string;
  person: string;
  secret: string;
}

type RoleOfTests = 'system-administrator' | 'security-administrator' | 'audit-administrator' | 'supervisor';

/** A platform in production mode with people who sign in by password. */
export interface Office {
  t: TestPlatform;
  app: FastifyInstance;
  aLogin(): string;
  /** A browser at an address of its own. */
  browse(): Browser;
  later(seconds: number): void;
  /** Someone of staff, signed in with both factors. */
  aSignedInStaff(role: RoleOfTests): Promise<Staff>;
  signIn(browser: Browser, login: string, password?: string): Promise<{ status: number; challenge: string }>;
  close(): Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const environment = { ZHONGZHI_MODE: 'production', SMS_PROVIDER: 'off' };
  const t = await createTestPlatform([directory, notices, identity], { environment });
  const app = await openShell(t.platform);
  await t.platform.asSystem('test', (context) => putRegions(context, [{ code: DISTRICT, name: '五华区' }]));
  let serial = 0;
  const aLogin = (): string => `staff${(serial += 1)}`;
  const browse = (): Browser => new Browser(app, { address: `10.2.0.${(serial += 1) % 250}` });
  return {
    t,
    app,
    aLogin,
    browse,
    later: (seconds) => t.setNow(new Date(t.now().getTime() + seconds * 1000)),
    async aSignedInStaff(role) {
      const login = aLogin();
      const person = await aStaffMember(t.platform, { login, password: PASSWORD, roles: [{ role, place: DISTRICT }] });
      const browser = browse();
      return { browser, login, person, secret: await enrol(browser, t.platform, login, PASSWORD) };
    },
    async signIn(browser, login, password = PASSWORD) {
      const response = await browser.call('POST', '/sign-in/password', { login, password });
      return { status: response.statusCode, challenge: response.json<{ challenge?: string }>().challenge ?? '' };
    },
    async close() {
      await app.close();
      await t.stop();
    },
  };
}
