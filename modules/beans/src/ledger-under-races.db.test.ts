import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { housekeeping, newUuid, Refusal, type Context } from '@zhongzhi/kernel';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { createOrganisation, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { notices } from '@zhongzhi/notices/module';
import { openBudget } from './budgets.ts';
import { checks } from './checks.ts';
import { creditService } from './credit.ts';
import { donate, openCause } from './donations.ts';
import { changeItem, decideMerchant, joinMerchant, listItem } from './merchants.ts';
import { beans } from './module.ts';
import { cancelRedemption, lapseRedemptions, redeem, showCodeAnew } from './redemptions.ts';
import { setRule } from './rules.ts';
import { makeStatement, payStatement } from './statements.ts';
import { tryCode } from './taking.ts';

const NOW = '2026-11-20T02:00:00Z';
const STOCK = 4;
let t: TestPlatform;
let cause: string;
let merchants: string[];
const run = <T>(act: (context: Context) => Promise<T>): Promise<T> => t.platform.asSystem('test', act);

beforeAll(async () => {
  t = await createTestPlatform([housekeeping, directory, notices, beans], { now: NOW, poolSize: 12 });
  merchants = await run(async (context) => {
    await importRegions(context, 'code,name,level,parent\n530102,五华区,district,5301\n');
    await setRule(context, { validFrom: '2026-01-01', beansPerHour: 1, byKind: {}, mostPerDay: 10_000, months: 24 });
    await openBudget(context, { name: '2026年', amount: 1_000_000, source: '区财政' });
    cause = await openCause(context, { name: '助学', intro: '给孩子买书' });
    const made = [];
    for (const name of ['书店', '早餐店']) {
      const unit = await createOrganisation(context, { kind: 'merchant', name, place: '530102' });
      const id = await joinMerchant(context, { unit, address: '文林街1号', intro: '小店' });
      await decideMerchant(context, { id, status: 'active' });
      made.push(id);
    }
    return made;
  });
});
afterAll(() => t.stop());

const who = fc.nat(2);
const shop = fc.nat(1);
const nth = fc.nat(7);
const act = fc.oneof(
  fc.record({ kind: fc.constant('serve' as const), who, minutes: fc.integer({ min: 60, max: 400 }) }),
  fc.record({ kind: fc.constant('correct' as const), nth, minutes: fc.integer({ min: 0, max: 400 }) }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('redeem' as const), who, shop }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('take' as const), nth, shop }) },
  fc.record({ kind: fc.constant('show anew' as const), nth }),
  fc.record({ kind: fc.constant('cancel' as const), nth }),
  fc.record({ kind: fc.constant('restock' as const), shop, by: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ kind: fc.constant('give' as const), who }),
  fc.record({ kind: fc.constant('lapse' as const), minutes: fc.constantFrom(0, 20, 70) }),
  fc.record({ kind: fc.constant('settle' as const), shop }),
  fc.record({ kind: fc.constant('pay' as const), nth }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** What one run of the property has to do with. */
interface Play {
  readonly people: string[];
  readonly items: string[];
  readonly records: { record: string; person: string; revision: number }[];
  readonly orders: { id: string; code: string; person: string }[];
  readonly statements: string[];
  readonly added: number[];
}

async function aPlay(): Promise<Play> {
  const items = [];
  for (const merchant of merchants)
    items.push(
      await run((context) =>
        listItem(context, { merchant, name: '一件', intro: '一件', beans: 2, stock: STOCK, mostPerPerson: 9 }),
      ),
    );
  return {
    people: [newUuid(), newUuid(), newUuid()],
    items,
    records: [],
    orders: [],
    statements: [],
    added: [STOCK, STOCK],
  };
}

/** The steps that the volunteers take. */
async function serveOrAsk(play: Play, one: Act): Promise<void> {
  if (one.kind === 'serve' || one.kind === 'correct') {
    const known =
      one.kind === 'correct'
        ? play.records[one.nth]
        : { record: newUuid(), person: play.people[one.who]!, revision: 0 };
    if (known === undefined) return;
    if (one.kind === 'serve') play.records.push(known);
    const revision = (known.revision += 1);
    await run((context) =>
      creditService(context, {
        ...known,
        revision,
        kind: 'environment',
        minutes: one.minutes,
        servedOn: '2026-11-01',
      }),
    );
  } else if (one.kind === 'redeem') {
    const person = play.people[one.who]!;
    const made = await run((context) => redeem(context, person, play.items[one.shop]!));
    play.orders.push({ ...made, person });
  } else if (one.kind === 'show anew' || one.kind === 'cancel') {
    const order = play.orders[one.nth];
    if (order === undefined) return;
    if (one.kind === 'cancel') await run((context) => cancelRedemption(context, order.person, order.id));
    else order.code = (await run((context) => showCodeAnew(context, order.person, order.id))).code;
  } else if (one.kind === 'give') await run((context) => donate(context, play.people[one.who]!, { cause, beans: 1 }));
}

async function perform(play: Play, one: Act): Promise<void> {
  if (one.kind === 'take')
    await run((context) => tryCode(context, merchants[one.shop]!, play.orders[one.nth]?.code ?? '00000000'));
  else if (one.kind === 'restock') {
    await run((context) =>
      changeItem(context, { id: play.items[one.shop]!, merchant: merchants[one.shop]!, addStock: one.by }),
    );
    play.added[one.shop]! += one.by;
  } else if (one.kind === 'lapse') {
    t.setNow(new Date(t.now().getTime() + one.minutes * 60_000));
    await run(lapseRedemptions);
  } else if (one.kind === 'settle')
    play.statements.push(
      (
        await run((context) =>
          makeStatement(context, { merchant: merchants[one.shop]!, from: '2026-11-01', to: '2027-12-31' }),
        )
      ).id,
    );
  else if (one.kind === 'pay') {
    const statement = play.statements[one.nth];
    if (statement !== undefined) await run((context) => payStatement(context, statement, '转账'));
  } else await serveOrAsk(play, one);
}

const numbers = async (statement: (context: Context) => ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
  run(async (context) => (await statement(context).execute(context.tx)).rows[0]!.n);

/** What the ledger must be, told without the checks of the module. */
async function wrongsOf(play: Play): Promise<string[]> {
  const found: string[] = [];
  for (const check of checks) {
    const { ok, detail } = await run((context) => check.run(context));
    if (!ok) found.push(`${check.name} ${detail}`);
  }
  const sum = await numbers(
    ({ district }) => sql`select coalesce(sum(amount), 0)::int as n from beans.entry where district = ${district}`,
  );
  if (sum !== 0) found.push(`all entries add up to ${sum}`);
  const below = await numbers(
    ({ district }) =>
      sql`select count(*)::int as n from beans.account where district = ${district} and kind <> 'opened' and balance < 0`,
  );
  if (below > 0) found.push('a balance below zero');
  const codes = await numbers(
    ({ district }) => sql`select count(*)::int as n from beans.redemption r where r.district = ${district}
      and (r.code_hash = '' or (r.state = 'taken') <> (r.taken_at is not null)
        or (select count(*) from beans.transfer f where f.district = r.district and f.subject = r.id and f.why = 'redemption') <> case r.state when 'taken' then 2 else 1 end
        or exists (select from beans.redemption o where o.district = r.district and o.id <> r.id and o.state = 'waiting' and r.state = 'waiting' and o.code_hash = r.code_hash))`,
  );
  if (codes > 0) found.push('a redemption without its one code, or taken more or less than once');
  for (const [index, item] of play.items.entries()) {
    const gone = await numbers(
      ({ district }) =>
        sql`select (i.stock + (select count(*) from beans.redemption r where r.district = i.district and r.item = i.id and r.state in ('waiting', 'taken')))::int as n
          from beans.item i where i.district = ${district} and i.id = ${item} and i.stock >= 0`,
    );
    if (gone !== play.added[index]) found.push(`stock and redeemed are ${gone} of ${play.added[index]}`);
  }
  const settled = await numbers(
    ({ district }) => sql`select count(*)::int as n from beans.statement s where s.district = ${district}
      and s.beans || ' ' || s.redemptions is distinct from (select coalesce(sum(r.beans), 0) || ' ' || count(*) from beans.redemption r
        where r.district = s.district and r.statement = s.id and r.merchant = s.merchant and r.state = 'taken')`,
  );
  if (settled > 0) found.push('a statement that is not its redemptions');
  return found;
}

test('whatever happens at once – service, corrections, orders, codes, restocking, gifts, statements, payments – the ledger stays whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { maxLength: 5 }), async (rounds) => {
      t.setNow(new Date(t.now().getTime() + 24 * 3_600_000));
      const play = await aPlay();
      for (const person of play.people)
        await serveOrAsk(play, { kind: 'serve', who: play.people.indexOf(person), minutes: 300 });
      for (const together of rounds) {
        const outcomes = await Promise.allSettled(together.map((one) => perform(play, one)));
        for (const outcome of outcomes)
          if (outcome.status === 'rejected' && !(outcome.reason instanceof Refusal)) throw outcome.reason;
      }
      expect(await wrongsOf(play)).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 120_000);
