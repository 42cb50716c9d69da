import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import { personOf, refuse, RunAnew, type Context } from '@zhongzhi/kernel';
import { FIRST_RULE, type Rule } from './domain/earning.ts';

const COLUMNS = sql`version, beans_per_hour as "beansPerHour", by_kind as "byKind", most_per_day as "mostPerDay", months`;

/** The rule in force on a day (YYYY-MM-DD): of the versions that had begun by then, the one published last. */
export async function ruleOn(context: Context, day: string): Promise<Rule> {
  const { rows } =
    await sql<Rule>`select ${COLUMNS} from beans.rule where district = ${context.district} and valid_from <= ${day}::date order by version desc limit 1`.execute(
      context.tx,
    );
  return rows[0] ?? FIRST_RULE;
}

/** A version of the rule, as it was published. */
export async function ruleOfVersion(context: Context, version: number): Promise<Rule> {
  const { rows } =
    await sql<Rule>`select ${COLUMNS} from beans.rule where district = ${context.district} and version = ${version}`.execute(
      context.tx,
    );
  return rows[0] ?? FIRST_RULE;
}

export interface RuleDraft {
  readonly validFrom: string;
  readonly beansPerHour: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly mostPerDay: number;
  readonly months: number;
}

/**
 * Adds a version of the public rule; earlier ones stay readable. Only the first may begin in the past: a new rule never
 * judges service that was given under another.
 * @throws Refusal `beans.rule-begins-tomorrow`.
 */
export async function setRule(context: Context, draft: RuleDraft): Promise<number> {
  const { rows: known } = await sql<{
    version: number;
  }>`select version from beans.rule where district = ${context.district} order by version desc limit 1`.execute(
    context.tx,
  );
  if (known.length > 0 && draft.validFrom <= dayOf(context.now))
    throw refuse.invalid(
      'beans.rule-begins-tomorrow',
      '新规则最早明天生效：已经做过的服务按当时的规则算。',
      'A new rule begins tomorrow at the earliest: service already given counts by the rule of its day.',
      { errors: [{ field: 'validFrom', detail: `> ${dayOf(context.now)}` }] },
    );
  const version = (known[0]?.version ?? 0) + 1;
  const made =
    await sql`insert into beans.rule (district, version, valid_from, beans_per_hour, by_kind, most_per_day, months, author, at)
    values (${context.district}, ${version}, ${draft.validFrom}::date, ${draft.beansPerHour}, ${JSON.stringify(draft.byKind)}::jsonb, ${draft.mostPerDay}, ${draft.months}, ${personOf(context.actor)}, ${context.now})
    on conflict do nothing returning version`.execute(context.tx);
  if (made.rows.length === 0) throw new RunAnew('two versions of the rule at once');
  return version;
}

/** Every version, the newest first. */
export async function listRules(context: Context): Promise<(Rule & { validFrom: string; at: string })[]> {
  const { rows } = await sql<
    Rule & { validFrom: string; at: Date }
  >`select ${COLUMNS}, valid_from::text as "validFrom", at from beans.rule where district = ${context.district} order by version desc limit 100`.execute(
    context.tx,
  );
  return rows.map(({ at, ...rule }) => ({ ...rule, at: at.toISOString() }));
}
