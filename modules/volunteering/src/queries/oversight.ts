import { sql, type RawBuilder } from 'kysely';
import { dueAt as dueOf, loadCalendar } from '@zhongzhi/calendar';
import { maskName } from '@zhongzhi/contract-kit';
import { namesOf, organisationNamesOf, regionNamesOf } from '@zhongzhi/directory';
import { personOf, type Context, type Scope } from '@zhongzhi/kernel';

/** Working days in which service is recorded after an activity (order 67, art. 11). */
export const CONFIRM_WORKING_DAYS = 10;
const MOST = 100;

/** What lies in the places of a scope, or is its units'. */
export const within = ({ everything, places, units }: Scope, place: RawBuilder<unknown>, unit: RawBuilder<unknown>) =>
  everything
    ? sql`true`
    : sql`(${unit} = any(${[...units]}::uuid[]) or exists (select from unnest(${[...places]}::text[]) s where ${place} like s || '%'))`;

interface Unsettled {
  id: string;
  title: string;
  place: string;
  unit: string;
  leader: string;
  endsAt: Date;
  attended: number;
  waitsFor: 'confirmation' | 'evaluation';
}

/** Activities that are over and not confirmed, or confirmed and not evaluated, the oldest first, with the day by which they must be. */
export async function unsettledIn(context: Context) {
  const waiting = (waitsFor: string, is: RawBuilder<unknown>) =>
    sql`(select a.*, ${waitsFor}::text as waits_for from volunteering.activity a where a.district = ${context.district} and ${is} and a.ends_at < ${context.now}
      and ${within(context.scope, sql`a.place`, sql`a.unit`)} order by a.ends_at, a.id limit ${MOST})`;
  const { rows } =
    await sql<Unsettled>`select a.id, a.title, a.place, a.unit, a.leader, a.ends_at as "endsAt", a.waits_for as "waitsFor",
      (select count(*)::int from volunteering.attendance t where t.district = a.district and t.activity = a.id and t.state in ('present', 'left', 'pending', 'confirmed')) as attended
    from (${waiting('confirmation', sql`a.status = 'open'`)} union all ${waiting('evaluation', sql`a.needs_evaluation`)}) a
    order by a.ends_at, a.id limit ${MOST}`.execute(context.tx);
  const calendar = await loadCalendar(context);
  const units = await organisationNamesOf(
    context,
    rows.map(({ unit }) => unit),
  );
  const names = await namesOf(
    context,
    rows.map(({ leader }) => leader),
  );
  const places = await regionNamesOf(
    context,
    rows.map(({ place }) => place),
  );
  return rows.map(({ id, title, place, unit, leader, endsAt, attended, waitsFor }) => {
    const due = dueOf({ start: endsAt, limit: { workingDays: CONFIRM_WORKING_DAYS }, pauses: [], calendar });
    return {
      id,
      title,
      placeName: places.get(place) ?? null,
      unitName: units.get(unit) ?? '',
      leaderName: names.get(leader) ?? '',
      endsAt: endsAt.toISOString(),
      dueAt: due.toISOString(),
      isOverdue: due < context.now,
      attended,
      waitsFor,
    };
  });
}

interface Objected {
  id: string;
  activity: string;
  activityTitle: string;
  person: string;
  about: 'record' | 'missing' | 'no-show';
  words: string;
  at: Date;
  dueAt: Date;
  mayAnswer: boolean;
}

/** Objections that wait for an answer: of activities of the caller's unit or places, and of those that the caller leads or records. */
export async function openObjections(context: Context) {
  const isOrganiser = sql`exists (select from volunteering.organiser r where r.district = a.district and r.activity = a.id and r.person = ${personOf(context.actor)}::uuid and r.role in ('leader', 'recorder'))`;
  const { rows } =
    await sql<Objected>`select o.id, o.activity, a.title as "activityTitle", o.person, o.about, o.words, o.at, o.due_at as "dueAt",
      (a.unit = any(${[...context.scopeFor('volunteering.organise').units]}::uuid[]) or ${isOrganiser}) as "mayAnswer"
    from volunteering.objection o join volunteering.activity a on a.district = o.district and a.id = o.activity
    where o.district = ${context.district} and o.answered_at is null
      and (${within(context.scopeFor('volunteering.organise'), sql`a.place`, sql`a.unit`)}
        or ${isOrganiser})
    order by o.due_at, o.id limit ${MOST}`.execute(context.tx);
  const names = await namesOf(
    context,
    rows.map(({ person }) => person),
  );
  return rows.map(({ person, at, dueAt, ...row }) => ({
    ...row,
    // Who only watches over the time reads no names.
    personName: row.mayAnswer ? (names.get(person) ?? null) : maskName(names.get(person) ?? ''),
    at: at.toISOString(),
    dueAt: dueAt.toISOString(),
    isOverdue: dueAt < context.now,
  }));
}

interface LongDay {
  record: string;
  person: string;
  activityName: string;
  servedOn: string;
  minutes: number;
  minutesOfDay: number;
  stands: 'needs-superior' | 'needs-district';
}

/** Records of days above eight hours that wait for agreement; those above twelve are the district's. */
export async function longDaysIn(context: Context) {
  const { rows } =
    await sql<LongDay>`select t.record, t.person, a.title as "activityName", t.served_on::text as "servedOn", t.minutes, t.stands,
      (select sum(d.minutes)::int from volunteering.standing d where d.district = t.district and d.person = t.person and d.served_on = t.served_on and d.stands <> 'annulled') as "minutesOfDay"
    from volunteering.standing t join volunteering.activity a on a.district = t.district and a.id = t.activity
    where t.district = ${context.district} and t.stands in ('needs-superior', 'needs-district') and ${within(context.scope, sql`t.region`, sql`t.unit`)}
    order by t.served_on, t.record limit ${MOST}`.execute(context.tx);
  const names = await namesOf(
    context,
    rows.map(({ person }) => person),
  );
  return rows.map(({ person, ...row }) => ({ ...row, personName: names.get(person) ?? null }));
}
