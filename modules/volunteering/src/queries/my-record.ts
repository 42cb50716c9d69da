import { sql, type RawBuilder } from 'kysely';
import { encodeCursor } from '@zhongzhi/contract-kit';
import { basicsOf, grantsOf, namesOf, organisationNamesOf, regionNamesOf } from '@zhongzhi/directory';
import { fileNamesOf } from '@zhongzhi/files';
import type { Context } from '@zhongzhi/kernel';
import { findVolunteer } from '@zhongzhi/volunteers';
import type {
  CommendationLine,
  EvaluationLine,
  MyObjection,
  MyRecord,
  NoShowLine,
  TrainingLine,
} from '../contract/records.ts';
import { recordsPage, revisionsOf } from './my-service.ts';
import { placeAfter } from './page-marker.ts';

const MOST = 50;
type Page<T> = { items: T[]; next: string | null };

export const NOTHING = { items: [], next: null };

/** 个人基本信息 (order 67, art. 5): the platform holds what the volunteer gave; nothing is asked for here. */
export async function myBasics(context: Context, person: string): Promise<MyRecord['basics']> {
  const basics = (await basicsOf(context, [person])).get(person);
  const volunteer = await findVolunteer(context, person);
  const place = basics?.place ?? null;
  return {
    name: basics?.name ?? '',
    gender: basics?.gender ?? null,
    bornOn: basics?.bornOn ?? null,
    idNumber: basics?.idNumber ?? null,
    placeName: place === null ? null : ((await regionNamesOf(context, [place])).get(place) ?? null),
    phone: basics?.phone ?? null,
    number: volunteer?.number ?? null,
    skills: [...(volunteer?.skills ?? [])],
    interests: [...(volunteer?.interests ?? [])],
    joinedAt: volunteer?.joinedAt.toISOString() ?? null,
  };
}

export async function servicePage(context: Context, person: string, after?: string) {
  const from = after === undefined ? null : placeAfter(after, 'day');
  const page = await recordsPage(context, person, from === null ? null : { day: from.at, record: from.id });
  return { items: page.items, next: page.next === null ? null : encodeCursor([page.next.day, page.next.record]) };
}

/** A page of one of the groups of a day, newest first, with the names of the units that recorded. */
async function groupPage<T extends { id: string; unit: string; day: string }>(
  context: Context,
  person: string,
  { table, day, columns }: { table: RawBuilder<unknown>; day: RawBuilder<unknown>; columns: RawBuilder<unknown> },
  after?: string,
): Promise<Page<Omit<T, 'unit' | 'day'> & { unitName: string }>> {
  const from = after === undefined ? null : placeAfter(after, 'day');
  const { rows } =
    await sql<T>`select g.id, g.unit, ${day}::text as day, ${columns}, g.withdrawn_why as "withdrawnWhy" from ${table} g
    where g.district = ${context.district} and g.person = ${person}
      and (${from?.at ?? null}::date is null or (${day}, g.id) < (${from?.at ?? null}::date, ${from?.id ?? null}::uuid))
    order by ${day} desc, g.id desc limit ${MOST + 1}`.execute(context.tx);
  const shown = rows.slice(0, MOST);
  const last = shown.at(-1);
  const units = await organisationNamesOf(
    context,
    shown.map(({ unit }) => unit),
  );
  return {
    items: shown.map(({ unit, day: _day, ...row }) => ({ ...row, unitName: units.get(unit) ?? '' })),
    next: rows.length > MOST && last !== undefined ? encodeCursor([last.day, last.id]) : null,
  };
}

export const trainingPage = (context: Context, person: string, after?: string): Promise<Page<TrainingLine>> =>
  groupPage<TrainingLine & { unit: string; day: string }>(
    context,
    person,
    {
      table: sql.table('volunteering.training'),
      day: sql`g.trained_on`,
      columns: sql`g.name, g.content, g.minutes, g.provider, g.trained_on::text as "trainedOn"`,
    },
    after,
  );

export const commendationPage = (context: Context, person: string, after?: string): Promise<Page<CommendationLine>> =>
  groupPage<CommendationLine & { unit: string; day: string }>(
    context,
    person,
    {
      table: sql.table('volunteering.commendation'),
      day: sql`g.granted_on`,
      columns: sql`g.name, g.granted_by as "grantedBy", g.granted_on::text as "grantedOn", g.is_high as "isHigh", g.paper`,
    },
    after,
  );

/** The newest evaluation of each activity. */
export async function evaluationPage(
  context: Context,
  person: string,
  { after, activity = null }: { after?: string | undefined; activity?: string | null } = {},
): Promise<Page<EvaluationLine>> {
  const from = after === undefined ? null : placeAfter(after, 'instant');
  const { rows } = await sql<
    Omit<EvaluationLine, 'at' | 'unitName'> & { at: Date; unit: string }
  >`select e.id, e.activity, a.title as "activityName", e.outcome, e.words, e.at, e.unit
    from volunteering.evaluation e join volunteering.activity a on a.district = e.district and a.id = e.activity
    where e.district = ${context.district} and e.person = ${person} and (${activity}::uuid is null or e.activity = ${activity}::uuid)
      and (${from?.at ?? null}::timestamptz is null or (e.at, e.id) < (${from?.at ?? null}::timestamptz, ${from?.id ?? null}::uuid))
      and not exists (select from volunteering.evaluation n where n.district = e.district and n.activity = e.activity and n.person = e.person and (n.at, n.id) > (e.at, e.id))
    order by e.at desc, e.id desc limit ${MOST + 1}`.execute(context.tx);
  const shown = rows.slice(0, MOST);
  const last = shown.at(-1);
  const units = await organisationNamesOf(
    context,
    shown.map(({ unit }) => unit),
  );
  return {
    items: shown.map(({ unit, at, ...row }) => ({ ...row, at: at.toISOString(), unitName: units.get(unit) ?? '' })),
    next: rows.length > MOST && last !== undefined ? encodeCursor([last.at.toISOString(), last.id]) : null,
  };
}

