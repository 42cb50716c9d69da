import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { beansFor, FIRST_RULE, type Rule } from './domain/earning.ts';
import { balance, book } from './ledger.ts';

/** The rule in force on a day (YYYY-MM-DD). */
export async function ruleOn(context: Context, day: string): Promise<Rule> {
  const { rows } =
    await sql<Rule>`select version, beans_per_hour as "beansPerHour", by_kind as "byKind", most_per_day as "mostPerDay", months
    from beans.rule where district = ${context.district} and valid_from <= ${day}::date order by version desc limit 1`.execute(
      context.tx,
    );
  return rows[0] ?? FIRST_RULE;
}

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
  budget: string | null;
}

async function creditOf(context: Context, record: string): Promise<Credit | undefined> {
  const { rows } =
    await sql<Credit>`select revision, credited, budget from beans.credit where district = ${context.district} and record = ${record} for update`.execute(
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

/** The oldest open budget that still has something, or null. */
async function budgetWithBeans(context: Context): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`select b.id from beans.budget b join beans.account a on a.district = b.district and a.kind = 'budget' and a.owner = b.id
    where b.district = ${context.district} and b.is_open and a.balance > 0 order by b.id limit 1`.execute(context.tx);
  return rows[0]?.id ?? null;
}

/**
 * Credits a record with what its newest revision earns: books only the difference to what was booked before, in the
 * caller's transaction – the record and its beans are there together or not at all. Where a correction takes back more
 * than the person still has, the rest stays owed and is set off against their next credits.
 * @returns the beans booked, negative when some were taken back.
 */
export async function creditService(context: Context, service: Service): Promise<number> {
  const before = await creditOf(context, service.record);
  if (before !== undefined && before.revision >= service.revision) return 0;
  const rule = await ruleOn(context, service.servedOn);
  const due = beansFor(rule, service.kind, service.minutes, await earnedThatDay(context, service));
  const credited = before?.credited ?? 0;
  if (before === undefined && due === 0) return 0;
  const owed = due < credited ? 0 : await owedBy(context, service.person, service.record);
  const wanted = due - credited;
  const gives = wanted > 0 ? Math.max(0, wanted - owed) : 0;
  const budget = before?.budget ?? (await budgetWithBeans(context));
  const moved =
    wanted > 0
      ? await give(context, service, budget, gives, rule.version)
      : -(await takeBack(context, service, budget, -wanted, rule.version));
  const settled = wanted > 0 && owed > 0 ? await setOff(context, service.person, Math.min(owed, wanted)) : 0;
  await sql`insert into beans.credit (district, record, revision, person, served_on, due, credited, budget)
    values (${context.district}, ${service.record}, ${service.revision}, ${service.person}, ${service.servedOn}::date, ${due}, ${credited + moved + settled}, ${budget})
    on conflict (district, record) do update set revision = excluded.revision, due = excluded.due, credited = excluded.credited, budget = excluded.budget`.execute(
    context.tx,
  );
  return moved;
}

async function give(
  context: Context,
  { person, record }: Service,
  budget: string | null,
  beans: number,
  rule: number,
): Promise<number> {
  if (budget === null || beans <= 0) return 0;
  const given = Math.min(beans, await balance(context, 'budget', budget));
  if (given <= 0) return 0;
  await book(context, {
    why: 'service',
    subject: record,
    rule,
    sides: [
      { kind: 'budget', owner: budget, amount: -given },
      { kind: 'person', owner: person, amount: given },
    ],
  });
  return given;
}

async function takeBack(
  context: Context,
  { person, record }: Service,
  budget: string | null,
  beans: number,
  rule: number,
): Promise<number> {
  if (budget === null || beans <= 0) return 0;
  const taken = Math.min(beans, await balance(context, 'person', person));
  if (taken <= 0) return 0;
  await book(context, {
    why: 'correction',
    subject: record,
    rule,
    sides: [
      { kind: 'person', owner: person, amount: -taken },
      { kind: 'budget', owner: budget, amount: taken },
    ],
  });
  return taken;
}

/** What other records of the person are booked above what they earn: spent before a correction. */
async function owedBy(context: Context, person: string, without: string): Promise<number> {
  const { rows } = await sql<{ owed: number }>`select coalesce(sum(credited - due), 0)::bigint as owed from beans.credit
    where district = ${context.district} and person = ${person} and credited > due and record <> ${without}`.execute(
    context.tx,
  );
  return rows[0]!.owed;
}

/** Sets owed beans off against a new credit: the old records are booked less, the new one as much more. */
async function setOff(context: Context, person: string, beans: number): Promise<number> {
  const { rows } = await sql<{ record: string; over: number }>`select record, credited - due as over from beans.credit
    where district = ${context.district} and person = ${person} and credited > due order by record for update`.execute(
    context.tx,
  );
  let left = beans;
  for (const { record, over } of rows) {
    const part = Math.min(over, left);
    if (part <= 0) break;
    await sql`update beans.credit set credited = credited - ${part} where district = ${context.district} and record = ${record}`.execute(
      context.tx,
    );
    left -= part;
  }
  return beans - left;
}
