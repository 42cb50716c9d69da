import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, launchBrowser, PHONE, SCREEN, sees } from './browser.ts';
import { Actor, answer, chooseAll, confirm, enter, openFromBoard, report, take, timelineOf } from './story-pages.ts';
import { aStoryWorld, CAST, expectClock, type Player, type StoryWorld } from './story-world.ts';

const WORDS = '文林街路口的路灯坏了三天，晚上看不清路，旁边的遮雨棚也快掉下来，希望尽快修好。';
const CITY = '区城市管理局';
const HOUSING = '区住房和城乡建设局';
const STREET_OFFICE = '华山街道办事处';
const FIRST_ANSWER = '路灯已修好，遮雨棚已加固，感谢您的反映。';
const SECOND_ANSWER = '已更换整条线路，连续三晚查看，路灯都亮着。';
const STEPS_SO_FAR = ['提交', '受理', '上报街道', '吹哨', '答复', '确认和评价'];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each([
  { sizes: 'the resident on a phone, staff at a screen', mine: PHONE, theirs: SCREEN },
  { sizes: 'the resident at a screen, staff on a phone', mine: SCREEN, theirs: PHONE },
])('an appeal from report to rated answer: $sizes', ({ mine, theirs }) => {
  let world: StoryWorld;
  let cast: Record<Player, Actor>;
  let id = '';
  let title = '';
  let whistle = '';

  beforeAll(async () => {
    world = await aStoryWorld();
    const players = Object.keys(CAST) as Player[];
    const entered: [Player, Actor][] = [];
    for (const player of players)
      entered.push([player, await enter(browser, world.base, CAST[player].role === null ? mine : theirs, player)]);
    cast = Object.fromEntries(entered) as Record<Player, Actor>;
  });
  afterAll(async () => {
    for (const { window } of Object.values(cast ?? {})) await window.context.close();
    await world?.stop();
  });

  /** The resident's page, which stays open through the story, comes to say this by itself. */
  const residentReads = async (status: string): Promise<void> => {
    const { page } = cast.resident;
    await page.locator('.zz-tag').locator('visible=true').getByText(status, { exact: true }).first().waitFor();
    await expectAccessible(page, `matter: ${status}`);
  };

  test('a resident reports with photo and place in three steps, and reads by when it is accepted', async () => {
    id = await report(cast.resident, {
      street: '华山街道',
      community: '翠湖社区',
      address: '文林街 12 号门口',
      words: WORDS,
    });
    const seen = await cast.resident.case(id);
    title = seen.title;
    await residentReads('已提交，等待受理');
    const accept = expectClock(world, seen, { name: 'accept', limit: { workingHours: 2 }, runs: true });
    await sees(cast.resident.page, dueWords('受理', accept.dueAt));
    expect(await timelineOf(cast.resident)).toEqual(['提交']);
    expect(seen.photos).toHaveLength(1);
    expect(seen.point).not.toBeNull();
    await cast.community.isTold(`新诉求 ${seen.number}`);
  });

  test('the community accepts it and passes it up: the resident is told, and the answer’s clock runs on', async () => {
    const { community, resident } = cast;
    await openFromBoard(community, 'appeal', title);
    await sees(community.page, '待受理');
    expect(await community.page.getByRole('img').count()).toBeGreaterThan(0);
    await take(community, { step: '受理', input: { 紧急程度: '一般事项' } });
    await sees(community.page, '已受理');
    await resident.isTold('您反映的事已受理');
    const accepted = await community.case(id);
    expectClock(world, accepted, { name: 'accept', limit: { workingHours: 2 }, runs: false });
    const before = expectClock(world, accepted, { name: 'answer', limit: { workingDays: 7 }, runs: true });
    await take(community, { step: '上报街道', input: { 为什么本级办不了: '涉及市政路灯和房屋，要两个部门一起办。' } });
    await cast.street.isTold(`社区上报 ${accepted.number}`);
    const passed = await cast.street.case(id);
    expect(passed.unit?.name).toBe(STREET_OFFICE);
    const after = expectClock(world, passed, { name: 'answer', limit: { workingDays: 7 }, runs: true });
    expect(after.startedAt, 'passing on never restarts the clock').toBe(before.startedAt);
    await residentReads('已受理，正在安排');
    await sees(resident.page, dueWords('答复', after.dueAt));
    expect(await timelineOf(resident)).toEqual(STEPS_SO_FAR.slice(0, 3));
  });

  test('the street whistles two departments from the case; its leader approves; both are told', async () => {
    const { street, leader } = cast;
    await openFromBoard(street, 'appeal', title);
    await street.page.getByRole('link', { name: '发起吹哨报到' }).click();
    const form = street.page.locator('form#open-whistle');
    await form.waitFor();
    await expectAccessible(street.page, 'whistle form');
    await answer(form, '哨声类型', '综合执法哨');
    await chooseAll(form, '吹哨叫哪些单位', [CITY, HOUSING]);
    await form.getByRole('button', { name: '提交', exact: true }).click();
    await street.page.waitForURL(/\/desk\/cases\//);
    whistle = street.page.url().split('/').at(-1) ?? '';
    await sees(street.page, '待批准');
    expectClock(world, await street.case(whistle), { name: 'approve', limit: { workingDays: 1 }, runs: true });
    await leader.isTold(`吹哨待批准：${title}`);
    await openFromBoard(leader, 'whistle', title);
    await take(leader, { step: '批准吹哨' });
    await sees(leader.page, '已吹哨');
    for (const department of [cast.city, cast.housing]) await department.isTold(`哨声响起：${title}`);
    await residentReads('办理中');
    expect(await timelineOf(cast.resident)).toEqual(STEPS_SO_FAR.slice(0, 4));
  });

  test.each([
    ['city', CITY, '路灯线路已换，灯已亮。'],
    ['housing', HOUSING, '遮雨棚已加固，隐患消除。'],
  ] as const)('the department of %s reports in in time and finishes its part', async (player, unit, result) => {
    const department = cast[player];
    await openFromBoard(department, 'whistle', title);
    const called = await department.case(whistle);
    const taskId = called.tasks.find((task) => task.unit.name === unit)?.id;
    const ofTask = { ...called, clocks: called.clocks.filter((clock) => clock.taskId === taskId) };
    expectClock(world, ofTask, { name: 'report-in', limit: { workingDays: 1 }, runs: true });
    await take(department, { step: '报到', unit, input: { '谁到场、怎么安排': '两人到场，半天内完成。' } });
    await department.page.getByRole('group', { name: unit, exact: true }).getByText('已报到').waitFor();
    await cast.street.isTold(`部门已报到：${title}`);
    await take(department, { step: '完成', unit, input: { 办理结果: result } });
    await department.page.getByRole('group', { name: unit, exact: true }).getByText('已完成').waitFor();
    await cast.street.isTold(`部门已完成：${title}`);
  });

  test('the street judges each department and closes the whistle, which answers the resident', async () => {
    const { street, resident } = cast;
    await openFromBoard(street, 'whistle', title);
    await sees(street.page, '待评判');
    for (const unit of [CITY, HOUSING]) {
      await take(street, { step: '评判', unit, input: { 办理效果: '问题解决' } });
      await street.page.getByRole('group', { name: unit, exact: true }).getByText('已评判').waitFor();
    }
    await take(street, { step: '办结', input: { '办理结果（有关联诉求时同时答复群众）': FIRST_ANSWER } });
    await sees(street.page, '已办结');
    const closed = await street.case(whistle);
    expectClock(world, closed, { name: 'finish', limit: { workingDays: 10 }, runs: false });
    expect(closed.tasks.map(({ status }) => status)).toEqual(['judged', 'judged']);
    await resident.isTold('您反映的事有答复了');
    await residentReads('已答复，请您确认');
    await sees(resident.page, FIRST_ANSWER);
    const answered = await resident.case(id);
    expectClock(world, answered, { name: 'answer', limit: { workingDays: 7 }, runs: false });
    expectClock(world, answered, { name: 'confirm', limit: { hours: 120 }, runs: true });
    expect(await timelineOf(resident)).toEqual(STEPS_SO_FAR.slice(0, 5));
  });

  test('“not solved” takes it up again at the unit, with a new clock; the unit answers anew', async () => {
    const { street, resident } = cast;
    await confirm(resident, { isSolved: false, words: '昨晚又不亮了' });
    await residentReads('重新办理中');
    await street.isTold(`反映人已确认 ${(await resident.case(id)).number}`);
    await openFromBoard(street, 'appeal', title);
    await sees(street.page, '重办');
    const reopened = await street.case(id);
    expect(reopened.unit?.name).toBe(STREET_OFFICE);
    expectClock(world, reopened, { name: 'answer', limit: { workingDays: 7 }, round: 2, runs: true });
    await take(street, { step: '答复', input: { 答复内容: SECOND_ANSWER } });
    await sees(street.page, '已答复');
    await residentReads('已答复，请您确认');
    await sees(resident.page, SECOND_ANSWER);
  });

  test('the resident confirms that it is solved and grades it; both sides read the whole story', async () => {
    const { street, resident } = cast;
    await confirm(resident, { isSolved: true, grade: '非常满意', words: '这回真修好了' });
    await residentReads('已办结');
    await sees(resident.page, /已解决 · 非常满意/);
    const whole = [...STEPS_SO_FAR, '答复', '确认和评价'];
    expect(await timelineOf(resident)).toEqual(whole);
    await openFromDone(street, title);
    await sees(street.page, '已办结');
    expect(await timelineOf(street)).toEqual(whole);
    await expectAccessible(street.page, 'closed case');
    expect((await street.case(id)).clocks.filter(({ stoppedAt }) => stoppedAt === null)).toEqual([]);
    await resident.page.goto('/notices');
    await sees(resident.page, '您反映的事有答复了');
    await expectAccessible(resident.page, 'notices');
    await resident.page.goto('/matters');
    await resident.page.getByRole('link', { name: title }).waitFor();
    await expectAccessible(resident.page, 'my matters');
  });

  test('the supervisor reads the three rates with numerator and denominator', async () => {
    const { supervisor } = cast;
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
    const from = `${day.slice(0, 7)}-01`;
    const rates = await supervisor.asks<{ units: { unitName: string }[] }>(
      `/case-rates?type=appeal&from=${from}&to=${day}`,
    );
    // Answered twice, each time within its clock; confirmed twice, solved once; graded once, with the best grade.
    expect(rates.units.find(({ unitName }) => unitName === STREET_OFFICE)).toMatchObject({
      response: { numerator: 2, denominator: 2 },
      solution: { numerator: 1, denominator: 2 },
      satisfaction: { numerator: 1, denominator: 1 },
    });
    await supervisor.page.goto('/desk/statistics');
    await sees(supervisor.page, STREET_OFFICE);
    await expectAccessible(supervisor.page, 'statistics');
  });

  test('no page of the story threw an error', () => {
    for (const [player, { window }] of Object.entries(cast)) expect(window.complaints, player).toEqual([]);
  });
});

/** Opens a closed case: it is found under its own tab. */
async function openFromDone({ page }: Actor, title: string): Promise<void> {
  await page.goto('/desk/board/appeal');
  await page
    .getByRole('group', { name: '按状态查看' })
    .getByRole('button', { name: /^已完成/ })
    .click();
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** How a deadline is said to a resident: the day in their words, the minute in Shanghai. */
function dueWords(clock: string, at: string): RegExp {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23', ...options }).format(new Date(at));
  const day = part({ month: 'long', day: 'numeric' });
  const minute = part({ hour: '2-digit', minute: '2-digit' });
  return new RegExp(`^${clock}：(今天|明天|(\\d+年)?${day})（${part({ weekday: 'short' })}）${minute} 前$`);
}
