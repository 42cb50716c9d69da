import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { housekeeping, runJob, type Actor } from '@zhongzhi/kernel';
import { writeSpreadsheet, type Cell } from '@zhongzhi/kernel/spreadsheet';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { keepUpload } from '@zhongzhi/files';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { volunteers } from '../module.ts';
import { importRoster, registerVolunteer, volunteersOf } from '../public.ts';
import { leaveVolunteers } from '../volunteers.ts';
import { CHUNK_ROWS, runRoster } from './run-roster.ts';
import { getRoster, listRosterFaults, listRosterImports, previewRoster, startRoster } from './use-cases.ts';

const CUIHU = '530102001001';
const HEAD = ['姓名', '手机号', '性别', '出生日期', '居住社区', '技能', '服务意向', '备注'];
let t: TestPlatform;
let folder: string;
let admin: Actor;
let community: Actor;
let otherAdmin: Actor;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roster-'));
  t = await createTestPlatform([housekeeping, directory, notices, files, volunteers], {
    now: '2026-11-20T02:00:00Z',
    environment: { ZHONGZHI_DATA: folder },
  });
  await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n530102002,护国街道,street,530102\n530102002001,南屏街社区,community,530102002\n',
    );
    const staff = async (name: string, role: string, place: string) =>
      actingAs([{ role, place, unit: null }], await createPerson(context, { name }), name);
    admin = await staff('区管理员', 'district-administrator', '530102');
    otherAdmin = await staff('另一位', 'community-staff', '530102002001');
    community = await staff('社区', 'community-staff', CUIHU);
  });
});
afterAll(() => t.stop().finally(() => rmSync(folder, { recursive: true, force: true })));

const phone = (serial: number): string => `139${String(serial).padStart(8, '0')}`;
const sheet = (rows: Cell[][], format: 'xlsx' | 'csv' = 'xlsx', head = HEAD) =>
  writeSpreadsheet(format, { sheet: '名单', columns: head.map((heading) => ({ heading })), rows });
async function upload(actor: Actor, content: Buffer, name = '名单.xlsx'): Promise<string> {
  return (await keepUpload(t.platform, { actor }, name, content)).id;
}
async function bringIn(actor: Actor, content: Buffer, name?: string) {
  const file = await upload(actor, content, name);
  const { id } = await t.platform.run(
    startRoster,
    { file, organisation: '五华区邻里守望志愿服务队', everyoneAgreed: true },
    { actor },
  );
  await runJob(t.platform, 'volunteers.import-roster', { id });
  return t.platform.run(getRoster, { id }, { actor });
}
const one = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T> =>
  t.platform.asSystem('test', async (context) => (await statement.execute(context.tx)).rows[0]!);
const people = () =>
  one(
    sql<{
      people: number;
      numbers: number;
      volunteers: number;
    }>`select (select count(*)::int from directory.person) as people, (select count(*)::int from directory.phone_index) as numbers, (select count(*)::int from volunteers.volunteer) as volunteers`,
  );

