import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { housekeeping, newUuid, Refusal, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { calendar } from '@zhongzhi/calendar/module';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { aCaseType } from '../../test/a-case-type.ts';
import { withCaseTypes } from '../case-types.ts';
import { casework } from '../module.ts';
import { checks } from '../checks.ts';
import { actOnCase, bulkAct, getCase, joinCaseUseCase, openCaseUseCase } from '../use-cases/case-use-cases.ts';
import { getBoard, getBoardCounts, getMyCases, listPublicCases } from '../use-cases/list-use-cases.ts';
import { sweepClocks } from './ring.ts';

const HUASHAN = '530102001';
const CUIHU = '530102001001';
let t: TestPlatform;
let street: string;
let water: string;
let fire: string;
let resident: Actor;
let streetStaff: Actor;
let otherStreet: Actor;
let waterStaff: Actor;
let fireStaff: Actor;

beforeAll(async () => {
  t = await createTestPlatform([
    housekeeping,
    calendar,
    directory,
    notices,
    files,
    casework,
    withCaseTypes({ name: 'errands' }, [aCaseType()]),
  ]);
  await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n530102002,护国街道,street,530102\n',
    );
    street = await createOrganisation(context, { kind: 'street-office', name: '华山街道办事处', place: HUASHAN });
    water = await createOrganisation(context, { kind: 'department', name: '区水务局', place: '530102' });
    fire = await createOrganisation(context, { kind: 'department', name: '区消防救援大队', place: '530102' });
    const person = (name: string) => createPerson(context, { name });
    resident = actingAs([], await person('杨丽'));
    streetStaff = actingAs([{ role: 'street-staff', place: HUASHAN, unit: street }], await person('李科'), '李科');
    otherStreet = actingAs([{ role: 'street-staff', place: '530102002', unit: null }], await person('赵科'));
    waterStaff = actingAs([{ role: 'department-staff', place: null, unit: water }], await person('水务员'));
    fireStaff = actingAs([{ role: 'department-staff', place: null, unit: fire }], await person('消防员'));
  });
});
afterAll(() => t.stop());

const open = (actor: Actor = resident, form: Record<string, unknown> = {}) =>
  t.platform.run(
    openCaseUseCase,
    { type: 'errand', form: { place: CUIHU, description: '翠湖边路灯不亮，晚上看不见路', ...form } },
    { actor },
  );
const act = (
  actor: Actor,
  id: string,
  action: string,
  extra: { version?: number; taskId?: string; input?: Record<string, unknown> } = {},
) => t.platform.run(actOnCase, { id, action, ...extra }, { actor });
const see = (actor: Actor, id: string) => t.platform.run(getCase, { id }, { actor });
const refusal = (promise: Promise<unknown>): Promise<Refusal> =>
  promise.then(
    () => expect.fail('was not refused'),
    (error: Refusal) => error,
  );

