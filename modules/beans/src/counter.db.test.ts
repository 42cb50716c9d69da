import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { housekeeping, newUuid, Refusal, type Actor, type Context } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { notices } from '@zhongzhi/notices/module';
import { openBudget } from './budgets.ts';
import { creditService } from './credit.ts';
import { balance } from './ledger.ts';
import { decideMerchant, joinMerchant, listItem } from './merchants.ts';
import { beans } from './module.ts';
import { redeem } from './redemptions.ts';
import { setRule } from './rules.ts';
import { forgetWrongCodes } from './taking.ts';
import {
  changeItemUseCase,
  joinMerchantUseCase,
  listItemUseCase,
  listOwnItems,
  listOwnMerchants,
  listTaken,
  takeCodeUseCase,
} from './use-cases/merchants.ts';

const NOW = '2026-11-28T02:00:00Z';
let t: TestPlatform;
interface Shop {
  id: string;
  keeper: Actor;
}
const run = <T>(act: (context: Context) => Promise<T>): Promise<T> => t.platform.asSystem('test', act);
const codeOf = (thrown: unknown): string => {
  if (thrown instanceof Refusal) return thrown.code;
  throw thrown;
};

async function keeperOf(unit: string): Promise<Actor> {
  const person = await run((context) => createPerson(context, { name: '店主' }));
  return actingAs([{ role: 'merchant', place: null, unit }], person);
}
const aUnit = (name: string): Promise<string> =>
  run((context) => createOrganisation(context, { kind: 'merchant', name, place: '530102' }));
async function aShop(name: string): Promise<Shop> {
  const unit = await aUnit(name);
  const id = await run(async (context) => {
    const made = await joinMerchant(context, { unit, address: '文林街1号', intro: '小店' });
    await decideMerchant(context, { id: made, status: 'active' });
    return made;
  });
  return { id, keeper: await keeperOf(unit) };
}
const piece = (shop: Shop, changes: { stock?: number; mostPerPerson?: number; limitPer?: 'ever' | 'month' } = {}) =>
  run((context) =>
    listItem(context, {
      merchant: shop.id,
      name: '热豆浆',
      intro: '一杯',
      beans: 1,
      stock: 50,
      mostPerPerson: 50,
      ...changes,
    }),
  );
async function withBeans(hours: number): Promise<string> {
  const person = newUuid();
  await run((context) =>
    creditService(context, {
      record: newUuid(),
      revision: 1,
      person,
      kind: 'environment',
      minutes: hours * 60,
      servedOn: '2026-11-01',
    }),
  );
  return person;
}
const ordered = async (item: string, person?: string): Promise<string> => {
  const customer = person ?? (await withBeans(5));
  return (await run((context) => redeem(context, customer, item))).code;
};
const enter = (shop: Shop, code: string) =>
  t.platform.run(takeCodeUseCase, { id: shop.id, code }, { actor: shop.keeper });
/** A code that nobody has: drawn codes are random, so that it is none of them but once in a hundred million. */
const WRONG = '00000000';

beforeAll(async () => {
  t = await createTestPlatform([housekeeping, directory, notices, beans], { now: NOW, poolSize: 20 });
  await run(async (context) => {
    await importRegions(context, 'code,name,level,parent\n530102,五华区,district,5301\n');
    await setRule(context, { validFrom: '2026-01-01', beansPerHour: 1, byKind: {}, mostPerDay: 10_000, months: 24 });
    await openBudget(context, { name: '2026年', amount: 1_000_000, source: '区财政' });
  });
});
beforeEach(() => t.setNow(NOW));
afterAll(() => t.stop());

