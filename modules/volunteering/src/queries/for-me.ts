import { dayOf } from '@zhongzhi/contract-kit';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { findVolunteer, holdsQualification, qualificationLabels, type Volunteer } from '@zhongzhi/volunteers';
import { SERVICE_KIND_LABELS } from '../contract/index.ts';
import { bySuitability, reasonsFor, type Position, type Reason } from '../domain/suits.ts';
import { LINE, shown, type Line } from './activities.ts';

/** The rule looks at a bounded window: the next thirty days, so many of each circle round the seeker. */
const DAYS_AHEAD = 30;
const MOST_EACH = 30;
const MOST_SHOWN = 20;
const DAY_MS = 86_400_000;
/** Half a side of the box round a position, in degrees: about four kilometres. */
const BOX = 0.04;

interface Candidate {
  id: string;
  title: string;
  kind: string;
  place: string;
  startsAt: Date;
  content: string;
  longitude: number | null;
  latitude: number | null;
  onlyPlace: string | null;
  minAge: number | null;
}

interface FreePost {
  activity: string;
  name: string;
  qualification: string | null;
  minAge: number | null;
  startsAt: Date;
}

/** So many of the home community, of its street, of the surroundings and of the district: each from an index. */
export const candidates = (context: Context, place: string | null, position: Position | null) => {
  const until = new Date(context.now.getTime() + DAYS_AHEAD * DAY_MS);
  const some = (where: RawBuilder<unknown>) => sql`(select a.id from volunteering.activity a
    where a.district = ${context.district} and a.status = 'open' and a.starts_at > ${context.now} and a.starts_at < ${until} and a.sign_up_until > ${context.now} ${where}
      and exists (select from volunteering.post p where p.district = a.district and p.activity = a.id and p.taken < p.capacity and p.waiting = 0)
    order by a.starts_at, a.id limit ${MOST_EACH})`;
  const near = [
    ...(place !== null && place.length >= 12 ? [some(sql`and a.community = ${place.slice(0, 12)}`)] : []),
    ...(place !== null && place.length >= 9 ? [some(sql`and a.street = ${place.slice(0, 9)}`)] : []),
    ...(position === null
      ? []
      : [
          some(
            sql`and a.longitude between ${position.longitude - BOX} and ${position.longitude + BOX} and a.latitude between ${position.latitude - BOX} and ${position.latitude + BOX}`,
          ),
        ]),
    some(sql``),
  ];
  return sql<Candidate>`select a.id, a.title, a.kind, a.place, a.starts_at as "startsAt", a.content, a.longitude, a.latitude, a.only_place as "onlyPlace", a.min_age as "minAge"
    from volunteering.activity a where a.district = ${context.district} and a.id in (${sql.join(near, sql` union `)})`;
};

async function freePosts(context: Context, activities: readonly string[]): Promise<Map<string, FreePost[]>> {
  const { rows } =
    await sql<FreePost>`select p.activity, p.name, p.qualification, p.min_age as "minAge", s.starts_at as "startsAt" from volunteering.post p
    join volunteering.shift s on s.district = p.district and s.id = p.shift
    where p.district = ${context.district} and p.activity = any(${[...activities]}::uuid[]) and p.taken < p.capacity and p.waiting = 0 order by s.starts_at`.execute(
      context.tx,
    );
  return Map.groupBy(rows, ({ activity }) => activity);
}

/** Activities that the person holds or waits for a place in. */
async function takenBy(context: Context, person: string): Promise<Set<string>> {
  const { rows } = await sql<{
    activity: string;
  }>`select activity from volunteering.sign_up where district = ${context.district} and person = ${person} and starts_at > ${context.now} and state in ('held', 'waiting', 'offered')`.execute(
    context.tx,
  );
  return new Set(rows.map(({ activity }) => activity));
}

async function linesOf(context: Context, ids: readonly string[]) {
  const { rows } =
    await sql<Line>`select ${LINE} from volunteering.activity a where a.district = ${context.district} and a.id = any(${[...ids]}::uuid[])`.execute(
      context.tx,
    );
  return new Map((await shown(context, rows)).map((line) => [line.id, line]));
}

const isOpenTo = (volunteer: Volunteer, candidate: Candidate, post: FreePost): boolean =>
  (post.qualification === null || holdsQualification(volunteer, post.qualification, dayOf(post.startsAt))) &&
  (volunteer.leastAge === null || volunteer.leastAge >= Math.max(post.minAge ?? 0, candidate.minAge ?? 0)) &&
  (candidate.onlyPlace === null || (volunteer.place ?? '').startsWith(candidate.onlyPlace));

/**
 * Coming activities with a free place that the person may take, those that suit best first, each with its reasons. The
 * position is used for this answer only; nothing is kept.
 */
export async function activitiesFor(context: Context, person: string, position: Position | null) {
  const volunteer = await findVolunteer(context, person);
  if (volunteer === null || volunteer.status === 'left') return { isRegistered: false, items: [] };
  const [taken, { rows }, labels] = await Promise.all([
    takenBy(context, person),
    candidates(context, volunteer.place, position).execute(context.tx),
    qualificationLabels(context),
  ]);
  const found = rows.filter(({ id }) => !taken.has(id));
  const posts = await freePosts(
    context,
    found.map(({ id }) => id),
  );
  const today = dayOf(context.now);
  const seeker = {
    ...volunteer,
    position,
    qualifications: [...labels].flatMap(([kind, label]) => (holdsQualification(volunteer, kind, today) ? [label] : [])),
  };
  const offers = found.flatMap((candidate) => {
    const open = (posts.get(candidate.id) ?? []).filter((post) => isOpenTo(volunteer, candidate, post));
    if (open.length === 0) return [];
    const { longitude, latitude, title, content, kind, place } = candidate;
    const reasons: Reason[] = reasonsFor(seeker, {
      place,
      kind,
      kindName: SERVICE_KIND_LABELS[kind as 'other']?.zh ?? kind,
      position: longitude === null || latitude === null ? null : { longitude, latitude },
      words: [title, content, ...open.map(({ name }) => name)].join(' '),
      qualifications: open.flatMap(({ qualification }) => labels.get(qualification ?? '') ?? []),
      starts: open.map(({ startsAt }) => startsAt),
    });
    return [{ ...candidate, reasons }];
  });
  const first = bySuitability(offers).slice(0, MOST_SHOWN);
  const lines = await linesOf(
    context,
    first.map(({ id }) => id),
  );
  return {
    isRegistered: true,
    items: first.flatMap(({ id, reasons }) => {
      const line = lines.get(id);
      return line === undefined ? [] : [{ ...line, reasons: reasons.map(({ code, text }) => ({ code, text })) }];
    }),
  };
}
