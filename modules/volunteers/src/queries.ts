import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { getPerson, guardiansOf, namesOf } from '@zhongzhi/directory';
import type { MyVolunteering, QualificationKind, StatedQualification } from './contract/index.ts';
import { standingOf } from './domain/qualifications.ts';
import { findVolunteer, wardsWaiting } from './volunteers.ts';

/** The kinds of qualification and what each includes. */
export async function qualificationKinds(context: Context): Promise<QualificationKind[]> {
  const { rows } =
    await sql<QualificationKind>`select kind, label, includes from volunteers.qualification_kind where district = ${context.district} order by kind`.execute(
      context.tx,
    );
  return rows;
}

/** What someone has stated, with what became of it, the newest first. */
async function statedBy(context: Context, person: string): Promise<StatedQualification[]> {
  const { rows } = await sql<
    Omit<StatedQualification, 'state'> & { state: 'waiting' | 'confirmed' | 'refused' }
  >`select q.id, q.kind, k.label, q.valid_from as "from", q.valid_until as until, q.state, q.reason from volunteers.qualification q
    join volunteers.qualification_kind k on k.district = q.district and k.kind = q.kind
    where q.district = ${context.district} and q.person = ${person} order by q.id desc limit 50`.execute(context.tx);
  const today = dayOf(context.now);
  return rows.map((row) => ({ ...row, state: standingOf(row, today) }));
}

/** A volunteer as they see themselves; null for who never registered. */
export async function shownVolunteer(context: Context, person: string): Promise<MyVolunteering['volunteer']> {
  const found = await findVolunteer(context, person);
  if (found === null) return null;
  const { number, status, ageBand, place, skills, interests, freeTimes, joinedAt, qualifications } = found;
  return {
    person,
    number,
    status,
    ageBand,
    place,
    skills: [...skills],
    interests: [...interests],
    freeTimes: [...freeTimes],
    joinedAt: joinedAt.toISOString(),
    qualifications: [...qualifications],
  };
}

/** Everything that the page of a volunteer shows. */
export async function myVolunteering(context: Context, me: string): Promise<MyVolunteering> {
  const { name, place, ageBand, hasIdNumber } = await getPerson(context, me);
  const isMinor = ageBand !== 'adult-or-unknown';
  const guardians = isMinor ? await guardiansOf(context, me) : [];
  const wards = await wardsWaiting(context, me);
  const names = await namesOf(context, [...wards, ...guardians.map(({ guardian }) => guardian)]);
  return {
    volunteer: await shownVolunteer(context, me),
    own: { name, place, isMinor, hasIdNumber },
    guardians: guardians.map(({ guardian, relation }) => ({ name: names.get(guardian) ?? '', relation })),
    kinds: await qualificationKinds(context),
    stated: await statedBy(context, me),
    wards: wards.map((person) => ({ person, name: names.get(person) ?? '' })),
  };
}
