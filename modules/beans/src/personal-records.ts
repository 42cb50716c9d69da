import { sql } from 'kysely';
import type { Context, Text } from '@zhongzhi/kernel';
import { book, lockAccount } from './ledger.ts';
import { cancelAllOf } from './redemptions.ts';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { district, tx } = context;
  const entries =
    await sql`select t.why, e.amount, t.at from beans.account a join beans.entry e on e.district = a.district and e.account = a.id
    join beans.transfer t on t.district = e.district and t.id = e.transfer where a.district = ${district} and a.kind = 'person' and a.owner = ${person} order by e.transfer`.execute(
      tx,
    );
  const redemptions =
    await sql`select i.name as item, m.name as merchant, r.beans, r.state, r.at, r.taken_at as "takenAt" from beans.redemption r
    join beans.item i on i.district = r.district and i.id = r.item join beans.merchant m on m.district = r.district and m.id = r.merchant
    where r.district = ${district} and r.person = ${person} order by r.id`.execute(tx);
  const donations =
    await sql`select c.name as cause, d.beans, d.at from beans.donation d join beans.cause c on c.district = d.district and c.id = d.cause
    where d.district = ${district} and d.person = ${person} order by d.id`.execute(tx);
  return { entries: entries.rows, redemptions: redemptions.rows, donations: donations.rows };
}

const KEPT: Text = {
  zh: '金豆流水是公共账目，按会计规定保存，不再显示您的姓名；没用完的金豆已作废。',
  en: 'The ledger is a public account and is kept by accounting rules, without your name; beans not used have lapsed.',
};

/** The ledger stays without the name; codes that wait are cancelled, and what is left lapses. */
async function eraseOwn(context: Context, person: string): Promise<{ kept: Text[] }> {
  const { rows } =
    await sql`select from beans.account where district = ${context.district} and kind = 'person' and owner = ${person}`.execute(
      context.tx,
    );
  if (rows.length === 0) return { kept: [] };
  await cancelAllOf(context, person);
  const left = await lockAccount(context, 'person', person);
  if (left > 0)
    await book(context, {
      why: 'expiry',
      subject: person,
      sides: [
        { kind: 'person', owner: person, amount: -left },
        { kind: 'expired', owner: null, amount: left },
      ],
    });
  return { kept: [KEPT] };
}

export const personalRecords = {
  name: 'beans',
  label: { zh: '金豆', en: 'Beans' },
  export: exportOwn,
  erase: eraseOwn,
};