/** Absences that were noted, who noted them and why, and when they lapse; what has lapsed is left out. */
export async function myNoShows(context: Context, person: string): Promise<NoShowLine[]> {
  const { rows } = await sql<
    Omit<NoShowLine, 'at' | 'authorName' | 'unitName'> & { at: Date; author: string | null; unit: string }
  >`select n.activity, n.shift, a.title as "activityName", n.at, n.author, a.unit, n.reason, n.lapses_on::text as "lapsesOn", n.withdrawn_why as "withdrawnWhy"
    from volunteering.no_show n join volunteering.activity a on a.district = n.district and a.id = n.activity
    where n.district = ${context.district} and n.person = ${person} and n.lapses_on >= ${context.now}::date order by n.at desc limit 100`.execute(
    context.tx,
  );
  const names = await namesOf(
    context,
    rows.flatMap(({ author }) => author ?? []),
  );
  const units = await organisationNamesOf(
    context,
    rows.map(({ unit }) => unit),
  );
  return rows.map(({ author, unit, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    authorName: author === null ? null : (names.get(author) ?? null),
    unitName: units.get(unit) ?? '',
  }));
}

/** What the volunteer objected to, by when it is answered, and the answer. */
export async function myObjections(context: Context, person: string, record: string | null): Promise<MyObjection[]> {
  const { rows } = await sql<
    Omit<MyObjection, 'at' | 'dueAt' | 'answeredAt'> & { at: Date; dueAt: Date; answeredAt: Date | null }
  >`select o.id, o.activity, a.title as "activityName", o.record, o.about, o.words, o.at, o.due_at as "dueAt", o.answered_at as "answeredAt", o.answer, o.upheld
    from volunteering.objection o join volunteering.activity a on a.district = o.district and a.id = o.activity
    where o.district = ${context.district} and o.person = ${person} and (${record}::uuid is null or o.record = ${record}::uuid) order by o.id desc limit 100`.execute(
    context.tx,
  );
  return rows.map(({ at, dueAt, answeredAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    dueAt: dueAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
  }));
}

/** Confirmed activities where the person held a place and nothing is recorded, of the last year: what may be missing. */
export async function myUnrecorded(context: Context, person: string): Promise<MyRecord['unrecorded']> {
  const { rows } = await sql<
    MyRecord['unrecorded'][number]
  >`select distinct a.id as activity, a.title as "activityName", (a.starts_at at time zone 'Asia/Shanghai')::date::text as "servedOn"
    from volunteering.sign_up u join volunteering.activity a on a.district = u.district and a.id = u.activity and a.status = 'settled'
    where u.district = ${context.district} and u.person = ${person} and u.state = 'held' and u.starts_at > ${context.now}::timestamptz - interval '1 year' and u.ends_at < ${context.now}
      and not exists (select from volunteering.standing s where s.district = u.district and s.activity = u.activity and s.person = u.person)
      and not exists (select from volunteering.no_show n where n.district = u.district and n.shift = u.shift and n.person = u.person)
    order by "servedOn" desc, a.id limit 50`.execute(context.tx);
  return rows;
}

/** Every revision of a record: who wrote it for which unit, why, and on what proof. */
export async function recordPage(context: Context, person: string, record: string) {
  const items = await revisionsOf(context, person, record);
  const newest = items[0];
  if (newest === undefined) return null;
  const { rows } = await sql<{
    revision: number;
    author: string | null;
    proof: string[];
  }>`select revision, author, proof from volunteering.record where district = ${context.district} and id = ${record}`.execute(
    context.tx,
  );
  const said = new Map(rows.map((row) => [row.revision, row]));
  const files = await fileNamesOf(
    context,
    rows.flatMap(({ proof }) => proof),
  );
  const units = await unitsOf(context, [...new Set(rows.flatMap(({ author }) => author ?? []))]);
  return {
    items: items.map((item) => {
      const { author, proof } = said.get(item.revision)!;
      return {
        ...item,
        authorUnit: (author === null ? undefined : units.get(author)) ?? item.unitName,
        proof: proof.flatMap((id) => {
          const file = files.get(id);
          return file === undefined ? [] : [{ id, name: file.name, isPicture: file.kind === 'image' }];
        }),
      };
    }),
    evaluation: (await evaluationPage(context, person, { activity: newest.activity })).items[0] ?? null,
    objections: await myObjections(context, person, record),
  };
}

/** The unit of each author, by person; who has none, a leader of a circle, is left out. */
async function unitsOf(context: Context, people: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const person of people) {
    const unit = (await grantsOf(context, person)).find((grant) => grant.unit !== null)?.unit;
    const name = unit == null ? undefined : (await organisationNamesOf(context, [unit])).get(unit);
    if (name !== undefined) found.set(person, name);
  }
  return found;
}
