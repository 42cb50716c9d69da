import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganisation, createPerson, grantRole, putRegions, type RoleDraft } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { defineModule } from '@zhongzhi/kernel';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { notices } from '@zhongzhi/notices/module';
import { CLIENT_PERMISSIONS } from '../accounts/client-keys.ts';
import { addDemoPerson } from '../demo.ts';
import { identity } from '../module.ts';
import { Browser, openShell } from '../../test/builders.ts';

const HERE = '530102001001';
const THERE = '530102001002';
/** Offers a permission to machine clients, as the module of a foreign standard does. */
const offering = defineModule({ name: 'offering', contributions: { [CLIENT_PERMISSIONS]: ['offering.read'] } });

let t: TestPlatform;
let app: FastifyInstance;
let community: Browser;
let administrator: Browser;
let committee: string;
let serial = 0;

async function aPerson(draft: {
  place?: string;
  phone?: string | null;
  roles?: Omit<RoleDraft, 'person'>[];
}): Promise<{ id: string; phone: string }> {
  const phone = `137${String((serial += 1)).padStart(8, '0')}`;
  const id = await t.platform.asSystem('test', async (context) => {
    const person = await createPerson(context, {
      name: '某人',
      phone: draft.phone === null ? null : phone,
      place: draft.place ?? null,
    });
    for (const role of draft.roles ?? []) await grantRole(context, { person, ...role });
    await addDemoPerson(context, { person, position: serial, roles: [], roleLabel: '', scopeLabel: '' });
    return person;
  });
  return { id, phone };
}

async function enter(id: string): Promise<Browser> {
  const browser = new Browser(app);
  await browser.call('POST', '/demo/sessions', { id });
  return browser;
}

beforeAll(async () => {
  t = await createTestPlatform([directory, notices, identity, offering], { environment: { SMS_PROVIDER: 'off' } });
  app = await openShell(t.platform);
  committee = await t.platform.asSystem('test', async (context) => {
    await putRegions(context, [
      { code: '530102', name: '五华区' },
      { code: '530102001', name: '华山街道' },
      { code: HERE, name: '翠湖社区' },
      { code: THERE, name: '文林社区' },
    ]);
    return createOrganisation(context, { kind: 'community-committee', name: '翠湖社区居委会', place: HERE });
  });
  community = await enter((await aPerson({ roles: [{ role: 'community-staff', place: HERE, unit: committee }] })).id);
  administrator = await enter((await aPerson({ roles: [{ role: 'system-administrator', place: '530102' }] })).id);
});
afterAll(async () => {
  await app.close();
  await t.stop();
});

describe('without text messages', () => {
  it('a resident signs in with a code that their own community hands out, once and within ten minutes', async () => {
    const { id, phone } = await aPerson({ place: HERE });
    const asked = (await new Browser(app).call('POST', '/sign-in/codes', { phone })).json<{
      delivery: string;
      requestId: string;
    }>();
    expect(asked.delivery).toBe('staff');
    const issued = await community.call('POST', `/people/${id}/sign-in-codes`);
    expect(issued.statusCode).toBe(201);
    const { code, phoneMasked } = issued.json<{ code: string; phoneMasked: string }>();
    expect(phoneMasked).toBe(`137****${phone.slice(-4)}`);
    const browser = new Browser(app);
    expect((await browser.call('POST', '/sign-in', { requestId: asked.requestId, phone, code })).json()).toMatchObject({
      person: { id },
    });
    expect((await new Browser(app).call('POST', '/sign-in', { phone, code })).statusCode).toBe(400);
    const next = (await community.call('POST', `/people/${id}/sign-in-codes`)).json<{ code: string }>().code;
    t.setNow(new Date(t.now().getTime() + 600_000));
    expect((await new Browser(app).call('POST', '/sign-in', { phone, code: next })).statusCode).toBe(400);
  });

  it('nobody hands out codes for people of other communities, for colleagues, for strangers or for themselves', async () => {
    const elsewhere = await aPerson({ place: THERE });
    const nowhere = await aPerson({});
    const colleague = await aPerson({
      place: HERE,
      roles: [{ role: 'street-leader', place: '530102001', unit: await streetOffice() }],
    });
    const unreachable = await aPerson({ place: HERE, phone: null });
    const status = async (by: Browser, id: string): Promise<number> =>
      (await by.call('POST', `/people/${id}/sign-in-codes`)).statusCode;
    expect(await status(community, elsewhere.id)).toBe(404);
    expect(await status(community, nowhere.id)).toBe(404);
    expect(await status(community, '018f0000-0000-7000-8000-000000000000')).toBe(404);
    expect(await status(community, colleague.id)).toBe(403);
    expect(await status(community, unreachable.id)).toBe(409);
    expect(await status(administrator, elsewhere.id)).toBe(403);
    expect(await status(await enter(elsewhere.id), elsewhere.id)).toBe(403);
  });
});

const streetOffice = (): Promise<string> =>
  t.platform.asSystem('test', (context) =>
    createOrganisation(context, { kind: 'street-office', name: '华山街道办事处', place: '530102001' }),
  );

describe('machine clients', () => {
  it('get a key that is shown once, holds only what modules offer, and dies within a second of its revocation', async () => {
    expect(
      (
        await administrator.call('POST', '/client-keys', { name: '随手拍', permissions: ['identity.account.manage'] })
      ).json(),
    ).toMatchObject({ code: 'client-key.permission-not-offered' });
    const issued = (
      await administrator.call('POST', '/client-keys', { name: '随手拍', permissions: ['offering.read'] })
    ).json<{ id: string; key: string }>();
    expect(issued.key).toMatch(/^zzk_[A-Za-z0-9_-]{43}$/);
    const listed = await administrator.call('GET', '/client-keys');
    expect(listed.json()).toMatchObject({
      items: [{ id: issued.id, name: '随手拍', permissions: ['offering.read'] }],
      grantable: ['offering.read'],
    });
    expect(listed.body).not.toContain(issued.key);
    const withKey = async (key: string): Promise<number> =>
      (await new Browser(app).call('GET', '/sessions', undefined, { authorization: `Bearer ${key}` })).statusCode;
    expect(await withKey(issued.key)).toBe(403); // known, but no person
    expect(await withKey('demo')).toBe(403);
    expect(await withKey(`zzk_${'A'.repeat(43)}`)).toBe(401);
    expect((await administrator.call('DELETE', `/client-keys/${issued.id}`)).statusCode).toBe(200);
    t.setNow(new Date(t.now().getTime() + 1_000));
    expect(await withKey(issued.key)).toBe(401);
  });
});

describe('the documentation', () => {
  it('describes every sign-in address with its body and answer', async () => {
    const document = (await new Browser(app).call('GET', '/api/openapi.json')).json<{
      paths: Record<string, Record<string, { requestBody?: object; responses: object }>>;
    }>();
    for (const path of [
      '/sign-in/codes',
      '/sign-in',
      '/sign-in/password',
      '/sign-in/second-factor',
      '/demo/sessions',
      '/me/password',
      '/accounts',
    ]) {
      const post = document.paths[`/api/v1${path}`]?.['post'];
      expect([path, post?.requestBody, post?.responses]).toEqual([path, expect.any(Object), expect.any(Object)]);
    }
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/session',
        '/api/v1/sessions',
        '/api/v1/sign-in/oidc',
        '/api/v1/sign-in/ticket/callback',
        '/api/v1/demo/people',
      ]),
    );
  });
});
