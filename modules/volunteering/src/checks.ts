import { sql } from 'kysely';
import type { Check } from '@zhongzhi/kernel';

const none = (
  name: string,
  zh: string,
  en: string,
  statement: (district: number) => ReturnType<typeof sql<{ n: number }>>,
): Check => ({
  name,
  holds: { zh, en },
  mend: {
    zh: '请停止写入，保留数据库备份，并把结果报给开发者。',
    en: 'Stop writing, keep a backup of the database, and report this to the developers.',
  },
  async run(context) {
    const { rows } = await statement(context.district).execute(context.tx);
    return { ok: rows[0]!.n === 0, detail: String(rows[0]!.n) };
  },
});

/** What must always hold, for `npm run doctor` and the tests. */
export const checks: readonly Check[] = [
  none(
    'volunteering.places-are-sign-ups',
    '每个岗位的占用数、候补数等于名单上的人数，且不超过名额',
    'The counts of every post are those of its sign-ups, never beyond its capacity',
    (district) => sql`select count(*)::int as n from volunteering.post p left join lateral (
        select count(*) filter (where u.state in ('held', 'offered'))::int as taken, count(*) filter (where u.state = 'waiting')::int as waiting
        from volunteering.sign_up u where u.district = p.district and u.post = p.id) u on true
      where p.district = ${district} and (p.taken <> u.taken or p.waiting <> u.waiting or p.taken > p.capacity)`,
  ),
  none(
    'volunteering.standing-is-newest',
    '每条服务记录的当前值等于最后一次更正',
    'What stands of a record is its newest revision',
    (
      district,
    ) => sql`select count(*)::int as n from volunteering.standing s where s.district = ${district} and not exists (
        select from volunteering.record r where r.district = s.district and r.id = s.record and r.revision = s.revision and r.minutes = s.minutes and r.stands = s.stands
          and not exists (select from volunteering.record n where n.district = r.district and n.id = r.id and n.revision > r.revision))`,
  ),
  none(
    'volunteering.totals-are-sums',
    '每个人的累计时间等于有效记录之和',
    'The totals of every person are the sums of the records that count',
    (district) => sql`select count(*)::int as n from (
        select person, sum(minutes) filter (where class = 'timed') as timed, sum(minutes) filter (where class = 'entered') as entered, count(*) as records
        from volunteering.standing where district = ${district} and stands = 'counts' group by person) s
      full join (select * from volunteering.total where district = ${district}) t on t.person = s.person
      where coalesce(s.timed, 0) <> coalesce(t.timed_minutes, 0) or coalesce(s.entered, 0) <> coalesce(t.entered_minutes, 0) or coalesce(s.records, 0) <> coalesce(t.records, 0)`,
  ),
];
