import { afterAll, beforeAll, expect, test } from 'vitest';
import { housekeeping, Refusal, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { calendar } from '@zhongzhi/calendar/module';
import { caseDetail, getCaseType, openCase, takeStep, withCaseTypes } from '@zhongzhi/casework';
import { casework } from '@zhongzhi/casework/module';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { anOrderForm } from '../../test/builders.ts';
import { supervision } from './supervision.case-type.ts';

let t: TestPlatform;
let water: string;
let supervisor: Actor;
let handler: Actor;

beforeAll(async () => {
  const modules = [housekeeping, calendar, directory, notices, files, casework];
  t = await createTestPlatform([...modules, withCaseTypes({ name: 'supervision' }, [supervision])], {
    now: '2019-10-14T02:00:00Z',
  });
  await t.platform.asSystem('test world', async (context) => {
    await importRegions(context, 'code,name,level,parent\n530102,五华区,district,5301\n');
    water = await createOrganisation(context, { kind: 'department', name: '区水务局', place: '530102' });
    supervisor = actingAs(
      [{ role: 'supervisor', place: '530102', unit: null }],
      await createPerson(context, { name: '老陈' }),
    );
    handler = actingAs(
      [{ role: 'department-staff', place: null, unit: water }],
      await createPerson(context, { name: '小张' }),
    );
  });
});
afterAll(() => t.stop());

const order = (changes: Record<string, unknown> = {}) =>
  t.platform.transact('signed-in', 'write', { actor: supervisor }, (context) =>
    openCase(context, getCaseType(t.platform, 'supervision'), { form: anOrderForm(water, changes), source: 'staff' }),
  );
const act = (actor: Actor, id: string, action: string, input: Record<string, unknown>) =>
  t.platform.transact('signed-in', 'write', { actor }, (context) => takeStep(context, { id, action, input }));
const see = (id: string) =>
  t.platform.transact('signed-in', 'read', { actor: supervisor }, (context) => caseDetail(context, id));

test('an order has its date, a visit sets a new one, and a reply is checked before it is struck off', async () => {
  const { id, dueAt } = await order({ withinDays: 3 });
  expect(dueAt?.toISOString()).toBe('2019-10-17T09:30:00.000Z');
  const visit = { where: '泵房', people: '督查室 2 人', note: '设备老化，限期更换', withinDays: 5 };
  await act(supervisor, id, 'visit', visit);
  expect(await see(id)).toMatchObject({ dueAt: '2019-10-21T09:30:00.000Z', status: 'ordered' });
  await act(handler, id, 'reply', { result: '已更换水泵' });
  await act(supervisor, id, 'send-back', { reason: '还缺验收单' });
  await act(handler, id, 'reply', { result: '补上验收单' });
  await act(supervisor, id, 'strike-off', { note: '核查属实' });
  const closed = await see(id);
  expect(closed.status).toBe('closed');
  expect(closed.timeline.map(({ action }) => action)).toEqual([
    'open',
    'visit',
    'reply',
    'send-back',
    'reply',
    'strike-off',
  ]);
});

test('the unit cannot strike itself off, and dates are sensible', async () => {
  const { id } = await order();
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: Refusal) => error.code,
    );
  await act(handler, id, 'reply', { result: '已办' });
  expect(await code(act(handler, id, 'strike-off', { note: '自己销号' }))).toBe('case.step-not-yours');
  expect(await code(order({ withinDays: 0 }))).toBe('supervision.days');
  expect(await code(order({ withinDays: 2.5 }))).toBe('supervision.days');
});
