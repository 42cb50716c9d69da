import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { housekeeping, Refusal, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { calendar } from '@zhongzhi/calendar/module';
import {
  caseDetail,
  getCaseType,
  openCase,
  sweepClocks,
  takeStep,
  threeRates,
  withCaseTypes,
} from '@zhongzhi/casework';
import { casework } from '@zhongzhi/casework/module';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { appeal } from './appeal.case-type.ts';

const PLACE = '530102001001';
const MONDAY_10 = '2019-10-14T02:00:00Z';
let t: TestPlatform;
let units: Record<'street' | 'community' | 'water' | 'office', string>;
let people: Record<'resident' | 'neighbour' | 'community' | 'street' | 'water' | 'supervisor', Actor>;

beforeAll(async () => {
  t = await createTestPlatform([
    housekeeping,
    calendar,
    directory,
    notices,
    files,
    casework,
    withCaseTypes({ name: 'appeals' }, [appeal]),
  ]);
  await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n',
    );
    const unit = (kind: string, name: string, place: string) =>
      createOrganisation(context, { kind: kind as never, name, place });
    units = {
      street: await unit('street-office', '华山街道办事处', '530102001'),
      community: await unit('community-committee', '翠湖社区居委会', PLACE),
      water: await unit('department', '区水务局', '530102'),
      office: await unit('supervision-office', '区督查室', '530102'),
    };
    const who = async (name: string, grants: { role: string; place: string | null; unit: string | null }[] = []) =>
      actingAs(grants, await createPerson(context, { name }), name);
    people = {
      resident: await who('杨丽'),
      neighbour: await who('邻居'),
      community: await who('社区小王', [{ role: 'community-staff', place: PLACE, unit: units.community }]),
      street: await who('街道李科', [{ role: 'street-staff', place: '530102001', unit: units.street }]),
      water: await who('水务小张', [{ role: 'department-staff', place: null, unit: units.water }]),
      supervisor: await who('督查老陈', [{ role: 'supervisor', place: '530102', unit: units.office }]),
    };
  });
});
afterAll(() => t.stop());
beforeEach(() => t.setNow(MONDAY_10));

type Who = keyof typeof people;
const at = (time: string) => t.setNow(time);
const report = (urgency?: string, form: Record<string, unknown> = {}) =>
  t.platform.transact('public', 'write', { actor: people.resident }, (context) =>
    openCase(context, getCaseType(t.platform, 'appeal'), {
      form: {
        place: PLACE,
        description: '自来水管爆了，水漫到路上',
        ...(urgency === undefined ? {} : { urgency }),
        ...form,
      },
      source: 'phone',
    }),
  );
const act = (who: Who, id: string, action: string, input: Record<string, unknown> = {}) =>
  t.platform.transact('signed-in', 'write', { actor: people[who] }, (context) =>
    takeStep(context, { id, action, input }),
  );
const see = (who: Who, id: string) =>
  t.platform.transact('signed-in', 'read', { actor: people[who] }, (context) => caseDetail(context, id));
const refused = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => expect.fail('was not refused'),
    (error: Refusal) => error.code,
  );
const clock = async (id: string, name: string) =>
  (await see('supervisor', id)).clocks.findLast((one) => one.name === name)!;
const answered = async (urgency?: string): Promise<string> => {
  const { id } = await report(urgency);
  await act('community', id, 'accept');
  await act('community', id, 'handle');
  await act('community', id, 'answer', { answer: '水管已经修好，路面已清理。' });
  return id;
};

describe('clocks by urgency (Beijing 12345 standard; working time by the State Council’s calendar)', () => {
  test.each([
    ['danger', '2019-10-14T03:00:00.000Z', '2019-10-14T04:00:00.000Z'],
    ['supply', '2019-10-14T04:00:00.000Z', '2019-10-15T02:00:00.000Z'],
    ['ordinary', '2019-10-15T09:30:00.000Z', '2019-10-23T09:30:00.000Z'],
    ['complex', '2019-10-15T09:30:00.000Z', '2019-11-04T09:30:00.000Z'],
  ])('%s: handed out by %s, answered by %s', async (urgency, handOut, answer) => {
    const { id } = await report(urgency);
    await act('community', id, 'accept');
    expect((await clock(id, 'hand-out')).dueAt).toBe(handOut);
    expect((await clock(id, 'answer')).dueAt).toBe(answer);
  });

  test('an online report is to be accepted within two hours; one of National Day counts from the next working day', async () => {
    const { id } = await report();
    expect((await clock(id, 'accept')).dueAt).toBe('2019-10-14T04:00:00.000Z');
    at('2019-10-03T02:00:00Z');
    const holiday = await report();
    expect((await clock(holiday.id, 'accept')).dueAt).toBe('2019-10-08T03:00:00.000Z');
  });

  test('passing up, assigning and returning never start the clock anew', async () => {
    const { id } = await report();
    await act('community', id, 'accept');
    const due = (await clock(id, 'answer')).dueAt;
    at('2019-10-15T02:00:00Z');
    await act('community', id, 'pass-up', { reason: '管网归水务局' });
    at('2019-10-16T02:00:00Z');
    await act('street', id, 'assign', { unit: units.water });
    await act('water', id, 'return', { reason: '不在管网图上' });
    await act('street', id, 'assign', { unit: units.water });
    expect(await clock(id, 'answer')).toMatchObject({ dueAt: due, round: 1 });
  });

  test('the clock waits only while the reporter is asked', async () => {
    const { id } = await report('supply');
    await act('community', id, 'accept');
    await act('community', id, 'handle');
    at('2019-10-14T06:00:00Z');
    await act('community', id, 'ask', { note: '请说明几栋' });
    at('2019-10-14T09:00:00Z');
    await act('resident', id, 'supply', { words: '3 栋' });
    expect((await clock(id, 'answer')).dueAt).toBe('2019-10-15T05:00:00.000Z');
  });
});

