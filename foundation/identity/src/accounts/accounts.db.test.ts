import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPerson, grantRole, putRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { runJob } from '@zhongzhi/kernel';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { notices } from '@zhongzhi/notices/module';
import { aStaffMember, Browser, codeAt, enrol, openShell } from '../../test/builders.ts';
import { identity } from '../module.ts';
import { createFirstAdministrators, resetPasswordAtServer } from './first-administrators.ts';

let t: TestPlatform;
let app: FastifyInstance;
let start = Date.parse('2019-10-14T02:00:00Z');
let serial = 0;

const PASSWORD = '翠湖边的红嘴鸥飞来了';
const DISTRICT = '530102';
const STREET = '530102001';

const later = (seconds: number): void => t.setNow(new Date(t.now().getTime() + seconds * 1000));
const aLogin = (): string => `staff${(serial += 1)}`;
const browse = (): Browser => new Browser(app, { address: `10.2.0.${(serial += 1) % 250}` });

interface Staff {
  browser: Browser;
  login: string;
  person: string;
  secret: string;
}

/** Someone of staff, signed in with both factors. */
async function aSignedInStaff(
  role: 'system-administrator' | 'security-administrator' | 'audit-administrator' | 'supervisor',
): Promise<Staff> {
  const login = aLogin();
  const person = await aStaffMember(t.platform, { login, password: PASSWORD, roles: [{ role, place: DISTRICT }] });
  const browser = browse();
  return { browser, login, person, secret: await enrol(browser, t.platform, login, PASSWORD) };
}

const signIn = async (
  browser: Browser,
  login: string,
  password = PASSWORD,
): Promise<{ status: number; challenge: string }> => {
  const response = await browser.call('POST', '/sign-in/password', { login, password });
  return { status: response.statusCode, challenge: response.json<{ challenge?: string }>().challenge ?? '' };
};

beforeAll(async () => {
  t = await createTestPlatform([directory, notices, identity], {
    environment: { ZHONGZHI_MODE: 'production', SMS_PROVIDER: 'off' },
  });
  app = await openShell(t.platform);
  await t.platform.asSystem('test', (context) =>
    putRegions(context, [
      { code: DISTRICT, name: '五华区' },
      { code: STREET, name: '华山街道' },
      { code: `${STREET}001`, name: '翠湖社区' },
    ]),
  );
});
afterAll(async () => {
  await app.close();
  await t.stop();
});
beforeEach(() => {
  start += 2 * 86_400_000;
  t.setNow(new Date(start));
});