describe('a case', () => {
  test('runs from opening to its end with events, clocks and notices', async () => {
    const { id, number } = await open();
    expect(number).toMatch(/^\d{8}-[2-9A-Z]{5}-[2-9A-Z]$/);
    await act(streetStaff, id, 'take', { version: 1, input: { unit: street } });
    const done = await act(streetStaff, id, 'finish', { version: 2 });
    expect(done).toMatchObject({ status: 'done', version: 3, phase: 'done', isOverdue: false });
    expect(done.timeline.map((entry) => [entry.seq, entry.action, entry.toStatus])).toEqual([
      [1, 'open', 'new'],
      [2, 'take', 'doing'],
      [3, 'finish', 'done'],
    ]);
    expect(done.clocks[0]).toMatchObject({ name: 'handle', round: 1 });
    expect(done.clocks[0]!.stoppedAt).not.toBeNull();
    const { rows } = await t.platform.pool
      .query(
        `begin; set local app.district = '530102'; select title from notices.notice where person = '${(resident as { personId: string }).personId}'; rollback`,
      )
      .then((all) => (all as unknown as { rows: { title: { zh: string } }[] }[])[2]!);
    expect(rows.map((row) => row.title.zh)).toContain('翠湖边路灯不亮，晚上看不见路已办结');
  });

  test('is not found outside its scope, and found at the desks it lies on', async () => {
    const { id } = await open();
    expect((await refusal(see(otherStreet, id))).kind).toBe('not-found');
    expect((await refusal(see(waterStaff, id))).kind).toBe('not-found');
    expect((await refusal(act(otherStreet, id, 'take'))).kind).toBe('not-found');
    expect((await see(streetStaff, id)).id).toBe(id);
    await act(streetStaff, id, 'take', { input: { unit: water } });
    expect((await see(waterStaff, id)).unit?.name).toBe('区水务局');
    await act(streetStaff, id, 'hand', { input: { unit: fire } });
    expect((await refusal(see(waterStaff, id))).kind).toBe('not-found');
  });

  test('offers exactly the steps that the reader may take now, and refuses the others', async () => {
    const { id } = await open();
    expect((await see(resident, id)).actions).toEqual([]);
    expect((await see(streetStaff, id)).actions.map(({ name }) => name)).toEqual(['take', 'note']);
    expect((await refusal(act(resident, id, 'take'))).code).toBe('case.step-not-yours');
    expect((await refusal(act(streetStaff, id, 'finish', { version: 1 }))).code).toBe('case.step-not-now');
    expect((await refusal(act(streetStaff, id, 'constructor'))).code).toBe('case.unknown-step');
  });

  test('lets one of two people through who act at once, and tells the other who did what', async () => {
    const { id } = await open();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => act(streetStaff, id, 'take', { version: 1 })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const other = await refusal(act({ ...streetStaff, personId: newUuid() } as Actor, id, 'take', { version: 1 }));
    expect(other.code).toBe('case.moved-on');
    expect(other.text.zh).toContain('李科');
    expect(other.text.zh).toContain('接办');
  });

  test('goes on by itself when the last of its parallel tasks is done, not before', async () => {
    const { id } = await open();
    await act(streetStaff, id, 'take');
    const joint = await act(streetStaff, id, 'gather', { input: { units: [water, fire] } });
    expect(joint.tasks.map((task) => [task.unit.name, task.status])).toEqual([
      ['区水务局', 'asked'],
      ['区消防救援大队', 'asked'],
    ]);
    const [first, second] = joint.tasks;
    expect((await refusal(act(fireStaff, id, 'report', { taskId: first!.id, input: { result: 'x' } }))).code).toBe(
      'case.step-not-yours',
    );
    expect((await act(waterStaff, id, 'report', { taskId: first!.id, input: { result: '已接水' } })).status).toBe(
      'joint',
    );
    expect((await act(fireStaff, id, 'report', { taskId: second!.id, input: { result: '已清通道' } })).status).toBe(
      'done',
    );
  });

  test('keeps its clock through a hand-over and lengthens it by the time it waited for the reporter', async () => {
    t.setNow('2019-10-14T02:00:00Z');
    const { id, dueAt } = await open();
    expect(dueAt).toBe('2019-10-15T02:00:00.000Z');
    t.setNow('2019-10-14T06:00:00Z');
    await act(streetStaff, id, 'take');
    const handed = await act(streetStaff, id, 'hand', { input: { unit: street } });
    expect(handed.dueAt).toBe(dueAt);
    await act(streetStaff, id, 'pause');
    expect((await see(streetStaff, id)).dueAt).toBeNull();
    t.setNow('2019-10-14T09:00:00Z');
    expect((await act(resident, id, 'resume')).dueAt).toBe('2019-10-15T05:00:00.000Z');
  });

  test('is marked overdue once by the sweep, however often it runs', async () => {
    t.setNow('2019-10-20T02:00:00Z');
    const { id } = await open();
    t.setNow('2019-10-21T03:00:00Z');
    await Promise.all([sweepClocks(t.platform), sweepClocks(t.platform)]);
    await sweepClocks(t.platform);
    const late = await see(streetStaff, id);
    expect(late.isOverdue).toBe(true);
    expect(late.timeline.filter(({ action }) => action === 'clock-overdue')).toHaveLength(1);
    t.setNow('2019-10-14T02:00:00Z');
  });

  test('hides staff notes from the reporter', async () => {
    const { id } = await open();
    await act(streetStaff, id, 'note', { input: { note: '内部：先问物业' } });
    expect(JSON.stringify(await see(resident, id))).not.toContain('先问物业');
    expect(JSON.stringify(await see(streetStaff, id))).toContain('先问物业');
  });
});