describe('a roster', () => {
  test('shows before the import which columns were recognised and its first rows, numbers masked', async () => {
    const file = await upload(
      admin,
      await sheet([['杨丽', phone(1), '女', '1990-05-01', '翠湖社区', '急救', '环境', '']]),
    );
    const preview = await t.platform.run(previewRoster, { file }, { actor: admin });
    expect(preview.columns.filter(({ heading }) => heading !== null).map(({ label }) => label)).toEqual([
      '姓名',
      '手机号',
      '出生日期',
      '居住社区',
      '技能',
      '服务意向',
    ]);
    expect(preview.ignored).toEqual(['性别', '备注']);
    expect(preview.sample[0]!.cells.slice(0, 2)).toEqual(['杨丽', '139****0001']);
    await expect(t.platform.run(previewRoster, { file }, { actor: community })).rejects.toMatchObject({
      code: 'file.not-yours',
    });
  });

  test('enters who is new, joins who is known, leaves who is a volunteer already, and says what is wrong with the rest', async () => {
    const known = await t.platform.asSystem('test', (context) =>
      createPerson(context, { name: '李明', phone: phone(11), place: CUIHU }),
    );
    const active = await t.platform.asSystem('test', async (context) => {
      const person = await createPerson(context, { name: '王芳', phone: phone(12), place: CUIHU });
      await registerVolunteer(context, { person, skills: ['书法'] });
      return person;
    });
    const gone = await t.platform.asSystem('test', async (context) => {
      const person = await createPerson(context, { name: '赵军', phone: phone(13), place: CUIHU });
      await registerVolunteer(context, { person });
      await leaveVolunteers(context, person);
      return person;
    });
    const result = await bringIn(
      admin,
      await sheet([
        ['杨丽', phone(10), '女', '1990-05-01', '翠湖社区', '急救、理发', '环境', ''],
        ['李明', phone(11), '男', '', '翠湖社区', '摄影', '', ''],
        ['王芳', phone(12), '女', '', '翠湖社区', '唱歌', '', ''],
        ['赵军', phone(13), '男', '', '翠湖社区', '', '', ''],
        ['不是李明', phone(11), '男', '', '翠湖社区', '', '', ''],
        ['杨丽', phone(10), '女', '', '翠湖', '', '', ''],
        ['小明', phone(14), '男', '2014-01-01', '翠湖社区', '', '', ''],
        ['', '12345', '', '', '天上社区', '', '', ''],
        ['何平', phone(15), '男', '', '', '', '', ''],
      ]),
    );
    expect(result).toMatchObject({
      state: 'done',
      rowsRead: 9,
      rowsDone: 9,
      added: 2,
      joined: 1,
      known: 1,
      repeated: 1,
      refused: 4,
      ignoredColumns: ['性别', '备注'],
    });
    const { items } = await t.platform.run(listRosterFaults, { id: result.id }, { actor: admin });
    expect(items.map(({ row, column, repeats }) => [row, column, repeats])).toEqual(
      [
        [5, '姓名', false],
        [6, '手机号', false],
        [7, '手机号', true],
        [8, '出生日期', false],
        [9, '姓名', false],
        [9, '居住社区', false],
        [9, '手机号', false],
      ].toSorted((a, b) => Number(a[0]) - Number(b[0]) || (String(a[1]) < String(b[1]) ? -1 : 1)),
    );
    const found = await t.platform.asSystem('test', (context) => volunteersOf(context, [known, active, gone]));
    expect(found.get(known)).toMatchObject({ status: 'active', skills: ['摄影'], place: CUIHU });
    expect(found.get(active)).toMatchObject({ status: 'active', skills: ['书法'] });
    expect(found.get(gone)).toMatchObject({ status: 'left' });
  });

  test('the same again brings nobody twice', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => [
      `张${index}`,
      phone(100 + index),
      '',
      '',
      '翠湖社区',
      '',
      '',
      '',
    ]);
    expect(await bringIn(admin, await sheet(rows, 'csv'), '名单.csv')).toMatchObject({ added: 30 });
    const before = await people();
    expect(await bringIn(admin, await sheet(rows, 'csv'), '名单.csv')).toMatchObject({ added: 0, known: 30 });
    expect(await people()).toEqual(before);
  });

  test('numbers are kept encrypted and can be looked up, nothing of the sheet stays', async () => {
    const { id } = await bringIn(admin, await sheet([['周正', phone(200), '男', '', '翠湖社区', '', '', '']]));
    expect(
      await one(
        sql`select (select count(*)::int from volunteers.roster_chunk) as chunks, (select count(*)::int from files.file where attached_id = ${id}) as files`,
      ),
    ).toEqual({ chunks: 0, files: 0 });
    expect(
      await one(
        sql`select position(convert_to(${phone(200)}, 'utf8') in phone_cipher) as at, length(phone_cipher) > 30 as long from directory.person where name = '周正'`,
      ),
    ).toEqual({ at: 0, long: true });
    expect(
      await one(sql`select declaration, organisation from volunteers.roster_import where id = ${id}`),
    ).toMatchObject({
      declaration: expect.stringContaining('都已同意') as string,
      organisation: '五华区邻里守望志愿服务队',
    });
  });

  test('of a community brings in only those who live there; other staff do not see it', async () => {
    const result = await bringIn(
      community,
      await sheet([
        ['吴一', phone(300), '', '', '翠湖社区', '', '', ''],
        ['吴二', phone(301), '', '', '南屏街社区', '', '', ''],
        ['吴三', phone(302), '', '', '', '', '', ''],
      ]),
    );
    expect(result).toMatchObject({ added: 1, refused: 2 });
    await expect(t.platform.run(getRoster, { id: result.id }, { actor: otherAdmin })).rejects.toMatchObject({
      code: 'volunteer.roster-not-found',
    });
    expect((await t.platform.run(listRosterImports, {}, { actor: otherAdmin })).items).toEqual([]);
    expect((await t.platform.run(listRosterImports, {}, { actor: admin })).items.map(({ id }) => id)).toContain(
      result.id,
    );
  });

  test('without a column of phone numbers, or without rows, fails with words; nothing of it stays', async () => {
    const lacking = await bringIn(admin, await sheet([['杨丽', '翠湖社区']], 'xlsx', ['姓名', '居住社区']));
    expect(lacking).toMatchObject({ state: 'failed', fault: expect.stringContaining('手机号') as string });
    const empty = await bringIn(admin, await sheet([]));
    expect(empty).toMatchObject({ state: 'failed', fault: expect.stringContaining('没有内容') as string });
    const broken = await bringIn(admin, Buffer.from(`${HEAD.join(',')}\n"${'x'.repeat(1_100_000)}`), '名单.csv');
    expect(broken).toMatchObject({ state: 'failed' });
    expect(await one(sql`select count(*)::int as n from files.file where attached_kind is not null`)).toEqual({ n: 0 });
  });
});

