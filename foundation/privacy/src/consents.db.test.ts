import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '@zhongzhi/identity/testing';
import { runJob } from '@zhongzhi/kernel';
import { modules, openWorld, type World } from '../test/world.ts';
import { hasConsent, mayAsk, recordConsent } from './consents.ts';
import type { ConsentState, PrivacyNotice } from './contract/index.ts';
import { checks } from './retention.ts';

const PORTRAIT = 'club.portrait';
const START = '2019-10-14T02:00:00Z';
let world: World;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zz-privacy-'));
  world = await openWorld(folder);
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});

const later = (days: number): void => world.t.setNow(new Date(world.t.now().getTime() + days * 86_400_000));

async function stateOf(browser: Browser, query = ''): Promise<ConsentState> {
  const { items } = (await browser.call('GET', `/me/consents${query}`)).json<{ items: ConsentState[] }>();
  return items.find(({ purpose }) => purpose === PORTRAIT)!;
}

async function decide(
  browser: Browser,
  decision: 'given' | 'refused',
  extra: object = {},
): Promise<{ status: number; code?: string }> {
  const { textHash } = (await stateOf(browser)) ?? {};
  const response = await browser.call('POST', '/me/consents', { purpose: PORTRAIT, decision, textHash, ...extra });
  return { status: response.statusCode, ...response.json<{ code?: string }>() };
}

const agreed = (person: string): Promise<boolean> =>
  world.t.platform.asSystem('test', (context) => hasConsent(context, person, PORTRAIT));

test('the notice lists every personal datum of every module, to everybody, with purpose, basis, retention and rights', async () => {
  const response = await new Browser(world.app).call('GET', '/privacy-notice');
  expect(response.statusCode).toBe(200);
  const notice = response.json<PrivacyNotice>();
  expect(notice.items.map(({ key }) => key)).toEqual(
    modules.flatMap(({ personalData }) => (personalData ?? []).map(({ key }) => key)),
  );
  expect(notice.items.find(({ key }) => key === 'directory.id-number')).toMatchObject({
    basis: 'separate-consent',
    basisWords: { zh: '您的单独同意' },
    sensitive: true,
    datum: { zh: '身份证号' },
  });
  expect(notice.items.every(({ purpose, retention }) => purpose.zh !== '' && retention.en !== '')).toBe(true);
  expect(notice.rights.map(({ right }) => right.zh)).toEqual(
    expect.arrayContaining(['查看和复制', '撤回同意', '注销和删除']),
  );
  expect(notice.version).toMatch(/^[0-9a-f]{12}$/);
});

test('nobody has consented before they say so; then they have; one call withdraws, at once', async () => {
  const { id, browser } = await world.enter({ name: '何静', phone: '13900000001' });
  expect(await stateOf(browser)).toMatchObject({ state: 'none', mayAsk: true });
  expect(await agreed(id)).toBe(false);
  expect((await decide(browser, 'given')).status).toBe(200);
  expect(await agreed(id)).toBe(true);
  expect(await stateOf(browser)).toMatchObject({ state: 'given', mayAsk: false, byGuardian: false });
  expect((await browser.call('DELETE', `/me/consents/${PORTRAIT}`)).json()).toEqual({
    purpose: PORTRAIT,
    state: 'withdrawn',
  });
  expect(await agreed(id)).toBe(false);
  expect(await stateOf(browser)).toMatchObject({ state: 'withdrawn', mayAsk: false });
});

test('a refused purpose is not asked again for 90 days, and only then', async () => {
  const { id, browser } = await world.enter({ name: '许可', phone: '13900000002' });
  await decide(browser, 'refused');
  const ask = (): Promise<boolean> => world.t.platform.asSystem('test', (context) => mayAsk(context, id, PORTRAIT));
  later(89.9);
  expect(await ask()).toBe(false);
  later(0.2);
  expect(await ask()).toBe(true);
  expect(await agreed(id)).toBe(false);
  world.t.setNow(START);
});

