import type { CaseDetail } from '@zhongzhi/casework/contract';
import type { Notice } from '@zhongzhi/notices/contract';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { expectAccessible, openWindow, sees, type Size, type Window } from './browser.ts';
import { CAST, type Player } from './story-world.ts';

/** A person of the story before their own browser. */
export class Actor {
  readonly page: Page;
  readonly player: Player;
  readonly window: Window;

  constructor(player: Player, window: Window) {
    this.player = player;
    this.window = window;
    this.page = window.page;
  }

  /** What the interface answers this person, with the cookie of their page. */
  async asks<T>(path: string): Promise<T> {
    const answer = await this.page.request.get(`/api/v1${path}`);
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
    return (await answer.json()) as T;
  }

  case(id: string): Promise<CaseDetail> {
    return this.asks(`/cases/${id}`);
  }

  /** Waits until a notice with this title lies in the inbox: they are delivered just after the step. */
  async isTold(title: string): Promise<void> {
    const titles = async () => (await this.asks<{ items: Notice[] }>('/notices')).items.map((notice) => notice.title);
    await expect.poll(titles, { timeout: 15_000, message: `${this.player} is told` }).toContain(title);
  }
}

/** Enters as one of the demonstration's people, through the sign-in page of the side that they work on. */
export async function enter(browser: Browser, base: string, size: Size, player: Player): Promise<Actor> {
  const isStaff = CAST[player].role !== null;
  const actor = new Actor(player, await openWindow(browser, base, size));
  const { page } = actor;
  await page.goto(isStaff ? '/desk' : '/sign-in');
  const button = page.getByRole('button', { name: new RegExp(`^${CAST[player].name}`) });
  await button.waitFor();
  await expectAccessible(page, `sign-in of ${player}`);
  await button.click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
  await page.getByRole('heading', { level: 1 }).waitFor();
  return actor;
}

/** A picture as a phone takes one: too large to be sent as it is. */
const aPhoto = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 2400,
      height: 1800,
      channels: 3,
      background: '#7a8b99',
      noise: { type: 'gaussian', mean: 120, sigma: 30 },
    },
  })
    .jpeg({ quality: 90 })
    .toBuffer();

export interface Report {
  street: string;
  community: string;
  address: string;
  words: string;
}

/** Reports in three steps; gives back the id of the matter. */
export async function report({ page }: Actor, { street, community, address, words }: Report): Promise<string> {
  const next = page.getByRole('button', { name: '下一步' });
  await page.goto('/report');
  await page.locator('input[type=file]').setInputFiles({
    name: 'IMG_0001.jpg',
    mimeType: 'image/jpeg',
    buffer: await aPhoto(),
  });
  await page.getByRole('button', { name: '放大看照片 1' }).waitFor();
  await expectAccessible(page, 'report, step 1');
  await next.click();
  await page.getByRole('application', { name: '地图，点选位置' }).press('Enter');
  await sees(page, '已标出位置');
  await page.getByLabel('街道', { exact: true }).selectOption(street);
  await page.getByLabel('社区', { exact: true }).selectOption(community);
  await page.getByLabel('具体位置').fill(address);
  await expectAccessible(page, 'report, step 2');
  await next.click();
  await page.getByLabel('情况说明').fill(words);
  await sees(page, '看您写的，可能是：');
  await expectAccessible(page, 'report, step 3');
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page
    .getByRole('heading', { name: '已提交' })
    .waitFor()
    .catch(async (error: unknown) => {
      throw new Error(`not sent; the page says:\n${await page.getByRole('main').innerText()}`, { cause: error });
    });
  await sees(page, /编号 .+，请记下来/);
  await expectAccessible(page, 'report, sent');
  await page.getByRole('link', { name: '看办理进展' }).click();
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
}

/** Fills in a question of a desk form: words are typed, a choice is chosen from its list. */
export async function answer(form: Locator, label: string, value: string): Promise<void> {
  const control = form.getByLabel(label, { exact: true });
  if ((await control.getAttribute('role')) === 'combobox') await choose(control, value);
  else await control.fill(value);
}

async function choose(control: Locator, value: string): Promise<void> {
  await control.click();
  const option = control
    .page()
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: value });
  await option.first().click();
}

/** Chooses several from one list, then closes it. */
export async function chooseAll(form: Locator, label: string, values: readonly string[]): Promise<void> {
  const control = form.getByLabel(label, { exact: true });
  for (const value of values) {
    await control.fill(value);
    await choose(control, value);
  }
  await control.press('Escape');
}

/** Opens a case from the board, as staff find it. */
export async function openFromBoard({ page }: Actor, type: string, title: string): Promise<void> {
  await page.goto(`/desk/board/${type}`);
  await page.getByRole('group', { name: '按状态查看' }).waitFor();
  const link = page.getByRole('link', { name: title }).first();
  await link.waitFor();
  await expectAccessible(page, `board of ${type}`);
  await link.click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

export interface DeskStep {
  step: string;
  input?: Readonly<Record<string, string>>;
  /** The unit whose part of the case it is. */
  unit?: string;
}

/** Takes a step on the case that is open at the desk, and waits until it is done. */
export async function take({ page }: Actor, { step, input = {}, unit }: DeskStep): Promise<void> {
  const group = page.getByRole('group', { name: unit ?? '现在可以办', exact: true });
  await group.getByRole('button', { name: step, exact: true }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: step, exact: true });
  await send.waitFor();
  await expectAccessible(page, `step ${step}`);
  for (const [label, value] of Object.entries(input)) await answer(dialog, label, value);
  await send.click();
  await dialog.waitFor({ state: 'hidden' });
}

/** What the timeline of the open page says, oldest first. */
export async function timelineOf({ page }: Actor): Promise<string[]> {
  const isDesk = new URL(page.url()).pathname.startsWith('/desk');
  const steps = isDesk ? page.locator('.timeline-head strong') : page.locator('.zz-timeline .zz-moment-title');
  return (await steps.allInnerTexts()).toReversed();
}

/** The reporter's word about an answer: solved or not, and a grade if they like. */
export async function confirm(
  actor: Actor,
  { isSolved, grade, words }: { isSolved: boolean; grade?: string; words: string },
): Promise<void> {
  const { page } = actor;
  const form = page.getByRole('form', { name: '确认和评价' });
  await form.waitFor();
  await expectAccessible(page, 'answer to confirm');
  await form
    .getByRole('group', { name: '问题解决了吗' })
    .getByRole('radio', { name: isSolved ? '是' : '否', exact: true })
    .check();
  if (grade !== undefined) await form.getByRole('radio', { name: grade, exact: true }).check();
  await form.getByLabel('想说的话').fill(words);
  await form.getByRole('button', { name: '提交', exact: true }).click();
  await form.waitFor({ state: 'hidden' });
}
