import { sql } from 'kysely';
import type { Context, Text } from '@zhongzhi/kernel';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { rows: records } =
    await sql`select r.activity_name as activity, r.served_on as "servedOn", r.place, r.content, r.minutes, r.class, r.stands, r.unit_name as unit, r.leader_name as leader, r.at as "recordedAt", r.revision
    from volunteering.record r where r.district = ${context.district} and r.person = ${person} order by r.served_on, r.id, r.revision`.execute(
      context.tx,
    );
  const { rows: signUps } =
    await sql`select a.title as activity, u.state, u.starts_at as "startsAt", u.at from volunteering.sign_up u
    join volunteering.activity a on a.district = u.district and a.id = u.activity where u.district = ${context.district} and u.person = ${person} order by u.at`.execute(
      context.tx,
    );
  const { rows: stars } =
    await sql`select level, granted_on as "grantedOn", granting_body as "grantingBody" from volunteering.star where district = ${context.district} and person = ${person} order by level`.execute(
      context.tx,
    );
  const { rows: trainings } =
    await sql`select name, content, minutes, provider, trained_on as "trainedOn", withdrawn_why as "withdrawnWhy" from volunteering.training where district = ${context.district} and person = ${person} order by trained_on, id`.execute(
      context.tx,
    );
  const { rows: commendations } =
    await sql`select name, granted_by as "grantedBy", granted_on as "grantedOn", withdrawn_why as "withdrawnWhy" from volunteering.commendation where district = ${context.district} and person = ${person} order by granted_on, id`.execute(
      context.tx,
    );
  const { rows: evaluations } =
    await sql`select a.title as activity, e.outcome, e.words, e.at from volunteering.evaluation e join volunteering.activity a on a.district = e.district and a.id = e.activity
      where e.district = ${context.district} and e.person = ${person} order by e.at, e.id`.execute(context.tx);
  const { rows: objections } =
    await sql`select a.title as activity, o.about, o.words, o.at, o.due_at as "dueAt", o.answer, o.answered_at as "answeredAt" from volunteering.objection o
      join volunteering.activity a on a.district = o.district and a.id = o.activity where o.district = ${context.district} and o.person = ${person} order by o.at, o.id`.execute(
      context.tx,
    );
  const { rows: noShows } =
    await sql`select a.title as activity, n.reason, n.at, n.lapses_on as "lapsesOn", n.withdrawn_why as "withdrawnWhy" from volunteering.no_show n
      join volunteering.activity a on a.district = n.district and a.id = n.activity where n.district = ${context.district} and n.person = ${person} order by n.at`.execute(
      context.tx,
    );
  return { records, signUps, stars, trainings, commendations, evaluations, objections, noShows };
}

const KEPT: Text = {
  zh: '服务记录依国家标准至少保存10年，不再显示您的姓名；已开出的证明仍可查验。',
  en: 'Service records are kept for at least 10 years by national standard, without your name; certificates already issued can still be checked.',
};

/** Records stay without the person; places still held are given back by whoever withdraws them first. */
async function eraseOwn(context: Context, person: string): Promise<{ kept: Text[]; pending?: boolean }> {
  const { rows: coming } =
    await sql`select from volunteering.sign_up where district = ${context.district} and person = ${person} and state in ('held', 'waiting', 'offered') and ends_at > ${context.now} limit 1`.execute(
      context.tx,
    );
  await sql`delete from volunteering.calendar_feed where district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
  await sql`update volunteering.objection set words = '' where district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
  const { rows } = await sql`select from volunteering.record where district = ${context.district} and person = ${person}
      union all select from volunteering.training where district = ${context.district} and person = ${person}
      union all select from volunteering.commendation where district = ${context.district} and person = ${person} limit 1`.execute(
    context.tx,
  );
  return { kept: rows.length === 0 ? [] : [KEPT], ...(coming.length === 0 ? {} : { pending: true }) };
}

export const personalRecords = {
  name: 'volunteering',
  label: { zh: '志愿服务', en: 'Volunteer service' },
  export: exportOwn,
  erase: eraseOwn,
};
