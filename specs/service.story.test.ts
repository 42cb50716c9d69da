import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { issueDue } from '@zhongzhi/certificates';
import { decideMerchant, joinMerchant, listItem, openBudget } from '@zhongzhi/beans';
import { registerVolunteer } from '@zhongzhi/volunteers';
import { sql } from 'kysely';
import { PLACES } from './access/seats.ts';
import { aServer, type AServer } from './a-server.ts';
import { textOfPdf, verifiersOf } from './verifiers.ts';
import { expectAccessible, launchBrowser, openWindow, PHONE, SCREEN, sees, type Window } from './browser.ts';

const LIMIT_MS = 120_000;
const HOUR_MS = 3_600_000;

describe.each([
  ['on a phone', PHONE],
  ['at a screen', SCREEN],
] as const)('volunteer service %s: from a project to beans spent', (_where, size) => {
  let server: AServer;
  let base: string;
  let browser: Browser;
  const windows: Window[] = [];
  let activity: string;
  let start: Date;

  const anyWindow = async (): Promise<Window> => {
    const window = await openWindow(browser, base, size);
    windows.push(window);
    return window;
  };
  const enter = async (seat: string): Promise<Page> => {
    const window = await anyWindow();
    await window.page.request.post('/api/v1/demo/sessions', { data: { id: server.seat(seat).person } });
    return window.page;
  };
  const send = async <T>(page: Page, path: string, data: object): Promise<T> => {
    const answer = await page.request.post(`/api/v1${path}`, { data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  };
  let leader: Page;
  let first: Page;
  let second: Page;

  beforeAll(async () => {
    server = await aServer({ now: new Date().toISOString() });
    base = await server.listen();
    browser = await launchBrowser();
    start = new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 48 * HOUR_MS);
    await server.t.platform.asSystem('story', async (context) => {
      for (const name of ['resident', 'volunteer'])
        await registerVolunteer(context, { person: server.seat(name).person });
      await sql`insert into volunteering.star_scheme (district, level, valid_from, hours, granting_body, valid_years)
        values (${context.district}, 1, '2020-01-01', 2, '区志愿服务主管部门', null)`.execute(context.tx);
      await openBudget(context, { name: '今年', amount: 1_000, source: '区财政' });
      const id = await joinMerchant(context, {
        unit: server.seat('merchant').unitId!,
        address: '文林街1号',
        intro: '书店',
      });
      await decideMerchant(context, { id, status: 'active' });
      await listItem(context, { merchant: id, name: '绘本一册', intro: '一册', beans: 2, stock: 1, mostPerPerson: 1 });
    });
    [leader, first, second] = [await enter('community-staff'), await enter('resident'), await enter('volunteer')];
  }, LIMIT_MS);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
  }, LIMIT_MS);

  test(
    'the community proposes a project, the street approves it, and an activity with one place is published',
    async () => {
      const project = await send<{ id: string }>(leader, '/projects', {
        place: PLACES.community,
        kind: 'environment',
        title: '翠湖周末清洁',
        content: '清扫步道、捡拾垃圾',
        risks: '湖边路滑，注意防滑',
      });
      const street = await enter('street-staff');
      await send(street, `/projects/${project.id}/decision`, { opens: true });
      const made = await send<{ id: string }>(leader, '/activities', {
        project: project.id,
        title: '周六清洁翠湖',
        content: '清扫步道、捡拾垃圾',
        address: '翠湖公园南门',
        shifts: [
          {
            name: '上午',
            startsAt: start.toISOString(),
            endsAt: new Date(start.getTime() + 2 * HOUR_MS).toISOString(),
            posts: [{ name: '保洁', capacity: 1, waitlist: 2 }],
          },
        ],
      });
      activity = made.id;
      await send(leader, `/activities/${activity}/opening`, {});
    },
    LIMIT_MS,
  );

  test(
    'one finds it and takes the last place, another waits in line; the first gives it back, the second takes it',
    async () => {
      await first.goto('/activities');
      await sees(first, '周六清洁翠湖');
      await expectAccessible(first, 'activities');
      await first
        .getByRole('link', { name: /周六清洁翠湖/u })
        .first()
        .click();
      await sees(first, '湖边路滑，注意防滑');
      await expectAccessible(first, 'activity');
      for (const [page, words] of [
        [first, '您已报名这个岗位'],
        [second, /您在候补/u],
      ] as const) {
        await page.goto(`/activities/${activity}`);
        await page.getByRole('checkbox', { name: /保洁/u }).check({ force: true });
        await page.getByRole('button', { name: /报名/u }).click();
        await sees(page, words);
      }
      await first.goto('/volunteer');
      await sees(first, '周六清洁翠湖');
      await expectAccessible(first, 'own page');
      await first.getByRole('button', { name: /退出/u }).first().click();
      await first.getByRole('dialog').getByRole('button', { name: '退出', exact: true }).click();
      await sees(first, '已退出，名额给了别人');
      await second.goto('/volunteer');
      await sees(second, '有名额了，请确认');
      await second.getByRole('button', { name: '确认参加' }).click();
      await sees(second, '已报名');
    },
    LIMIT_MS,
  );

  const digits = async (): Promise<string> => {
    const shown = leader.locator('.screen-digits');
    await shown.waitFor();
    return (await shown.textContent())!.trim();
  };
  const check = async (step: '签到' | '签退', outcome: RegExp): Promise<void> => {
    await leader.goto(`/organise/${activity}`);
    await leader.getByRole('radio', { name: step }).check({ force: true });
    await leader.waitForResponse((answer) => answer.url().includes('/code?step=') && answer.ok());
    await second.goto(`/check?activity=${activity}`);
    await second.getByRole('radio', { name: step }).check({ force: true });
    await second.getByLabel('屏幕上的六位数').fill(await digits());
    await second.getByRole('button', { name: '提交' }).click();
    await sees(second, outcome);
  };

  test(
    'the code on the leader’s screen lets them in and out; the leader sees who is there',
    async () => {
      server.t.setNow(new Date(start.getTime() - 10 * 60_000));
      await check('签到', /签到成功/u);
      await expectAccessible(second, 'check');
      await leader.goto(`/organise/${activity}`);
      await sees(leader, '在场 1');
      await expectAccessible(leader, 'organise');
      server.t.setNow(new Date(start.getTime() + 2 * HOUR_MS + 5 * 60_000));
      await check('签退', /签退成功/u);
    },
    LIMIT_MS,
  );

  test(
    'the leader confirms all in one act: hours and beans stand on the volunteer’s page',
    async () => {
      await leader.clock.setFixedTime(server.t.now());
      await leader.goto(`/organise/${activity}`);
      await leader.getByRole('button', { name: '确认全部服务时间' }).click();
      await sees(leader, /已确认 1 人/u);
      await expectAccessible(leader, 'after the confirmation');
      await second.goto('/volunteer');
      await sees(second, '2 小时');
      await sees(second, '2 颗');
      await sees(second, '1 星');
      await sees(second, '120 分钟');
      await expectAccessible(second, 'own page with a record');
    },
    LIMIT_MS,
  );

  test(
    'beans are given for a book: the merchant takes the code once, the district settles',
    async () => {
      await second.goto('/beans');
      await sees(second, '我有 2 颗金豆');
      await second.getByRole('button', { name: '兑换绘本一册' }).click();
      const code = (await second.getByRole('dialog').locator('.screen-digits').textContent())!.trim();
      expect(code).toMatch(/^\d{8}$/u);
      await expectAccessible(second, 'redemption');
      const merchant = await enter('merchant');
      await merchant.goto('/merchant');
      await merchant.getByLabel('八位兑换码').fill(code);
      await merchant.getByRole('button', { name: '核销' }).click();
      await sees(merchant, '已核销：绘本一册，2 颗');
      await sees(merchant, '今天核销 1 笔，2 颗');
      await expectAccessible(merchant, 'merchant');
      const own = (await (await merchant.request.get('/api/v1/my/merchants')).json()) as { items: { id: string }[] };
      const again = await merchant.request.post(`/api/v1/merchants/${own.items[0]!.id}/codes`, { data: { code } });
      expect(await again.json()).toMatchObject({ outcome: 'taken-before', beans: 2 });
      const district = await enter('district-administrator');
      const day = server.t.now().toISOString().slice(0, 10);
      const next = new Date(server.t.now().getTime() + 24 * HOUR_MS).toISOString().slice(0, 10);
      expect(await send(district, `/merchants/${own.items[0]!.id}/statements`, { from: day, to: next })).toMatchObject({
        beans: 2,
        redemptions: 1,
      });
      await merchant.reload();
      await merchant.getByRole('tab', { name: '结算' }).click();
      await sees(merchant, '1 笔，2 颗');
      const saved = merchant.waitForEvent('download');
      await merchant.getByRole('button', { name: /下载结算单/u }).click();
      expect((await saved).suggestedFilename()).toMatch(/^金豆结算单-.+\.pdf$/u);
      await expectAccessible(merchant, 'statements');
      await district.goto('/desk/beans');
      await district.getByRole('button', { name: '登记结清' }).first().click();
      await district.getByLabel('付款凭据，例如：银行转账流水号').fill('转账 0001');
      await district.getByRole('dialog').getByRole('button', { name: '登记结清' }).click();
      await sees(district, '已结清');
      await expectAccessible(district, 'settlement');
    },
    LIMIT_MS,
  );

  test(
    'the unit that organised certifies the service: posted, issued, checked by anybody, as PDF and as credential',
    async () => {
      const unit = server.seat('community-staff').unitId!;
      await leader.goto('/desk/certificates');
      await leader.getByLabel('联系方式（印在证明上）').fill('0871-6000000');
      await leader.getByLabel('公示天数（0 为不公示，立即开出）').fill('7');
      const kept = leader.waitForResponse(
        (answer) => answer.url().includes(`/certificates/issuers/${unit}`) && answer.ok(),
      );
      await leader
        .getByRole('button', { name: '保 存' })
        .or(leader.getByRole('button', { name: '保存' }))
        .first()
        .click();
      await kept;
      await second.goto('/certificates');
      await second.getByRole('button', { name: '看看证明上写什么' }).click();
      await sees(second, '这个单位要先公示 7 天。');
      await expectAccessible(second, 'asking for a certificate');
      await second.getByRole('button', { name: '开具证明' }).click();
      await sees(second, /公示到/u);
      server.t.setNow(new Date(server.t.now().getTime() + 7 * 24 * HOUR_MS + 60_000));
      await server.t.platform.asSystem('story', issueDue);
      for (const page of [second, leader])
        await page.request.post('/api/v1/demo/sessions', {
          data: { id: server.seat(page === second ? 'volunteer' : 'community-staff').person },
        });
      await second.goto('/certificates');
      await sees(second, '已开出');
      await expectAccessible(second, 'own certificates');
      const saved = second.waitForEvent('download');
      await second.getByRole('link', { name: '下载 PDF' }).click();
      const text = await textOfPdf(await readFile(await (await saved).path()));
      const address = new URL(/https?:\/\/[^ ]+\/v\/[0-9a-f-]{36}#[0-9a-f]{8}/u.exec(text)![0]);
      const { page: anybody } = await anyWindow();
      await anybody.goto(`${address.pathname}${address.hash}`);
      await sees(anybody, '这份证明真实有效');
      await anybody.getByLabel('输入证明上的姓名或持证码').fill('测试volunteer');
      await anybody.getByRole('button', { name: '核对' }).click();
      await sees(anybody, '一致');
      await expectAccessible(anybody, 'public check');
      const answer = await anybody.request.get(`/api/v1/certificates/${address.pathname.split('/').at(-1)}/credential`);
      const host = `http://localhost:${server.t.platform.settings.port}`;
      const credential: unknown = await answer.json();
      expect(await verifiersOf(server, host).byDigitalBazaar(credential, server.t.now())).toBe(true);
      await leader.goto('/desk/certificates');
      await leader
        .getByRole('button', { name: /撤.?销/u })
        .first()
        .click();
      await leader.getByLabel('理由').fill('活动并未举行');
      await leader
        .getByRole('dialog')
        .getByRole('button', { name: /撤.?销/u })
        .click();
      await sees(leader, '已撤销');
      await expectAccessible(leader, 'register');
      await anybody.reload();
      await sees(anybody, '这份证明已撤销');
    },
    LIMIT_MS,
  );
});
