import { sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@zhongzhi/kernel';
import { aWorld, CUIHU, PLACE, STREET, type World } from '../test/world.ts';
import { candidates } from './queries/for-me.ts';
import { comingActivities } from './queries/discover.ts';

let world: World;

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Node[];
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** How the application's own role, under row-level security, reads the activities. */
async function readsOf(
  make: (context: Context) => RawBuilder<unknown>,
): Promise<{ scans: string[]; indexes: string[]; sorts: number }> {
  const { rows } = await world.t.platform.asSystem('test', (context) =>
    sql<{ 'QUERY PLAN': { Plan: Node }[] }>`explain (format json) ${make(context)}`.execute(context.tx),
  );
  const nodes = nodesOf(rows[0]!['QUERY PLAN'][0]!.Plan);
  return {
    scans: nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']!),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    sorts: nodes.filter((node) => node['Node Type'].includes('Sort')).length,
  };
}

beforeAll(async () => {
  world = await aWorld();
  const { id } = await world.activity();
  // Four thousand coming activities of a hundred communities, eight thousand of the past.
  await world.t.platform.asSystem('test world', async (context) => {
    await sql`insert into volunteering.activity (district, id, project, unit, kind, title, content, risks, place, address, longitude, latitude, leader, status, sign_up_from, sign_up_until, cancel_until, starts_at, ends_at, created_by, created_at)
      select a.district, gen_random_uuid(), a.project, a.unit, (array['environment', 'health', 'law', 'culture'])[1 + n % 4], '周末' || n, '清扫步道', a.risks,
        '530102' || lpad((1 + n % 10)::text, 3, '0') || lpad((1 + (n / 10) % 10)::text, 3, '0'), '南门', 102.6 + (n % 200) * 0.001, 25 + (n % 170) * 0.001, a.leader,
        case when n < 4000 then 'open' else 'settled' end, s.at - interval '20 days', s.at, s.at, s.at, s.at + interval '2 hours', a.leader, a.created_at
      from volunteering.activity a, generate_series(0, 11999) n,
        lateral (select ${context.now}::timestamptz + case when n < 4000 then make_interval(hours => 1 + n % 900) else make_interval(hours => -3 - n % 9000) end as at) s
      where a.district = ${context.district} and a.id = ${id}`.execute(context.tx);
  });
  await world.t.platform.asSystem('test world', async (context) => {
    await sql`insert into volunteering.shift (district, activity, id, name, meets_at, starts_at, ends_at)
      select district, id, gen_random_uuid(), '本班', starts_at, starts_at, ends_at from volunteering.activity where title like '周末%'`.execute(
      context.tx,
    );
    await sql`insert into volunteering.post (district, shift, id, activity, name, capacity, taken)
      select district, id, gen_random_uuid(), activity, '志愿者', 10, case when abs(hashtext(id::text)) % 10 < 3 then 10 else 4 end from volunteering.shift where name = '本班'`.execute(
      context.tx,
    );
  });
  const owner = new pg.Client({ connectionString: world.t.url });
  await owner.connect();
  await owner.query('analyze volunteering.activity, volunteering.shift, volunteering.post');
  await owner.end();
});
afterAll(() => world.t.stop());

describe('with thousands of coming activities, each list walks an index of its own, in order', () => {
  test.each([
    ['a community', { place: CUIHU }, 'activity_coming_in_community'],
    ['a street', { place: STREET }, 'activity_coming_in_street'],
    ['a kind', { kind: 'law' }, 'activity_coming_of_kind'],
    ['everything', {}, 'activity_coming'],
    ['a day', { day: '2026-11-25' }, 'activity_coming'],
  ])('%s', async (_name, filter, index) => {
    const { scans, indexes, sorts } = await readsOf((context) => comingActivities(context, filter, null));
    expect(scans).not.toContain('activity');
    expect(indexes).toContain(index);
    expect(sorts).toBe(0);
  });

  test('what suits someone looks at a bounded window', async () => {
    const { scans, indexes } = await readsOf((context) => candidates(context, CUIHU, PLACE));
    expect(scans).not.toContain('activity');
    expect(indexes).toEqual(
      expect.arrayContaining(['activity_coming_in_community', 'activity_coming_in_street', 'activity_coming']),
    );
  });
});