describe('staff sign-in', () => {
  it('puts no office in force before a second factor is set up, and all of them afterwards', async () => {
    const login = aLogin();
    await aStaffMember(t.platform, {
      login,
      password: PASSWORD,
      roles: [{ role: 'system-administrator', place: DISTRICT }],
    });
    const browser = browse();
    await signIn(browser, login);
    expect((await browser.call('GET', '/accounts')).statusCode).toBe(403);
    const before = browser.cookies.get('zz');
    const secret = (await browser.call('POST', '/me/second-factor', {})).json<{ secret: string; uri: string }>();
    expect(secret.uri).toContain(`secret=${secret.secret}`);
    expect((await browser.call('POST', '/me/second-factor/confirm', { code: '000000' })).statusCode).toBe(400);
    const confirmed = await browser.call('POST', '/me/second-factor/confirm', { code: codeAt(secret.secret, t.now()) });
    expect(confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes).toHaveLength(8);
    expect(browser.cookies.get('zz')).not.toBe(before);
    expect((await browser.call('GET', '/accounts')).statusCode).toBe(200);
    const session = (await browser.call('GET', '/session')).json<{
      person: { roles: object[] };
      abilities: string[];
      mode: string;
    }>();
    expect(session).toMatchObject({
      mode: 'production',
      person: {
        roles: [
          {
            role: 'system-administrator',
            label: '系统管理员',
            place: DISTRICT,
            placeName: '五华区',
            unit: null,
            unitName: null,
          },
        ],
      },
    });
    expect(session.abilities).toContain('identity.account.manage');
  });

  it('asks for the second factor from then on, takes each code once, and never lets the challenge act as a session', async () => {
    const { login, secret } = await aSignedInStaff('supervisor');
    later(60);
    const browser = browse();
    const { challenge } = await signIn(browser, login);
    expect(browser.cookies.size).toBe(0);
    browser.cookies.set('zz', challenge);
    expect(await browser.whoAmI()).toBeNull();
    const code = codeAt(secret, t.now());
    const both = await Promise.all([
      browse().call('POST', '/sign-in/second-factor', { challenge, code }),
      browse().call('POST', '/sign-in/second-factor', { challenge, code }),
    ]);
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 400]);
    const second = await signIn(browse(), login);
    const replay = await browse().call('POST', '/sign-in/second-factor', { challenge: second.challenge, code });
    expect(replay.json()).toMatchObject({ code: 'sign-in.second-factor-wrong' });
    later(30);
    expect(
      (
        await browse().call('POST', '/sign-in/second-factor', {
          challenge: second.challenge,
          code: codeAt(secret, t.now()),
        })
      ).statusCode,
    ).toBe(200);
  });

  it('ends a challenge after five wrong codes and after five minutes', async () => {
    const { login, secret } = await aSignedInStaff('supervisor');
    later(60);
    const { challenge } = await signIn(browse(), login);
    for (let i = 0; i < 5; i += 1) await browse().call('POST', '/sign-in/second-factor', { challenge, code: '000000' });
    expect(
      (await browse().call('POST', '/sign-in/second-factor', { challenge, code: codeAt(secret, t.now()) })).statusCode,
    ).toBe(400);
    later(900);
    const late = await signIn(browse(), login);
    later(301);
    expect(
      (
        await browse().call('POST', '/sign-in/second-factor', {
          challenge: late.challenge,
          code: codeAt(secret, t.now()),
        })
      ).statusCode,
    ).toBe(400);
  });

  it('takes a recovery code instead, once', async () => {
    const login = aLogin();
    await aStaffMember(t.platform, { login, password: PASSWORD, roles: [{ role: 'supervisor', place: DISTRICT }] });
    const browser = browse();
    await signIn(browser, login);
    const { secret } = (await browser.call('POST', '/me/second-factor', {})).json<{ secret: string }>();
    const { recoveryCodes } = (
      await browser.call('POST', '/me/second-factor/confirm', { code: codeAt(secret, t.now()) })
    ).json<{ recoveryCodes: string[] }>();
    const use = async (code: string): Promise<number> =>
      (
        await browse().call('POST', '/sign-in/second-factor', {
          challenge: (await signIn(browse(), login)).challenge,
          code,
        })
      ).statusCode;
    expect(await use(recoveryCodes[0]!.toUpperCase())).toBe(200);
    expect(await use(recoveryCodes[0]!)).toBe(400);
    expect(await use(recoveryCodes[1]!)).toBe(200);
  });

  it('gives the same answer for an unknown login, a wrong password and a closed account', async () => {
    const { login, person } = await aSignedInStaff('supervisor');
    const known = await browse().call('POST', '/sign-in/password', { login, password: 'not the password' });
    const unknown = await browse().call('POST', '/sign-in/password', {
      login: 'nobody.at.all',
      password: 'not the password',
    });
    const administrator = await aSignedInStaff('system-administrator');
    expect((await administrator.browser.call('POST', `/accounts/${person}/close`, { reason: '离岗' })).statusCode).toBe(
      200,
    );
    const closed = await browse().call('POST', '/sign-in/password', { login, password: PASSWORD });
    expect([known.statusCode, unknown.statusCode, closed.statusCode]).toEqual([400, 400, 400]);
    expect(unknown.json()).toEqual(known.json());
    expect(closed.json()).toEqual(known.json());
  });

  it('pauses a login after five wrong passwords, also when twenty are sent at once, and lets the right one in after the pause', async () => {
    const login = aLogin();
    await aStaffMember(t.platform, { login, password: PASSWORD, roles: [] });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        new Browser(app, { address: `10.3.0.${i}` }).call('POST', '/sign-in/password', {
          login,
          password: `guess number ${i}`,
        }),
      ),
    );
    expect(answers.filter((answer) => answer.statusCode === 400)).toHaveLength(5);
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(15);
    expect((await signIn(browse(), login)).status).toBe(429);
    later(901);
    expect((await signIn(browse(), login)).status).toBe(200);
    for (let i = 0; i < 6; i += 1) expect((await signIn(browse(), login)).status).toBe(200);
  });
});

describe('passwords', () => {
  it('change only with the current one, follow the rules, and end every other session', async () => {
    const { browser, login, secret } = await aSignedInStaff('supervisor');
    later(60);
    const other = browse();
    const { challenge } = await signIn(other, login);
    await other.call('POST', '/sign-in/second-factor', { challenge, code: codeAt(secret, t.now()) });
    expect(await other.whoAmI()).toBe(login);
    expect(
      (await browser.call('POST', '/me/password', { current: 'wrong one', next: '莲花池里的鱼儿游啊游' })).json(),
    ).toMatchObject({ code: 'account.password-wrong' });
    expect((await browser.call('POST', '/me/password', { current: PASSWORD, next: 'wuhua2019' })).json()).toMatchObject(
      { code: 'account.password-weak' },
    );
    expect((await browser.call('POST', '/me/password', { current: PASSWORD, next: PASSWORD })).json()).toMatchObject({
      code: 'account.password-weak',
    });
    const before = browser.cookies.get('zz');
    expect(
      (await browser.call('POST', '/me/password', { current: PASSWORD, next: '莲花池里的鱼儿游啊游' })).statusCode,
    ).toBe(200);
    expect(browser.cookies.get('zz')).not.toBe(before);
    expect(await browser.whoAmI()).toBe(login);
    expect(await other.whoAmI()).toBeNull();
    expect((await signIn(browse(), login)).status).toBe(400);
    expect((await signIn(browse(), login, '莲花池里的鱼儿游啊游')).challenge).not.toBe('');
  });

  it('given for one use must be replaced before any office is in force', async () => {
    const administrator = await aSignedInStaff('system-administrator');
    const person = await t.platform.asSystem('test', async (context) => {
      const id = await createPerson(context, { name: '赵敏' });
      await grantRole(context, { person: id, role: 'supervisor', place: DISTRICT });
      return id;
    });
    const login = aLogin();
    const opened = await administrator.browser.call('POST', '/accounts', { person, login });
    expect(opened.statusCode).toBe(201);
    const { oneTimePassword } = opened.json<{ oneTimePassword: string }>();
    const browser = browse();
    const secret = await enrol(browser, t.platform, login, oneTimePassword);
    expect((await browser.call('GET', '/session')).json()).toMatchObject({
      person: { roles: [] },
      staff: { needsNewPassword: true, rolesWithheld: 1 },
    });
    await browser.call('POST', '/me/password', { current: oneTimePassword, next: PASSWORD });
    expect((await browser.call('GET', '/session')).json()).toMatchObject({
      person: { roles: [{ role: 'supervisor' }] },
      staff: { needsNewPassword: false, needsSecondFactor: false, isEnrolled: true },
    });
    later(60);
    expect(codeAt(secret, t.now())).toMatch(/^\d{6}$/);
  });
});

