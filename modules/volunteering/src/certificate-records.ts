import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import type { CertifiedRecord, MissingRecord, Period, RecordSource, ServedUnit } from '@zhongzhi/certificates';

/** First and last day of a period; open ends reach as far as there are records. */
const within = ({ from, to }: Period, day: ReturnType<typeof sql>) =>
  sql`(${from ?? null}::date is null or ${day} >= ${from ?? null}::date) and (${to ?? null}::date is null or ${day} <= ${to ?? null}::date)`;

const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`;

/** Records that count, of what this unit organised and recorded. */
async function recordsOf(context: Context, period: Period): Promise<CertifiedRecord[]> {
  const { rows } =
    await sql<CertifiedRecord>`select s.record, s.revision, r.activity_name as "activityName", s.served_on as "servedOn", r.place, r.content, s.minutes, s.class
    from volunteering.standing s join volunteering.record r on r.district = s.district and r.id = s.record and r.revision = s.revision
    where s.district = ${context.district} and s.person = ${period.person} and s.unit = ${period.unit} and s.stands = 'counts' and s.minutes > 0
      and ${within(period, sql`s.served_on`)} order by s.served_on, s.record`.execute(context.tx);
  return rows;
}

/** What the person signed up for or did with the unit and that does not count, with the reason. */
async function missingFor(context: Context, period: Period): Promise<MissingRecord[]> {
  const { rows } = await sql<MissingRecord>`select a.title as "activityName", ${dayOf('u.starts_at')} as "servedOn",
      case when t.state = 'no-show' then 'no-show' when t.came_at is null then 'not-checked-in' when t.left_at is null then 'not-checked-out' else 'not-confirmed' end as why
    from volunteering.sign_up u
    join volunteering.activity a on a.district = u.district and a.id = u.activity and a.unit = ${period.unit}
    left join volunteering.attendance t on t.district = u.district and t.shift = u.shift and t.person = u.person
    where u.district = ${context.district} and u.person = ${period.person} and u.state = 'held' and u.ends_at <= ${context.now}
      and not exists (select from volunteering.standing s where s.district = u.district and s.person = u.person and s.activity = u.activity)
      and ${within(period, dayOf('u.starts_at'))}
    union all
    select r.activity_name, s.served_on, case when s.stands = 'annulled' then 'annulled' else 'waits-for-agreement' end
    from volunteering.standing s join volunteering.record r on r.district = s.district and r.id = s.record and r.revision = s.revision
    where s.district = ${context.district} and s.person = ${period.person} and s.unit = ${period.unit} and s.stands <> 'counts'
      and ${within(period, sql`s.served_on`)}
    order by 2, 1 limit 100`.execute(context.tx);
  return rows;
}

async function unitsOf(context: Context, person: string): Promise<ServedUnit[]> {
  const { rows } =
    await sql<ServedUnit>`select s.unit, (array_agg(r.unit_name order by s.served_on desc))[1] as "unitName", count(*)::int as records, sum(s.minutes)::int as minutes
    from volunteering.standing s join volunteering.record r on r.district = s.district and r.id = s.record and r.revision = s.revision
    where s.district = ${context.district} and s.person = ${person} and s.stands = 'counts' and s.minutes > 0 group by s.unit order by 2`.execute(
      context.tx,
    );
  return rows;
}

async function unchanged(
  context: Context,
  records: readonly { record: string; revision: number }[],
): Promise<Set<string>> {
  const { rows } = await sql<{
    record: string;
  }>`select s.record from unnest(${records.map(({ record }) => record)}::uuid[], ${records.map(({ revision }) => revision)}::int[]) as a(record, revision)
    join volunteering.standing s on s.district = ${context.district} and s.record = a.record and s.revision = a.revision and s.stands = 'counts'`.execute(
    context.tx,
  );
  return new Set(rows.map(({ record }) => record));
}

/** What certificates rest on: 谁组织谁记录, 谁记录谁证明. */
export const certificateRecords: RecordSource = { recordsOf, missingFor, unitsOf, unchanged };
