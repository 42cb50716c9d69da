import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { loadCircles } from '@zhongzhi/circles';
import type { Context } from '@zhongzhi/kernel';
import { GIVEN, SURNAMES } from './names.ts';
import { Places } from './points.ts';

/** A unit in whose name circles serve. */
export interface Founder {
  readonly id: string;
  readonly name: string;
  /** The community where it works. */
  readonly place: string;
}

/** How large a year of service is. */
export interface Year {
  readonly founders: readonly Founder[];
  readonly volunteers: number;
  /** One circle a founder; past activities of each, and people at each. */
  readonly activities: number;
  readonly people: number;
  readonly say?: (line: string) => void;
}

/** Keys come from names, so that the same year is the same each time. */
export function keyOf(name: string): string {
  const hash = createHash('md5').update(name).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20)}`;
}
const key = (name: RawBuilder<unknown>): RawBuilder<string> =>
  sql`overlay(overlay(md5(${name}) placing '8' from 13) placing '8' from 17)::uuid`;
const personKey = (n: RawBuilder<unknown>) => key(sql`'volunteer ' || ${n}`);
const activityKey = (part: string) => key(sql`${part} || ' ' || c || ' ' || k`);
const recordKey = () => key(sql`'record ' || c || ' ' || k || ' ' || j`);

const KINDS = ['environment', 'elder-care', 'traffic', 'health', 'culture', 'children', 'safety'];
const TITLES = [
  '周末清洁家园',
  '陪老人说说话',
  '放学路口护学',
  '社区义诊',
  '翠湖边讲故事',
  '四点半课堂',
  '夜间平安巡逻',
];
const CONTENTS = [
  '清扫步道、捡拾垃圾',
  '上门陪聊、代买日用品',
  '在路口引导孩子过街',
  '量血压、登记慢病老人',
  '给孩子讲老昆明的故事',
  '辅导作业、陪伴游戏',
  '沿街巡逻、提醒关门锁窗',
];
const places = new Places();

/** Rows that are written in one statement, about. */
const CHUNK_ROWS = 60_000;
/** Circles that are written together. */
const chunkOf = ({ activities, people }: Year): number =>
  Math.min(100, Math.max(1, Math.floor(CHUNK_ROWS / (activities * people))));
const PEOPLE_CHUNK = 20_000;

async function writePeople(context: Context, { volunteers, founders }: Year): Promise<void> {
  const { district, now, tx } = context;
  const places = founders.map(({ place }) => place);
  const joined = new Date(now.getTime() - 400 * 86_400_000);
  for (let from = 0; from < volunteers; from += PEOPLE_CHUNK) {
    const to = Math.min(volunteers, from + PEOPLE_CHUNK) - 1;
    await sql`insert into directory.person (district, id, name, place, version, created_at, updated_at)
      select ${district}, ${personKey(sql`n`)}, (${[...SURNAMES]}::text[])[1 + n % ${SURNAMES.length}::int] || (${[...GIVEN]}::text[])[1 + (n / ${SURNAMES.length}::int) % ${GIVEN.length}::int],
        (${places}::text[])[1 + n % ${places.length}::int], 1, ${joined}, ${joined} from generate_series(${from}::int, ${to}::int) n`.execute(
      tx,
    );
    await sql`insert into volunteers.volunteer (district, person, number, status, skills, interests, joined_at)
      select ${district}, ${personKey(sql`n`)}, ${String(district)} || lpad(n::text, 9, '0'), 'active',
        case n % 9 when 0 then '{急救}'::text[] when 3 then '{理发}'::text[] when 5 then '{英语}'::text[] else '{}' end,
        array[(${KINDS}::text[])[1 + n % ${KINDS.length}::int]], ${joined} from generate_series(${from}::int, ${to}::int) n`.execute(
      tx,
    );
  }
}

/** One circle a founder: its members are every so-manieth volunteer, its leader the first of them. */
async function writeCircles(context: Context, { founders, volunteers }: Year): Promise<void> {
  const members = (index: number): string[] => {
    const found: string[] = [];
    for (let n = index + founders.length; n < volunteers; n += founders.length) found.push(keyOf(`volunteer ${n}`));
    return found;
  };
  await loadCircles(
    context,
    founders.map(({ id, name, place }, index) => ({
      id: keyOf(`circle ${index}`),
      name: `${name}志愿圈`,
      kind: 'cause' as const,
      intro: `${name}的志愿者一起为街坊做点实事。`,
      place,
      unit: id,
      interests: ['公益', TITLES[index % TITLES.length]!.slice(0, 6)],
      joining: 'open' as const,
      foundedAt: new Date(context.now.getTime() - 390 * 86_400_000),
      leaders: [keyOf(`volunteer ${index}`)] as [string],
      members: members(index),
    })),
  );
}

/**
 * The rows of `c` (circles), `k` (activities of each: past ones, one today, one to come) and what follows from them:
 * day, hours, whether it is over.
 */
function activitiesOf(context: Context, year: Year, from: number): RawBuilder<unknown> {
  const { activities, founders } = year;
  const spots = founders.map(({ place }) => places.middle(place));
  const to = Math.min(founders.length, from + chunkOf(year)) - 1;
  // More and more people serve: the nearer to today, the closer the activities lie.
  const daysBack = sql`4 + c % 11 + (k * (k + 8) * 350) / (${activities}::int * (${activities}::int + 8))`;
  const day = sql`case when k < ${activities}::int then (${context.now}::timestamptz at time zone 'Asia/Shanghai')::date - (${daysBack})
      when k = ${activities}::int then (${context.now}::timestamptz at time zone 'Asia/Shanghai')::date else (${context.now}::timestamptz at time zone 'Asia/Shanghai')::date + 2 + c % 19 end`;
  // Of today's activities one in ten runs just now, the others in the evening.
  const starts = sql`case when k = ${activities}::int and c % 10 = 0 then date_trunc('hour', ${context.now}::timestamptz) else (d.day + interval '9 hours' + make_interval(hours => case when k = ${activities}::int then 10 else (c + k) % 8 end)) at time zone 'Asia/Shanghai' end`;
  return sql`(select c, k, d.day, s.starts_at, s.starts_at + interval '2 hours' as ends_at, k < ${activities}::int as is_past,
      (${founders.map(({ id }) => id)}::uuid[])[c + 1] as unit, (${founders.map(({ name }) => name)}::text[])[c + 1] as unit_name,
      (${founders.map(({ place }) => place)}::text[])[c + 1] as place,
      (${spots.map(({ longitude }) => longitude)}::float8[])[c + 1] as longitude, (${spots.map(({ latitude }) => latitude)}::float8[])[c + 1] as latitude, ${personKey(sql`c`)} as leader, c % ${KINDS.length}::int + 1 as kind
    from generate_series(${from}::int, ${to}::int) c, generate_series(0, ${activities}::int + 1) k,
      lateral (select ${day} as day) d, lateral (select ${starts} as starts_at) s)`;
}

async function writeActivities(context: Context, year: Year, from: number): Promise<void> {
  const { district, now, tx } = context;
  const made = activitiesOf(context, year, from);
  const to = Math.min(year.founders.length, from + chunkOf(year)) - 1;
  const early = new Date(now.getTime() - 380 * 86_400_000);
  await sql`insert into volunteering.project (district, id, version, circle, unit, place, kind, title, content, risks, status, proposed_by, decided_at, created_at)
    select ${district}, ${key(sql`'project ' || c`)}, 2, ${key(sql`'circle ' || c`)}, (${year.founders.map(({ id }) => id)}::uuid[])[c + 1], (${year.founders.map(({ place }) => place)}::text[])[c + 1],
      (${KINDS}::text[])[c % ${KINDS.length}::int + 1], (${TITLES}::text[])[c % ${TITLES.length}::int + 1], (${CONTENTS}::text[])[c % ${CONTENTS.length}::int + 1], '注意交通和防滑', 'open', ${personKey(sql`c`)}, ${early}, ${early}
    from generate_series(${from}::int, ${to}::int) c`.execute(tx);
  await sql`insert into volunteering.activity (district, id, version, project, circle, unit, kind, title, content, risks, is_dangerous, place, longitude, latitude, address, radius_m, leader, status,
      sign_up_from, sign_up_until, cancel_until, starts_at, ends_at, created_by, created_at, settled_at)
    select ${district}, ${activityKey('activity')}, 2, ${key(sql`'project ' || c`)}, ${key(sql`'circle ' || c`)}, unit, (${KINDS}::text[])[kind], (${TITLES}::text[])[kind], (${CONTENTS}::text[])[kind],
      '注意交通和防滑', false, place, longitude, latitude, '社区居委会门口集合', 300, leader, case when is_past then 'settled' else 'open' end,
      starts_at - interval '20 days', starts_at, starts_at - interval '12 hours', starts_at, ends_at, leader, starts_at - interval '21 days',
      case when is_past then ends_at + interval '1 day' end from ${made} m`.execute(tx);
  await sql`insert into volunteering.organiser (district, activity, person, role) select ${district}, ${activityKey('activity')}, leader, 'leader' from ${made} m`.execute(
    tx,
  );
  await sql`insert into volunteering.shift (district, activity, id, name, meets_at, starts_at, ends_at)
    select ${district}, ${activityKey('activity')}, ${activityKey('shift')}, '本班', starts_at - interval '20 minutes', starts_at, ends_at from ${made} m`.execute(
    tx,
  );
}

/** Who takes part: members in turn, so that nobody is at two activities of a circle at once; to those to come a few. */
function partsOf(context: Context, year: Year, from: number): RawBuilder<unknown> {
  const { founders, volunteers, people, activities } = year;
  const size = Math.max(1, Math.floor(volunteers / founders.length) - 1);
  const at = Math.min(people, size);
  return sql`(select m.*, j, ${personKey(sql`c + ${founders.length}::int * (1 + (k * ${at}::int + j) % ${size}::int)`)} as person
    from ${activitiesOf(context, year, from)} m, generate_series(0, ${at - 1}::int) j where k <= ${activities}::int or j < ${Math.min(3, at)}::int)`;
}

async function writeService(context: Context, year: Year, from: number): Promise<void> {
  const { district, now, tx } = context;
  const parts = partsOf(context, year, from);
  const spare = 5;
  await sql`insert into volunteering.post (district, shift, id, activity, name, capacity, waitlist, taken, line)
    select ${district}, ${activityKey('shift')}, ${activityKey('post')}, ${activityKey('activity')}, '志愿者', count(*)::int + ${spare}::int, 5, count(*)::int, count(*)::int from ${parts} p group by c, k`.execute(
    tx,
  );
  await sql`insert into volunteering.sign_up (district, id, post, shift, activity, person, state, number, meets_at, starts_at, ends_at, signed_up_by, at, changed_at)
    select ${district}, ${key(sql`'sign-up ' || c || ' ' || k || ' ' || j`)}, ${activityKey('post')}, ${activityKey('shift')}, ${activityKey('activity')}, person, 'held', j + 1,
      starts_at - interval '20 minutes', starts_at, ends_at, person, least(${now}, starts_at - interval '5 days'), least(${now}, starts_at - interval '5 days') from ${parts} p`.execute(
    tx,
  );
  await sql`insert into volunteering.attendance (district, shift, person, activity, post, sign_up, came_at, left_at, came_by, left_by, came_place, left_place, state)
    select ${district}, ${activityKey('shift')}, person, ${activityKey('activity')}, ${activityKey('post')}, ${key(sql`'sign-up ' || c || ' ' || k || ' ' || j`)},
      starts_at - make_interval(mins => j % 15), case when is_past then ends_at - make_interval(mins => (j * 7 + c) % 30) end, 'screen-code', case when is_past then 'screen-code' end,
      'at', case when is_past then 'at' else 'unknown' end, case when is_past then 'confirmed' else 'present' end
    from ${parts} p where is_past or (starts_at <= ${now} and j % 2 = 0)`.execute(tx);
  const minutes = sql`120 - (j * 7 + c) % 30`;
  await sql`insert into volunteering.record (district, id, revision, person, activity, shift, kind, class, minutes, stands, served_on, activity_name, place, content, unit, unit_name, leader, leader_name, circle, region, at)
    select ${district}, ${recordKey()}, 1, person, ${activityKey('activity')}, ${activityKey('shift')}, (${KINDS}::text[])[kind], 'timed', ${minutes}, 'counts', (starts_at at time zone 'Asia/Shanghai')::date, (${TITLES}::text[])[kind],
      '社区居委会门口集合', (${CONTENTS}::text[])[kind], unit, unit_name, leader, '带队人', ${key(sql`'circle ' || c`)}, place, ends_at + interval '1 day' from ${parts} p where is_past`.execute(
    tx,
  );
  await sql`insert into volunteering.standing (district, record, revision, person, activity, unit, circle, region, kind, class, minutes, stands, served_on)
    select ${district}, ${recordKey()}, 1, person, ${activityKey('activity')}, unit, ${key(sql`'circle ' || c`)}, place, (${KINDS}::text[])[kind], 'timed', ${minutes}, 'counts', (starts_at at time zone 'Asia/Shanghai')::date
    from ${parts} p where is_past`.execute(tx);
}

const MONTH = sql`date_trunc('month', served_on)::date`;

/** Totals are what records add up to. */
async function writeTotals(context: Context, year: Year): Promise<void> {
  const { district, tx } = context;
  const units = year.founders.map(({ id }) => id);
  await sql`insert into volunteering.total (district, person, timed_minutes, entered_minutes, records)
    select district, person, sum(minutes), 0, count(*) from volunteering.standing where district = ${district} and unit = any(${units}::uuid[]) group by district, person`.execute(
    tx,
  );
  for (const dimension of ['region', 'circle', 'kind', 'unit'] as const)
    await sql`insert into volunteering.month_total (district, month, dimension, key, minutes, services)
      select district, ${MONTH}, ${dimension}, ${sql.ref(dimension)}::text, sum(minutes), count(*) from volunteering.standing
      where district = ${district} and unit = any(${units}::uuid[]) group by district, ${MONTH}, ${sql.ref(dimension)}
      on conflict (district, dimension, key, month) do update set minutes = volunteering.month_total.minutes + excluded.minutes, services = volunteering.month_total.services + excluded.services`.execute(
      tx,
    );
}

/** Volunteers, circles and a year of their service, some of it running today, written in bulk: one statement a table and part. */
export async function loadYear(context: Context, year: Year): Promise<void> {
  // Checks of foreign keys keep the plan they began with: of a table of one page, that is to read it all.
  const planAnew = () => sql`discard plans`.execute(context.tx);
  await planAnew();
  await writePeople(context, year);
  await writeCircles(context, year);
  for (let from = 0; from < year.founders.length; from += chunkOf(year)) {
    await planAnew();
    await writeActivities(context, year, from);
    await writeService(context, year, from);
    year.say?.(`  ${Math.min(year.founders.length, from + chunkOf(year))} / ${year.founders.length}`);
  }
  await writeTotals(context, year);
}
