import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import type { Ground, ObjectionLine, Reported } from '../contract/index.ts';
import { POST_COLUMNS, type Post } from '../posts.ts';

const MOST_LISTED = 100;

type ReportedRow = Post & {
  circleName: string;
  since: Date;
  reports: { ground: Ground; words: string | null; at: string }[];
};

/** Circles of the given places, as a condition on `c`. */
const within = (places: readonly string[]) =>
  sql`exists (select from unnest(${[...places]}::text[]) s where c.place like s || '%')`;

/** What was reported and waits for a decision, the longest first: of one circle, or of all in some places. */
export async function reportedPosts(
  context: Context,
  where: { circle: string } | { places: readonly string[] },
): Promise<Reported[]> {
  const { rows } = await sql<ReportedRow>`select ${POST_COLUMNS}, c.name as "circleName", r.since, r.reports
    from (select post, min(at) as since, jsonb_agg(jsonb_build_object('ground', ground, 'words', words, 'at', at) order by at) as reports
      from circles.report where district = ${context.district} and decision is null ${'circle' in where ? sql`and circle = ${where.circle}` : sql``} group by post) r
    join circles.post p on p.district = ${context.district} and p.id = r.post and p.state in ('shown', 'held')
    join circles.circle c on c.district = p.district and c.id = p.circle
    where ${'places' in where ? within(where.places) : sql`true`} order by r.since, p.id limit ${MOST_LISTED}`.execute(
    context.tx,
  );
  return rows.map((row) => ({
    post: row.id,
    parent: row.parent,
    circle: row.circle,
    circleName: row.circleName,
    kind: row.kind,
    words: row.words,
    photos: [...row.photos],
    state: row.state,
    since: row.since.toISOString(),
    reports: row.reports.map((report) => ({ ...report, at: new Date(report.at).toISOString() })),
  }));
}

type ObjectionRow = Omit<ObjectionLine, 'at'> & { at: Date };

/** Objections that wait for an answer in some places, the longest first; without the caller's own decisions. */
export async function openObjections(
  context: Context,
  places: readonly string[],
  person: string | null,
): Promise<ObjectionLine[]> {
  const { rows } =
    await sql<ObjectionRow>`select o.decision as id, o.post, p.circle, c.name as "circleName", p.words as "postWords", p.photos, d.reason, d.decided_as as "decidedAs", o.words, o.at
    from circles.objection o join circles.decision d on d.district = o.district and d.id = o.decision
    join circles.post p on p.district = o.district and p.id = o.post join circles.circle c on c.district = p.district and c.id = p.circle
    where o.district = ${context.district} and o.outcome is null and d.decided_by is distinct from ${person}::uuid and o.author is distinct from ${person}::uuid and ${within(places)}
    order by o.at limit ${MOST_LISTED}`.execute(context.tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The place of the circle in which a decision was taken; undefined for an unknown decision. */
export async function placeOfDecision(context: Context, decision: string): Promise<string | undefined> {
  const { rows } = await sql<{ place: string }>`select c.place from circles.decision d
    join circles.post p on p.district = d.district and p.id = d.post join circles.circle c on c.district = p.district and c.id = p.circle
    where d.district = ${context.district} and d.id = ${decision}`.execute(context.tx);
  return rows[0]?.place;
}
