import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { cleanInterests, type CircleDraft } from './circles.ts';
import { indexCircles } from './search.ts';

/** A circle that is known to be in order: of the demonstration, or taken over from another system. */
export interface LoadedCircle extends CircleDraft {
  readonly id?: string;
  readonly foundedAt: Date;
  readonly leaders: readonly [string, ...string[]];
  readonly members?: readonly string[];
}

const CHUNK = 20_000;

async function insertMembers(
  context: Context,
  rows: readonly { circle: string; person: string; role: string; since: Date }[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const part = rows.slice(from, from + CHUNK);
    await sql`insert into circles.member (district, circle, person, role, state, since)
      select ${context.district}, r.circle, r.person, r.role, 'joined', r.since
      from unnest(${part.map(({ circle }) => circle)}::uuid[], ${part.map(({ person }) => person)}::uuid[], ${part.map(({ role }) => role)}::text[], ${part.map(({ since }) => since.toISOString())}::timestamptz[]) as r(circle, person, role, since)`.execute(
      context.tx,
    );
  }
}

/**
 * Writes many open circles with their people at once: no review, no notices. Places and people are taken as given.
 * @returns the ids in the order of the circles.
 */
export async function loadCircles(context: Context, circles: readonly LoadedCircle[]): Promise<string[]> {
  const given = circles.map((circle) => {
    const leaders = new Set(circle.leaders);
    return {
      ...circle,
      id: circle.id ?? context.newId(),
      interests: cleanInterests(circle.interests ?? []),
      people: [
        ...[...leaders].map((person) => ({ person, role: 'leader' })),
        ...[...new Set(circle.members ?? [])]
          .filter((person) => !leaders.has(person))
          .map((person) => ({ person, role: 'member' })),
      ],
    };
  });
  const rows = given.map(({ people, leaders, foundedAt, unit, members: _members, ...circle }) => ({
    ...circle,
    unit: unit ?? null,
    founded_by: leaders[0],
    founded_at: foundedAt.toISOString(),
    members: people.length,
  }));
  await sql`insert into circles.circle (district, id, name, kind, intro, place, unit, interests, joining, status, founded_by, founded_at, decided_at, members)
    select ${context.district}, r.id, r.name, r.kind, r.intro, r.place, r.unit, r.interests, r.joining, 'open', r.founded_by, r.founded_at, r.founded_at, r.members
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, name text, kind text, intro text, place text, unit uuid, interests text[], joining text, founded_by uuid, founded_at timestamptz, members int)`.execute(
    context.tx,
  );
  await insertMembers(
    context,
    given.flatMap(({ id, foundedAt, people }) => people.map((one) => ({ circle: id, since: foundedAt, ...one }))),
  );
  await indexCircles(context, given);
  return given.map(({ id }) => id);
}
