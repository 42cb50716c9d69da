import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { housekeeping, Refusal, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { appeal } from '@zhongzhi/appeals';
import { calendar } from '@zhongzhi/calendar/module';
import { caseDetail, getCaseType, openCase, sweepClocks, takeStep, withCaseTypes } from '@zhongzhi/casework';
import { casework } from '@zhongzhi/casework/module';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { aWhistleForm } from '../../test/builders.ts';
import { whistle } from './whistle.case-type.ts';

const MONDAY_10 = '2019-10-14T02:00:00Z';
let t: TestPlatform;
let units: Record<'street' | 'community' | 'city' | 'fire' | 'office', string>;
let people: Record<'resident' | 'street' | 'leader' | 'city' | 'fire' | 'supervisor' | 'community', Actor>;

beforeAll(async () => {
  const modules = [housekeeping, calendar, directory, notices, files, casework];
  t = await createTestPlatform([...modules, withCaseTypes({ name: 'matters' }, [appeal, whistle])]);
  await t.platform.asSystem('test world', async (context) => {
    const regions =
      '530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n';
    await importRegions(context, `code,name,level,parent\n${regions}`);
    const unit = (kind: string, name: string, place: string) =>
      createOrganisation(context, { kind: kind as never, name, place });
    units = {
      street: await unit('street-office', '华山街道办事处', '530102001'),
      community: await unit('community-committee', '翠湖社区居委会', '530102001001'),
      city: await unit('department', '区城市管理局', '530102'),
      fire: await unit('department', '区消防救援大队', '530102'),
      office: await unit('supervision-office', '区督查室', '530102'),
    };
    const who = async (name: string, role?: string, place: string | null = null, id: string | null = null) =>
      actingAs(role === undefined ? [] : [{ role, place, unit: id }], await createPerson(context, { name }), name);
    people = {
      resident: await who('杨丽'),
      community: await who('小王', 'community-staff', '530102001001', units.community),
      street: await who('李科', 'street-staff', '530102001', units.street),
      leader: await who('赵主任', 'street-leader', '530102001', units.street),
      city: await who('城管小张', 'department-staff', null, units.city),
      fire: await who('消防小孙', 'department-staff', null, units.fire),
      supervisor: await who('督查老陈', 'supervisor', '530102', units.office),
    };
  });
});
afterAll(() => t.stop());
beforeEach(() => t.setNow(MONDAY_10));

type Who = keyof typeof people;
const open = (who: Who, type: string, form: Record<string, unknown>) =>
  t.platform.transact('signed-in', 'write', { actor: people[who] }, (context) =>
    openCase(context, getCaseType(t.platform, type), { form, source: 'staff' }),
  );
const blow = (changes: Record<string, unknown> = {}) =>
  open('street', 'whistle', aWhistleForm([units.city, units.fire], changes));
const act = (who: Who, id: string, action: string, input: Record<string, unknown> = {}, taskId?: string) =>
  t.platform.transact('signed-in', 'write', { actor: people[who] }, (context) =>
    takeStep(context, { id, action, input, taskId }),
  );
const see = (who: Who, id: string) =>
  t.platform.transact('signed-in', 'read', { actor: people[who] }, (context) => caseDetail(context, id));
const refused = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => expect.fail('was not refused'),
    (error: Refusal) => error.code,
  );
const taskOf = async (id: string, unit: string) =>
  (await see('street', id)).tasks.find((task) => task.unit.id === unit)!;

describe('reporting in', () => {
  test.each([
    ['joint-enforcement', '2019-10-15T09:30:00.000Z'],
    ['key-task', '2019-10-17T09:30:00.000Z'],
    ['emergency', '2019-10-14T02:30:00.000Z'],
  ])('of a %s whistle is due by %s', async (kind, due) => {
    const { id } = await blow({ kind });
    if (kind !== 'emergency') await act('leader', id, 'approve');
    expect((await taskOf(id, units.city)).dueAt).toBe(due);
  });

  test('that is late is marked, and the street and the department are told', async () => {
    const { id } = await blow({ kind: 'emergency' });
    t.setNow('2019-10-14T02:31:00Z');
    await sweepClocks(t.platform);
    expect((await taskOf(id, units.city)).isOverdue).toBe(true);
    expect((await see('street', id)).timeline.map(({ action }) => action)).toContain('clock-overdue');
  });

  test('is each department’s own', async () => {
    const { id } = await blow({ kind: 'emergency' });
    const task = await taskOf(id, units.city);
    expect(await refused(act('fire', id, 'report-in', { note: '我来' }, task.id))).toBe('case.step-not-yours');
    await act('city', id, 'report-in', { note: '3 人到场' }, task.id);
    const reported = await taskOf(id, units.city);
    expect(reported.status).toBe('reported-in');
    await act('city', id, 'work', { note: '已清理两处' }, task.id);
    const facts = (await taskOf(id, units.city)).facts.map(({ label, value }) => [label.zh, value]);
    expect(facts).toEqual([
      ['谁到场、怎么安排', '3 人到场'],
      ['做了什么', '已清理两处'],
    ]);
  });
});

