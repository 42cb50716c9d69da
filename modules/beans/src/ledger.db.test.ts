import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { housekeeping, newUuid, Refusal, type Context } from '@zhongzhi/kernel';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { createOrganisation, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { notices } from '@zhongzhi/notices/module';
import { openBudget } from './budgets.ts';
import { checks } from './checks.ts';
import { creditService } from './credit.ts';
import { balance, balanceOf } from './ledger.ts';
import { decideMerchant, joinMerchant, listItem } from './merchants.ts';
import { beans } from './module.ts';
import { cancelRedemption, lapseRedemptions, redeem, takeCode } from './redemptions.ts';
import { setRule } from './rules.ts';
import { makeStatement } from './statements.ts';

let t: TestPlatform;
let merchant: string;
const run = <T>(act: (context: Context) => Promise<T>): Promise<T> => t.platform.asSystem('test', act);
const wrongs = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const check of checks) {
    const { ok, detail } = await run((context) => check.run(context));
    if (!ok) found.push(`${check.name} ${detail}`);
  }
  return found;
};
const item = (stock: number, beansEach: number, mostPerPerson = 1_000): Promise<string> =>
  run((context) =>
    listItem(context, { merchant, name: '笔记本', intro: '一本', beans: beansEach, stock, mostPerPerson }),
  );
const service = (person: string, minutes: number, record = newUuid(), revision = 1, servedOn = '2026-11-01') =>
  run((context) => creditService(context, { record, revision, person, kind: 'environment', minutes, servedOn }));
/** Gives someone beans the only way there is: by service. */
async function withBeans(hours: number): Promise<string> {
  const person = newUuid();
  await service(person, hours * 60);
  return person;
}

beforeAll(async () => {
  t = await createTestPlatform([housekeeping, directory, notices, beans], {
    now: '2026-11-20T02:00:00Z',
    poolSize: 20,
  });
  merchant = await run(async (context) => {
    await importRegions(context, 'code,name,level,parent\n530102,五华区,district,5301\n');
    await setRule(context, { validFrom: '2026-01-01', beansPerHour: 1, byKind: {}, mostPerDay: 10_000, months: 24 });
    await openBudget(context, { name: '2026年', amount: 1_000_000, source: '区财政' });
    const unit = await createOrganisation(context, { kind: 'merchant', name: '文林街爱心书店', place: '530102' });
    const id = await joinMerchant(context, { unit, address: '文林街1号', intro: '书店' });
    await decideMerchant(context, { id, status: 'active' });
    return id;
  });
});
afterAll(() => t.stop());

describe('credit for service', () => {
  test('books the difference to what a record was credited before; a repeat of a revision books nothing', async () => {
    const [person, record] = [newUuid(), newUuid()];
    expect(await service(person, 180, record, 1)).toBe(3);
    expect(await service(person, 180, record, 1)).toBe(0);
    expect(await service(person, 60, record, 2)).toBe(-2);
    expect(await service(person, 0, record, 3)).toBe(-1);
    expect(await run((context) => balanceOf(context, person))).toBe(0);
    expect(await wrongs()).toEqual([]);
  });

  test('a correction after the beans were spent takes what is left and sets the rest off against later service', async () => {
    const [person, record] = [newUuid(), newUuid()];
    await service(person, 300, record, 1);
    const { id } = await run(async (context) =>
      redeem(
        context,
        person,
        await listItem(context, { merchant, name: '伞', intro: '一把', beans: 4, stock: 1, mostPerPerson: 1 }),
      ),
    );
    expect(id).toBeTruthy();
    expect(await service(person, 0, record, 2)).toBe(-1);
    expect(await run((context) => balanceOf(context, person))).toBe(0);
    expect(await service(person, 180)).toBe(0);
    expect(await service(person, 180)).toBe(2);
    expect(await run((context) => balanceOf(context, person))).toBe(2);
    expect(await wrongs()).toEqual([]);
  });

  test('gives nothing beyond what the budgets hold', async () => {
    const poor = await createTestPlatform([housekeeping, directory, notices, beans], { now: '2026-11-20T02:00:00Z' });
    try {
      const person = newUuid();
      const credit = (minutes: number) =>
        poor.platform.asSystem('test', (context) =>
          creditService(context, {
            record: newUuid(),
            revision: 1,
            person,
            kind: 'environment',
            minutes,
            servedOn: '2026-11-01',
          }),
        );
      expect(await credit(60)).toBe(0);
      await poor.platform.asSystem('test', (context) =>
        openBudget(context, { name: '小', amount: 2, source: '区财政' }),
      );
      expect(await credit(180)).toBe(2);
      expect(await credit(60)).toBe(0);
    } finally {
      await poor.stop();
    }
  });
});

