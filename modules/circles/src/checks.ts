import { sql } from 'kysely';
import type { Check } from '@zhongzhi/kernel';

/** What must always hold, for `npm run doctor` and the tests. */
export const checks: readonly Check[] = [
  {
    name: 'circles.members-counted',
    holds: { zh: '每个圈子的人数等于名单上的人数', en: 'The count of every circle is that of its members' },
    mend: { zh: '请保留数据库备份，并把结果报给开发者。', en: 'Keep a backup and report this to the developers.' },
    async run(context) {
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::int as n from circles.circle c where c.district = ${context.district}
        and c.members <> (select count(*) from circles.member m where m.district = c.district and m.circle = c.id and m.state = 'joined')`.execute(
        context.tx,
      );
      return { ok: rows[0]!.n === 0, detail: String(rows[0]!.n) };
    },
  },
  {
    name: 'circles.removed-have-reasons',
    holds: { zh: '每条撤下的内容都有决定和原因', en: 'Whatever was taken down has a decision with a reason' },
    mend: { zh: '请保留数据库备份，并把结果报给开发者。', en: 'Keep a backup and report this to the developers.' },
    async run(context) {
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::int as n from circles.post p where p.district = ${context.district} and p.state = 'removed'
        and not exists (select from circles.decision d where d.district = p.district and d.post = p.id and d.outcome = 'removed')`.execute(
        context.tx,
      );
      return { ok: rows[0]!.n === 0, detail: String(rows[0]!.n) };
    },
  },
  {
    name: 'circles.have-leaders',
    holds: { zh: '每个开着的圈子都有圈长', en: 'Every open circle has a leader' },
    mend: {
      zh: '请所在社区在圈子的成员里请一位当圈长，或解散这个圈子。',
      en: 'The community names a member as leader, or dissolves the circle.',
    },
    async run(context) {
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::int as n from circles.circle c where c.district = ${context.district} and c.status = 'open'
        and not exists (select from circles.member m where m.district = c.district and m.circle = c.id and m.state = 'joined' and m.role = 'leader')`.execute(
        context.tx,
      );
      return { ok: rows[0]!.n === 0, detail: String(rows[0]!.n) };
    },
  },
];