describe('the board', () => {
  test('pages by deadline without gaps or repeats, counts its tabs, finds by words of two characters', async () => {
    t.setNow('2019-11-01T02:00:00Z');
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      t.setNow(new Date(Date.parse('2019-11-01T02:00:00Z') + index * 60_000));
      made.push((await open(resident, { description: `电梯故障第${index}次` })).id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await t.platform.run(
        getBoard,
        { type: 'errand', tab: 'new', from: '2019-11-01', limit: 3, ...(cursor === undefined ? {} : { cursor }) },
        { actor: streetStaff },
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(made);
    const found = await t.platform.run(getBoard, { type: 'errand', text: '电梯', limit: 50 }, { actor: streetStaff });
    expect(found.items).toHaveLength(7);
    expect((await t.platform.run(getBoard, { type: 'errand', text: '电梯' }, { actor: otherStreet })).items).toEqual(
      [],
    );
    expect(
      (await t.platform.run(getBoardCounts, { type: 'errand', from: '2019-11-01' }, { actor: streetStaff })).counts[
        'new'
      ],
    ).toBe(7);
    expect((await t.platform.run(getBoard, { type: 'errand', tab: 'all' }, { actor: resident })).items).toEqual([]);
  });

  test('takes one step on many, each for itself', async () => {
    const first = await open();
    const second = await open();
    await act(streetStaff, second.id, 'take');
    const result = await t.platform.run(
      bulkAct,
      { action: 'take', cases: [{ id: first.id }, { id: second.id }, { id: newUuid() }] },
      { actor: streetStaff },
    );
    expect(result.done).toBe(1);
    expect(Object.fromEntries(result.results.map((one) => [one.id, one.ok]))).toMatchObject({
      [first.id]: true,
      [second.id]: false,
    });
  });
});

describe('public reports', () => {
  test('can be joined once, are told on, and carry no phone number', async () => {
    const { id } = await open(resident, { description: '楼道漏水，电话13888012345，3栋2单元501室', mayBePublic: true });
    const neighbour = actingAs(
      [],
      await t.platform.asSystem('test', (context) => createPerson(context, { name: '邻居' })),
    );
    await Promise.all([1, 2, 3].map(() => t.platform.run(joinCaseUseCase, { id }, { actor: neighbour })));
    const page = await t.platform.run(
      listPublicCases,
      { type: 'errand', place: HUASHAN },
      { actor: { kind: 'anonymous' } },
    );
    const shown = page.items.find((item) => item.id === id)!;
    expect(shown.followers).toBe(1);
    const { id: _id, ...words } = shown; // an id may hold any digits
    expect(JSON.stringify(words)).not.toMatch(/13888012345|501/);
    expect((await t.platform.run(getMyCases, {}, { actor: neighbour })).items.map((item) => item.id)).toEqual([id]);
  });
});

test('every invariant holds after all of this', async () => {
  for (const check of checks.filter(({ name }) => name !== 'case.clocks-swept')) {
    const result = await t.platform.transact(
      'public',
      'read',
      { actor: { kind: 'system', reason: 'test' } },
      (context) => check.run(context),
    );
    expect(result, check.name).toEqual({ ok: true, detail: '' });
  }
});