test('a consent records the words that were shown, when, by whom and over which channel, and cannot be altered', async () => {
  const { id, browser } = await world.enter({ name: '周全', phone: '13900000003' });
  const { words } = await stateOf(browser);
  await decide(browser, 'given');
  await world.t.platform.asSystem('test', async (context) => {
    const row = await context.tx
      .selectFrom('privacy.consent as c')
      .innerJoin('privacy.consent_text as t', 't.hash', 'c.text_hash')
      .selectAll()
      .where('c.person', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      decision: 'given',
      decided_by: id,
      channel: 'web',
      at: new Date(START),
      purpose: PORTRAIT,
    });
    expect((row.text as { zh: string }).zh).toBe(words);
  });
  await expect(
    world.t.platform.asSystem('test', (context) =>
      context.tx.deleteFrom('privacy.consent').where('person', '=', id).execute(),
    ),
  ).rejects.toThrow(/permission denied/);
});

test('consent to other words than the present ones is refused, and one to earlier words no longer counts', async () => {
  const { id, browser } = await world.enter({ name: '方圆', phone: '13900000004' });
  const refused = await browser.call('POST', '/me/consents', {
    purpose: PORTRAIT,
    decision: 'given',
    textHash: '0'.repeat(32),
  });
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'privacy.text-changed']);
  expect(await agreed(id)).toBe(false);
  await world.t.platform.asSystem('test', async (context) => {
    await context.tx
      .insertInto('privacy.consent_text')
      .values({
        district: context.district,
        hash: 'f'.repeat(32),
        purpose: PORTRAIT,
        text: JSON.stringify({ zh: '旧的说明', en: 'Old words' }),
        first_used_at: context.now,
      })
      .execute();
    await context.tx
      .insertInto('privacy.consent')
      .values({
        district: context.district,
        id: context.newId(),
        person: id,
        purpose: PORTRAIT,
        decision: 'given',
        decided_by: id,
        text_hash: 'f'.repeat(32),
        notice_version: 'old',
        channel: 'web',
        at: context.now,
      })
      .execute();
  });
  expect(await agreed(id)).toBe(false);
  expect(await stateOf(browser)).toMatchObject({ state: 'text-changed', wordsBefore: '旧的说明', mayAsk: true });
});

test('what rests on a statutory duty, or is not in the register, cannot be consented to', async () => {
  const { browser } = await world.enter({ name: '钱进', phone: '13900000005' });
  for (const purpose of ['directory.name', 'no.such-thing']) {
    const response = await browser.call('POST', '/me/consents', {
      purpose,
      decision: 'given',
      textHash: '0'.repeat(32),
    });
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([404, 'privacy.unknown-purpose']);
  }
  expect((await browser.call('DELETE', `/me/consents/${PORTRAIT}`)).json<{ code: string }>().code).toBe(
    'privacy.nothing-to-withdraw',
  );
  await expect(
    world.t.platform.asSystem('test', (context) =>
      recordConsent(context, { person: context.newId(), purpose: 'directory.name', decision: 'given' }),
    ),
  ).rejects.toMatchObject({ code: 'privacy.unknown-purpose' });
});

test('a child under 14 cannot consent; the guardian can, for this child and no other', async () => {
  const child = await world.enter({ name: '小满', phone: '13900000006', birthYear: 2010 });
  const other = await world.enter({ name: '小寒', phone: '13900000007', birthYear: 2010 });
  const mother = await world.enter({ name: '李芒', phone: '13900000008' });
  expect(await decide(child.browser, 'given')).toMatchObject({ status: 403, code: 'privacy.guardian-needed' });
  expect(await decide(mother.browser, 'given', { for: child.id })).toMatchObject({ status: 404 });
  await world.isGuardian(mother.id, child.id);
  expect((await decide(mother.browser, 'given', { for: child.id })).status).toBe(200);
  expect([await agreed(child.id), await agreed(mother.id), await agreed(other.id)]).toEqual([true, false, false]);
  expect(await stateOf(child.browser)).toMatchObject({ state: 'given', byGuardian: true });
  expect(await stateOf(mother.browser, `?for=${child.id}`)).toMatchObject({ state: 'given' });
  expect((await mother.browser.call('GET', `/me/consents?for=${other.id}`)).statusCode).toBe(404);
  expect((await mother.browser.call('GET', `/me/data?for=${other.id}`)).statusCode).toBe(404);
  expect((await mother.browser.call('POST', '/me/erasure', { confirm: '注销', for: other.id })).statusCode).toBe(404);
});

