import type pg from 'pg';
import { indexWords } from '@zhongzhi/casework';

const THINGS = [
  '电梯',
  '井盖',
  '路灯',
  '下水道',
  '垃圾桶',
  '停车位',
  '烧烤摊',
  '广告牌',
  '行道树',
  '健身器材',
  '消防通道',
  '楼道灯',
  '自来水',
  '燃气管',
  '人行道',
  '公交站',
  '围墙',
  '绿化带',
  '门禁',
  '充电桩',
];
const TROUBLES = [
  '坏了没人修',
  '漏水严重',
  '噪音扰民',
  '堵塞好几天',
  '占道经营',
  '安全隐患很大',
  '味道难闻',
  '松动响得厉害',
  '被车辆长期占用',
  '线路裸露',
  '晚上看不见',
  '反复投诉没有结果',
];
const WISHES = [
  '希望尽快处理',
  '请有关部门管一管',
  '老人出行很不方便',
  '孩子上学路过很危险',
  '已经反映过一次',
  '请给个答复',
  '物业说不归他们管',
  '请帮忙协调',
];

/** Picks from a list as a die would, the same in every run (Park and Miller's generator). */
function dice(seed: number): <T>(list: readonly T[]) => T {
  let state = seed;
  return (list) => {
    state = (state * 48_271) % 2_147_483_647;
    return list[state % list.length]!;
  };
}

/** Two thousand different texts with their index words; a million cases share them, as a million people share words. */
export async function loadTexts(client: pg.Client): Promise<void> {
  await client.query(
    'drop table if exists bench_text; create unlogged table bench_text (i int primary key, title text, description text, words text[])',
  );
  const rows: { i: number; title: string; description: string; words: string[] }[] = [];
  const one = dice(1);
  for (let index = 0; index < 2_000; index += 1) {
    const title = `${one(THINGS)}${one(TROUBLES)}`;
    const description = `${title}，${one(WISHES)}。第${index}处，${one(THINGS)}附近，${one(TROUBLES)}。`;
    rows.push({ i: index, title, description, words: indexWords(`${title} ${description}`) });
  }
  await client.query(
    'insert into bench_text select i, title, description, words from jsonb_to_recordset($1::jsonb) as r(i int, title text, description text, words text[])',
    [JSON.stringify(rows)],
  );
}

const STATUS = `case when s.i % 100 < 90 then 'closed' when s.i % 100 < 93 then 'submitted' when s.i % 100 < 97 then 'in-progress' else 'answered' end`;
const PHASE = `case when s.i % 100 < 90 then 'done' when s.i % 100 < 93 then 'new' when s.i % 100 < 97 then 'open' else 'waiting' end`;

/**
 * Puts cases number `from` to `to` (exclusive) into the tables the way the engine leaves them: a row, its events, clock,
 * desks and search entry. Oldest first over two years, 3 in 10 not finished in the newest tenth.
 */
export async function bulkCases(
  client: pg.Client,
  district: number,
  from: number,
  to: number,
  units: readonly string[],
): Promise<void> {
  await client.query(`
    drop table if exists bench_case;
    create unlogged table bench_case as
    select s.i, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5('a' || s.i), 1, 3) || '8' || substr(md5('b' || s.i), 1, 15))::uuid as id, at, place, (array['${units.join("','")}']::uuid[])[1 + s.i % ${units.length}] as unit, ${STATUS} as status, ${PHASE} as phase, at + interval '9 days' as due_at, t.title, t.description, t.words
    from (select i, timestamptz '2017-10-01' + make_interval(secs => i * 63.0) as at, (select array_agg(code order by code) from directory.region where district = ${district} and level = 'community')[1 + i % 102] as place from generate_series(${from}, ${to - 1}) i) s join bench_text t on t.i = s.i % 2000`);
  await client.query(`insert into casework.case (district, id, number, type, type_version, status, phase, version, title, description, place, source, unit, urgency, visibility, due_at, opened_at, closed_at, updated_at, longitude, latitude)
    select ${district}, id, to_char(at, 'YYYYMMDD') || '-B' || lpad(to_hex(i), 7, '0'), 'appeal', 1, status, phase, 2, title, description, place, 'hotline', unit, 'ordinary', case when i % 10 = 0 then 'public' else 'private' end, case when phase = 'done' then null else due_at end, at, case when phase = 'done' then at + interval '5 days' end, at, 102.68 + (i % 97) * 0.0005, 25.03 + (i % 89) * 0.0005 from bench_case`);
  await client.query(
    `insert into casework.event (district, case_id, seq, at, actor_kind, action, from_status, to_status) select ${district}, id, s, at, 'system', case when s = 1 then 'open' else 'accept' end, case when s = 1 then null else 'submitted' end, case when s = 1 then 'submitted' else status end from bench_case, generate_series(1, 2) s`,
  );
  await client.query(
    `insert into casework.clock (district, case_id, name, round, unit, started_at, "limit", due_at, stopped_at, overdue_at) select ${district}, id, 'answer', 1, unit, at, '{"workingDays":7}', due_at, case when phase = 'done' then at + interval '4 days' end, case when phase <> 'done' and due_at < now() then due_at end from bench_case`,
  );
  await client.query(
    `insert into casework.reach (district, reach, case_id, type, phase, sort_at) select ${district}, key, id, 'appeal', phase, case when phase = 'done' then at + interval '5 days' else due_at end from bench_case, unnest(array['r:${district}', 'r:' || substr(place, 1, 9), 'r:' || place, 'u:' || unit]) key`,
  );
  await client.query(
    `insert into casework.search (district, case_id, words) select ${district}, id, array_to_tsvector(words || array['t:appeal', 'r:${district}', 'r:' || substr(place, 1, 9), 'r:' || place, 'u:' || unit] || casework.stretch_words(id, 't:appeal', array['r:${district}', 'r:' || substr(place, 1, 9), 'r:' || place, 'u:' || unit])) from bench_case`,
  );
  await client.query('drop table bench_case');
}
