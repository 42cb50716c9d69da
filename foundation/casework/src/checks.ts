import { sql } from 'kysely';
import type { Check, Context } from '@zhongzhi/kernel';

const count = async (context: Context, statement: ReturnType<typeof sql>): Promise<{ ok: boolean; detail: string }> => {
  const { rows } = await (statement as ReturnType<typeof sql<{ n: number }>>).execute(context.tx);
  const n = rows[0]?.n ?? 0;
  return { ok: n === 0, detail: n === 0 ? '' : `${n}` };
};

const check = (
  name: string,
  zh: string,
  en: string,
  mendZh: string,
  mendEn: string,
  statement: (context: Context) => ReturnType<typeof sql>,
): Check => ({
  name,
  holds: { zh, en },
  mend: { zh: mendZh, en: mendEn },
  run: (context) => count(context, statement(context)),
});

/** The invariants of the engine, as `doctor` and every chaos test check them (expectations 4.2: I5, I6, I7). */
export const checks: readonly Check[] = [
  check(
    'case.version-is-events',
    '每件事项的版本等于经过条数，编号从 1 连续',
    'A case’s version equals its number of events, numbered from 1 without gaps',
    '从最近的备份恢复这些事项，并报告此故障',
    'Restore these cases from the latest backup and report the fault',
    ({ district }) => sql`
    select count(*)::int as n from casework.case c left join lateral (select count(*)::int as events, coalesce(max(seq), 0) as last from casework.event e where e.district = c.district and e.case_id = c.id) e on true
    where c.district = ${district} and (e.events <> c.version or e.last <> c.version)`,
  ),
  check(
    'case.status-is-last-event',
    '现状等于最后一条经过的状态',
    'A case’s status is that of its last event',
    '从最近的备份恢复这些事项，并报告此故障',
    'Restore these cases from the latest backup and report the fault',
    ({ district }) => sql`
    select count(*)::int as n from casework.case c join casework.event e on e.district = c.district and e.case_id = c.id and e.seq = c.version where c.district = ${district} and e.to_status <> c.status`,
  ),
  check(
    'case.path-is-unbroken',
    '每条经过从上一条的状态开始',
    'Each event starts from the status of the one before',
    '报告此故障，附上事项编号',
    'Report the fault with the case numbers',
    ({ district }) => sql`
    select count(*)::int as n from casework.event e join casework.event b on b.district = e.district and b.case_id = e.case_id and b.seq = e.seq - 1 where e.district = ${district} and e.from_status is distinct from b.to_status`,
  ),
  check(
    'case.on-its-desks',
    '每件事项都在它应在的台上',
    'Every case lies on the desks it should',
    '运行 npm run doctor -- --mend，重建办件台',
    'Run npm run doctor -- --mend to lay the cases on their desks anew',
    ({ district }) => sql`
    select count(*)::int as n from casework.case c where c.district = ${district} and (
      not exists (select from casework.reach r where r.district = c.district and r.case_id = c.id and r.reach = 'r:' || c.district)
      or (c.unit is not null and not exists (select from casework.reach r where r.district = c.district and r.case_id = c.id and r.reach = 'u:' || c.unit))
      or exists (select from casework.reach r where r.district = c.district and r.case_id = c.id and r.phase <> c.phase))`,
  ),
  check(
    'case.tasks-before-join',
    '办结的事项没有未完成的并行任务',
    'A closed case has no unfinished task',
    '报告此故障，附上事项编号',
    'Report the fault with the case numbers',
    ({ district }) => sql`
    select count(*)::int as n from casework.case c join casework.task t on t.district = c.district and t.case_id = c.id where c.district = ${district} and c.phase = 'done' and t.phase <> 'done'`,
  ),
  check(
    'case.clocks-swept',
    '没有过了时限却未标超期的时钟',
    'No clock has run out without being marked',
    '检查作业进程是否在运行：npm run work',
    'See that a worker is running: npm run work',
    ({ district, now }) => sql`
    select count(*)::int as n from casework.clock where district = ${district} and stopped_at is null and overdue_at is null and due_at < ${now}::timestamptz - interval '10 minutes' and jsonb_array_length(pauses) = 0`,
  ),
  check(
    'case.followers-counted',
    '同诉人数与名单一致',
    'The number of those who joined equals their list',
    '报告此故障，附上事项编号',
    'Report the fault with the case numbers',
    ({ district }) => sql`
    select count(*)::int as n from casework.case c where c.district = ${district} and c.followers < (select count(*) from casework.follower f where f.district = c.district and f.case_id = c.id)`,
  ),
];
