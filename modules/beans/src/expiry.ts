import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { dayAfter, lapsing, NOTICE_DAYS } from './domain/term.ts';
import { book } from './ledger.ts';

interface Holder {
  person: string;
  expiresOn: string;
  balance: number;
  creditedLater: number;
}

/** What of a holder's balance is of the term `expiresOn` or an earlier one. */
const lapsingOf = ({ balance, creditedLater }: Holder): number => lapsing(balance, creditedLater);

const creditedLater = sql`(select coalesce(sum(l.credited), 0)::bigint from beans.credit l
  where l.district = c.district and l.person = c.person and l.expires_on > c."expiresOn")`;

/**
 * Tells people a month before their beans lapse, once for each term.
 * @returns how many were told; fewer than `most` when nobody is left to tell.
 */
export async function warnOfExpiry(context: Context, most = 300): Promise<number> {
  const { rows } = await sql<Holder>`with c as (
      select distinct k.district, k.person, k.expires_on as "expiresOn" from beans.credit k
      where k.district = ${context.district} and k.expires_on <= ${dayAfter(dayOf(context.now), NOTICE_DAYS)}::date
        and not exists (select from beans.lapse p where p.district = k.district and p.expires_on = k.expires_on and p.person = k.person)
      order by k.expires_on, k.person limit ${most})
    select c.person, c."expiresOn", coalesce(a.balance, 0) as balance, ${creditedLater} as "creditedLater"
    from c left join beans.account a on a.district = c.district and a.kind = 'person' and a.owner = c.person`.execute(
    context.tx,
  );
  for (const holder of rows) {
    const beans = lapsingOf(holder);
    const { rows: made } =
      await sql`insert into beans.lapse (district, expires_on, person, warned_at, warned_beans, lapsed_at, beans)
      values (${context.district}, ${holder.expiresOn}::date, ${holder.person}, ${context.now}, ${beans}, ${beans === 0 ? context.now : null}, ${beans === 0 ? 0 : null})
      on conflict do nothing returning person`.execute(context.tx);
    if (made.length === 0 || beans === 0) continue;
    // Told late, the beans stay good for as long as the notice promises.
    const until = [holder.expiresOn, dayAfter(dayOf(context.now), NOTICE_DAYS)].toSorted().at(-1)!;
    await notify(context, {
      to: holder.person,
      kind: 'beans.expire-soon',
      title: { zh: '有金豆快到期了', en: 'Some beans lapse soon' },
      body: {
        zh: `您有${beans}颗金豆${until}到期，到期前可以兑换，也可以捐给公益项目。`,
        en: `${beans} of your beans lapse on ${until}. Until then you can redeem them or give them to a public cause.`,
      },
      link: '/beans',
    });
  }
  return rows.length;
}

/**
 * Lets beans lapse whose term is over and that were told of a month ago. Accounts that somebody uses just now are left
 * for the next run.
 * @returns how many people's terms were settled.
 */
export async function lapseBeans(context: Context, most = 300): Promise<number> {
  const today = dayOf(context.now);
  const { rows } = await sql<Holder & { warned: number }>`with c as (
      select p.district, p.person, p.expires_on as "expiresOn", p.warned_beans as warned, a.balance from beans.lapse p
      join beans.account a on a.district = p.district and a.kind = 'person' and a.owner = p.person
      where p.district = ${context.district} and p.lapsed_at is null and p.expires_on < ${today}::date
        and p.warned_at < ${context.now}::timestamptz - make_interval(days => ${NOTICE_DAYS})
      order by p.expires_on, p.person limit ${most} for no key update of p, a skip locked)
    select c.person, c."expiresOn", c.warned, c.balance, ${creditedLater} as "creditedLater" from c`.execute(
    context.tx,
  );
  const done = new Set<string>();
  for (const holder of rows) {
    if (done.has(holder.person)) continue; // a second term of the same person is judged by the balance after the first
    done.add(holder.person);
    // Never more than the person was told of: what came back meanwhile waits for the next notice.
    const beans = Math.min(lapsingOf(holder), holder.warned);
    await sql`update beans.lapse set lapsed_at = ${context.now}, beans = ${beans}
      where district = ${context.district} and expires_on = ${holder.expiresOn}::date and person = ${holder.person}`.execute(
      context.tx,
    );
    if (beans > 0)
      await book(context, {
        why: 'expiry',
        subject: holder.person,
        sides: [
          { kind: 'person', owner: holder.person, amount: -beans },
          { kind: 'expired', owner: null, amount: beans },
        ],
      });
  }
  return done.size;
}
