import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { findPeople, findPerson, guardiansOf, type AgeBand } from '@zhongzhi/directory';
import { drawNumber } from './register-many.ts';
import { isQualified, type Includes, type Qualification } from './domain/qualifications.ts';

/** A volunteer as other modules see them. */
export interface Volunteer {
  readonly person: string;
  readonly number: string;
  readonly status: 'active' | 'waiting-for-guardian' | 'left';
  readonly ageBand: AgeBand;
  /** Whole years that a minor has at least; null for adults. */
  readonly leastAge: number | null;
  readonly guardianAgreed: boolean;
  /** Home community. */
  readonly place: string | null;
  readonly skills: readonly string[];
  readonly interests: readonly string[];
  readonly freeTimes: readonly string[];
  readonly qualifications: readonly Qualification[];
  readonly includes: Includes;
  readonly joinedAt: Date;
}

interface Row {
  person: string;
  number: string;
  status: Volunteer['status'];
  skills: string[];
  interests: string[];
  freeTimes: string[];
  guardianAgreedAt: Date | null;
  joinedAt: Date;
  qualifications: Qualification[];
}

const includesOf = async (context: Context): Promise<Includes> => {
  const { rows } = await sql<{
    kind: string;
    includes: string[];
  }>`select kind, includes from volunteers.qualification_kind where district = ${context.district}`.execute(context.tx);
  return new Map(rows.map(({ kind, includes }) => [kind, includes]));
};

/** The volunteers behind people, by person; who never registered is left out. */
export async function volunteersOf(context: Context, people: readonly string[]): Promise<Map<string, Volunteer>> {
  const wanted = [...new Set(people)];
  if (wanted.length === 0) return new Map();
  const { rows } =
    await sql<Row>`select v.person, v.number, v.status, v.skills, v.interests, v.free_times as "freeTimes",
      v.guardian_agreed_at as "guardianAgreedAt", v.joined_at as "joinedAt",
      coalesce((select jsonb_agg(jsonb_build_object('kind', q.kind, 'from', q.valid_from, 'until', q.valid_until)) from volunteers.qualification q
        where q.district = v.district and q.person = v.person and q.state = 'confirmed'), '[]') as qualifications
    from volunteers.volunteer v where v.district = ${context.district} and v.person = any(${wanted}::uuid[])`.execute(
      context.tx,
    );
  const known = await findPeople(
    context,
    rows.map(({ person }) => person),
  );
  const includes = rows.some((row) => row.qualifications.length > 0) ? await includesOf(context) : new Map();
  return new Map(
    rows.flatMap(({ guardianAgreedAt, ...row }): [string, Volunteer][] => {
      const person = known.get(row.person);
      if (person === undefined) return [];
      const { ageBand, leastAge, place } = person;
      return [[row.person, { ...row, ageBand, leastAge, place, guardianAgreed: guardianAgreedAt !== null, includes }]];
    }),
  );
}

/** The volunteer behind a person, or null for someone who never registered. */
export const findVolunteer = async (context: Context, person: string): Promise<Volunteer | null> =>
  (await volunteersOf(context, [person])).get(person) ?? null;

/** The numbers of volunteers, by person; who never registered is left out. */
export async function numbersOf(context: Context, people: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    person: string;
    number: string;
  }>`select person, number from volunteers.volunteer where district = ${context.district} and person = any(${[...new Set(people)]}::uuid[])`.execute(
    context.tx,
  );
  return new Map(rows.map(({ person, number }) => [person, number]));
}

/** The person behind the number that a volunteer tells: it is drawn by chance, so that nobody is found by trying. */
export async function volunteerOfNumber(context: Context, number: string): Promise<string | undefined> {
  const { rows } = await sql<{
    person: string;
  }>`select person from volunteers.volunteer where district = ${context.district} and number = ${number} and status <> 'left'`.execute(
    context.tx,
  );
  return rows[0]?.person;
}

/** What the kinds of qualification are called. */
export async function qualificationLabels(context: Context): Promise<Map<string, string>> {
  const { rows } = await sql<{
    kind: string;
    label: string;
  }>`select kind, label from volunteers.qualification_kind where district = ${context.district}`.execute(context.tx);
  return new Map(rows.map(({ kind, label }) => [kind, label]));
}

/** Whether a volunteer is qualified on a day (YYYY-MM-DD), also by a kind that includes the one asked for. */
export const holdsQualification = (volunteer: Volunteer, kind: string, on: string): boolean =>
  isQualified(volunteer.qualifications, kind, on, volunteer.includes);

export interface VolunteerDraft {
  readonly person: string;
  readonly skills?: readonly string[];
  readonly interests?: readonly string[];
  readonly freeTimes?: readonly string[];
}

const wordsOr = (words: readonly string[] | undefined) => (words === undefined ? null : [...words]);

