import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import type { Stands } from '../domain/service-minutes.ts';

/** What a service record says now; older values stay readable as its earlier revisions. */
export interface Standing {
  readonly record: string;
  readonly revision: number;
  readonly person: string;
  readonly activity: string;
  readonly unit: string;
  readonly circle: string | null;
  readonly region: string;
  readonly kind: string;
  readonly class: 'timed' | 'entered';
  readonly minutes: number;
  readonly stands: Stands;
  readonly servedOn: string;
}

const STANDING = sql`record, revision, person, activity, unit, circle, region, kind, class, minutes, stands, served_on as "servedOn"`;

export async function findStanding(context: Context, record: string): Promise<Standing | undefined> {
  const { rows } =
    await sql<Standing>`select ${STANDING} from volunteering.standing where district = ${context.district} and record = ${record}`.execute(
      context.tx,
    );
  return rows[0];
}

/** What stands of a person's service on a day, in the order in which it was recorded. */
export async function standingsOnDay(context: Context, person: string, day: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`select ${STANDING} from volunteering.standing
    where district = ${context.district} and person = ${person} and served_on = ${day} and stands <> 'annulled' order by record`.execute(
    context.tx,
  );
  return rows;
}

/** Minutes that the system measured for a record at first: its corrections never go above. */
export async function minutesMeasured(context: Context, record: string): Promise<number> {
  const { rows } = await sql<{
    minutes: number;
  }>`select minutes from volunteering.record where district = ${context.district} and id = ${record} order by revision limit 1`.execute(
    context.tx,
  );
  return rows[0]!.minutes;
}

/** Minutes of a person on a day in everything that is not annulled, without one record. */
export async function minutesOnDay(
  context: Context,
  person: string,
  day: string,
  without: string | null,
): Promise<number> {
  const { rows } = await sql<{
    minutes: number;
  }>`select coalesce(sum(minutes), 0)::int as minutes from volunteering.standing
    where district = ${context.district} and person = ${person} and served_on = ${day} and stands <> 'annulled' and record is distinct from ${without}`.execute(
    context.tx,
  );
  return rows[0]!.minutes;
}

/** What is recorded of a person on a shift, without what was annulled and without one record. */
export async function minutesOnShift(
  context: Context,
  { person, shift }: { person: string; shift: string },
  without: string | null,
): Promise<number> {
  const { rows } = await sql<{
    minutes: number;
  }>`select coalesce(sum(s.minutes), 0)::int as minutes from volunteering.standing s join volunteering.shift f on f.district = s.district and f.id = ${shift}
    where s.district = ${context.district} and s.activity = f.activity and s.person = ${person} and s.stands <> 'annulled' and s.record is distinct from ${without}::uuid
      and exists (select from volunteering.record r where r.district = s.district and r.id = s.record and r.shift = f.id)`.execute(
    context.tx,
  );
  return rows[0]!.minutes;
}

/** The shift that a record is of, and how long it is; corrections do not name it again. */
export async function shiftOfRecord(
  context: Context,
  record: string,
): Promise<{ shift: string; minutes: number } | undefined> {
  const { rows } = await sql<{
    shift: string;
    minutes: number;
  }>`select f.id as shift, (extract(epoch from f.ends_at - f.starts_at) / 60)::int as minutes from volunteering.record r
    join volunteering.shift f on f.district = r.district and f.id = r.shift
    where r.district = ${context.district} and r.id = ${record} order by r.revision limit 1`.execute(context.tx);
  return rows[0];
}

export interface NewRevision extends Omit<Standing, 'revision'> {
  readonly revision: number;
  readonly shift: string | null;
  readonly activityName: string;
  readonly place: string;
  readonly content: string;
  readonly unitName: string;
  readonly leader: string;
  readonly leaderName: string;
  readonly author: string | null;
  readonly reason: string | null;
  readonly proof: readonly string[];
}

const counted = (standing: Pick<Standing, 'stands' | 'minutes'> | undefined): number =>
  standing?.stands === 'counts' ? standing.minutes : 0;
const served = (standing: Pick<Standing, 'stands'> | undefined): number => (standing?.stands === 'counts' ? 1 : 0);

/** Adds a revision and keeps standing and totals in step with it, all in the caller's transaction. The person must be locked. */
export async function writeRevision(context: Context, made: NewRevision): Promise<void> {
  const before = await findStanding(context, made.record);
  await sql`insert into volunteering.record (district, id, revision, person, activity, shift, kind, class, minutes, stands, served_on, activity_name, place,
      content, unit, unit_name, leader, leader_name, circle, region, author, reason, proof, at)
    values (${context.district}, ${made.record}, ${made.revision}, ${made.person}, ${made.activity}, ${made.shift}, ${made.kind}, ${made.class}, ${made.minutes},
      ${made.stands}, ${made.servedOn}, ${made.activityName}, ${made.place}, ${made.content}, ${made.unit}, ${made.unitName}, ${made.leader}, ${made.leaderName},
      ${made.circle}, ${made.region}, ${made.author}, ${made.reason}, ${[...made.proof]}::uuid[], ${context.now})`.execute(
    context.tx,
  );
  await sql`insert into volunteering.standing (district, record, revision, person, activity, unit, circle, region, kind, class, minutes, stands, served_on)
    values (${context.district}, ${made.record}, ${made.revision}, ${made.person}, ${made.activity}, ${made.unit}, ${made.circle}, ${made.region}, ${made.kind},
      ${made.class}, ${made.minutes}, ${made.stands}, ${made.servedOn})
    on conflict (district, record) do update set revision = excluded.revision, minutes = excluded.minutes, stands = excluded.stands, class = excluded.class`.execute(
    context.tx,
  );
  await addToTotals(context, made, counted(made) - counted(before), served(made) - served(before));
}

async function addToTotals(context: Context, made: NewRevision, minutes: number, services: number): Promise<void> {
  if (minutes === 0 && services === 0) return;
  const isTimed = made.class === 'timed';
  await sql`insert into volunteering.total (district, person, timed_minutes, entered_minutes, records)
    values (${context.district}, ${made.person}, ${isTimed ? minutes : 0}, ${isTimed ? 0 : minutes}, ${services})
    on conflict (district, person) do update set timed_minutes = volunteering.total.timed_minutes + excluded.timed_minutes,
      entered_minutes = volunteering.total.entered_minutes + excluded.entered_minutes, records = volunteering.total.records + excluded.records`.execute(
    context.tx,
  );
  const keys = [
    { dimension: 'kind', key: made.kind },
    { dimension: 'region', key: made.region },
    { dimension: 'unit', key: made.unit },
    ...(made.circle === null ? [] : [{ dimension: 'circle', key: made.circle }]),
  ];
  // In one order, so that two confirmations at once wait for each other and never both.
  keys.sort((a, b) => a.dimension.localeCompare(b.dimension) || a.key.localeCompare(b.key));
  for (const { dimension, key } of keys)
    await sql`insert into volunteering.month_total (district, month, dimension, key, minutes, services)
      values (${context.district}, date_trunc('month', ${made.servedOn}::date)::date, ${dimension}, ${key}, ${minutes}, ${services})
      on conflict (district, dimension, key, month) do update set minutes = volunteering.month_total.minutes + excluded.minutes,
        services = volunteering.month_total.services + excluded.services`.execute(context.tx);
}
