import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { housekeeping, newUuid, type Context } from '@zhongzhi/kernel';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { notices } from '@zhongzhi/notices/module';
import { openBudget } from './budgets.ts';
import { checks } from './checks.ts';
import { creditService } from './credit.ts';
import { donate, openCause } from './donations.ts';
import { lapseBeans, warnOfExpiry } from './expiry.ts';
import { balance, balanceOf } from './ledger.ts';
import { decideMerchant, joinMerchant, listItem } from './merchants.ts';
import { beans } from './module.ts';
import { redeem, takeCode } from './redemptions.ts';
import { setRule } from './rules.ts';
import { statementFile } from './statement-files.ts';
import { getStatement, linesOf, makeStatement, payStatement } from './statements.ts';

const NOW = '2026-01-20T02:00:00Z';
let t: TestPlatform;
let merchant: string;
let item: string;
const run = <T>(act: (context: Context) => Promise<T>): Promise<T> => t.platform.asSystem('test', act);
const wrongs = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const check of checks) {
    const { ok, detail } = await run((context) => check.run(context));
    if (!ok) found.push(`${check.name} ${detail}`);
  }
  return found;
};
const on = (day: string): void => t.setNow(new Date(`${day}T02:00:00Z`));
async function withBeans(hours: number): Promise<string> {
  const person = await run((context) => createPerson(context, { name: '张三' }));
  const servedOn = t.now().toISOString().slice(0, 10);
  await run((context) =>
    creditService(context, {
      record: newUuid(),
      revision: 1,
      person,
      kind: 'environment',
      minutes: hours * 60,
      servedOn,
    }),
  );
  return person;
}
const has = (person: string): Promise<number> => run((context) => balanceOf(context, person));
const toldOf = (person: string): Promise<number> =>
  run(
    async ({ tx, district }) =>
      (
        await sql<{
          n: number;
        }>`select count(*)::int as n from notices.notice where district = ${district} and person = ${person} and kind = 'beans.expire-soon'`.execute(
          tx,
        )
      ).rows[0]!.n,
  );
const spend = (person: string): Promise<void> =>
  run(async (context) => {
    const { code } = await redeem(context, person, item);
    await takeCode(context, merchant, code);
  });

beforeAll(async () => {
  t = await createTestPlatform([housekeeping, directory, notices, beans], { now: NOW });
  await run(async (context) => {
    await importRegions(context, 'code,name,level,parent\n530102,五华区,district,5301\n');
    await setRule(context, { validFrom: '2026-01-01', beansPerHour: 1, byKind: {}, mostPerDay: 100, months: 12 });
    await openBudget(context, { name: '2026年', amount: 10_000, source: '区财政' });
    const unit = await createOrganisation(context, { kind: 'merchant', name: '文林街爱心书店', place: '530102' });
    merchant = await joinMerchant(context, { unit, address: '文林街1号', intro: '书店' });
    await decideMerchant(context, { id: merchant, status: 'active' });
    item = await listItem(context, { merchant, name: '绘本', intro: '一册', beans: 3, stock: 100, mostPerPerson: 50 });
  });
});
beforeEach(() => t.setNow(new Date(NOW)));
afterAll(() => t.stop());

describe('a term', () => {
  test('ends with the month a year later: a month before the person is told once, then what is left lapses', async () => {
    const person = await withBeans(8);
    await spend(person);
    on('2026-12-31');
    expect([await run(warnOfExpiry), await toldOf(person)]).toEqual([0, 0]);
    on('2027-01-02');
    await run(warnOfExpiry);
    await run(warnOfExpiry);
    expect(await toldOf(person)).toBe(1);
    expect([await run(lapseBeans), await has(person)]).toEqual([0, 5]);
    on('2027-02-02');
    expect([await run(lapseBeans), await has(person)]).toEqual([1, 0]);
    expect([await run(lapseBeans), await wrongs()]).toEqual([0, []]);
  });

  test('nothing lapses that nobody was told of, and what was credited later stays', async () => {
    const person = await withBeans(8);
    on('2026-06-20');
    const record = newUuid();
    await run((context) =>
      creditService(context, {
        record,
        revision: 1,
        person,
        kind: 'environment',
        minutes: 120,
        servedOn: '2026-06-19',
      }),
    );
    on('2027-02-02');
    await run(lapseBeans);
    expect(await has(person)).toBe(10);
    await run(warnOfExpiry);
    on('2027-03-10');
    await run(lapseBeans);
    expect(await has(person)).toBe(2);
    expect(await wrongs()).toEqual([]);
  });
});

describe('giving and settling', () => {
  test('beans go to a public cause, never more than one has', async () => {
    const person = await withBeans(4);
    const cause = await run((context) => openCause(context, { name: '助学', intro: '给山区孩子买书' }));
    await run((context) => donate(context, person, { cause, beans: 3 }));
    await expect(run((context) => donate(context, person, { cause, beans: 2 }))).rejects.toMatchObject({
      code: 'beans.too-few',
    });
    expect([await has(person), await wrongs()]).toEqual([1, []]);
  });

  test('what was redeemed stands on one statement, as spreadsheet and PDF, and leaves the merchant’s account when it is paid', async () => {
    const people = [await withBeans(6), await withBeans(6)];
    for (const person of people) await spend(person);
    const draw = () => run((context) => makeStatement(context, { merchant, from: '2026-01-01', to: '2026-01-31' }));
    const outcomes = await Promise.allSettled([draw(), draw()]);
    const made = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(made).toHaveLength(1);
    const { id } = made[0]!;
    const statement = await run((context) => getStatement(context, id));
    const lines = await run((context) => linesOf(context, id));
    expect(lines.reduce((sum, line) => sum + line.beans, 0)).toBe(statement.beans);
    const sheet = await statementFile('xlsx', statement, lines);
    const cells = JSON.stringify(await readSpreadsheet(sheet.bytes));
    for (const said of ['绘本', '合计', statement.number]) expect(cells).toContain(said);
    expect((await statementFile('pdf', statement, lines)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const before = await run((context) => balance(context, 'merchant', merchant));
    await run((context) => payStatement(context, id, '银行转账 2026-02-03'));
    await expect(run((context) => payStatement(context, id, '再付一次'))).rejects.toMatchObject({
      code: 'statement.paid',
    });
    expect(await run((context) => balance(context, 'merchant', merchant))).toBe(before - statement.beans);
    expect(await wrongs()).toEqual([]);
  });

  test('there is no way from one person to another, and none to money', async () => {
    const { rows } = await run(({ tx, district }) =>
      sql<{
        why: string;
      }>`select t.why from beans.transfer t join beans.entry e on e.district = t.district and e.transfer = t.id
          join beans.account a on a.district = e.district and a.id = e.account and a.kind = 'person'
          where t.district = ${district} group by t.district, t.id, t.why having count(*) > 1`.execute(tx),
    );
    expect(rows).toEqual([]);
    const commands = beans
      .routes!.filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
    expect(commands.filter((one) => /transfer|gift|cash|withdraw|buy|purchase|recharge/u.test(one))).toEqual([]);
    const inputs = beans.routes!.map(({ useCase }) =>
      Object.keys((useCase.input as { properties: object }).properties),
    );
    expect(inputs.flat().filter((name) => /person|to_|recipient|phone/u.test(name))).toEqual([]);
  });
});
