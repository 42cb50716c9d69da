import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';

const TRIES = 8;

/** Number of a volunteer: district, two digits of the year, eight by chance; drawn anew where it is taken. */
export const drawNumber = (context: Context): string =>
  `${context.district}${String(context.now.getUTCFullYear()).slice(2)}${String(randomInt(100_000_000)).padStart(8, '0')}`;

/** An adult who registers; minors wait for a guardian and register one by one. */
export interface AdultDraft {
  readonly person: string;
  readonly skills: readonly string[];
  readonly interests: readonly string[];
  readonly freeTimes: readonly string[];
}

/** Who is a volunteer already, and in which state. */
export async function statusesOf(context: Context, people: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    person: string;
    status: string;
  }>`select person, status from volunteers.volunteer where district = ${context.district} and person = any(${[...people]}::uuid[])`.execute(
    context.tx,
  );
  return new Map(rows.map(({ person, status }) => [person, status]));
}

/**
 * Registers adults as volunteers, set by set; whoever is one already stays as they are. Each person may stand in the list once.
 * @returns those who are new.
 */
export async function registerAdults(context: Context, drafts: readonly AdultDraft[]): Promise<Set<string>> {
  const made = new Set<string>();
  let left = [...drafts];
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === TRIES) throw refuse.busy();
    const rows = left.map((draft) => ({ ...draft, number: drawNumber(context) }));
    const { rows: written } = await sql<{
      person: string;
    }>`insert into volunteers.volunteer (district, person, number, status, skills, interests, free_times, joined_at)
      select ${context.district}::int, r.person, r.number, 'active', r.skills, r.interests, r."freeTimes", ${context.now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(person uuid, number text, skills text[], interests text[], "freeTimes" text[])
      on conflict do nothing returning person`.execute(context.tx);
    for (const { person } of written) made.add(person);
    const remaining = left.filter(({ person }) => !made.has(person));
    const known =
      remaining.length === 0
        ? new Map()
        : await statusesOf(
            context,
            remaining.map(({ person }) => person),
          );
    left = remaining.filter(({ person }) => !known.has(person));
  }
  return made;
}