describe('separate administrators', () => {
  it('are three at the first installation, with random one-time passwords, and cannot be made again', async () => {
    const empty = await createTestPlatform([directory, notices, identity]);
    try {
      const made = await createFirstAdministrators(empty.platform);
      expect(made.map((one) => one.role)).toEqual([
        'system-administrator',
        'security-administrator',
        'audit-administrator',
      ]);
      expect(new Set(made.map((one) => one.oneTimePassword)).size).toBe(3);
      await expect(createFirstAdministrators(empty.platform)).rejects.toMatchObject({ code: 'account.exist' });
      const password = await resetPasswordAtServer(empty.platform, 'system');
      const shell = await openShell(empty.platform);
      expect(
        (
          await new Browser(shell).call('POST', '/sign-in/password', {
            login: 'system',
            password: made[0]!.oneTimePassword,
          })
        ).statusCode,
      ).toBe(400);
      expect(
        (await new Browser(shell).call('POST', '/sign-in/password', { login: 'system', password })).statusCode,
      ).toBe(200);
      await shell.close();
    } finally {
      await empty.stop();
    }
  });

  it('hold passwords and second factors in different hands, and nobody manages their own account', async () => {
    const system = await aSignedInStaff('system-administrator');
    const security = await aSignedInStaff('security-administrator');
    const audit = await aSignedInStaff('audit-administrator');
    const plain = await aSignedInStaff('supervisor');
    const reset = async (by: Staff, of: Staff, what: string): Promise<number> =>
      (
        await by.browser.call(
          'POST',
          `/accounts/${of.person}/${what}`,
          what === 'password' ? {} : { reason: '手机丢失' },
        )
      ).statusCode;
    expect(await reset(system, audit, 'password')).toBe(403);
    expect(await reset(system, security, 'password')).toBe(403);
    expect(await reset(system, system, 'password')).toBe(403);
    expect(await reset(security, plain, 'password')).toBe(403);
    expect(await reset(security, audit, 'second-factor/reset')).toBe(403);
    expect(await reset(plain, audit, 'password')).toBe(403);
    expect(await reset(system, plain, 'second-factor/reset')).toBe(403);
    expect(await reset(system, plain, 'password')).toBe(201);
    expect(await plain.browser.whoAmI()).toBeNull();
    expect(await reset(security, audit, 'password')).toBe(201);
    expect(await reset(system, audit, 'second-factor/reset')).toBe(200);
  });

  it('find nothing done by anyone without the role, whatever else they are', async () => {
    const plain = await aSignedInStaff('supervisor');
    const attempts = [
      ['GET', '/accounts'],
      ['POST', '/accounts', { person: plain.person, login: 'another' }],
      ['POST', `/accounts/${plain.person}/close`, { reason: '试试' }],
      ['GET', '/client-keys'],
      ['POST', '/client-keys', { name: '试试', permissions: ['identity.account.manage'] }],
      ['POST', `/people/${plain.person}/sign-in-codes`],
    ] as const;
    for (const [method, path, body] of attempts) {
      expect([path, (await plain.browser.call(method, path, body)).statusCode]).toEqual([path, 403]);
      expect([path, (await browse().call(method, path, body)).statusCode]).toEqual([path, 401]);
    }
  });
});

describe('unused accounts', () => {
  it('are closed after 90 days, with an audit row', async () => {
    const login = aLogin();
    const person = await aStaffMember(t.platform, { login, password: PASSWORD, roles: [] });
    later(91 * 86_400);
    await runJob(t.platform, 'identity.close-unused-accounts');
    expect((await signIn(browse(), login)).status).toBe(400);
    const rows = await t.platform.asSystem('test', (context) =>
      context.tx.selectFrom('kernel.audit').select('action').where('subject', '=', person).execute(),
    );
    expect(rows.map((row) => row.action)).toContain('identity.unused-account-closed');
    start += 91 * 86_400_000;
  });
});