/** The guardians of a minor who begins to wait are told, and can agree with one tap. */
async function tellGuardians(context: Context, ward: string, name: string): Promise<void> {
  await notify(context, {
    to: (await guardiansOf(context, ward)).map(({ guardian }) => guardian),
    kind: 'volunteer.ward-waits',
    title: { zh: `${name}想做志愿者，等您同意`, en: `${name} would like to volunteer and waits for your word` },
    body: {
      zh: '未满18周岁参加志愿服务，要监护人同意。打开后点“同意”就行。',
      en: 'Under 18 a guardian has to agree. Open this and tap “Agree”.',
    },
    link: '/volunteer/profile',
  });
}

const TRIES = 5;

/**
 * Registers a person as a volunteer, or brings back one who had left; a repeat changes what they state. A minor waits
 * until a guardian has agreed (志愿服务 rules for minors: under 14 always, 14 to 17 named and informed); guardians are told.
 * What is not stated stays as it was.
 * @throws Refusal `directory.person-not-found`, `volunteer.guardian-unknown` when a minor's guardian is not known yet.
 */
export async function registerVolunteer(context: Context, draft: VolunteerDraft): Promise<Volunteer> {
  const person = await findPerson(context, draft.person);
  if (person === undefined)
    throw refuse.notFound('directory.person-not-found', '没有找到这个人。', 'This person is not known.');
  const isMinor = person.ageBand !== 'adult-or-unknown';
  if (isMinor && (await guardiansOf(context, draft.person)).length === 0)
    throw refuse.conflict(
      'volunteer.guardian-unknown',
      '未满18周岁，请先到社区登记监护人，再来报名。',
      'Under 18: have your guardian registered at the community first.',
    );
  const status = isMinor ? 'waiting-for-guardian' : 'active';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const number = drawNumber(context);
    const { rows } = await sql<{
      begins: boolean;
    }>`with before as (select status from volunteers.volunteer where district = ${context.district} and person = ${draft.person})
      insert into volunteers.volunteer as v (district, person, number, status, skills, interests, free_times, joined_at)
      select ${context.district}, ${draft.person}, ${number}, ${status}, coalesce(${wordsOr(draft.skills)}::text[], '{}'), coalesce(${wordsOr(draft.interests)}::text[], '{}'), coalesce(${wordsOr(draft.freeTimes)}::text[], '{}'), ${context.now}
      where not exists (select from volunteers.volunteer n where n.district = ${context.district} and n.number = ${number})
      on conflict (district, person) do update set skills = coalesce(${wordsOr(draft.skills)}::text[], v.skills),
        interests = coalesce(${wordsOr(draft.interests)}::text[], v.interests), free_times = coalesce(${wordsOr(draft.freeTimes)}::text[], v.free_times),
        status = case when excluded.status = 'active' or v.status = 'left' or v.guardian_agreed_at is null then excluded.status else v.status end, left_at = null, version = v.version + 1
      returning v.status = 'waiting-for-guardian' and not exists (select from before where status = 'waiting-for-guardian') as begins`.execute(
      context.tx,
    );
    if (rows[0]?.begins === true) await tellGuardians(context, draft.person, person.name);
    if (rows.length > 0) return (await findVolunteer(context, draft.person))!;
  }
  throw refuse.busy();
}

/** A guardian agrees that their ward serves. @throws Refusal `volunteer.not-your-ward`. */
export async function agreeAsGuardian(context: Context, guardian: string, ward: string): Promise<void> {
  const isGuardian = (await guardiansOf(context, ward)).some((link) => link.guardian === guardian);
  const { rows } = isGuardian
    ? await sql`update volunteers.volunteer set guardian = ${guardian}, guardian_agreed_at = coalesce(guardian_agreed_at, ${context.now}),
        status = case when status = 'waiting-for-guardian' then 'active' else status end
      where district = ${context.district} and person = ${ward} returning person`.execute(context.tx)
    : { rows: [] };
  if (rows.length === 0)
    throw refuse.notFound(
      'volunteer.not-your-ward',
      '没有找到由您监护、等待同意的人。',
      'There is nobody in your care who waits for your word.',
    );
}

/** The wards of a guardian who have registered. */
export async function wardsWaiting(context: Context, guardian: string): Promise<string[]> {
  const { rows } = await sql<{
    person: string;
  }>`select v.person from volunteers.volunteer v where v.district = ${context.district} and v.status = 'waiting-for-guardian'
    and exists (select from directory.guardian g where g.district = v.district and g.ward = v.person and g.guardian = ${guardian} and g.ended_at is null)`.execute(
    context.tx,
  );
  return rows.map(({ person }) => person);
}

/** Ends someone's registration at their wish; their records stay. */
export async function leaveVolunteers(context: Context, person: string): Promise<void> {
  await sql`update volunteers.volunteer set status = 'left', left_at = ${context.now}, guardian = null, guardian_agreed_at = null, version = version + 1 where district = ${context.district} and person = ${person} and status <> 'left'`.execute(
    context.tx,
  );
}
