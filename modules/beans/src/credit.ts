import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { budgetWithBeans, sourcesOf } from './budgets.ts';
import { beansFor, type Rule } from './domain/earning.ts';
import { termOf } from './domain/term.ts';
import { balance, book, lockAccount } from './ledger.ts';
import { ruleOfVersion, ruleOn } from './rules.ts';

/** A revision of a service record, as far as beans are concerned. */
export interface Service {
  readonly record: string;
  readonly revision: number;
  readonly person: string;
  readonly kind: string;
  /** System-timed minutes that count; 0 for time that was entered by hand, or waits, or was annulled. */
  readonly minutes: number;
  readonly servedOn: string;
}

interface Credit {
  revision: number;
  credited: number;
  rule: number | null;
}

async function creditOf(context: Context, record: string): Promise<Credit | undefined> {
  const { rows } =
    await sql<Credit>`select revision, credited, rule from beans.credit where district = ${context.district} and record = ${record}`.execute(
      context.tx,
    );
  return rows[0];
}

async function earnedThatDay(context: Context, { person, servedOn, record }: Service): Promise<number> {
  const { rows } = await sql<{ due: number }>`select coalesce(sum(due), 0)::bigint as due from beans.credit
    where district = ${context.district} and person = ${person} and served_on = ${servedOn}::date and record <> ${record}`.execute(
    context.tx,
  );
  return rows[0]!.due;
}

/**
 * Crediting goes one transaction at a time in a district, and before anybody's own account is held: several records are
 * confirmed in one transaction, for people in any order, from budgets that they share, and none may wait for another in
 * a circle. Spending, taking and lapsing do not wait for it.
 */
const takeTurn = (context: Context): Promise<number> => lockAccount(context, 'opened', null);

/**
 * Credits a record with what its newest revision earns: books only the difference to what was booked before, in the
 * caller's transaction – the record and its beans are there together or not at all. A correction is judged by the rule
 * version of the first credit. Where it takes back more than the person still has, the rest stays owed and is set off
 * against their next credits; where no budget has any left, the rest is booked once one is opened. The same revision
 * again books what another record of the day has freed of the day's cap, and otherwise nothing.
 * @returns by how much the person's balance changed.
 */
export async function creditService(context: Context, service: Service): Promise<number> {
  await takeTurn(context);
  const before = await creditOf(context, service.record);
  if (before !== undefined && before.revision > service.revision) return 0;
  const rule =
    typeof before?.rule === 'number'
      ? await ruleOfVersion(context, before.rule)
      : await ruleOn(context, service.servedOn);
  const due = beansFor(rule, service.kind, service.minutes, await earnedThatDay(context, service));
  if (before === undefined && due === 0) return 0;
  const had = await lockAccount(context, 'person', service.person);
  await sql`insert into beans.credit (district, record, revision, person, served_on, due, credited, rule)
    values (${context.district}, ${service.record}, ${service.revision}, ${service.person}, ${service.servedOn}::date, ${due}, 0, ${rule.version})
    on conflict (district, record) do update set revision = excluded.revision, due = excluded.due, rule = excluded.rule`.execute(
    context.tx,
  );
  const wanted = due - (before?.credited ?? 0);
  if (wanted < 0) await takeBack(context, service, -wanted, rule.version);
  else if (wanted > 0) {
    await give(context, service, wanted, rule);
    await settleOwed(context, service.person);
  }
  return (await balance(context, 'person', service.person)) - had;
}

const note = (context: Context, record: string, beans: number, expiresOn?: string) =>
  sql`update beans.credit set credited = credited + ${beans}, expires_on = greatest(expires_on, ${expiresOn ?? null}::date)
    where district = ${context.district} and record = ${record}`.execute(context.tx);

/** Books from the oldest open budgets, as far as they have beans. */
async function give(
  context: Context,
  { record, person }: { record: string; person: string },
  beans: number,
  rule: Rule,
): Promise<number> {
  let given = 0;
  while (given < beans) {
    const budget = await budgetWithBeans(context);
    if (budget === null) break;
    const part = Math.min(beans - given, budget.left);
    await book(context, {
      why: 'service',
      subject: record,
      rule: rule.version,
      sides: [
        { kind: 'budget', owner: budget.id, amount: -part },
        { kind: 'person', owner: person, amount: part },
      ],
    });
    given += part;
  }
  if (given > 0) await note(context, record, given, termOf(dayOf(context.now), rule.months));
  return given;
}

/** Books back to the budgets that the record's beans came from, as far as the person still has any. */
async function takeBack(
  context: Context,
  { record, person }: { record: string; person: string },
  beans: number,
  rule: number | null,
): Promise<number> {
  let left = Math.min(beans, await balance(context, 'person', person));
  let taken = 0;
  for (const source of left > 0 ? await sourcesOf(context, record) : []) {
    const part = Math.min(left, source.beans);
    if (part === 0) break;
    await book(context, {
      why: 'correction',
      subject: record,
      ...(rule === null ? {} : { rule }),
      sides: [
        { kind: 'person', owner: person, amount: -part },
        { kind: 'budget', owner: source.budget, amount: part },
      ],
    });
    left -= part;
    taken += part;
  }
  if (taken > 0) await note(context, record, -taken);
  return taken;
}

/** Beans that corrections could not take back, because they were spent: set off against later credits. */
export async function owedBy(context: Context, person: string): Promise<number> {
  const { rows } = await sql<{ owed: number }>`select coalesce(sum(credited - due), 0)::bigint as owed from beans.credit
    where district = ${context.district} and person = ${person} and credited > due`.execute(context.tx);
  return rows[0]!.owed;
}

/** Sets what is owed off against what the person has now; each part goes back to the budget that it came from. */
async function settleOwed(context: Context, person: string): Promise<void> {
  const { rows } = await sql<{
    record: string;
    over: number;
    rule: number | null;
  }>`select record, credited - due as over, rule from beans.credit
    where district = ${context.district} and person = ${person} and credited > due order by record`.execute(context.tx);
  for (const { record, over, rule } of rows) await takeBack(context, { record, person }, over, rule);
}

/**
 * Books what records earned while no budget had beans, the oldest first. A job, woken when a budget is opened.
 * @returns how many records were looked at; fewer than `most` when nothing more waits or can be booked.
 */
export async function payOutstanding(context: Context, most = 200): Promise<number> {
  await takeTurn(context);
  const { rows } = await sql<{
    record: string;
    person: string;
    wanted: number;
    rule: number | null;
  }>`select record, person, due - credited as wanted, rule from beans.credit
    where district = ${context.district} and due > credited order by record limit ${most}`.execute(context.tx);
  for (const [index, { record, person, wanted, rule }] of rows.entries()) {
    await lockAccount(context, 'person', person);
    const given = await give(context, { record, person }, wanted, await ruleOfVersion(context, rule ?? 0));
    if (given < wanted) return index;
    await settleOwed(context, person);
  }
  return rows.length;
}
