import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPerson, grantRole } from '@zhongzhi/directory';
import { aStaffMember, Browser, codeAt, enrol } from '../../test/builders.ts';
import { DISTRICT, openOffice, PASSWORD, type Office } from '../../test/office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());
beforeEach(() => office.later(2 * 86_400)); // each test begins with unused limits

describe('staff sign-in', () => {
  it('puts no office in force before a second factor is set up, and all of them afterwards', async () => {
    const login = office.aLogin();
    await aStaffMember(office.t.platform, {
      login,
      password: PASSWORD,
      roles: [{ role: 'system-administrator', place: DISTRICT }],
    });
    const browser = office.browse();
    await office.signIn(browser, login);
    expect((await browser.call('GET', '/accounts')).statusCode).toBe(403);
    const before = browser.cookies.get('zz');
    const secret = (await browser.call('POST', '/me/second-factor', {})).json<{ secret: string; uri: string }>();
    expect(secret.uri).toContain(`secret=${secret.secret}`);
    expect((await browser.call('POST', '/me/second-factor/confirm', { code: '000000' })).statusCode).toBe(400);
    const confirmed = await browser.call('POST', '/me/second-factor/confirm', {
      code: codeAt(secret.secret, office.t.now()),
    });
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
    const { login, secret } = await office.aSignedInStaff('supervisor');
    office.later(60);
    const browser = office.browse();
    const { challenge } = await office.signIn(browser, login);
    expect(browser.cookies.size).toBe(0);
    browser.cookies.set('zz', challenge);
    expect(await browser.whoAmI()).toBeNull();
    const code = codeAt(secret, office.t.now());
    const both = await Promise.all([
      office.browse().call('POST', '/sign-in/second-factor', { challenge, code }),
      office.browse().call('POST', '/sign-in/second-factor', { challenge, code }),
    ]);
    expect(both.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([200, 400]);
    const second = await office.signIn(office.browse(), login);
    const replay = await office.browse().call('POST', '/sign-in/second-factor', { challenge: second.challenge, code });
    expect(replay.json()).toMatchObject({ code: 'sign-in.second-factor-wrong' });
    office.later(30);
    expect(
      (
        await office.browse().call('POST', '/sign-in/second-factor', {
          challenge: second.challenge,
          code: codeAt(secret, office.t.now()),
        })
      ).statusCode,
    ).toBe(200);
  });

  it('ends a challenge after five wrong codes and after five minutes', async () => {
    const { login, secret } = await office.aSignedInStaff('supervisor');
    office.later(60);
    const { challenge } = await office.signIn(office.browse(), login);
    for (let i = 0; i < 5; i += 1)
      await office.browse().call('POST', '/sign-in/second-factor', { challenge, code: '000000' });
    expect(
      (
        await office
          .browse()
          .call('POST', '/sign-in/second-factor', { challenge, code: codeAt(secret, office.t.now()) })
      ).statusCode,
    ).toBe(400);
    office.later(900);
    const late = await office.signIn(office.browse(), login);
    office.later(301);
    expect(
      (
        await office.browse().call('POST', '/sign-in/second-factor', {
          challenge: late.challenge,
          code: codeAt(secret, office.t.now()),
        })
      ).statusCode,
    ).toBe(400);
  });

  it('takes a recovery code instead, once', async () => {
    const login = office.aLogin();
    await aStaffMember(office.t.platform, {
      login,
      password: PASSWORD,
      roles: [{ role: 'supervisor', place: DISTRICT }],
    });
    const browser = office.browse();
    await office.signIn(browser, login);
    const { secret } = (await browser.call('POST', '/me/second-factor', {})).json<{ secret: string }>();
    const { recoveryCodes } = (
      await browser.call('POST', '/me/second-factor/confirm', { code: codeAt(secret, office.t.now()) })
    ).json<{ recoveryCodes: string[] }>();
    const use = async (code: string): Promise<number> =>
      (
        await office.browse().call('POST', '/sign-in/second-factor', {
          challenge: (await office.signIn(office.browse(), login)).challenge,
          code,
        })
      ).statusCode;
    expect(await use(recoveryCodes[0]!.toUpperCase())).toBe(200);
    expect(await use(recoveryCodes[0]!)).toBe(400);
    expect(await use(recoveryCodes[1]!)).toBe(200);
  });

  it('gives the same answer for an unknown login, a wrong password and a closed account', async () => {
    const { login, person } = await office.aSignedInStaff('supervisor');
    const known = await office.browse().call('POST', '/sign-in/password', { login, password: 'not the password' });
    const unknown = await office.browse().call('POST', '/sign-in/password', {
      login: 'nobody.at.all',
      password: 'not the password',
    });
    const administrator = await office.aSignedInStaff('system-administrator');
    expect((await administrator.browser.call('POST', `/accounts/${person}/close`, { reason: '离岗' })).statusCode).toBe(
      200,
    );
    const closed = await office.browse().call('POST', '/sign-in/password', { login, password: PASSWORD });
    expect([known.statusCode, unknown.statusCode, closed.statusCode]).toEqual([400, 400, 400]);
    expect(unknown.json()).toEqual(known.json());
    expect(closed.json()).toEqual(known.json());
  });

  it('pauses a login after five wrong passwords, also when twenty are sent at once, and lets the right one in after the pause', async () => {
    const login = office.aLogin();
    await aStaffMember(office.t.platform, { login, password: PASSWORD, roles: [] });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        new Browser(office.app, { address: `10.3.0.${i}` }).call('POST', '/sign-in/password', {
          login,
          password: `guess number ${i}`,
        }),
      ),
    );
    expect(answers.filter((answer) => answer.statusCode === 400)).toHaveLength(5);
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(15);
    expect((await office.signIn(office.browse(), login)).status).toBe(429);
    office.later(901);
    expect((await office.signIn(office.browse(), login)).status).toBe(200);
    for (let i = 0; i < 6; i += 1) expect((await office.signIn(office.browse(), login)).status).toBe(200);
  });
});

