import { sql } from 'kysely';
import { findPeople, regionNamesOf } from '@zhongzhi/directory';
import { coversUnit, refuse, type Context } from '@zhongzhi/kernel';
import { numbersOf, volunteerOfNumber } from '@zhongzhi/volunteers';

const MOST = 20;

async function servedWith(context: Context, unit: string, name: string): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`select s.person
    from (select distinct person from volunteering.standing where district = ${context.district} and unit = ${unit}) s
    join directory.person p on p.district = ${context.district} and p.id = s.person and p.erased_at is null
    where position(${name} in p.name) > 0 order by p.name, s.person limit ${MOST}`.execute(context.tx);
  return rows.map(({ person }) => person);
}

/** Who has served with a unit, by name; or the one volunteer with this number. @throws Refusal `record.not-your-unit`. */
export async function unitVolunteers(context: Context, unit: string, words: string) {
  if (!coversUnit(context.scope, unit))
    throw refuse.notFound('record.not-your-unit', '只能查您所在的单位。', 'You look into your own unit only.');
  const byNumber = /^\d{16}$/u.test(words) ? await volunteerOfNumber(context, words) : undefined;
  const ids = byNumber === undefined ? await servedWith(context, unit, words) : [byNumber];
  const people = await findPeople(context, ids);
  const numbers = await numbersOf(context, ids);
  const places = await regionNamesOf(
    context,
    [...people.values()].flatMap(({ place }) => place ?? []),
  );
  return ids.flatMap((person) => {
    const found = people.get(person);
    const number = numbers.get(person);
    if (found === undefined || number === undefined) return [];
    return [
      { person, name: found.name, number, placeName: found.place === null ? null : (places.get(found.place) ?? null) },
    ];
  });
}
