import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@zhongzhi/kernel/testing';

const DISTRICT = 530_102;
const CASES = 9_000;
const WORDS = ['处', '每件', '常见', '少见', '罕见', '近来', '从前'];

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`set app.district = '${DISTRICT}'`);
  // Nine thousand cases over four years, then none for six, then twenty: more than are looked through one by one.
  await client.query(
    `insert into casework.search (district, case_id, words)
     select ${DISTRICT}, id, array_to_tsvector(words || casework.stretch_words(id, 't:appeal', words)) from (select id, array_remove(array['每件', case when i % 2 = 0 then '处' end, case when i % 5 = 0 then '常见' end,
       case when i % 97 = 0 then '少见' end, case when i % 4001 = 0 then '罕见' end, case when i > 8900 then '近来' end, case when i < 300 then '从前' end,
       't:appeal', 'r:${DISTRICT}', case when i % 3 = 0 then 'r:530102001' else 'r:530102002' end], null) as words
     from (select i, (lpad(to_hex(1600000000000 + i * 14000000::bigint + case when i > 8980 then 200000000000 else 0 end), 12, '0') || '7' || substr(md5('a' || i), 1, 3) || '8' || substr(md5('b' || i), 1, 15))::uuid as id
       from generate_series(0, ${CASES - 1}) i) made) worded`,
  );
  await client.query('analyze casework.search');
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function found(words: string[], reach: string[], before: string | null, most: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from casework.find_cases($1, $2, $3, $4, $5) as f(id)',
    [DISTRICT, reach, [...words, 't:appeal'], before, most],
  );
  return rows.map(({ id }) => id);
}

/** What a search has to find, by looking at every case. */
async function expected(words: string[], reach: string[], before: string | null, most: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select case_id as id from casework.search where tsvector_to_array(words) @> $1 and ($2::text[] = '{}' or tsvector_to_array(words) && $2)
       and ($3::uuid is null or case_id < $3) order by case_id desc limit $4`,
    [words, reach, before, most],
  );
  return rows.map(({ id }) => id);
}

const ASKED = WORDS.flatMap((word) => [[word], [word, '常见'], [word, '从前']]);

test.each(ASKED)('a search finds the newest cases that hold %s %s, whether many do or hardly any', async (...words) => {
  for (const reach of [[], ['r:530102001'], ['r:530102001', 'r:530102002']])
    for (const most of [1, 51, 400])
      expect(await found(words, reach, null, most), `${reach.join()} ${most}`).toEqual(
        await expected(words, reach, null, most),
      );
});

test('page after page brings every case that holds the words once, newest first', async () => {
  for (const words of [['少见'], ['从前'], ['常见', '少见']]) {
    const pages: string[] = [];
    for (let before: string | null = null; ; before = pages.at(-1)!) {
      const page: string[] = await found(words, [], before, 20);
      pages.push(...page);
      if (page.length < 20) break;
    }
    expect(pages).toEqual(await expected(words, [], null, CASES));
  }
});

test('a search in another district than the one asked for finds nothing', async () => {
  const { rows } = await client.query('select * from casework.find_cases(530111, $1, $2, null, 51)', [[], ['每件']]);
  expect(rows).toEqual([]);
});
