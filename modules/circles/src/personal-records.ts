import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { namesOf } from '@zhongzhi/directory';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { district, tx } = context;
  const { rows: memberships } =
    await sql`select c.name as circle, m.role, m.state, m.since, m.words, m.shows_name as "showsName", m.muted from circles.member m
    join circles.circle c on c.district = m.district and c.id = m.circle where m.district = ${district} and m.person = ${person} order by m.since`.execute(
      tx,
    );
  const { rows: posts } =
    await sql`select c.name as circle, p.kind, p.words, p.audience, p.state, p.at, p.photos from circles.post p
    join circles.circle c on c.district = p.district and c.id = p.circle where p.district = ${district} and p.author = ${person} order by p.id`.execute(
      tx,
    );
  const { rows: about } =
    await sql`select c.name as circle, p.words, p.at from circles.post p join circles.circle c on c.district = p.district and c.id = p.circle
    where p.district = ${district} and p.about = ${person} and p.state = 'shown' order by p.id`.execute(tx);
  const { rows: reports } =
    await sql`select ground, words, at from circles.report where district = ${district} and reporter = ${person} order by at`.execute(
      tx,
    );
  const { rows: objections } =
    await sql`select words, at, outcome, reason, answered_at as "answeredAt" from circles.objection where district = ${district} and author = ${person} order by at`.execute(
      tx,
    );
  return { memberships, posts, about, reports, objections };
}

/**
 * Memberships and reports go; what they wrote is taken down and emptied, but stays as the place to which others' answers
 * and a decision belong. A circle that loses its last leader this way is given one by the community (`nameLeader`).
 */
async function eraseOwn(context: Context, person: string): Promise<{ kept: [] }> {
  const { district, tx } = context;
  await sql`with gone as (delete from circles.member where district = ${district} and person = ${person} returning circle, state)
    update circles.circle c set members = c.members - 1 from gone where c.district = ${district} and c.id = gone.circle and gone.state = 'joined'`.execute(
    tx,
  );
  await sql`update circles.post set author = null, words = '', photos = '{}', state = 'withdrawn' where district = ${district} and author = ${person}`.execute(
    tx,
  );
  const name = (await namesOf(context, [person])).get(person) ?? '';
  await sql`update circles.post set words = case when ${name} = '' then words else replace(words, ${name}, '〔已删除〕') end, about = null, audience = 'circle' where district = ${district} and about = ${person}`.execute(
    tx,
  );
  await sql`update circles.announcement set author = null where district = ${district} and author = ${person}`.execute(
    tx,
  );
  await sql`delete from circles.report where district = ${district} and reporter = ${person}`.execute(tx);
  await sql`delete from circles.objection where district = ${district} and author = ${person}`.execute(tx);
  return { kept: [] };
}

/** What circles keep about people. */
export const personalRecords = {
  name: 'circles',
  label: { zh: '圈子', en: 'Circles' },
  export: exportOwn,
  erase: eraseOwn,
};
