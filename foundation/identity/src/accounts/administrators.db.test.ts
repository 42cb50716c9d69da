import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { directory } from '@zhongzhi/directory/module';
import { runJob } from '@zhongzhi/kernel';
import { createTestPlatform } from '@zhongzhi/kernel/testing';
import { notices } from '@zhongzhi/notices/module';
import { aStaffMember, Browser, openShell } from '../../test/builders.ts';
import { openOffice, PASSWORD, type Office, type Staff } from '../../test/office.ts';
import { identity } from '../module.ts';
import { createFirstAdministrators, resetPasswordAtServer } from './first-administrators.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());
beforeEach(() => office.later(2 * 86_400)); // each test begins with unused limits

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
    const system = await office.aSignedInStaff('system-administrator');
    const security = await office.aSignedInStaff('security-administrator');
    const audit = await office.aSignedInStaff('audit-administrator');
    const plain = await office.aSignedInStaff('supervisor');
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
    const plain = await office.aSignedInStaff('supervisor');
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
      expect([path, (await office.browse().call(method, path, body)).statusCode]).toEqual([path, 401]);
    }
  });
});

describe('unused accounts', () => {
  it('are closed after 90 days, with an audit row', async () => {
    const login = office.aLogin();
    const person = await aStaffMember(office.t.platform, { login, password: PASSWORD, roles: [] });
    office.later(91 * 86_400);
    await runJob(office.t.platform, 'identity.close-unused-accounts');
    expect((await office.signIn(office.browse(), login)).status).toBe(400);
    const rows = await office.t.platform.asSystem('test', (context) =>
      context.tx.selectFrom('kernel.audit').select('action').where('subject', '=', person).execute(),
    );
    expect(rows.map((row) => row.action)).toContain('identity.unused-account-closed');
  });
});
