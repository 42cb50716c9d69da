import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { getCaseType, openCase, takeStep } from '@zhongzhi/casework';
import type { AServer } from '../a-server.ts';
import type { Standing } from './relations.ts';

const WORDS = '路口的井盖松了，车一过就响';

/** A community calls its street; a street calls the department or company that the record lies with. */
function calledBy({ units }: AServer, { unit, sender }: Standing): string {
  if (sender === units.committee) return units.streetOffice;
  return unit === units.department || unit === units.property || unit === units.otherProperty
    ? unit
    : units.otherDepartment;
}

/** What each case type of the platform is opened with. */
const FORMS: Record<string, (server: AServer, standing: Standing) => Record<string, unknown>> = {
  appeal: (_server, { place }) => ({ place, description: WORDS }),
  whistle: (server, standing) => ({
    place: standing.place,
    kind: 'key-task',
    title: '占道堆放',
    description: WORDS,
    departments: [calledBy(server, standing)],
  }),
  supervision: ({ units }, { place, unit }) => ({
    place,
    reason: 'major',
    title: '反复堆放',
    description: WORDS,
    unit: unit ?? units.department,
  }),
  feedback: () => ({ kind: 'suggestion', description: WORDS }),
};

/** Lays a case where a record of that standing lies: handling unit and assignee as if a step had chosen them. */
async function settleAt(context: Context, id: string, { unit, assignee }: Standing): Promise<void> {
  if (unit !== null)
    await sql`update casework.case set unit = ${unit} where district = ${context.district} and id = ${id}`.execute(
      context.tx,
    );
  if (assignee !== null)
    await sql`update casework.case set assignee = ${assignee} where district = ${context.district} and id = ${id}`.execute(
      context.tx,
    );
  for (const desk of [unit === null ? null : `u:${unit}`, assignee === null ? null : `p:${assignee}`]) {
    if (desk === null) continue;
    await sql`insert into casework.reach (district, reach, case_id, type, phase, sort_at) select district, ${desk}, case_id, type, phase, sort_at from casework.reach where district = ${context.district} and case_id = ${id} limit 1 on conflict do nothing`.execute(
      context.tx,
    );
  }
}

/** A case of a type at a standing; whistles are approved, so that their units have tasks. */
export async function aCaseAt(
  server: AServer,
  type: string,
  standing: Standing,
  visibility: 'private' | 'public' = 'private',
): Promise<string> {
  const { platform } = server.t;
  return platform.asSystem('test world', async (context) => {
    const opening = {
      form: FORMS[type]!(server, standing),
      source: 'test',
      opener: standing.opener,
      memory: type === 'whistle' ? { openerUnit: standing.sender } : {},
    };
    const { id } = await openCase(context, getCaseType(platform, type), opening);
    if (type === 'whistle') await takeStep(context, { id, action: 'approve' });
    await settleAt(context, id, standing);
    if (visibility === 'public')
      await sql`update casework.case set visibility = 'public' where district = ${context.district} and id = ${id}`.execute(
        context.tx,
      );
    return id;
  });
}