describe('first responder, return once', () => {
  test('the community has it first, passes it up, and the street assigns', async () => {
    const { id } = await report();
    expect((await see('community', id)).unit?.name).toBe('翠湖社区居委会');
    await act('community', id, 'accept');
    await act('community', id, 'pass-up', { reason: '管网归水务局' });
    expect((await see('street', id)).unit?.name).toBe('华山街道办事处');
    expect(await refused(act('community', id, 'assign', { unit: units.water }))).toBe('case.step-not-yours');
    await act('street', id, 'assign', { unit: units.water });
    expect((await see('water', id)).actions.map(({ name }) => name)).toContain('return');
  });

  test('a second return goes to the supervisor, whose assignment is final', async () => {
    const { id } = await report();
    await act('community', id, 'accept');
    await act('street', id, 'assign', { unit: units.water });
    await act('water', id, 'return', { reason: '一退' });
    expect((await see('street', id)).unit?.id).toBe(units.street);
    await act('street', id, 'assign', { unit: units.water });
    await act('water', id, 'return', { reason: '二退' });
    expect((await see('supervisor', id)).unit?.id).toBe(units.office);
    expect(await refused(act('street', id, 'assign', { unit: units.water }))).toBe('appeal.supervisor-assigns');
    await act('supervisor', id, 'assign', { unit: units.water });
    expect(await refused(act('water', id, 'return', { reason: '三退' }))).toBe('appeal.assignment-final');
  });

  test('a return comes within one working day', async () => {
    const { id } = await report();
    await act('community', id, 'accept');
    await act('street', id, 'assign', { unit: units.water });
    at('2019-10-16T02:00:00Z');
    expect(await refused(act('water', id, 'return', { reason: '太晚' }))).toBe('appeal.return-too-late');
  });
});

describe('confirmation, rating, reopening', () => {
  test('"not solved" reopens once at the unit, once at the street, then the supervisor rules', async () => {
    const id = await answered();
    await act('resident', id, 'rate', { solved: false, words: '还在漏' });
    expect(await see('resident', id)).toMatchObject({ status: 'reopened', unit: { id: units.community } });
    expect(await clock(id, 'answer')).toMatchObject({ round: 2, stoppedAt: null });
    await act('community', id, 'answer', { answer: '又修了一次，请看看。' });
    await act('resident', id, 'rate', { solved: false });
    expect(await see('resident', id)).toMatchObject({ status: 'reopened', unit: { id: units.street } });
    await act('street', id, 'answer', { answer: '街道请施工队重做了。' });
    await act('resident', id, 'rate', { solved: false });
    expect(await see('resident', id)).toMatchObject({ status: 'ruling', unit: { id: units.office } });
    await act('supervisor', id, 'decide', { decision: 'close', reason: '已三次修复，现场无漏水。' });
    expect((await see('resident', id)).status).toBe('closed');
  });

  test('a matter is graded once', async () => {
    const id = await answered();
    await act('resident', id, 'rate', { solved: false, grade: '1' });
    await act('community', id, 'answer', { answer: '重新修好了，请确认。' });
    expect(await refused(act('resident', id, 'rate', { solved: true, grade: '5' }))).toBe('appeal.graded-before');
    await act('resident', id, 'rate', { solved: true });
    expect((await see('resident', id)).status).toBe('closed');
  });

  test('a bad grade brings a call-back and a correction within 15 working days', async () => {
    const id = await answered();
    await act('resident', id, 'rate', { solved: true, grade: '2' });
    expect((await see('community', id)).status).toBe('correcting');
    expect((await clock(id, 'correction')).dueAt).toBe('2019-11-04T09:30:00.000Z');
    await act('community', id, 'correct', { result: '已上门致歉并整改' });
    expect((await see('resident', id)).status).toBe('closed');
  });

  test('without a word for five days it closes unrated, and counts in no rate', async () => {
    const before = await rates();
    const id = await answered();
    at('2019-10-19T01:00:00Z');
    await sweepClocks(t.platform);
    expect((await see('resident', id)).status).toBe('answered');
    at('2019-10-19T02:01:00Z');
    await sweepClocks(t.platform);
    const closed = await see('resident', id);
    expect(closed.status).toBe('closed');
    expect(closed.timeline.map(({ action }) => action)).not.toContain('clock-overdue');
    expect((await rates()).satisfaction).toEqual(before.satisfaction);
  });

  test('the rated unit does not read who rated', async () => {
    const id = await answered();
    await act('resident', id, 'rate', { solved: true, grade: '5' });
    const entry = (await see('community', id)).timeline.find(({ action }) => action === 'rate');
    expect(entry?.actor).toBe('反映人');
  });
});