describe('approval', () => {
  test('comes before the call, from the street’s leader alone', async () => {
    const { id } = await blow();
    expect((await see('street', id)).tasks).toEqual([]);
    expect(await refused(act('street', id, 'approve'))).toBe('case.step-not-yours');
    await act('leader', id, 'approve');
    expect((await see('street', id)).tasks).toHaveLength(2);
  });

  test('may follow an emergency, which cannot close without it', async () => {
    const { id } = await blow({ kind: 'emergency' });
    for (const who of ['city', 'fire'] as const) {
      const task = await taskOf(id, units[who]);
      await act(who, id, 'report-in', { note: '到场' }, task.id);
      await act(who, id, 'finish', { result: '已处置完毕' }, task.id);
      await act('street', id, 'judge', { outcome: 'settled' }, task.id);
    }
    expect((await see('street', id)).status).toBe('judging');
    expect(await refused(act('street', id, 'close', { answer: '现场处置完毕' }))).toBe('whistle.not-approved');
    await act('leader', id, 'approve-after');
    expect(await refused(act('leader', id, 'approve-after'))).toBe('whistle.approved');
    await act('street', id, 'close', { answer: '现场处置完毕' });
  });
});

describe('a refusal', () => {
  test('needs a ground, goes to the supervisor, and either ends the task or calls again', async () => {
    const { id } = await blow({ kind: 'emergency' });
    const [city, fire] = [await taskOf(id, units.city), await taskOf(id, units.fire)];
    expect(await refused(act('city', id, 'refuse', {}, city.id))).toBe('input.invalid');
    await act('city', id, 'refuse', { reason: '不在职责清单内' }, city.id);
    expect(await refused(act('street', id, 'rule-refusal', { ruling: 'must', reason: 'x' }, city.id))).toBe(
      'case.step-not-yours',
    );
    await act('supervisor', id, 'rule-refusal', { ruling: 'must', reason: '属于贵局职责' }, city.id);
    expect((await taskOf(id, units.city)).status).toBe('called');
    await act('fire', id, 'refuse', { reason: '无火情' }, fire.id);
    await act('supervisor', id, 'rule-refusal', { ruling: 'excused', reason: '同意' }, fire.id);
    expect((await taskOf(id, units.fire)).status).toBe('excused');
  });
});

describe('a whistle for an appeal', () => {
  test('keeps the appeal with the street until it closes, then answers it', async () => {
    const reported = await open('resident', 'appeal', { place: '530102001001', description: '夜市烧烤油烟扰民' });
    await act('community', reported.id, 'accept');
    const { id } = await blow({ appeal: reported.id });
    expect(await see('street', reported.id)).toMatchObject({ status: 'in-progress', unit: { id: units.street } });
    await act('leader', id, 'approve');
    for (const who of ['city', 'fire'] as const) {
      const task = await taskOf(id, units[who]);
      await act(who, id, 'report-in', { note: '到场' }, task.id);
      await act(who, id, 'finish', { result: '已整治完毕' }, task.id);
    }
    expect(await refused(act('street', id, 'close', { answer: '已经联合整治。' }))).toBe('whistle.not-judged');
    for (const who of ['city', 'fire'] as const)
      await act('street', id, 'judge', { outcome: 'settled' }, (await taskOf(id, units[who])).id);
    await act('street', id, 'close', { answer: '已经联合整治，油烟设施已安装。' });
    const answered = await see('resident', reported.id);
    expect(answered.status).toBe('answered');
    expect(answered.timeline.findLast(({ action }) => action === 'answer')?.note).toContain('油烟设施');
  });

  test('is not blown for a closed appeal, nor for units that cannot be called', async () => {
    const reported = await open('resident', 'appeal', { place: '530102001001', description: '已经解决的事' });
    await act('resident', reported.id, 'withdraw');
    expect(await refused(blow({ appeal: reported.id }))).toBe('whistle.appeal-not-open');
    expect(await refused(blow({ departments: [units.office] }))).toBe('whistle.unit-not-callable');
    expect(await refused(blow({ withinDays: 0 }))).toBe('whistle.days');
  });
});
