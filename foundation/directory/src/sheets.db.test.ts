import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { runJob, type Actor } from '@zhongzhi/kernel';
import { anOrganisation, aPerson, places, someoneAs, theRegions } from '../test/builders.ts';
import { directory } from './module.ts';
import { findOrganisations, findPersonByPhone, listRegions, membershipsOf, regionPath } from './public.ts';
import { exportSheet, sheetTemplate } from './use-cases/export-sheets.ts';
import { confirmImport, previewImport, showImport } from './use-cases/import-sheets.ts';

let t: TestPlatform;
const district = actingAs([{ role: 'district-administrator', place: places.district, unit: null }]);
const street = actingAs([{ role: 'district-administrator', place: places.street, unit: null }]);

beforeAll(async () => {
  t = await createTestPlatform([directory]);
  await t.platform.asSystem('test data', async (context) => {
    await theRegions(context);
    await anOrganisation(context);
  });
});
afterAll(() => t.stop());

const upload = (kind: 'regions' | 'organisations' | 'people', csv: string, actor: Actor = district) =>
  t.platform.run(
    previewImport,
    { kind, fileName: '名单.csv', content: Buffer.from(csv).toString('base64') },
    { actor },
  );
const rowsOf = async (content: string): Promise<(readonly string[])[]> =>
  (await readSpreadsheet(Buffer.from(content, 'base64'))).rows.map(({ cells }) => cells);
const names = (): Promise<string[]> =>
  t.platform.asSystem('read', async (context) => (await findOrganisations(context)).map(({ name }) => name));

const ORGANISATIONS = `名称,类别,区划代码,上级单位,统一社会信用代码,随便写的列
翠湖物业,物业企业,${places.community},,,x
翠湖物业分公司,property-company,${places.community},翠湖物业,,x
没有类别,,${places.community},,,x
代码不对,爱心商家,${places.community},,91530102MA6K0000X1,x
没这个社区,爱心商家,530102001999,,,x
翠湖物业,物业企业,${places.community},,,x
翠湖西路社区居委会,社区居委会,${places.community},,,x
`;

test('a preview names every bad row and imports nothing; confirmation imports the good ones once', async () => {
  const before = await names();
  const preview = await upload('organisations', ORGANISATIONS);
  expect(preview).toMatchObject({
    rows: 7,
    expected: { added: 2, changed: 0, unchanged: 1, skipped: 4 },
    ignoredColumns: ['随便写的列'],
    confirmedAt: null,
  });
  expect(preview.faults.map(({ row, column }) => [row, column])).toEqual([
    [4, '类别'],
    [5, '统一社会信用代码'],
    [6, '区划代码'],
    [7, '名称'],
  ]);
  expect(await names()).toEqual(before);
  await expect(t.platform.run(confirmImport, { id: preview.id }, { actor: district })).rejects.toMatchObject({
    code: 'directory.import-has-faults',
  });
  expect(await names()).toEqual(before);
  const twice = await Promise.all(
    [1, 2].map(() => t.platform.run(confirmImport, { id: preview.id, skipBadRows: true }, { actor: district })),
  );
  expect(twice[0]).toEqual({ added: 2, changed: 0, unchanged: 1, skipped: 4 });
  expect(twice[1]).toEqual(twice[0]);
  expect(await names()).toEqual([...before, '翠湖物业', '翠湖物业分公司'].toSorted());
  expect(await t.platform.run(showImport, { id: preview.id }, { actor: district })).toMatchObject({
    result: { added: 2 },
    sample: [],
  });
  const again = await upload('organisations', ORGANISATIONS);
  expect(again.expected).toMatchObject({ added: 0, unchanged: 3 });
});

test("an import is its sender's: others cannot see or confirm it, and after a day it is gone", async () => {
  const preview = await upload('organisations', `名称,类别,区划代码\n某店,爱心商家,${places.community}\n`);
  await expect(t.platform.run(showImport, { id: preview.id }, { actor: street })).rejects.toMatchObject({
    kind: 'not-found',
  });
  await expect(t.platform.run(confirmImport, { id: preview.id }, { actor: street })).rejects.toMatchObject({
    kind: 'not-found',
  });
  const before = t.now();
  t.setNow(new Date(before.getTime() + 25 * 3_600_000));
  await expect(t.platform.run(confirmImport, { id: preview.id }, { actor: district })).rejects.toMatchObject({
    kind: 'not-found',
  });
  await runJob(t.platform, 'directory.purge-imports');
  const left = await t.platform.asSystem(
    'read',
    async (context) =>
      (await sql`select from directory.import where id = ${preview.id}`.execute(context.tx)).rows.length,
  );
  expect(left).toBe(0);
  t.setNow(before);
});

