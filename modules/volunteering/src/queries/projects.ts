import { sql, type RawBuilder } from 'kysely';
import { circleNamesOf, circlesOf } from '@zhongzhi/circles';
import { organisationNamesOf, regionNamesOf } from '@zhongzhi/directory';
import { coversUnit, type Context } from '@zhongzhi/kernel';
import type { ProjectLine } from '../contract/index.ts';

type Row = Omit<ProjectLine, 'placeName' | 'unitName' | 'circleName'>;

const PAGE = 50;
const MOST = 200;

async function read(context: Context, where: RawBuilder<unknown>, order: RawBuilder<unknown>, most: number) {
  const { rows } =
    await sql<Row>`select id, circle, unit, place, kind, title, content, risks, status, decision_reason as "decisionReason" from volunteering.project
    where district = ${context.district} and ${where} order by ${order} limit ${most}`.execute(context.tx);
  return rows;
}

async function named(context: Context, rows: readonly Row[]) {
  const places = await regionNamesOf(
    context,
    rows.map(({ place }) => place),
  );
  const units = await organisationNamesOf(
    context,
    rows.map(({ unit }) => unit),
  );
  const circles = await circleNamesOf(
    context,
    rows.flatMap(({ circle }) => (circle === null ? [] : [circle])),
  );
  return rows.map((row) => ({
    ...row,
    placeName: places.get(row.place) ?? null,
    unitName: units.get(row.unit) ?? '',
    circleName: row.circle === null ? null : (circles.get(row.circle) ?? null),
  }));
}

/** Open projects, the newest first. */
export async function openProjects(
  context: Context,
  { place, circle, after }: { place?: string | undefined; circle?: string | undefined; after?: string | undefined },
) {
  const rows = await read(
    context,
    sql`status = 'open' and place like ${`${place ?? ''}%`} and (${circle ?? null}::uuid is null or circle = ${circle ?? null}::uuid)
      and (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)`,
    sql`id desc`,
    PAGE + 1,
  );
  return {
    items: await named(context, rows.slice(0, PAGE)),
    next: rows.length > PAGE ? rows[PAGE - 1]!.id : null,
  };
}

const lies = (places: readonly string[]) =>
  sql`exists (select from unnest(${[...places]}::text[]) s where place like s || '%')`;

/** Projects in the caller's places that wait for a decision, the oldest first. */
export async function projectsToReview(context: Context) {
  return named(context, await read(context, sql`status = 'review' and ${lies(context.scope.places)}`, sql`id`, MOST));
}

/** What the caller may plan from, or waits to hear of: proposed by them, of circles that they lead, of their unit. */
export async function ownProjects(context: Context, person: string) {
  const led = (await circlesOf(context, person)).flatMap(({ circle, role }) => (role === 'leader' ? [circle] : []));
  const { units } = context.scopeFor('volunteering.organise');
  const rows = await read(
    context,
    sql`status in ('open', 'review', 'refused') and (proposed_by = ${person}::uuid or circle = any(${led}::uuid[]) or unit = any(${[...units]}::uuid[]))`,
    sql`(status = 'open') desc, id desc`,
    MOST,
  );
  const staffed = context.scopeFor('volunteering.organise');
  return (await named(context, rows)).map((project) => ({
    ...project,
    mayPlan: coversUnit(staffed, project.unit) || (project.circle !== null && led.includes(project.circle)),
  }));
}
