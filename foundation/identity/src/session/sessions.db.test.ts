import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, endRole, erasePerson, grantRole, putRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { createVault, deliverEvents, openPool, APP_ROLE, Platform, runJob, silentLogger } from '@zhongzhi/kernel';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { notices } from '@zhongzhi/notices/module';
import { Browser, openShell } from '../../test/builders.ts';
import { addDemoPerson } from '../demo.ts';
import { identity } from '../module.ts';

let t: TestPlatform;
let app: FastifyInstance;
let serial = 0;

const modules = [directory, notices, identity];
const later = (seconds: number): void => t.setNow(new Date(t.now().getTime() + seconds * 1000));

/** A person whom the demonstration lists. */
async function aPerson(): Promise<{ person: string; name: string; grant: string }> {
  const name = `演示${(serial += 1)}`;
  return t.platform.asSystem('test', async (context) => {
    const person = await createPerson(context, { name, phone: `139${String(serial).padStart(8, '0')}` });
    const grant = await grantRole(context, { person, role: 'system-administrator', place: '530102' });
    await addDemoPerson(context, {
      person,
      position: serial,
      roles: ['system-administrator'],
      roleLabel: '系统管理员',
      scopeLabel: '五华区',
    });
    return { person, name, grant };
  });
}

async function enter(id: string, shell = app, headers: Record<string, string> = {}): Promise<Browser> {
  const browser = new Browser(shell, { headers });
  expect((await browser.call('POST', '/demo/sessions', { id })).statusCode).toBe(200);
  return browser;
}

beforeAll(async () => {
  t = await createTestPlatform(modules);
  app = await openShell(t.platform);
  await t.platform.asSystem('test', (context) => putRegions(context, [{ code: '530102', name: '五华区' }]));
});
afterAll(async () => {
  await app.close();
  await t.stop();
});