describe('guessing codes', () => {
  test('ten wrong ones mean a pause of a quarter of an hour, also for a right one; then codes are taken again', async () => {
    const shop = await aShop('一号店');
    const code = await ordered(await piece(shop));
    for (let left = 9; left >= 0; left -= 1)
      expect(await enter(shop, WRONG)).toEqual({ outcome: 'unknown', triesLeft: left });
    await expect(enter(shop, code)).rejects.toMatchObject({ code: 'redemption.too-many-wrong' });
    t.setNow('2026-11-28T02:14:59Z');
    await expect(enter(shop, WRONG)).rejects.toMatchObject({ code: 'redemption.too-many-wrong' });
    t.setNow('2026-11-28T02:15:01Z');
    expect(await enter(shop, await ordered(await piece(shop)))).toMatchObject({ outcome: 'taken' });
  });

  test('of many at once no more than ten are tried; another merchant goes on', async () => {
    const [shop, other] = [await aShop('二号店'), await aShop('三号店')];
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => enter(shop, WRONG).then(({ outcome }) => outcome, codeOf)),
    );
    expect(outcomes.filter((one) => one === 'unknown')).toHaveLength(10);
    expect(outcomes.filter((one) => one === 'redemption.too-many-wrong')).toHaveLength(20);
    expect(await enter(other, await ordered(await piece(other)))).toMatchObject({ outcome: 'taken' });
  });

  test('no more than forty are tried in a day, with however much patience', async () => {
    const shop = await aShop('四号店');
    let tried = 0;
    for (let round = 0; round < 8; round += 1) {
      t.setNow(new Date(Date.parse(NOW) + round * 3_600_000));
      for (let n = 0; n < 10; n += 1)
        tried += await enter(shop, WRONG).then(
          () => 1,
          (thrown: unknown) => (codeOf(thrown) === 'redemption.too-many-wrong' ? 0 : 1),
        );
    }
    expect(tried).toBe(40);
    t.setNow(new Date(Date.parse(NOW) + 49 * 3_600_000));
    await run(forgetWrongCodes);
    expect(await enter(shop, WRONG)).toMatchObject({ triesLeft: 9 });
  });

  test('another merchant’s code is as unknown as none', async () => {
    const [shop, other] = [await aShop('五号店'), await aShop('六号店')];
    const code = await ordered(await piece(other));
    expect(await enter(shop, code)).toMatchObject({ outcome: 'unknown' });
    expect(await enter(other, code)).toMatchObject({ outcome: 'taken' });
  });
});

describe('at the counter', () => {
  test('a code entered five times at once is taken once; the others hear that it was, and none counts as a guess', async () => {
    const shop = await aShop('七号店');
    const code = await ordered(await piece(shop));
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => enter(shop, code)));
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['taken', ...Array(4).fill('taken-before')]);
    expect(await run((context) => balance(context, 'merchant', shop.id))).toBe(1);
    expect(await enter(shop, WRONG)).toMatchObject({ triesLeft: 9 });
  });

  test('the last piece goes to one of two who ask at once, and none is sold that was taken off the shelf', async () => {
    const shop = await aShop('八号店');
    const item = await piece(shop, { stock: 1 });
    const [a, b] = [await withBeans(1), await withBeans(1)];
    const outcomes = await Promise.all(
      [a, b].map((person) => run((context) => redeem(context, person, item)).then(() => 'had', codeOf)),
    );
    expect(outcomes.toSorted()).toEqual(['had', 'item.sold-out']);
    const change = (addStock: number) =>
      t.platform.run(changeItemUseCase, { id: shop.id, item, addStock }, { actor: shop.keeper });
    await expect(change(-1)).rejects.toMatchObject({ code: 'item.stock-below-zero' });
    await change(2);
    const raced = await Promise.all([
      change(-2).then(() => 'removed', codeOf),
      ordered(item).then(() => 'had', codeOf),
      ordered(item).then(() => 'had', codeOf),
    ]);
    const { items } = await t.platform.run(listOwnItems, { id: shop.id }, { actor: shop.keeper });
    const had = raced.filter((one) => one === 'had').length;
    expect(items[0]!.stock).toBe(2 - had - (raced[0] === 'removed' ? 2 : 0));
    expect(items[0]!.stock).toBeGreaterThanOrEqual(0);
  });

  test('the day’s takings name what and when, never who, and are the merchant’s own', async () => {
    const [shop, other] = [await aShop('九号店'), await aShop('十号店')];
    const item = await piece(shop);
    await enter(shop, await ordered(item));
    t.setNow('2026-11-28T15:59:00Z');
    await enter(shop, await ordered(item));
    t.setNow('2026-11-28T16:00:00Z');
    await enter(shop, await ordered(item));
    const taken = (day?: string, actor = shop.keeper) =>
      t.platform.run(listTaken, { id: shop.id, ...(day === undefined ? {} : { day }) }, { actor });
    expect(await taken()).toMatchObject({ day: '2026-11-29', count: 1, beans: 1 });
    const before = await taken('2026-11-28');
    expect(before).toMatchObject({ count: 2, beans: 2, items: [{ takenAt: '2026-11-28T15:59:00.000Z' }, {}] });
    expect(Object.keys(before.items[0]!).toSorted()).toEqual(['beans', 'id', 'item', 'takenAt']);
    await expect(taken('2026-11-28', other.keeper)).rejects.toMatchObject({ code: 'merchant.not-found' });
  });
});

