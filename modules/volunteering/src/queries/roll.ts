import { sql } from 'kysely';
import { maskName } from '@zhongzhi/contract-kit';
import type { Context } from '@zhongzhi/kernel';
import { namesOf } from '@zhongzhi/directory';

interface Row {
  person: string;
  shift: string;
  post: string;
  cameAt: Date | null;
  leftAt: Date | null;
  state: string | null;
  minutes: number | null;
}

/** Who holds a place, and how far they are; names masked for everyone but the organiser who looks one up. */
export async function rollOf(context: Context, activity: string) {
  const { rows } =
    await sql<Row>`select u.person, u.shift, p.name as post, t.came_at as "cameAt", t.left_at as "leftAt", t.state, null::int as minutes
    from volunteering.sign_up u
    join volunteering.post p on p.district = u.district and p.id = u.post
    left join volunteering.attendance t on t.district = u.district and t.shift = u.shift and t.person = u.person
    where u.district = ${context.district} and u.activity = ${activity} and u.state = 'held' order by u.number limit 2000`.execute(
      context.tx,
    );
  const names = await namesOf(
    context,
    rows.map(({ person }) => person),
  );
  return rows.map((row) => ({
    person: row.person,
    shift: row.shift,
    post: row.post,
    name: names.get(row.person) ?? '',
    masked: maskName(names.get(row.person) ?? ''),
    cameAt: row.cameAt?.toISOString() ?? null,
    leftAt: row.leftAt?.toISOString() ?? null,
    state: row.state ?? 'expected',
  }));
}

/** How many are expected, there, gone and waiting for a decision. */
export async function rollCounts(context: Context, activity: string) {
  const { rows } = await sql<{
    expected: number;
    present: number;
    left: number;
    pending: number;
    confirmed: number;
  }>`select count(*)::int as expected,
      count(*) filter (where t.state = 'present')::int as present, count(*) filter (where t.state = 'left')::int as "left",
      count(*) filter (where t.state = 'pending')::int as pending, count(*) filter (where t.state = 'confirmed')::int as confirmed
    from volunteering.sign_up u left join volunteering.attendance t on t.district = u.district and t.shift = u.shift and t.person = u.person
    where u.district = ${context.district} and u.activity = ${activity} and u.state = 'held'`.execute(context.tx);
  return rows[0]!;
}
