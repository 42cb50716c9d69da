import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideProject, openActivity, planActivity, proposeProject, signUp } from '@zhongzhi/volunteering';
import { registerVolunteer } from '@zhongzhi/volunteers';
import { sql } from 'kysely';
import { PLACES } from './access/seats.ts';
import { aServer, type AServer } from './a-server.ts';
import { expectAccessible, launchBrowser, openWindow, PHONE, sees, type Window } from './browser.ts';

const LIMIT_MS = 120_000;
const HOUR_MS = 3_600_000;
/** Until the browser has the pages for when there is no network. */
const keepsPages = (page: Page): Promise<unknown> =>
  page.evaluate(`navigator.serviceWorker.ready.then(({ active }) => active.state)`);
/** Who holds a place. */
const EXPECTED = ['resident', 'volunteer', 'party-member'] as const;

describe('checking people in where there is no network', () => {
  let server: AServer;
  let base: string;
  let browser: Browser;
  const windows: Window[] = [];
  let activity: string;
  let other: string;
  let leader: Page;
  let second: Page;
  const phones = new Map<string, Page>();

  const open = async (seat: string): Promise<Page> => {
    const window = await openWindow(browser, base, PHONE, { keepsPages: true });
    windows.push(window);
    await window.page.request.post('/api/v1/demo/sessions', { data: { id: server.seat(seat).person } });
    return window.page;
  };
  const publish = (title: string, people: readonly string[]): Promise<string> =>
    server.t.platform.asSystem('story', async (context) => {
      const project = await proposeProject(context, {
        unit: server.seat('community-staff').unitId!,
        place: PLACES.community,
        kind: 'environment',
        title,
        content: '清扫步道',
        risks: '路滑',
      });
      await decideProject(context, { id: project, opens: true });
      const startsAt = new Date(context.now.getTime() + HOUR_MS / 2);
      const id = await planActivity(context, {
        project,
        title,
        content: '清扫步道',
        address: '山里的步道口',
        leader: server.seat('community-staff').person,
        signUpFrom: new Date(context.now.getTime() - HOUR_MS),
        shifts: [
          {
            name: '上午',
            startsAt,
            endsAt: new Date(startsAt.getTime() + 2 * HOUR_MS),
            posts: [{ name: '保洁', capacity: 9 }],
          },
        ],
      });
      await openActivity(context, id);
      const { rows } = await sql<{
        id: string;
      }>`select id from volunteering.post where district = ${context.district} and activity = ${id}`.execute(
        context.tx,
      );
      for (const seat of people) {
        await registerVolunteer(context, { person: server.seat(seat).person });
        await signUp(context, { person: server.seat(seat).person, posts: [rows[0]!.id] });
      }
      return id;
    });
  const codeOn = (page: Page) => page.getByRole('img', { name: /我的签到码/u });
  const showsCode = async (page: Page, id: string): Promise<void> => {
    await page.goto(`/my-code/${id}`);
    await codeOn(page).waitFor();
  };
  /** What a phone shows just now: codes grow old. */
  const codeOf = async (seat: string): Promise<string> => (await codeOn(phones.get(seat)!).getAttribute('data-code'))!;
  const scan = async (page: Page, code: string): Promise<void> => {
    await page.getByLabel('手动输入签到码').fill(code);
    await page.getByRole('button', { name: '登记', exact: true }).click();
  };
  const attendances = () =>
    server.t.platform.asSystem('story', ({ tx, district }) =>
      tx
        .selectFrom('volunteering.attendance')
        .select(['person', 'came_by', 'checked_by'])
        .where('district', '=', district)
        .where('activity', '=', activity)
        .execute(),
    );

  beforeAll(async () => {
    server = await aServer({ now: new Date().toISOString() });
    base = await server.listen();
    browser = await launchBrowser();
    activity = await publish('步道清洁', EXPECTED);
    other = await publish('另一处清洁', ['grid-worker']);
    leader = await open('community-staff');
    second = await open('community-staff');
  }, LIMIT_MS);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
  }, LIMIT_MS);

  test(
    'the checker opens the page once with a network; a volunteer’s code stays on their phone',
    async () => {
      for (const page of [leader, second]) {
        await page.goto(`/organise/${activity}`);
        await page.getByRole('link', { name: /扫志愿者的码签到/u }).click();
        await sees(page, '应到 3');
        await keepsPages(page);
      }
      await expectAccessible(leader, 'roll');
      expect(await leader.getByRole('main').innerText()).not.toContain(`测试${EXPECTED[0]}`);
      for (const [seat, id] of [
        ['resident', activity],
        ['volunteer', activity],
        ['grid-worker', other],
      ] as const) {
        const phone = await open(seat);
        phones.set(seat, phone);
        await showsCode(phone, id);
      }
      const phone = phones.get('resident')!;
      await keepsPages(phone);
      await expectAccessible(phone, 'my code');
      await phone.context().setOffline(true);
      await showsCode(phone, activity);
    },
    LIMIT_MS,
  );

  test(
    'without a network two codes are taken, a stranger’s and a forged one are refused, one is called from the roll; all of it waits',
    async () => {
      await leader.context().setOffline(true);
      await scan(leader, await codeOf('resident'));
      await sees(leader, '签到成功');
      await sees(leader, '测试resident');
      await scan(leader, await codeOf('grid-worker'));
      await sees(leader, '这是另一项活动的码');
      await scan(
        leader,
        (await codeOf('resident')).replace(/.$/u, (sign) => (sign === 'A' ? 'Q' : 'A')),
      );
      await sees(leader, '这个码不是本平台发出的');
      await scan(leader, await codeOf('resident'));
      await sees(leader, '已经登记过了，不用再扫');
      await leader.getByLabel('姓名或手机尾号').fill('测试party');
      await leader.getByLabel('点名原因').fill('手机没电');
      await leader.getByRole('button', { name: '签到测试party-member' }).click();
      await sees(leader, '5 条等待上传');
      await expectAccessible(leader, 'roll without a network');
      expect(await attendances()).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'the page is closed and opened again without a network: nothing is lost',
    async () => {
      await leader.reload();
      await sees(leader, '5 条等待上传');
      await sees(leader, '在场 2');
      await scan(leader, await codeOf('volunteer'));
      await sees(leader, '6 条等待上传');
    },
    LIMIT_MS,
  );

  test(
    'a second phone scans the same person meanwhile; back in the network the first uploads by itself: one attendance, one duplicate shown, nothing waits',
    async () => {
      await scan(second, await codeOf('resident'));
      await sees(second, '都已上传');
      await leader.context().setOffline(false);
      await sees(leader, '都已上传');
      await sees(leader, '重复登记（另一台手机已经登记过）');
      await expectAccessible(leader, 'roll after the upload');
      const kept = await attendances();
      expect(new Set(kept.map(({ person }) => person))).toEqual(
        new Set(EXPECTED.map((seat) => server.seat(seat).person)),
      );
      expect(kept).toHaveLength(3);
      await leader.reload();
      await sees(leader, '都已上传');
      await sees(leader, '在场 3');
      expect(await attendances()).toHaveLength(3);
    },
    LIMIT_MS,
  );
});