describe('redemption', () => {
  test('a code is taken once, by the merchant it is for, within fifteen minutes; then it stands on one statement', async () => {
    const person = await withBeans(10);
    const each = await item(5, 3);
    const { code } = await run((context) => redeem(context, person, each));
    expect(code).toMatch(/^\d{8}$/u);
    await expect(run((context) => takeCode(context, newUuid(), code))).rejects.toMatchObject({
      code: 'redemption.code-unknown',
    });
    expect(await run((context) => takeCode(context, merchant, code))).toMatchObject({ item: '笔记本', beans: 3 });
    await expect(run((context) => takeCode(context, merchant, code))).rejects.toMatchObject({
      code: 'redemption.code-unknown',
    });
    expect(await run((context) => balanceOf(context, person))).toBe(7);
    const period = { merchant, from: '2026-11-01', to: '2026-11-30' };
    const first = await run((context) => makeStatement(context, period));
    expect(first).toMatchObject({ beans: 3, redemptions: 1 });
    await expect(run((context) => makeStatement(context, period))).rejects.toMatchObject({ code: 'statement.nothing' });
    expect(await run((context) => balance(context, 'merchant', merchant))).toBeGreaterThanOrEqual(3);
    expect(await wrongs()).toEqual([]);
  });

  test('cancelled or not taken in time, beans and stock come back', async () => {
    const person = await withBeans(10);
    const each = await item(1, 10);
    const { id } = await run((context) => redeem(context, person, each));
    await expect(run((context) => redeem(context, person, each))).rejects.toMatchObject({ code: 'item.sold-out' });
    await expect(run((context) => cancelRedemption(context, newUuid(), id))).rejects.toMatchObject({
      code: 'redemption.over',
    });
    await run((context) => cancelRedemption(context, person, id));
    const { code } = await run((context) => redeem(context, person, each));
    t.setNow('2026-11-20T02:15:00Z');
    await expect(run((context) => takeCode(context, merchant, code))).rejects.toMatchObject({
      code: 'redemption.code-unknown',
    });
    expect(await run(lapseRedemptions)).toBeGreaterThanOrEqual(1);
    t.setNow('2026-11-20T02:00:00Z');
    expect(await run((context) => balanceOf(context, person))).toBe(10);
    await run((context) => redeem(context, person, each));
    expect(await wrongs()).toEqual([]);
  });

  test('fifty at once for three pieces, and one person with beans for two: three and two get one, nothing falls below zero', async () => {
    const people = await Promise.all(Array.from({ length: 50 }, () => withBeans(1)));
    const three = await item(3, 1);
    const outcomes = await Promise.all(
      people.map((person) =>
        run((context) => redeem(context, person, three)).then(
          () => 'had',
          (error: Refusal) => error.code,
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'had')).toHaveLength(3);
    expect(new Set(outcomes)).toEqual(new Set(['had', 'item.sold-out']));
    const one = await withBeans(2);
    const many = await item(100, 1);
    const own = await Promise.all(
      Array.from({ length: 20 }, () =>
        run((context) => redeem(context, one, many)).then(
          () => 'had',
          (error: Refusal) => error.code,
        ),
      ),
    );
    expect(own.filter((outcome) => outcome === 'had')).toHaveLength(2);
    expect(new Set(own)).toEqual(new Set(['had', 'beans.too-few']));
    expect(await wrongs()).toEqual([]);
  });
});

test('whatever is served, corrected, redeemed, taken, cancelled and left to lapse, the ledger adds up and nothing is negative', async () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('serve' as const), who: fc.nat(2), minutes: fc.integer({ min: 0, max: 600 }) }),
    fc.record({ act: fc.constant('correct' as const), nth: fc.nat(5), minutes: fc.integer({ min: 0, max: 600 }) }),
    fc.record({ act: fc.constant('redeem' as const), who: fc.nat(2) }),
    fc.record({ act: fc.constant('take' as const), nth: fc.nat(5) }),
    fc.record({ act: fc.constant('cancel' as const), nth: fc.nat(5), who: fc.nat(2) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const people = [newUuid(), newUuid(), newUuid()];
      const each = await item(3, 2, 2);
      const records: { record: string; person: string; revision: number }[] = [];
      const codes: { id: string; code: string }[] = [];
      for (const one of steps) {
        const done = async (): Promise<void> => {
          if (one.act === 'serve') {
            const made = { record: newUuid(), person: people[one.who]!, revision: 1 };
            records.push(made);
            await service(made.person, one.minutes, made.record);
          } else if (one.act === 'correct') {
            const known = records[one.nth];
            if (known !== undefined) await service(known.person, one.minutes, known.record, (known.revision += 1));
          } else if (one.act === 'redeem') codes.push(await run((context) => redeem(context, people[one.who]!, each)));
          else if (one.act === 'take')
            await run((context) => takeCode(context, merchant, codes[one.nth]?.code ?? '00000000'));
          else await run((context) => cancelRedemption(context, people[one.who]!, codes[one.nth]?.id ?? newUuid()));
        };
        await done().catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
        });
      }
      expect(await wrongs()).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 60_000);