test('from 14 to 17 they decide themselves and the guardian is told', async () => {
  const teen = await world.enter({ name: '小雪', phone: '13900000009', birthYear: 2004 });
  const father = await world.enter({ name: '高山', phone: '13900000010' });
  await world.isGuardian(father.id, teen.id);
  expect(await decide(father.browser, 'given', { for: teen.id })).toMatchObject({
    status: 403,
    code: 'privacy.decides-themselves',
  });
  expect((await decide(teen.browser, 'given')).status).toBe(200);
  const { items } = (await father.browser.call('GET', '/notices')).json<{ items: { kind: string; body: string }[] }>();
  expect(items[0]).toMatchObject({ kind: 'privacy.minor-decided' });
  expect(items[0]!.body).toContain('活动照片');
});

test('from 14 to 17 without a named guardian nothing is agreed to, but refusing and withdrawing stay possible', async () => {
  const teen = await world.enter({ name: '小霜', phone: '13900000013', birthYear: 2004 });
  const aunt = await world.enter({ name: '高岭', phone: '13900000014' });
  expect(await decide(teen.browser, 'given')).toMatchObject({ status: 409, code: 'privacy.guardian-unnamed' });
  expect(await agreed(teen.id)).toBe(false);
  expect((await decide(teen.browser, 'refused')).status).toBe(200);
  await world.isGuardian(aunt.id, teen.id);
  expect((await decide(teen.browser, 'given')).status).toBe(200);
  expect((await teen.browser.call('DELETE', `/me/consents/${PORTRAIT}`)).statusCode).toBe(200);
  expect(await agreed(teen.id)).toBe(false);
});

test('consents go three years after they ceased to count, those in force stay, and doctor sees what is overdue', async () => {
  const quitter = await world.enter({ name: '退出者', phone: '13900000011' });
  const stayer = await world.enter({ name: '留下者', phone: '13900000012' });
  await decide(quitter.browser, 'given');
  later(1);
  await quitter.browser.call('DELETE', `/me/consents/${PORTRAIT}`);
  await decide(stayer.browser, 'given');
  const check = checks.find(({ name }) => name === 'privacy.consents-forgotten')!;
  const isFine = async (): Promise<boolean> =>
    (
      await world.t.platform.transact('public', 'read', { actor: { kind: 'system', reason: 'test' } }, (context) =>
        check.run(context),
      )
    ).ok;
  later(3 * 365);
  await runJob(world.t.platform, 'privacy.forget-consents');
  expect(await isFine()).toBe(true);
  later(20);
  expect(await isFine()).toBe(false);
  await runJob(world.t.platform, 'privacy.forget-consents');
  expect(await isFine()).toBe(true);
  expect(await agreed(stayer.id)).toBe(true);
  const client = new pg.Client({ connectionString: world.t.url });
  await client.connect();
  const { rows } = await client.query<{ n: string }>(
    'select count(*)::text as n from privacy.consent where person = $1',
    [quitter.id],
  );
  await client.end();
  expect(rows[0]!.n).toBe('0');
  world.t.setNow(START);
});

test('a stranger who is not signed in gets none of this', async () => {
  const stranger = new Browser(world.app);
  for (const path of ['/me/consents', '/me/data']) expect((await stranger.call('GET', path)).statusCode).toBe(401);
  expect((await stranger.call('POST', '/me/erasure', { confirm: '注销' })).statusCode).toBe(401);
});