describe('a roster of many rows', () => {
  const ROWS = CHUNK_ROWS * 4 + 17;
  const rowsFrom = (first: number): Cell[][] =>
    Array.from({ length: ROWS }, (_, index) => {
      const serial = first + (index % 1_000 === 999 ? index - 1 : index); // one in a thousand says the row before again
      return [`志愿者${serial}`, phone(serial), '', '1988-08-08', '翠湖社区', '急救', '环境', ''];
    });
  const REPEATED = Math.floor(ROWS / 1_000);

  test('goes on after its worker was killed, from the last chunk that was committed: nobody doubled, nobody lost', async () => {
    const before = await people();
    const file = await upload(admin, await sheet(rowsFrom(1_000_000), 'csv'), '大名单.csv');
    const { id } = await t.platform.run(
      startRoster,
      { file, organisation: '区志愿服务联合会', everyoneAgreed: true },
      { actor: admin },
    );
    const progress = () => t.platform.run(getRoster, { id }, { actor: admin });
    const worker = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../test/roster-worker.ts'), t.url, folder, id],
      {
        stdio: 'inherit',
      },
    );
    const ended = new Promise((resolve) => worker.once('exit', (_code, signal) => resolve(signal)));
    while ((await progress()).rowsDone === 0 && worker.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    worker.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const killed = await progress();
    expect(killed.rowsDone).toBeGreaterThan(0);
    expect(killed.rowsDone).toBeLessThan(ROWS);
    expect(killed.rowsDone % CHUNK_ROWS).toBe(0);
    t.setNow(new Date(Date.now() + 600_000)); // the worker had the clock on the wall; its job is taken up after two minutes
    await runJob(t.platform, 'volunteers.take-up-rosters');
    const { queued } = await one(
      sql<{
        queued: number;
      }>`select count(*)::int as queued from pgboss.job where data->'payload'->>'id' = ${id} and created_on > now() - interval '1 hour'`,
    );
    expect(queued).toBe(2);
    await runJob(t.platform, 'volunteers.import-roster', { id });
    expect(await progress()).toMatchObject({
      state: 'done',
      rowsRead: ROWS,
      rowsDone: ROWS,
      added: ROWS - REPEATED,
      repeated: REPEATED,
      refused: 0,
    });
    const after = await people();
    const grown = ROWS - REPEATED;
    expect(after).toEqual({
      people: before.people + grown,
      numbers: before.numbers + grown,
      volunteers: before.volunteers + grown,
    });
  });

  test('is written once by two workers at the same time', async () => {
    const path = join(folder, 'twice.csv');
    await writeFile(path, await sheet(rowsFrom(2_000_000), 'csv'));
    const before = await people();
    const first = importRoster(t.platform, path, '联合会', () => undefined);
    let id: string | undefined;
    while (id === undefined)
      id =
        (
          await one(
            sql<{ id?: string }>`select max(id::text) as id from volunteers.roster_import where state = 'writing'`,
          )
        ).id ?? undefined;
    await Promise.all([first, runRoster(t.platform, id), runRoster(t.platform, id)]);
    expect(await first).toMatchObject({ state: 'done', rowsDone: ROWS, added: ROWS - REPEATED, repeated: REPEATED });
    expect((await people()).volunteers - before.volunteers).toBe(ROWS - REPEATED);
  });

  test('two rosters with the same new people at once enter each of them once', async () => {
    const path = join(folder, 'same.csv');
    await writeFile(path, await sheet(rowsFrom(3_000_000), 'csv'));
    const before = await people();
    const results = await Promise.all([importRoster(t.platform, path, '甲'), importRoster(t.platform, path, '乙')]);
    for (const result of results) expect(result).toMatchObject({ state: 'done', rowsDone: ROWS, refused: 0 });
    const grown = (await people()).volunteers - before.volunteers;
    expect(grown).toBe(ROWS - REPEATED);
    expect(results.reduce((sum, { added, joined }) => sum + added + joined, 0)).toBe(grown);
  });
});
