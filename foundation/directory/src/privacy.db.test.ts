import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import type { Actor } from '@zhongzhi/kernel';
import { anOrganisation, aPerson, places, someoneAs, theRegions } from '../test/builders.ts';
import { checks } from './checks.ts';
import { directory } from './module.ts';
import {
  createPerson,
  findPerson,
  findPersonByIdNumber,
  findPersonByPhone,
  grantsOf,
  maskedPerson,
  namesOf,
  phonesOf,
} from './public.ts';
import { searchAudit } from './queries/audit.ts';
import { erasePerson } from './use-cases/edit-people.ts';
import { previewImport } from './use-cases/import-sheets.ts';
import { approveMinor, unmask } from './use-cases/unmask.ts';

const PHONE = '13812345678';
const ID_NUMBER = '53010219800101001X';
const CHILD_ID_NUMBER = '530102201001010018';

let t: TestPlatform;
let person: string;
let child: string;
let staff: Actor;
let leader: Actor;
let staffId: string;

const check = (first17: string): string =>
  '10X98765432'.charAt(
    [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce(
      (sum, weight, index) => sum + weight * Number(first17[index]),
      0,
    ) % 11,
  );
const withCheck = (idNumber: string): string => idNumber.slice(0, 17) + check(idNumber);

beforeAll(async () => {
  t = await createTestPlatform([directory]);
  await t.platform.asSystem('test data', async (context) => {
    await theRegions(context);
    const office = await anOrganisation(context, {
      kind: 'street-office',
      name: '华山街道办事处',
      place: places.street,
    });
    const committee = await anOrganisation(context);
    staffId = await someoneAs(context, 'community-staff', { place: places.community, unit: committee });
    const leaderId = await someoneAs(context, 'street-leader', { place: places.street, unit: office });
    staff = actingAs(await grantsOf(context, staffId), staffId);
    leader = actingAs(await grantsOf(context, leaderId), leaderId);
    person = await createPerson(context, {
      name: '张三',
      phone: PHONE,
      idNumber: withCheck(ID_NUMBER),
      place: places.community,
    });
    child = await createPerson(context, {
      name: '小张',
      phone: '13812340000',
      idNumber: withCheck(CHILD_ID_NUMBER),
      place: places.community,
    });
  });
});
afterAll(() => t.stop());

/** Everything that is stored, as text. */
async function dump(): Promise<string> {
  const client = new pg.Client({ connectionString: t.url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const parts: string[] = [];
  for (const { name } of rows) parts.push(JSON.stringify((await client.query(`select t::text from ${name} t`)).rows));
  await client.end();
  return parts.join('\n');
}

test('a dump of the database holds no phone and no ID number, not even from a waiting import or a repeated request', async () => {
  const actor = actingAs([{ role: 'district-administrator', place: places.district, unit: null }]);
  const csv = `姓名,手机号,身份证号\n李四,13998765432,${withCheck('530102197502020000')}\n李五,13998765,123\n`;
  await t.platform.run(
    previewImport,
    { kind: 'people', fileName: 'a.csv', content: Buffer.from(csv).toString('base64') },
    { actor, idempotencyKey: 'import-0001' },
  );
  await t.platform.run(
    unmask,
    { id: person, field: 'phone', reason: '电话回访' },
    { actor: staff, idempotencyKey: 'unmask-0001' },
  );
  const stored = await dump();
  expect(stored).toContain('张三');
  for (const secret of [
    PHONE,
    withCheck(ID_NUMBER),
    '13998765432',
    withCheck('530102197502020000'),
    '13998765',
    '19800101',
  ])
    expect(stored).not.toContain(secret);
});

test('a number finds its person and shows masked', async () => {
  await t.platform.asSystem('read', async (context) => {
    expect((await findPersonByPhone(context, '138 1234 5678'))?.id).toBe(person);
    expect((await findPersonByIdNumber(context, withCheck(ID_NUMBER).toLowerCase()))?.id).toBe(person);
    expect(await findPersonByPhone(context, 'not a number')).toBeUndefined();
    expect(await maskedPerson(context, person)).toMatchObject({ phone: '138****5678', ageBand: 'adult-or-unknown' });
    expect(await maskedPerson(context, child)).toMatchObject({ ageBand: 'under-14' });
    expect([...(await phonesOf(context, [person])).values()]).toEqual([PHONE]);
  });
});

test('a number belongs to one person in all districts, also when two claim it at once', async () => {
  const claims = await Promise.allSettled(
    Array.from({ length: 6 }, () =>
      t.platform.asSystem('race', (context) => createPerson(context, { name: '抢号', phone: '13512341234' })),
    ),
  );
  expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(
    claims.flatMap((claim) => (claim.status === 'rejected' ? [(claim.reason as { code: string }).code] : [])),
  ).toEqual(Array(5).fill('directory.phone-taken'));
  const left = await t.platform.asSystem(
    'read',
    async (context) => (await sql`select from directory.person where name = '抢号'`.execute(context.tx)).rows.length,
  );
  expect(left).toBe(1);
});

test('opening a number needs a reason and leaves who, whose, which field and why, but not the number', async () => {
  await expect(
    t.platform.run(unmask, { id: person, field: 'phone', reason: '看' }, { actor: staff }),
  ).rejects.toMatchObject({ code: 'input.invalid' });
  expect(await t.platform.run(unmask, { id: person, field: 'idNumber', reason: '核对材料' }, { actor: staff })).toEqual(
    { value: withCheck(ID_NUMBER) },
  );
  const auditor = actingAs([{ role: 'audit-administrator', place: places.district, unit: null }]);
  const { items } = await t.platform.run(
    searchAudit,
    { action: 'directory.unmasked', subject: person },
    { actor: auditor },
  );
  expect(items[0]).toMatchObject({
    actor: staffId,
    actorName: '王小明',
    detail: { field: 'idNumber', reason: '核对材料', minor: false },
  });
  expect(JSON.stringify(items)).not.toContain(withCheck(ID_NUMBER));
});

test("a minor's number opens only with the street leader's approval, which lasts a day and covers one member of staff", async () => {
  const open = () => t.platform.run(unmask, { id: child, field: 'phone', reason: '联系家长' }, { actor: staff });
  await expect(open()).rejects.toMatchObject({ code: 'directory.minor-approval-needed' });
  await expect(
    t.platform.run(approveMinor, { id: child, staff: staffId, reason: '核实情况' }, { actor: staff }),
  ).rejects.toMatchObject({ code: 'not-permitted' });
  await t.platform.run(approveMinor, { id: child, staff: staffId, reason: '核实情况' }, { actor: leader });
  expect(await open()).toEqual({ value: '13812340000' });
  const before = t.now();
  t.setNow(new Date(before.getTime() + 25 * 3_600_000));
  await expect(open()).rejects.toMatchObject({ code: 'directory.minor-approval-needed' });
  t.setNow(before);
  expect(await t.platform.run(unmask, { id: child, field: 'phone', reason: '联系家长' }, { actor: leader })).toEqual({
    value: '13812340000',
  });
});

test('more than fifty opened numbers within an hour are stopped', async () => {
  const before = t.now();
  t.setNow(new Date(before.getTime() + 48 * 3_600_000));
  for (let n = 0; n < 50; n += 1)
    await t.platform.run(unmask, { id: person, field: 'phone', reason: '批量查看' }, { actor: staff });
  await expect(
    t.platform.run(unmask, { id: person, field: 'phone', reason: '批量查看' }, { actor: staff }),
  ).rejects.toMatchObject({ kind: 'too-many' });
  t.setNow(before);
});

test('whoever is erased leaves no name, number, role or title, and the number is free again', async () => {
  const actor = actingAs([{ role: 'district-administrator', place: places.district, unit: null }]);
  const gone = await t.platform.asSystem('test data', (context) =>
    someoneAs(context, 'volunteer', { place: places.community }, { name: '要注销的人', phone: '13511110000' }),
  );
  await t.platform.run(erasePerson, { id: gone, reason: '本人到窗口申请' }, { actor });
  await t.platform.asSystem('read', async (context) => {
    expect(await findPerson(context, gone)).toBeUndefined();
    expect(await grantsOf(context, gone)).toEqual([]);
    expect((await namesOf(context, [gone])).get(gone)).toBe('已注销');
    await aPerson(context, { phone: '13511110000' });
    for (const { run } of checks) expect(await run(context)).toMatchObject({ ok: true });
  });
  expect(await dump()).not.toContain('要注销的人');
});

test('the audit log is for auditors and district administrators; one of a street sees what their own people did', async () => {
  await expect(t.platform.run(searchAudit, {}, { actor: staff })).rejects.toMatchObject({ code: 'not-permitted' });
  await expect(
    t.platform.run(
      searchAudit,
      {},
      { actor: actingAs([{ role: 'system-administrator', place: places.district, unit: null }]) },
    ),
  ).rejects.toMatchObject({ code: 'not-permitted' });
  const own = await t.platform.run(
    searchAudit,
    { limit: 200 },
    { actor: actingAs([{ role: 'district-administrator', place: places.street, unit: null }]) },
  );
  expect(own.items.length).toBeGreaterThan(0);
  expect(
    own.items.every(({ actor }) => actor === staffId || actor === (leader.kind === 'person' ? leader.personId : '')),
  ).toBe(true);
  const other = await t.platform.run(
    searchAudit,
    {},
    { actor: actingAs([{ role: 'district-administrator', place: places.otherStreet, unit: null }]) },
  );
  expect(other.items).toEqual([]);
});

test('the audit log is found by day in Chinese time and pages without gaps', async () => {
  const actor = actingAs([{ role: 'audit-administrator', place: places.district, unit: null }]);
  expect((await t.platform.run(searchAudit, { to: '2019-10-13' }, { actor })).items).toEqual([]);
  const day = await t.platform.run(searchAudit, { from: '2019-10-14', to: '2019-10-14', limit: 200 }, { actor });
  expect(day.items.length).toBeGreaterThan(3);
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { id: string }[]; next: string | null } = await t.platform.run(
      searchAudit,
      { from: '2019-10-14', to: '2019-10-14', limit: 2, ...(cursor === null ? {} : { cursor }) },
      { actor },
    );
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  expect(paged).toEqual(day.items.map(({ id }) => id));
});
