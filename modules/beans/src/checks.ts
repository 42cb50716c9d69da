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
    zh: '请停止兑换，保留数据库备份，并把结果报给开发者。',
    en: 'Stop redemptions, keep a backup of the database, and report this to the developers.',
  },
  async run(context) {
    const { rows } = await statement(context.district).execute(context.tx);
    return { ok: rows[0]!.n === 0, detail: String(rows[0]!.n) };
  },
});

/** What must always hold of the ledger. */
export const checks: readonly Check[] = [
  none(
    'beans.transfers-add-up',
    '每笔金豆转账的两边之和为零',
    'The sides of every transfer add up to zero',
    (district) => sql`select count(*)::int as n from (
    select transfer from beans.entry where district = ${district} group by transfer having sum(amount) <> 0) t`,
  ),
  none(
    'beans.balances-are-sums',
    '每个金豆账户的余额等于流水之和，且不为负',
    'Every balance is the sum of its entries, and none is below zero',
    (district) => sql`select count(*)::int as n
    from beans.account a left join lateral (select coalesce(sum(e.amount), 0) as total from beans.entry e where e.district = a.district and e.account = a.id) e on true
    where a.district = ${district} and (a.balance <> e.total or (a.kind <> 'opened' and a.balance < 0))`,
  ),
  none(
    'beans.set-aside-is-waiting',
    '预留的金豆都对应一笔等待核销的兑换',
    'Beans set aside belong to redemptions that wait',
    (district) => sql`select count(*)::int as n
    from beans.account a left join beans.redemption r on r.district = a.district and r.id = a.owner
    where a.district = ${district} and a.kind = 'aside' and a.balance <> case when r.state = 'waiting' then r.beans else 0 end`,
  ),
];
