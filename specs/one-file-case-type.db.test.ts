import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { buildShell } from '@zhongzhi/kernel/http';
import { runJob, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { sweepClocks, withCaseTypes } from '@zhongzhi/casework';
import { createOrganisation, createPerson, grantRole, importRegions } from '@zhongzhi/directory';
import { modules } from '@zhongzhi/server';
import { streetTree } from './examples/street-tree.case-type.ts';

const EXAMPLE = new URL('./examples/street-tree.case-type.ts', import.meta.url);
const GUIDE = new URL('../docs/how-to/add-a-case-type.md', import.meta.url);
const COMMUNITY = '530102001001';

let t: TestPlatform;
let app: FastifyInstance;
let resident: Actor;
let staff: Actor;
let acting: Actor;

beforeAll(async () => {
  t = await createTestPlatform([...modules, withCaseTypes({ name: 'street-trees' }, [streetTree])], {
    now: '2019-10-14T02:00:00Z',
  });
  await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n',
    );
    const street = await createOrganisation(context, {
      kind: 'street-office',
      name: '华山街道办事处',
      place: '530102001',
    });
    const worker = await createPerson(context, { name: '李科' });
    await grantRole(context, { person: worker, role: 'street-staff', place: '530102001', unit: street });
    staff = actingAs([{ role: 'street-staff', place: '530102001', unit: street }], worker);
    resident = actingAs([], await createPerson(context, { name: '杨丽' }));
  });
  acting = resident;
  app = await buildShell(t.platform, {
    findActor: () => Promise.resolve(acting),
    isReady: () => true,
    version: 'test',
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await t.stop();
});

async function ask<T>(actor: Actor, method: 'GET' | 'POST', url: string, payload?: object): Promise<T> {
  acting = actor;
  const answer = await app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json<T>();
}

test('a case type of one file of at most 100 lines gets page, interface, board, deadline, notice and Open311 service', async () => {
  expect(readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(100);

  const types = await ask<{ name: string; form: { key: string }[]; mayOpen: boolean }[]>(
    resident,
    'GET',
    '/api/v1/case-types',
  );
  const page = types.find(({ name }) => name === 'street-tree');
  expect(page?.mayOpen).toBe(true);
  expect(page?.form.map(({ key }) => key)).toEqual(['place', 'point', 'kind', 'description', 'photos']);

  const opened = await ask<{ id: string; number: string; dueAt: string }>(resident, 'POST', '/api/v1/cases', {
    type: 'street-tree',
    form: { place: COMMUNITY, kind: 'branch', description: '翠湖边的大槐树断了半根枝' },
  });
  expect(opened.dueAt).toBe('2019-10-15T02:00:00.000Z');

  const board = await ask<{ items: { id: string }[] }>(
    staff,
    'GET',
    '/api/v1/cases?type=street-tree&tab=new&text=%E6%A7%90%E6%A0%91',
  );
  expect(board.items.map(({ id }) => id)).toEqual([opened.id]);

  t.setNow('2019-10-15T03:00:00Z');
  expect(await sweepClocks(t.platform)).toBeGreaterThanOrEqual(1);
  const told = await ask<{ items: { title: string | { zh: string } }[] }>(staff, 'GET', '/api/v1/notices');
  expect(JSON.stringify(told)).toContain('行道树报修超期');

  await ask(staff, 'POST', `/api/v1/cases/${opened.id}/actions/schedule`, { version: 2, input: { on: '2019-10-16' } });
  const seen = await ask<{ version: number; actions: { name: string }[] }>(staff, 'GET', `/api/v1/cases/${opened.id}`);
  expect(seen.actions.map(({ name }) => name)).toEqual(['finish']);
  await ask(staff, 'POST', `/api/v1/cases/${opened.id}/actions/finish`, {
    version: seen.version,
    input: { result: '已锯除断枝' },
  });
  expect(JSON.stringify(await ask(resident, 'GET', '/api/v1/notices'))).toContain('您报修的树已处理');

  const services = await ask<{ service_code: string }[]>(resident, 'GET', '/open311/v2/services.json');
  expect(services.map(({ service_code: code }) => code)).toContain('street-tree');
  const documented = await ask<{ paths: object }>(resident, 'GET', '/api/openapi.json');
  expect(Object.keys(documented.paths)).toContain('/api/v1/cases/{id}/actions/{action}');
  await runJob(t.platform, 'casework.sweep');
});

test('the guide shows exactly this file', () => {
  expect(readFileSync(GUIDE, 'utf8')).toContain(readFileSync(EXAMPLE, 'utf8').trim());
});