test('people come in with their organisation; a second import changes nothing; numbers of others are refused', async () => {
  await t.platform.asSystem('test data', (context) =>
    aPerson(context, { name: '老住户', phone: '13300000001', place: places.elsewhere }),
  );
  const sheet = `姓名,手机号,身份证号,社区代码,单位,职务
陈一,13300000002,,${places.community},翠湖西路社区居委会,主任
陈二,13300000003,,530102001001000,,
老住户,13300000001,,${places.community},,
换了名,13300000002,,${places.elsewhere},,
没号码,,,${places.community},,
错号码,1330000,,${places.community},,
错证号,,530102198001010011,${places.community},,
`;
  const preview = await upload('people', sheet, street);
  expect(preview.faults.map(({ row, column }) => [row, column])).toEqual([
    [3, '社区代码'],
    [4, '手机号'],
    [5, '社区代码'],
    [6, '手机号'],
    [7, '手机号'],
    [8, '身份证号'],
  ]);
  expect(preview.sample[0]!.cells).toEqual(['陈一', '133****0002', '', places.community, '翠湖西路社区居委会', '主任']);
  await t.platform.run(confirmImport, { id: preview.id, skipBadRows: true }, { actor: street });
  await t.platform.asSystem('read', async (context) => {
    const found = await findPersonByPhone(context, '13300000002');
    expect(found).toMatchObject({ name: '陈一', place: places.community });
    expect(await membershipsOf(context, [found!.id])).toMatchObject([{ title: '主任' }]);
  });
  expect((await upload('people', sheet, street)).expected).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
});

test('regions come in as the statistics office writes them, and a new name keeps the old one in its history', async () => {
  const preview = await upload(
    'regions',
    `区划代码,名称,级别\n530102001000,花山街道,街道\n530102001001001,一网格,网格\n530102999001,孤儿社区,社区\n530103001,外区,街道\n`,
  );
  expect(preview.faults.map(({ row }) => row)).toEqual([4, 5]);
  expect(preview.expected).toEqual({ added: 1, changed: 1, unchanged: 0, skipped: 2 });
  await t.platform.run(confirmImport, { id: preview.id, skipBadRows: true }, { actor: district });
  await t.platform.asSystem('read', async (context) => {
    expect(await regionPath(context, '530102001001001')).toEqual(['五华区', '花山街道', '翠湖西路社区', '一网格']);
    expect(await listRegions(context, { level: 'community' })).toHaveLength(102);
  });
});

test('hostile texts go in as texts and come out of an export harmless', async () => {
  const hostile = [
    '=HYPERLINK("http://x")',
    '+1',
    '@SUM(A1)',
    '<script>alert(1)</script>',
    "'; drop table directory.person; --",
    '\u202Etxt.exe',
    '＝1+1',
  ];
  const rows = hostile.map((text) => `"${text.replaceAll('"', '""')}",爱心商家,${places.sibling}`);
  const preview = await upload('organisations', `名称,类别,区划代码\n${rows.join('\n')}\n`);
  expect(preview.faults).toEqual([]);
  await t.platform.run(confirmImport, { id: preview.id }, { actor: district });
  const stored = await names();
  expect(stored).toContain("'; drop table directory.person; --");
  expect(stored).toContain('txt.exe');
  for (const format of ['xlsx', 'csv'] as const) {
    const file = await t.platform.run(
      exportSheet,
      { kind: 'organisations', format, organisationKind: 'merchant' },
      { actor: district },
    );
    const cells = (await rowsOf(file.content)).flat();
    expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells).toContain('\'=HYPERLINK("http://x")');
  }
});

test('an export of people says why, is masked, stays in scope and leaves political membership out', async () => {
  await t.platform.asSystem('test data', async (context) => {
    const party = await anOrganisation(context, { kind: 'party-organisation', name: '社区党委' });
    await someoneAs(
      context,
      'party-member',
      { unit: party },
      { name: '党员乙', phone: '13300009999', place: places.community },
    );
  });
  await expect(t.platform.run(exportSheet, { kind: 'people' }, { actor: street })).rejects.toMatchObject({
    code: 'directory.export-reason-missing',
  });
  await expect(
    t.platform.run(exportSheet, { kind: 'people', role: 'party-member', reason: '统计人数' }, { actor: district }),
  ).rejects.toMatchObject({ code: 'directory.export-sensitive' });
  const file = await t.platform.run(exportSheet, { kind: 'people', reason: '核对名册' }, { actor: street });
  const rows = await rowsOf(file.content);
  expect(rows[0]).toEqual(['姓名', '手机号', '身份证号', '社区代码', '社区', '单位', '职务', '岗位']);
  const text = JSON.stringify(rows);
  expect(text).toContain('133****9999');
  expect(text).not.toMatch(/13300009999|党员"|社区党委|老住户/);
});

test('a template holds the headings that the import reads', async () => {
  const file = await t.platform.run(sheetTemplate, { kind: 'people' }, { actor: district });
  expect((await rowsOf(file.content))[0]).toEqual(['姓名*', '手机号', '身份证号', '社区代码', '单位', '职务']);
});
