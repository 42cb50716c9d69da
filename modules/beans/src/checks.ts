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
  none(
    'beans.credits-are-booked',
    '每条服务记录记下的金豆等于预算为它转出的金豆',
    'What each record is credited is what budgets gave for it',
    (district) => sql`select count(*)::int as n from beans.credit c left join (
        select t.subject, -sum(e.amount) as given from beans.transfer t
        join beans.entry e on e.district = t.district and e.transfer = t.id
        join beans.account a on a.district = e.district and a.id = e.account and a.kind = 'budget'
        where t.district = ${district} and t.why in ('service', 'correction') group by t.subject) g on g.subject = c.record
      where c.district = ${district} and c.credited <> coalesce(g.given, 0)`,
  ),
  none(
    'beans.merchants-are-owed',
    '每个商家账上的金豆等于已核销而未结清的金豆',
    'What stands on a merchant’s account was taken and is not settled yet',
    (district) => sql`select count(*)::int as n from beans.account a left join lateral (
        select coalesce(sum(r.beans), 0) as beans from beans.redemption r
        left join beans.statement s on s.district = r.district and s.id = r.statement
        where r.district = a.district and r.merchant = a.owner and r.state = 'taken' and s.paid_at is null) t on true
      where a.district = ${district} and a.kind = 'merchant' and a.balance <> t.beans`,
  ),
  none(
    'beans.statements-add-up',
    '每张结算单的合计等于单上的核销',
    'Every statement states what stands on it',
    (district) => sql`select count(*)::int as n from beans.statement s left join lateral (
        select coalesce(sum(r.beans), 0) as beans, count(*) as n from beans.redemption r where r.district = s.district and r.statement = s.id) t on true
      where s.district = ${district} and (s.beans <> t.beans or s.redemptions <> t.n)`,
  ),
  none(
    'beans.gifts-arrive',
    '每个公益项目收到的金豆等于捐赠之和',
    'What a cause has is the sum of what was given to it',
    (district) => sql`select count(*)::int as n from beans.account a left join lateral (
        select coalesce(sum(d.beans), 0) as beans from beans.donation d where d.district = a.district and d.cause = a.owner) t on true
      where a.district = ${district} and a.kind = 'donated' and a.balance <> t.beans`,
  ),
  {
    name: 'beans.nobody-waits-for-a-budget',
    holds: { zh: '服务挣得的金豆都已发放', en: 'All beans that service earned are booked' },
    mend: {
      zh: '预算用完了：请区里在金豆管理里开设新的预算，系统会自动补发。',
      en: 'The budgets are used up: open a new one; what waits is booked by itself.',
    },
    async run(context) {
      const { rows } = await sql<{
        records: number;
        beans: number;
      }>`select count(*)::int as records, coalesce(sum(due - credited), 0)::bigint as beans from beans.credit
        where district = ${context.district} and due > credited`.execute(context.tx);
      const { records, beans } = rows[0]!;
      return { ok: records === 0, detail: `${records} records, ${beans} beans` };
    },
  },
];
