import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';

/** Places that a person holds, waits for or is offered, from now on. */
export async function myShifts(context: Context, person: string) {
  const { rows } = await sql<{
    signUp: string;
    activity: string;
    title: string;
    address: string;
    post: string;
    shift: string;
    state: string;
    number: number;
    meetsAt: Date;
    startsAt: Date;
    endsAt: Date;
    offeredUntil: Date | null;
    ahead: number;
  }>`select u.id as "signUp", u.activity, a.title, a.address, p.name as post, u.shift, u.state, u.number, u.meets_at as "meetsAt", u.starts_at as "startsAt",
      u.ends_at as "endsAt", u.offered_until as "offeredUntil",
      case when u.state = 'waiting' then (select count(*)::int from volunteering.sign_up w where w.district = u.district and w.post = u.post and w.state = 'waiting' and w.number < u.number) else 0 end as ahead
    from volunteering.sign_up u
    join volunteering.activity a on a.district = u.district and a.id = u.activity
    join volunteering.post p on p.district = u.district and p.id = u.post
    where u.district = ${context.district} and u.person = ${person} and u.state in ('held', 'waiting', 'offered') and u.ends_at > ${new Date(context.now.getTime() - 6 * 3_600_000)}
    order by u.starts_at desc limit 100`.execute(context.tx);
  return rows.toReversed().map((row) => ({
    ...row,
    meetsAt: row.meetsAt.toISOString(),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    offeredUntil: row.offeredUntil?.toISOString() ?? null,
  }));
}

interface RecordRow {
  record: string;
  revision: number;
  activity: string;
  activityName: string;
  servedOn: string;
  place: string;
  content: string;
  minutes: number;
  class: 'timed' | 'entered';
  stands: string;
  unitName: string;
  leaderName: string;
  recordedAt: Date;
  reason: string | null;
}

const RECORD = sql`r.id as record, r.revision, r.activity, r.activity_name as "activityName", r.served_on as "servedOn", r.place, r.content, r.minutes, r.class, r.stands,
  r.unit_name as "unitName", r.leader_name as "leaderName", r.at as "recordedAt", r.reason`;
const shown = (row: RecordRow) => ({ ...row, recordedAt: row.recordedAt.toISOString() });
const MOST = 50;

/** Totals of what counts. */
export async function totalsOf(context: Context, person: string) {
  const { rows } = await sql<{
    timedMinutes: number;
    enteredMinutes: number;
    records: number;
  }>`select timed_minutes as "timedMinutes", entered_minutes as "enteredMinutes", records
    from volunteering.total where district = ${context.district} and person = ${person}`.execute(context.tx);
  const { rows: stars } = await sql<{
    level: number;
  }>`select max(level) as level from volunteering.star where district = ${context.district} and person = ${person}
    and (valid_until is null or valid_until >= ${context.now}::date)`.execute(context.tx);
  return { ...(rows[0] ?? { timedMinutes: 0, enteredMinutes: 0, records: 0 }), stars: stars[0]?.level ?? 0 };
}

/** The newest revision of a person's records, newest service first. */
export async function recordsPage(context: Context, person: string, after: { day: string; record: string } | null) {
  const { rows } = await sql<RecordRow>`select ${RECORD} from volunteering.standing s
    join volunteering.record r on r.district = s.district and r.id = s.record and r.revision = s.revision
    where s.district = ${context.district} and s.person = ${person}
      and (${after?.day ?? null}::date is null or (s.served_on, s.record) < (${after?.day ?? null}::date, ${after?.record ?? null}::uuid))
    order by s.served_on desc, s.record desc limit ${MOST + 1}`.execute(context.tx);
  const items = rows.slice(0, MOST).map(shown);
  const last = items.at(-1);
  return { items, next: rows.length > MOST && last !== undefined ? { day: last.servedOn, record: last.record } : null };
}

/** Every revision of one record of a person, the newest first. */
export async function revisionsOf(context: Context, person: string, record: string) {
  const { rows } =
    await sql<RecordRow>`select ${RECORD} from volunteering.record r where r.district = ${context.district} and r.id = ${record} and r.person = ${person} order by r.revision desc`.execute(
      context.tx,
    );
  return rows.map(shown);
}
