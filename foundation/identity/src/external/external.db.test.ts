import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, findPersonByPhone, grantRole, putRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { readSettings } from '@zhongzhi/kernel';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { notices } from '@zhongzhi/notices/module';
import { Browser, openShell } from '../../test/builders.ts';
import { startFakeIssuer, type FakeIssuer } from '../../test/fake-issuer.ts';
import { identity } from '../module.ts';
import { safeReturn } from './round-trip.ts';

const HOME = 'http://127.0.0.1:3999';
const FAILED = '/sign-in?failed=external';

let t: TestPlatform;
let app: FastifyInstance;
let issuer: FakeIssuer;
let province: ChildProcess;
let provinceAddress: string;

const pathOf = (url: URL): string => `${url.pathname}${url.search}`;

beforeAll(async () => {
  issuer = await startFakeIssuer({
    id: 'zhongzhi',
    secret: 'a secret of the client',
    callback: `${HOME}/api/v1/sign-in/oidc/callback`,
  });
  province = spawn(process.execPath, [fileURLToPath(new URL('../../test/fake-province.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  provinceAddress = ((await once(province.stdout!, 'data')) as [Buffer])[0].toString().trim();
  t = await createTestPlatform([directory, notices, identity], {
    now: new Date().toISOString(), // the issuer's tokens are dated by the real clock
    environment: {
      PUBLIC_ADDRESS: HOME,
      OIDC_ISSUER: issuer.issuer,
      OIDC_CLIENT_ID: 'zhongzhi',
      OIDC_CLIENT_SECRET: 'a secret of the client',
      TICKET_LOGIN_ADDRESS: provinceAddress,
      TICKET_CLIENT_ID: 'fake-client',
      TICKET_CLIENT_SECRET: 'fake-client-secret',
    },
  });
  app = await openShell(t.platform);
});
afterAll(async () => {
  await app.close();
  await t.stop();
  await issuer.stop();
  province.kill();
});

const leave = async (browser: Browser, provider: 'oidc' | 'ticket', back = '/'): Promise<string> => {
  const response = await browser.call('GET', `/sign-in/${provider}?return=${encodeURIComponent(back)}`);
  expect(response.statusCode).toBe(303);
  return response.headers.location!;
};

describe('OpenID Connect', () => {
  it('lets a new person in, finds the same one next time, and goes back to the page that sent them', async () => {
    issuer.accounts.set('sub-1', { name: '陈静', phone: null, isPhoneVerified: false, methods: ['pwd'] });
    const browser = new Browser(app);
    const address = await leave(browser, 'oidc', '/my/matters?tab=open');
    expect(address).toMatch(/code_challenge_method=S256/);
    expect(address).toMatch(/nonce=[\w-]{20,}/);
    const back = await issuer.visit(address, 'sub-1');
    const arrived = await browser.call('GET', pathOf(back));
    expect([arrived.statusCode, arrived.headers.location]).toEqual([303, '/my/matters?tab=open']);
    expect(await browser.whoAmI()).toBe('陈静');
    const again = new Browser(app);
    await again.call('GET', pathOf(await issuer.visit(await leave(again, 'oidc'), 'sub-1')));
    const ids = await Promise.all(
      [browser, again].map(
        async (one) => (await one.call('GET', '/session')).json<{ person: { id: string } }>().person.id,
      ),
    );
    expect(ids[0]).toBe(ids[1]);
  });

  it('recognises a person by a number that the issuer verified, never by one it did not', async () => {
    const known = await t.platform.asSystem('test', (context) =>
      createPerson(context, { name: '李娜', phone: '13500000001' }),
    );
    issuer.accounts.set('sub-2', {
      name: '冒名者',
      phone: '+86 135 0000 0001',
      isPhoneVerified: false,
      methods: ['pwd'],
    });
    const impostor = new Browser(app);
    await impostor.call('GET', pathOf(await issuer.visit(await leave(impostor, 'oidc'), 'sub-2')));
    expect(await impostor.whoAmI()).toBe('冒名者');
    issuer.accounts.set('sub-3', { name: '娜', phone: '+86 135 0000 0001', isPhoneVerified: true, methods: ['pwd'] });
    const browser = new Browser(app);
    await browser.call('GET', pathOf(await issuer.visit(await leave(browser, 'oidc'), 'sub-3')));
    expect((await browser.call('GET', '/session')).json()).toMatchObject({ person: { id: known, name: '李娜' } });
  });

  it('puts offices in force only when the issuer says that two factors were used', async () => {
    await t.platform.asSystem('test', async (context) => {
      await putRegions(context, [{ code: '530102', name: '五华区' }]);
      const person = await createPerson(context, { name: '周凯', phone: '13500000005' });
      await grantRole(context, { person, role: 'supervisor', place: '530102' });
    });
    for (const [methods, roles] of [
      [['pwd'], []],
      [['pwd', 'otp', 'mfa'], ['supervisor']],
    ] as const) {
      issuer.accounts.set('sub-5', {
        name: '周凯',
        phone: '13500000005',
        isPhoneVerified: true,
        methods: [...methods],
      });
      const browser = new Browser(app);
      await browser.call('GET', pathOf(await issuer.visit(await leave(browser, 'oidc'), 'sub-5')));
      const { person } = (await browser.call('GET', '/session')).json<{ person: { roles: { role: string }[] } }>();
      expect(person.roles.map((held) => held.role)).toEqual(roles);
    }
  });

  it('refuses a callback that is replayed, comes to another browser, carries another state, or comes too late', async () => {
    issuer.accounts.set('sub-4', { name: '刘洋', phone: null, isPhoneVerified: false, methods: ['pwd'] });
    const arrive = async (browser: Browser, url: URL): Promise<string | undefined> =>
      (await browser.call('GET', pathOf(url))).headers.location;
    const mine = new Browser(app);
    const back = await issuer.visit(await leave(mine, 'oidc'), 'sub-4');
    const victim = new Browser(app);
    expect(await arrive(victim, back)).toBe(FAILED); // a callback address that someone sent (login forgery)
    await leave(victim, 'oidc');
    expect(await arrive(victim, back)).toBe(FAILED);
    const changed = new URL(back);
    changed.searchParams.set('state', 'A'.repeat(43));
    expect(await arrive(mine, changed)).toBe(FAILED);
    const second = new Browser(app);
    const secondBack = await issuer.visit(await leave(second, 'oidc'), 'sub-4');
    const trip = second.cookies.get('zz-trip')!;
    expect(await arrive(second, secondBack)).toBe('/');
    second.cookies.clear();
    second.cookies.set('zz-trip', trip);
    expect(await arrive(second, secondBack)).toBe(FAILED);
    expect(await second.whoAmI()).toBeNull();
    const late = new Browser(app);
    const lateBack = await issuer.visit(await leave(late, 'oidc'), 'sub-4');
    const before = t.now();
    t.setNow(new Date(before.getTime() + 601_000));
    expect(await arrive(late, lateBack)).toBe(FAILED);
    t.setNow(before);
  });

  it('says on the sign-in page that it failed when the issuer refused, and lets nobody in with a made-up code', async () => {
    const browser = new Browser(app);
    const state = new URL(await leave(browser, 'oidc')).searchParams.get('state')!;
    expect(
      (await browser.call('GET', `/sign-in/oidc/callback?state=${state}&error=access_denied`)).headers.location,
    ).toBe(FAILED);
    const other = new Browser(app);
    const otherState = new URL(await leave(other, 'oidc')).searchParams.get('state')!;
    expect(
      (
        await other.call(
          'GET',
          `/sign-in/oidc/callback?state=${otherState}&code=made-up&iss=${encodeURIComponent(issuer.issuer)}`,
        )
      ).headers.location,
    ).toBe(FAILED);
    expect(await other.whoAmI()).toBeNull();
  });
});

describe("a province's tickets", () => {
  const control = (value: object): Promise<Response> =>
    fetch(`${provinceAddress}/control`, { method: 'POST', body: JSON.stringify(value) });
  const visit = async (address: string): Promise<URL> =>
    new URL((await fetch(address, { redirect: 'manual' })).headers.get('location')!);

  it('let a person in by ticket, token and user, and link them to their number', async () => {
    await control({ userId: 'u-9', name: '王强', mobile: '13600000009' });
    const browser = new Browser(app);
    const arrived = await browser.call('GET', pathOf(await visit(await leave(browser, 'ticket', '/appeals'))));
    expect(arrived.headers.location).toBe('/appeals');
    expect(await browser.whoAmI()).toBe('王强');
    const person = await t.platform.asSystem('test', (context) => findPersonByPhone(context, '13600000009'));
    expect((await browser.call('GET', '/session')).json()).toMatchObject({ person: { id: person!.id } });
  });

  it('are different people from equal subjects of another issuer', async () => {
    issuer.accounts.set('u-9', { name: '别人', phone: null, isPhoneVerified: false, methods: ['pwd'] });
    const browser = new Browser(app);
    await browser.call('GET', pathOf(await issuer.visit(await leave(browser, 'oidc'), 'u-9')));
    expect(await browser.whoAmI()).toBe('别人');
  });

  it.each(['http-500', 'not-json', 'other-token'])('let nobody in when the province answers with %s', async (mode) => {
    await control({ userId: 'u-10', name: '赵六', mobile: '13600000010', mode });
    const browser = new Browser(app);
    expect((await browser.call('GET', pathOf(await visit(await leave(browser, 'ticket'))))).headers.location).toBe(
      FAILED,
    );
    expect(await browser.whoAmI()).toBeNull();
    await control({ userId: 'u-10', name: '赵六', mobile: '13600000010' });
  });

  it('let nobody in with a made-up ticket or without the state of this browser', async () => {
    const browser = new Browser(app);
    const back = new URL(new URL(await leave(browser, 'ticket')).searchParams.get('redirect')!);
    back.searchParams.set('ticket', 'made-up');
    expect((await browser.call('GET', pathOf(back))).headers.location).toBe(FAILED);
    const real = await visit(await leave(browser, 'ticket'));
    real.searchParams.delete('state');
    expect((await browser.call('GET', pathOf(real))).headers.location).toBe(FAILED);
    expect(await browser.whoAmI()).toBeNull();
  });
});

describe('settings of outside sign-ins', () => {
  it('are refused when incomplete or not over HTTPS, and their addresses do not exist while unset', async () => {
    const complete = {
      PUBLIC_ADDRESS: 'https://zz.example.gov.cn',
      OIDC_ISSUER: 'https://id.example.gov.cn',
      OIDC_CLIENT_ID: 'zz',
    };
    for (const [name, value] of [
      ['PUBLIC_ADDRESS', ''],
      ['OIDC_CLIENT_ID', ''],
      ['OIDC_ISSUER', 'http://id.example.gov.cn'],
    ] as const) {
      const settings = readSettings({ ZHONGZHI_MODE: 'demo', ...complete, [name]: value });
      const fake = { settings, clock: t.platform.clock } as TestPlatform['platform'];
      expect(() => identity.prepare!(fake), name).toThrow(/PUBLIC_ADDRESS|OIDC_CLIENT_ID|https/);
    }
    const plain = await createTestPlatform([directory, notices, identity]);
    const shell = await openShell(plain.platform);
    expect((await new Browser(shell).call('GET', '/sign-in/oidc')).statusCode).toBe(404);
    await shell.close();
    await plain.stop();
  });
});

describe('the page to return to', () => {
  it.each([
    ['//evil.example'],
    ['/\\evil.example'],
    ['https://evil.example'],
    ['javascript:alert(1)'],
    ['/\t/evil.example'],
    ['/..//evil.example'],
    [''],
    [undefined],
  ])('is the front page instead of %j', (path) => {
    expect(safeReturn(path)).toMatch(/^\/(evil\.example)?$/);
  });
  it('is any path of this platform', () => {
    expect(safeReturn('/cases/2019?tab=open#top')).toBe('/cases/2019?tab=open#top');
  });
});
