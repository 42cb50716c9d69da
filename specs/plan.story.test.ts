import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { aServer, type AServer } from './a-server.ts';
import { expectAccessible, launchBrowser, openWindow, PHONE, SCREEN, sees, type Window } from './browser.ts';

const LIMIT_MS = 120_000;
const DAY_MS = 86_400_000;

describe.each([
  ['on a phone', PHONE],
  ['at a screen', SCREEN],
] as const)('planning %s: from an idea to published activities', (_where, size) => {
  let server: AServer;
  let base: string;
  let browser: Browser;
  let worker: Page;
  let project: string;
  const windows: Window[] = [];

  const enter = async (seat: string): Promise<Page> => {
    const window = await openWindow(browser, base, size);
    windows.push(window);
    await window.page.request.post('/api/v1/demo/sessions', { data: { id: server.seat(seat).person } });
    return window.page;
  };
  const ask = async <T>(page: Page, path: string): Promise<T> =>
    (await (await page.request.get(`/api/v1${path}`)).json()) as T;
  /** A day so many days from now, in the district. */
  const dayIn = (days: number): string => new Date(Date.now() + days * DAY_MS + DAY_MS / 3).toISOString().slice(0, 10);

  beforeAll(async () => {
    server = await aServer({ now: new Date().toISOString() });
    base = await server.listen();
    browser = await launchBrowser();
    worker = await enter('community-staff');
  }, LIMIT_MS);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
  }, LIMIT_MS);

  test(
    'the community worker proposes a project; what is missing is said beside its field',
    async () => {
      await worker.goto('/volunteer');
      await worker.getByRole('link', { name: '我要办活动' }).click();
      await sees(worker, '还没有项目。先提一个。');
      await expectAccessible(worker, 'planning, nothing yet');
      await worker.getByRole('link', { name: '提项目' }).click();
      await worker.getByLabel('类别').selectOption('应急');
      await worker.getByLabel('项目名称').fill('翠湖护林防火');
      await worker.getByLabel('做什么').fill('防火期每周巡山，劝导游客不带火种');
      await worker.getByRole('button', { name: '提交审核' }).click();
      await sees(worker, '请如实写明可能的风险。');
      await expectAccessible(worker, 'proposal with a fault');
      await worker.getByLabel('可能的风险').fill('山路陡滑，可能摔伤');
      await worker.getByRole('button', { name: '提交审核' }).click();
      await sees(worker, '翠湖护林防火');
      await sees(worker, '审核中');
      [project] = (await ask<{ items: { id: string }[] }>(worker, '/projects/own')).items.map(({ id }) => id) as [
        string,
      ];
    },
    LIMIT_MS,
  );

  test(
    'the street refuses with a reason that the worker reads, then approves it when it is proposed again',
    async () => {
      const street = await enter('street-staff');
      const decide = (id: string, data: object) => street.request.post(`/api/v1/projects/${id}/decision`, { data });
      expect((await decide(project, { opens: false, reason: '请写明巡山的路线' })).ok()).toBe(true);
      await worker.goto('/plan');
      await sees(worker, '原因：请写明巡山的路线');
      await expectAccessible(worker, 'own projects');
      await worker.getByRole('link', { name: '照这个再提一次' }).click();
      await worker.getByLabel('做什么').fill('防火期每周沿翠湖步道巡山，劝导游客不带火种');
      await worker.getByRole('button', { name: '提交审核' }).click();
      await sees(worker, '审核中');
      const { items } = await ask<{ items: { id: string; status: string }[] }>(worker, '/projects/own');
      project = items.find(({ status }) => status === 'review')!.id;
      expect((await decide(project, { opens: true })).ok()).toBe(true);
    },
    LIMIT_MS,
  );

  test(
    'a weekly series is planned from a template; being dangerous it cannot be published without insurance',
    async () => {
      await worker.goto('/plan');
      await worker.getByRole('link', { name: '排活动' }).click();
      await worker.getByLabel('从哪里开始').selectOption('样子：护林防火巡山');
      await worker.getByRole('button', { name: '存成草稿' }).click();
      await sees(worker, '请选择日期。');
      await worker.getByLabel('详细地点').fill('西山森林公园东门');
      await worker.getByLabel('日期', { exact: true }).fill(dayIn(7));
      await worker.getByLabel('集合').fill('08:30');
      await worker.getByRole('combobox', { name: '多久办一次' }).selectOption('每周');
      await worker.getByLabel('一共几次').fill('3');
      await sees(worker, /^每周. 09:00，共 3 次$/u);
      await expectAccessible(worker, 'plan');
      await worker.getByRole('button', { name: '存成草稿' }).click();
      await sees(worker, '还差这些才能发布');
      await sees(worker, '请先办好意外伤害保险，填写保单号');
      await expectAccessible(worker, 'draft with something missing');
      expect(await worker.getByRole('button', { name: /发布/u }).count()).toBe(0);
      const id = worker.url().split('/').at(-1)!;
      const answer = await worker.request.post(`/api/v1/activities/${id}/opening`, { data: { series: true } });
      expect(answer.status()).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'activity.not-ready', errors: [{ field: 'insurance' }] });
    },
    LIMIT_MS,
  );

  test(
    'the insurance is added for the whole series, and all are published: they are found under the activities',
    async () => {
      await worker.getByRole('link', { name: '修改' }).click();
      await worker.getByLabel('保险公司').fill('人保财险');
      await worker.getByLabel('保单号').fill('P-2026-0001');
      await worker.getByLabel('保到哪一天').fill(dayIn(60));
      await worker.getByRole('checkbox', { name: '覆盖全体报名参加的人' }).check({ force: true });
      await expectAccessible(worker, 'draft being written anew');
      await worker.getByRole('button', { name: '存成草稿' }).click();
      await sees(worker, '都齐了，可以发布。');
      await expectAccessible(worker, 'draft that is ready');
      await worker.getByRole('button', { name: '3 次一起发布' }).click();
      await sees(worker, '改时间或地点');
      await expectAccessible(worker, 'organiser’s page');
      const resident = await enter('resident');
      await resident.goto('/activities');
      await sees(resident, '护林防火巡山');
      expect(await resident.getByRole('link', { name: /护林防火巡山/u }).count()).toBe(3);
    },
    LIMIT_MS,
  );

  test(
    'one is moved, one is cancelled with a reason; the others stay, and it is used again without its days',
    async () => {
      await worker.getByRole('button', { name: '改时间或地点' }).click();
      const dialog = worker.getByRole('dialog');
      await dialog.getByLabel('详细地点').fill('西山森林公园西门');
      await expectAccessible(worker, 'change of place');
      await dialog.getByRole('button', { name: '改好并通知' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await sees(worker, /西山森林公园西门/u);
      await worker.getByRole('button', { name: '取消活动' }).click();
      await dialog.getByLabel('取消的原因').fill('红色火险，封山');
      await expectAccessible(worker, 'cancellation');
      await dialog.getByRole('button', { name: '取消并通知' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await sees(worker, '红色火险，封山');
      const { items } = await ask<{ items: { status: string }[] }>(worker, '/activities/organised');
      expect(items.map(({ status }) => status).toSorted()).toEqual(['cancelled', 'open', 'open']);
      await worker.getByRole('link', { name: '照这次再办' }).click();
      await expect.poll(() => worker.getByLabel('详细地点').inputValue()).toBe('西山森林公园西门');
      expect(await worker.getByLabel('日期', { exact: true }).inputValue()).toBe('');
      expect(await worker.getByLabel('保单号').inputValue()).toBe('');
    },
    LIMIT_MS,
  );
});