describe('sessions', () => {
  it('are told apart by device and can be ended one by one, by their owner only', async () => {
    const { person, name } = await aPerson();
    const phone = await enter(person, app, {
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_1 like Mac OS X) MicroMessenger/7.0.8',
    });
    const desk = await enter(person, app, { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/78.0 Safari/537.36' });
    const { items } = (await desk.call('GET', '/sessions')).json<{
      items: { id: string; device: string; isCurrent: boolean }[];
    }>();
    expect(new Map(items.map((item) => [item.device, item.isCurrent]))).toEqual(
      new Map([
        ['Windows 电脑 · Chrome 浏览器', true],
        ['iPhone · 微信', false],
      ]),
    );
    const onPhone = items.find((item) => !item.isCurrent)!.id;
    const stranger = await enter((await aPerson()).person);
    expect((await stranger.call('DELETE', `/sessions/${onPhone}`)).statusCode).toBe(404);
    expect(await phone.whoAmI()).toBe(name);
    expect((await desk.call('DELETE', `/sessions/${onPhone}`)).statusCode).toBe(200);
    expect(await phone.whoAmI()).toBeNull();
    expect(await desk.whoAmI()).toBe(name);
  });

  it('get a new token at sign-in: one planted before, or held before, is worth nothing afterwards', async () => {
    const [first, second] = [await aPerson(), await aPerson()];
    const browser = new Browser(app);
    const planted = 'A'.repeat(43);
    browser.cookies.set('zz', planted);
    await browser.call('POST', '/demo/sessions', { id: first.person });
    const held = browser.cookies.get('zz')!;
    expect(held).not.toBe(planted);
    await browser.call('POST', '/demo/sessions', { id: second.person });
    expect(await browser.whoAmI()).toBe(second.name);
    for (const token of [planted, held]) {
      const thief = new Browser(app);
      thief.cookies.set('zz', token);
      expect(await thief.whoAmI()).toBeNull();
    }
  });

  it('end at sign-out, and the browser forgets cookie and storage', async () => {
    const browser = await enter((await aPerson()).person);
    const token = browser.cookies.get('zz')!;
    const response = await browser.call('DELETE', '/session');
    expect(response.statusCode).toBe(200);
    expect(response.headers['clear-site-data']).toBe('"cache", "storage"');
    expect(browser.cookies.has('zz')).toBe(false);
    browser.cookies.set('zz', token);
    expect(await browser.whoAmI()).toBeNull();
    expect((await new Browser(app).call('DELETE', '/session')).statusCode).toBe(200);
  });

  it('end everywhere at once in this process and within a second in another', async () => {
    const { person, name } = await aPerson();
    const pool = openPool({ url: t.url, role: APP_ROLE, max: 4 });
    const other = new Platform({
      settings: t.platform.settings,
      pool,
      vault: createVault(Buffer.alloc(32, 7)),
      modules,
      logger: silentLogger,
      clock: t.now,
    });
    const otherShell = await openShell(other);
    const here = await enter(person);
    const there = await enter(person, otherShell);
    expect([await here.whoAmI(), await there.whoAmI()]).toEqual([name, name]);
    expect((await here.call('POST', '/sign-out-everywhere', {})).json()).toEqual({ ended: 2 });
    expect(await here.whoAmI()).toBeNull();
    later(1);
    expect(await there.whoAmI()).toBeNull();
    await otherShell.close();
    await pool.end();
  });

  it('end after the idle time, are kept alive by use, and end for good at the absolute time', async () => {
    const { person, name } = await aPerson();
    const idle = await enter(person);
    const used = await enter(person);
    for (let day = 0; day < 87; day += 29) {
      later(29 * 86_400);
      expect(await used.whoAmI()).toBe(name);
    }
    expect(await idle.whoAmI()).toBeNull();
    later(2 * 86_400);
    expect(await used.whoAmI()).toBe(name);
    later(2 * 86_400);
    expect(await used.whoAmI()).toBeNull();
    later(8 * 86_400);
    await runJob(t.platform, 'identity.clean');
    const left = await t.platform.asSystem('test', (context) =>
      context.tx.selectFrom('identity.session').select('id').where('person', '=', person).execute(),
    );
    expect(left).toEqual([]);
  });

  it('are not made by forged cookies and keys of any form', async () => {
    for (const value of [
      '',
      'x',
      'A'.repeat(43),
      'A'.repeat(5_000),
      "' or 1=1 --",
      '..%2f..%2f',
      '\u202e',
      'null',
      '{"$ne":1}',
    ]) {
      const browser = new Browser(app);
      browser.cookies.set('zz', encodeURIComponent(value));
      expect(await browser.whoAmI()).toBeNull();
      const keyed = await new Browser(app).call('GET', '/sessions', undefined, {
        authorization: `Bearer ${encodeURIComponent(value)}`,
      });
      expect(keyed.statusCode).toBe(401);
    }
  });

  it('are refused to requests from foreign pages', async () => {
    const browser = await enter((await aPerson()).person);
    expect(
      (await browser.call('POST', '/sign-out-everywhere', {}, { origin: 'https://evil.example' })).statusCode,
    ).toBe(403);
    expect(
      (await browser.call('POST', '/sign-out-everywhere', {}, { 'sec-fetch-site': 'cross-site' })).statusCode,
    ).toBe(403);
    expect(await browser.whoAmI()).not.toBeNull();
  });

  it('lose a role within a second of its end', async () => {
    const { person, grant } = await aPerson();
    const browser = await enter(person);
    expect((await browser.call('GET', '/accounts')).statusCode).toBe(200);
    await t.platform.asSystem('test', (context) => endRole(context, grant));
    later(1);
    expect((await browser.call('GET', '/accounts')).statusCode).toBe(403);
  });

  it('end with the person: someone erased is nobody, and nothing here names them', async () => {
    const { person } = await aPerson();
    const browser = await enter(person);
    await t.platform.asSystem('test', (context) => erasePerson(context, person));
    later(1);
    expect(await browser.whoAmI()).toBeNull();
    while ((await deliverEvents(t.platform)) > 0);
    const left = await t.platform.asSystem('test', async (context) => [
      ...(await context.tx.selectFrom('identity.session').select('person').where('person', '=', person).execute()),
      ...(await context.tx.selectFrom('identity.demo_person').select('person').where('person', '=', person).execute()),
    ]);
    expect(left).toEqual([]);
  });

  it('let people say what they are called', async () => {
    const browser = await enter((await aPerson()).person);
    expect((await browser.call('PATCH', '/me', { name: '  刘  静\u202e ' })).json()).toEqual({ name: '刘 静' });
    later(1);
    expect(await browser.whoAmI()).toBe('刘 静');
    expect((await browser.call('PATCH', '/me', { name: '   ' })).statusCode).toBe(400);
    expect((await browser.call('PATCH', '/me', { name: '刘静', roles: ['system-administrator'] })).statusCode).toBe(
      400,
    );
  });
});

describe('the session cookie', () => {
  it('is bound to the host and to HTTPS where the public address is', async () => {
    const secure = await createTestPlatform(modules, { environment: { PUBLIC_ADDRESS: 'https://zz.example.gov.cn' } });
    try {
      const shell = await openShell(secure.platform);
      const person = await secure.platform.asSystem('test', async (context) => {
        const id = await createPerson(context, { name: '居民甲' });
        await addDemoPerson(context, {
          person: id,
          position: 1,
          roles: ['resident'],
          roleLabel: '居民',
          scopeLabel: '翠湖社区',
        });
        return id;
      });
      const response = await new Browser(shell).call('POST', '/demo/sessions', { id: person });
      expect(response.headers['set-cookie']).toMatch(
        /^__Host-zz=[A-Za-z0-9_-]{43}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      await shell.close();
    } finally {
      await secure.stop();
    }
  });
});

describe('the demonstration', () => {
  it('lists its people and lets no one else in', async () => {
    const { person, name } = await aPerson();
    const people = (await new Browser(app).call('GET', '/demo/people')).json<{ id: string }[]>();
    expect(people.find((one) => one.id === person)).toEqual({
      id: person,
      name,
      roles: ['system-administrator'],
      title: '系统管理员',
      scope: '五华区',
    });
    const unlisted = await t.platform.asSystem('test', (context) => createPerson(context, { name: '不在名单' }));
    expect((await new Browser(app).call('POST', '/demo/sessions', { id: unlisted })).statusCode).toBe(404);
  });

  it('does not exist in production: same answer as for any unknown address', async () => {
    const real = await createTestPlatform(modules, {
      environment: { ZHONGZHI_MODE: 'production', SMS_PROVIDER: 'off' },
    });
    try {
      const shell = await openShell(real.platform);
      const browser = new Browser(shell);
      const unknown = (await browser.call('GET', '/no/such/address')).json();
      for (const response of [
        await browser.call('GET', '/demo/people'),
        await browser.call('POST', '/demo/sessions', { id: '018f0000-0000-7000-8000-000000000000' }),
        await browser.call('GET', '/demo/outbox'),
      ]) {
        expect(response.statusCode).toBe(404);
        expect(response.json()).toEqual(unknown);
      }
      expect((await browser.call('GET', '/sessions', undefined, { authorization: 'Bearer demo' })).statusCode).toBe(
        401,
      );
      await expect(
        real.platform.asSystem('test', (context) =>
          addDemoPerson(context, {
            person: '018f0000-0000-7000-8000-000000000000',
            position: 1,
            roles: [],
            roleLabel: '',
            scopeLabel: '',
          }),
        ),
      ).rejects.toThrow('demonstration mode only');
      await shell.close();
    } finally {
      await real.stop();
    }
  });
});
