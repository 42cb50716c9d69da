import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { schemeProblem } from './domain/star-scheme.ts';
import { DEFAULT_STARS, type StarLevel } from './stars.ts';

export interface Scheme {
  readonly validFrom: string | null;
  readonly state: 'in-force' | 'coming' | 'over';
  readonly levels: StarLevel[];
}

/** Every version of the scheme, the newest first; before the first of them the usual one. */
export async function listSchemes(context: Context): Promise<Scheme[]> {
  const { rows } = await sql<
    StarLevel & { validFrom: string }
  >`select valid_from::text as "validFrom", level, hours, granting_body as "grantingBody", valid_years as "validYears"
    from volunteering.star_scheme where district = ${context.district} order by valid_from desc, level limit 500`.execute(
    context.tx,
  );
  const today = dayOf(context.now);
  const versions = new Map<string, StarLevel[]>();
  for (const { validFrom, ...level } of rows) versions.set(validFrom, [...(versions.get(validFrom) ?? []), level]);
  const inForce = [...versions.keys()].find((day) => day <= today) ?? null;
  const stateOf = (day: string): Scheme['state'] => (day > today ? 'coming' : day === inForce ? 'in-force' : 'over');
  return [
    ...[...versions].map(([validFrom, levels]) => ({ validFrom, state: stateOf(validFrom), levels })),
    { validFrom: null, state: inForce === null ? 'in-force' : 'over', levels: [...DEFAULT_STARS] },
  ];
}

/**
 * Publishes a version of the star scheme, in force from a day to come; one that has not begun is replaced by another of
 * the same day. Stars that were granted stay as they are: no scheme judges them again.
 * @throws Refusal `stars.begins-tomorrow`, `stars.levels`.
 */
export async function setStarScheme(
  context: Context,
  { validFrom, levels }: { validFrom: string; levels: readonly StarLevel[] },
): Promise<void> {
  const today = dayOf(context.now);
  if (validFrom <= today)
    throw refuse.invalid(
      'stars.begins-tomorrow',
      '新标准最早明天生效：今天以前的星级按当时的标准。',
      'A new scheme begins tomorrow at the earliest: until then the present one holds.',
      { errors: [{ field: 'validFrom', detail: `> ${today}` }] },
    );
  const problem = schemeProblem(levels);
  if (problem !== undefined)
    throw refuse.invalid('stars.levels', problem.zh, problem.en, {
      errors: [{ field: 'levels', detail: problem.zh }],
    });
  await sql`select pg_advisory_xact_lock(hashtextextended('volunteering.stars', ${context.district}))`.execute(
    context.tx,
  );
  await sql`delete from volunteering.star_scheme where district = ${context.district} and valid_from = ${validFrom}::date`.execute(
    context.tx,
  );
  for (const { level, hours, grantingBody, validYears } of levels)
    await sql`insert into volunteering.star_scheme (district, level, valid_from, hours, granting_body, valid_years)
      values (${context.district}, ${level}, ${validFrom}::date, ${hours}, ${grantingBody}, ${validYears})`.execute(
      context.tx,
    );
}
