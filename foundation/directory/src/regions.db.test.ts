import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { anonymous, Platform } from '@zhongzhi/kernel';
import { anOrganisation, places, theRegions } from '../test/builders.ts';
import { directory } from './module.ts';
import {
  findRegion,
  getRegion,
  importRegions,
  listRegions,
  putRegions,
  regionPath,
  staffOf,
  unitOfPlace,
} from './public.ts';
import { listTheRegions, showRegion } from './queries/regions.ts';
import { endRegion } from './store/region-tree.ts';

let t: TestPlatform;
beforeAll(async () => {
  t = await createTestPlatform([directory]);
  await t.platform.asSystem('test data', theRegions);
});
afterAll(() => t.stop());

test('the official list of 2019 gives 11 streets and 102 communities, and a second import changes nothing', async () => {
  await t.platform.asSystem('read', async (context) => {
    expect(await listRegions(context, { level: 'street' })).toHaveLength(11);
    expect(await listRegions(context, { level: 'community' })).toHaveLength(102);
    expect(await regionPath(context, places.community)).toEqual(['五华区', '华山街道', '翠湖西路社区']);
  });
  await t.platform.asSystem('import', async (context) => {
    expect(
      await importRegions(
        context,
        `code,name,level,parent\n${places.community},翠湖西路社区,community,${places.street}\n`,
      ),
    ).toEqual({ added: 0, changed: 0, unchanged: 1 });
  });
});

test('one bad row and nothing is imported', async () => {
  const csv = `code,name,level,parent\n530102001001001,一网格,grid,530102001001\n530102001001002,,grid,530102001001\n530103001,外区,street,530103\n`;
  await expect(t.platform.asSystem('import', (context) => importRegions(context, csv))).rejects.toMatchObject({
    code: 'directory.regions-wrong',
    errors: [{ field: '3.name' }, { field: '4.code' }],
  });
  expect(await t.platform.asSystem('read', (context) => findRegion(context, '530102001001001'))).toBeUndefined();
});

test('a renamed region shows its new name from that day on, in every process, and keeps the old one on record', async () => {
  const other = new Platform({
    settings: t.platform.settings,
    pool: t.platform.pool,
    vault: t.platform.vault,
    modules: [directory],
    logger: t.platform.logger,
    clock: t.now,
  });
  const nameIn = (platform: Platform): Promise<string> =>
    platform.asSystem('read', async (context) => (await getRegion(context, places.sibling)).name);
  expect(await nameIn(other)).toBe('水晶宫社区');
  await t.platform.asSystem('rename', (context) => putRegions(context, [{ code: places.sibling, name: '水晶社区' }]));
  expect(await nameIn(t.platform)).toBe('水晶社区');
  expect(await nameIn(other)).toBe('水晶社区');
  const detail = await t.platform.run(showRegion, { code: places.sibling }, { actor: anonymous });
  expect(detail.history).toEqual([
    { name: '水晶社区', validFrom: '2019-10-14', validTo: null },
    { name: '水晶宫社区', validFrom: '1900-01-01', validTo: '2019-10-14' },
  ]);
});

test('a change that is rolled back leaves no trace in the copy', async () => {
  await expect(
    t.platform.asSystem('fails', async (context) => {
      await putRegions(context, [{ code: places.elsewhere, name: '不该留下' }]);
      expect((await getRegion(context, places.elsewhere)).name).toBe('不该留下');
      throw new Error('planned');
    }),
  ).rejects.toThrow('planned');
  expect(
    await t.platform.asSystem('read', async (context) => (await getRegion(context, places.elsewhere)).name),
  ).not.toBe('不该留下');
});

test('an ended region is gone from lists, and may begin anew without touching its past', async () => {
  const code = `${places.community}009`;
  await t.platform.asSystem('add', (context) => putRegions(context, [{ code, name: '九网格' }]));
  await t.platform.asSystem('end', (context) => endRegion(context, code));
  expect((await t.platform.run(listTheRegions, { under: code }, { actor: anonymous })).items).toEqual([]);
  t.setNow('2019-12-01T02:00:00Z');
  await t.platform.asSystem('again', (context) => putRegions(context, [{ code, name: '新九网格' }]));
  const { history } = await t.platform.run(showRegion, { code }, { actor: anonymous });
  expect(history.map(({ name, validTo }) => [name, validTo])).toEqual([
    ['新九网格', null],
    ['九网格', '2019-10-14'],
  ]);
});

test('a place is answered for by its committee, else by its street office, else by nobody', async () => {
  await t.platform.asSystem('units', async (context) => {
    const office = await anOrganisation(context, {
      kind: 'street-office',
      name: '华山街道办事处',
      place: places.street,
    });
    const committee = await anOrganisation(context);
    expect((await unitOfPlace(context, `${places.community}001`))?.id).toBe(committee);
    expect((await unitOfPlace(context, places.sibling))?.id).toBe(office);
    expect(await unitOfPlace(context, places.elsewhere)).toBeUndefined();
    expect(await staffOf(context, { role: ['street-staff', 'street-leader'], unit: office })).toEqual([]);
  });
});