describe('limits of an item', () => {
  test('by the month: as many as are set in a calendar month of Shanghai, and again in the next', async () => {
    const shop = await aShop('十一号店');
    const item = await piece(shop, { mostPerPerson: 2, limitPer: 'month' });
    const person = await withBeans(10);
    t.setNow('2026-11-30T15:50:00Z');
    await enter(shop, await ordered(item, person));
    await enter(shop, await ordered(item, person));
    await expect(ordered(item, person)).rejects.toMatchObject({ code: 'item.limit' });
    t.setNow('2026-11-30T16:00:00Z');
    await enter(shop, await ordered(item, person));
  });

  test('ever: the next month changes nothing, until the merchant raises it', async () => {
    const shop = await aShop('十二号店');
    const item = await piece(shop, { mostPerPerson: 1 });
    const person = await withBeans(10);
    await enter(shop, await ordered(item, person));
    t.setNow('2026-12-28T02:00:00Z');
    await expect(ordered(item, person)).rejects.toMatchObject({ code: 'item.limit' });
    await t.platform.run(changeItemUseCase, { id: shop.id, item, mostPerPerson: 2 }, { actor: shop.keeper });
    await enter(shop, await ordered(item, person));
  });
});

describe('joining', () => {
  test('who keeps a shop asks for its unit, sees how the application stands and why it was refused, and asks again', async () => {
    const unit = await aUnit('新开的店');
    const keeper = await keeperOf(unit);
    const own = () => t.platform.run(listOwnMerchants, {}, { actor: keeper });
    const join = (intro: string, of = unit) =>
      t.platform.run(joinMerchantUseCase, { unit: of, address: '文林街2号', intro }, { actor: keeper });
    expect(await own()).toEqual({ items: [], units: [{ id: unit, name: '新开的店' }] });
    await expect(join('别人的店', await aUnit('别家'))).rejects.toMatchObject({ code: 'merchant.not-found' });
    const { id } = await join('早餐');
    expect(await own()).toMatchObject({ items: [{ id, unit, status: 'review', reason: null }], units: [] });
    const list = () =>
      t.platform.run(listItemUseCase, { id, name: '豆浆', intro: '一杯', beans: 1, stock: 5 }, { actor: keeper });
    await expect(list()).rejects.toMatchObject({ code: 'merchant.not-active' });
    await run((context) => decideMerchant(context, { id, status: 'refused', reason: '地址不清楚' }));
    expect(await own()).toMatchObject({ items: [{ status: 'refused', reason: '地址不清楚' }] });
    await join('早餐，七点到十点');
    expect(await own()).toMatchObject({ items: [{ id, status: 'review', intro: '早餐，七点到十点' }] });
    await run((context) => decideMerchant(context, { id, status: 'active' }));
    await list();
  });
});
