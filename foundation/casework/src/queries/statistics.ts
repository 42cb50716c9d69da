import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { organisationNamesOf } from '@zhongzhi/directory';
import { encodeCursor } from '@zhongzhi/contract-kit';
import { getCaseType } from '../case-types.ts';
import type { CaseType } from '../domain/case-type.ts';
import type { CasePage } from '../contract/index.ts';
import { staffDesks } from '../engine/access.ts';
import { linesOf } from './case-lines.ts';
import { idAfter } from './page-marker.ts';

export interface Period {
  type: string;
  /** First and last day, in Shanghai. */
  from: string;
  to: string;
}

/** One of the three rates of a unit: both numbers, never a bare percentage. */
export interface Rate {
  numerator: number;
  denominator: number;
}

export interface UnitRates {
  unit: string | null;
  unitName: string;
  opened: number;
  response: Rate;
  solution: Rate;
  satisfaction: Rate;
}

export const MEASURES = [
  'response-due',
  'response-in-time',
  'solution-confirmed',
  'solution-solved',
  'satisfaction-rated',
  'satisfaction-good',
] as const;
export type Measure = (typeof MEASURES)[number];

const GOOD = 4; // 满意 and 非常满意: the two best of five grades

const within = (column: string, period: Period) =>
  sql`${sql.ref(column)} >= (${period.from}::date)::timestamp at time zone 'Asia/Shanghai' and ${sql.ref(column)} < (${period.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`;

/** The cases that a reader counts: all of the district, or those on their desks. */
function onDesks(context: Context, type: CaseType, column: string) {
  const desks = context.actor.kind === 'system' ? [`r:${context.district}`] : staffDesks(context, type);
  if (desks.length === 0) throw refuse.notFound();
  if (desks.includes(`r:${context.district}`)) return sql`true`;
  return sql`exists (select from casework.reach v where v.district = ${context.district} and v.case_id = ${sql.ref(column)} and v.reach = any(${desks}::text[]))`;
}

/** Due means: the deadline fell into the period, or the answer came in it before the deadline. A case withdrawn or refused counts in nothing. */
const dueClocks = (
  context: Context,
  type: CaseType,
  period: Period,
) => sql`select k.unit, k.case_id, (k.stopped_at is not null and k.stopped_at <= k.due_at) as in_time
  from casework.clock k join casework.case c on c.district = k.district and c.id = k.case_id
  where k.district = ${context.district} and c.type = ${type.name} and k.name = ${type.rates!.clock} and c.status not in ('withdrawn', 'not-accepted', 'merged')
    and ((k.stopped_at is not null and k.stopped_at <= k.due_at and ${within('k.stopped_at', period)}) or (coalesce(k.stopped_at, ${context.now}) > k.due_at and ${within('k.due_at', period)}))
    and ${onDesks(context, type, 'k.case_id')}`;

const ratings = (
  context: Context,
  type: CaseType,
  period: Period,
) => sql`select g.unit, g.case_id, g.solved, g.grade from casework.rating g join casework.case c on c.district = g.district and c.id = g.case_id
  where g.district = ${context.district} and c.type = ${type.name} and ${within('g.at', period)} and ${onDesks(context, type, 'g.case_id')}`;

/**
 * The three rates per unit (DOMAIN 4): responded in time ÷ due, confirmed solved ÷ confirmed, rated in the two best
 * grades ÷ rated. Unrated is in neither part of a rate.
 */
export async function threeRates(context: Context, period: Period): Promise<UnitRates[]> {
  const type = typeWithRates(context, period.type);
  const { rows } = await sql<{
    unit: string | null;
    opened: number;
    due: number;
    in_time: number;
    confirmed: number;
    solved: number;
    rated: number;
    good: number;
  }>`
    with due as (select unit, count(*)::int as due, count(*) filter (where in_time)::int as in_time from (${dueClocks(context, type, period)}) d group by unit),
    rated as (select unit, count(*) filter (where solved is not null)::int as confirmed, count(*) filter (where solved)::int as solved, count(*) filter (where grade is not null)::int as rated, count(*) filter (where grade >= ${GOOD})::int as good
      from (${ratings(context, type, period)}) r group by unit),
    opened as (select c.unit, count(*)::int as opened from casework.case c where c.district = ${context.district} and c.type = ${type.name} and ${within('c.opened_at', period)} and ${onDesks(context, type, 'c.id')} group by c.unit)
    select u.unit, coalesce(max(opened.opened), 0) as opened, coalesce(max(due.due), 0) as due, coalesce(max(due.in_time), 0) as in_time, coalesce(max(rated.confirmed), 0) as confirmed, coalesce(max(rated.solved), 0) as solved, coalesce(max(rated.rated), 0) as rated, coalesce(max(rated.good), 0) as good
    from (select unit from due union select unit from rated union select unit from opened) u
    left join due on due.unit is not distinct from u.unit left join rated on rated.unit is not distinct from u.unit left join opened on opened.unit is not distinct from u.unit group by u.unit`.execute(
    context.tx,
  );
  const names = await organisationNamesOf(
    context,
    rows.flatMap(({ unit }) => unit ?? []),
  );
  return rows
    .map((row) => ({
      unit: row.unit,
      unitName:
        row.unit === null ? (context.language === 'zh' ? '未派单' : 'Not assigned yet') : (names.get(row.unit) ?? ''),
      opened: row.opened,
      response: { numerator: row.in_time, denominator: row.due },
      solution: { numerator: row.solved, denominator: row.confirmed },
      satisfaction: { numerator: row.good, denominator: row.rated },
    }))
    .sort((a, b) => a.unitName.localeCompare(b.unitName, 'zh'));
}

function typeWithRates(context: Context, name: string): CaseType {
  const type = getCaseType(context.platform, name);
  if (type.rates === undefined)
    throw refuse.notFound(
      'case.no-rates',
      '这类事项不统计三率。',
      'The three rates are not counted for this kind of matter.',
    );
  return type;
}

/** The cases behind one number of the table. */
export async function casesBehind(
  context: Context,
  period: Period,
  measure: Measure,
  unit: string | null,
  cursor: string | undefined,
  limit: number,
): Promise<CasePage> {
  const type = typeWithRates(context, period.type);
  const before = cursor === undefined ? null : idAfter(cursor);
  const isResponse = measure.startsWith('response');
  const source = isResponse ? dueClocks(context, type, period) : ratings(context, type, period);
  const condition = {
    'response-due': sql`true`,
    'response-in-time': sql`in_time`,
    'solution-confirmed': sql`solved is not null`,
    'solution-solved': sql`solved`,
    'satisfaction-rated': sql`grade is not null`,
    'satisfaction-good': sql`grade >= ${GOOD}`,
  }[measure];
  const { rows } = await sql<{
    case_id: string;
  }>`select distinct case_id from (${source}) s where ${condition} and (${unit}::uuid is null or unit = ${unit}::uuid) and (${before}::uuid is null or case_id < ${before}::uuid) order by case_id desc limit ${limit + 1}`.execute(
    context.tx,
  );
  const shown = rows.slice(0, limit).map(({ case_id: id }) => id);
  return { items: await linesOf(context, shown), next: rows.length > limit ? encodeCursor([shown.at(-1)!]) : null };
}