const rates = async () => {
  const rows = await t.platform.transact('appeal.board', 'read', { actor: people.supervisor }, (context) =>
    threeRates(context, { type: 'appeal', from: '2019-10-01', to: '2019-12-31' }),
  );
  const sum = (key: 'response' | 'solution' | 'satisfaction') =>
    rows.reduce(
      (all, row) => ({
        numerator: all.numerator + row[key].numerator,
        denominator: all.denominator + row[key].denominator,
      }),
      { numerator: 0, denominator: 0 },
    );
  return { response: sum('response'), solution: sum('solution'), satisfaction: sum('satisfaction') };
};

describe('the three rates', () => {
  test('count responded in time ÷ due, confirmed solved ÷ confirmed, two best grades ÷ rated', async () => {
    at('2019-10-14T05:00:00Z'); // what other tests left unanswered is overdue by then, before and after
    const before = await rates();
    at(MONDAY_10);
    const good = await answered();
    await act('resident', good, 'rate', { solved: true, grade: '4' });
    const fair = await answered();
    await act('resident', fair, 'rate', { solved: false, grade: '3' });
    const { id: late } = await report('danger');
    await act('community', late, 'accept');
    at('2019-10-14T05:00:00Z');
    await act('community', late, 'answer', { answer: '晚了一小时才到场。' });
    const after = await rates();
    const more = (key: 'response' | 'solution' | 'satisfaction') => [
      after[key].numerator - before[key].numerator,
      after[key].denominator - before[key].denominator,
    ];
    expect(more('response')).toEqual([2, 3]);
    expect(more('solution')).toEqual([1, 2]);
    expect(more('satisfaction')).toEqual([1, 2]);
  });
});

describe('what residents and staff may not do', () => {
  test.each<[string, Who, string, Record<string, unknown>, string]>([
    ['a stranger rates', 'neighbour', 'rate', { solved: true }, 'case.not-found'],
    ['the unit rates itself', 'community', 'rate', { solved: true }, 'case.step-not-yours'],
    ['the department answers what is not its', 'water', 'answer', { answer: '我来答复一下' }, 'case.not-found'],
    ['a resident answers', 'resident', 'answer', { answer: '我自己答复' }, 'case.step-not-yours'],
  ])('%s', async (_name, who, action, input, code) => {
    expect(await refused(act(who, await answered(), action, input))).toBe(code);
  });

  test('not accepting needs one of the listed grounds', async () => {
    const { id } = await report();
    expect(await refused(act('community', id, 'not-accept', { ground: 'because', reason: '不想办' }))).toBe(
      'input.invalid',
    );
    await act('community', id, 'not-accept', { ground: 'emergency-call', reason: '请拨打 110' });
    expect((await see('resident', id)).status).toBe('not-accepted');
  });

  test('a report is public only if its reporter offered it and staff cleared it', async () => {
    const { id } = await report();
    expect(await refused(act('community', id, 'clear', { publicTitle: '水管', publicText: '水管爆裂' }))).toBe(
      'appeal.not-offered',
    );
    const offered = await report(undefined, { mayBePublic: true });
    expect((await see('community', offered.id)).visibility).toBe('offered');
    await act('community', offered.id, 'clear', { publicTitle: '水管', publicText: '水管爆裂' });
    expect((await see('community', offered.id)).visibility).toBe('public');
  });

  test('merging takes the reporter along and ends the doubled report', async () => {
    const first = await report();
    const second = await report();
    await act('community', second.id, 'merge', { into: first.id });
    expect((await see('resident', second.id)).status).toBe('merged');
    expect(await refused(act('community', first.id, 'merge', { into: first.id }))).toBe('appeal.merge-into-itself');
  });
});