describe('passwords', () => {
  it('change only with the current one, follow the rules, and end every other session', async () => {
    const { browser, login, secret } = await office.aSignedInStaff('supervisor');
    office.later(60);
    const other = office.browse();
    const { challenge } = await office.signIn(other, login);
    await other.call('POST', '/sign-in/second-factor', { challenge, code: codeAt(secret, office.t.now()) });
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
    expect((await office.signIn(office.browse(), login)).status).toBe(400);
    expect((await office.signIn(office.browse(), login, '莲花池里的鱼儿游啊游')).challenge).not.toBe('');
  });

  it('given for one use must be replaced before any office is in force', async () => {
    const administrator = await office.aSignedInStaff('system-administrator');
    const person = await office.t.platform.asSystem('test', async (context) => {
      const id = await createPerson(context, { name: '赵敏' });
      await grantRole(context, { person: id, role: 'supervisor', place: DISTRICT });
      return id;
    });
    const login = office.aLogin();
    const opened = await administrator.browser.call('POST', '/accounts', { person, login });
    expect(opened.statusCode).toBe(201);
    const { oneTimePassword } = opened.json<{ oneTimePassword: string }>();
    const browser = office.browse();
    const secret = await enrol(browser, office.t.platform, login, oneTimePassword);
    expect((await browser.call('GET', '/session')).json()).toMatchObject({
      person: { roles: [] },
      staff: { needsNewPassword: true, rolesWithheld: 1 },
    });
    await browser.call('POST', '/me/password', { current: oneTimePassword, next: PASSWORD });
    expect((await browser.call('GET', '/session')).json()).toMatchObject({
      person: { roles: [{ role: 'supervisor' }] },
      staff: { needsNewPassword: false, needsSecondFactor: false, isEnrolled: true },
    });
    office.later(60);
    expect(codeAt(secret, office.t.now())).toMatch(/^\d{6}$/);
  });
});
