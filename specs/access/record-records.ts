import { sql } from 'kysely';
import { made, SERVICE_MAKERS, type Maker } from './service-records.ts';

/** Records of service, and what is recorded beside it. */
export const RECORD_MAKERS = {
  'settled activity': async (server, seat, relation) => {
    const record = await SERVICE_MAKERS['service record'](server, seat, relation);
    if (record === undefined) return undefined;
    return server.t.platform.asSystem('test world', async (context) => {
      const { rows } = await sql<{
        activity: string;
      }>`select activity from volunteering.standing where district = ${context.district} and record = ${record}`.execute(
        context.tx,
      );
      return rows[0]!.activity;
    });
  },
  training: made(async (context, standing, owner, server) => {
    const id = context.newId();
    await sql`insert into volunteering.training (district, id, person, name, content, minutes, provider, unit, trained_on, at)
      values (${context.district}, ${id}, ${owner}, '急救培训', '心肺复苏', 90, '红十字会', ${standing.unit ?? server.units.otherCommittee}, '2019-09-01', ${context.now})`.execute(
      context.tx,
    );
    return id;
  }),
  commendation: made(async (context, standing, owner, server) => {
    const id = context.newId();
    await sql`insert into volunteering.commendation (district, id, person, name, granted_by, granted_on, is_high, unit, at)
      values (${context.district}, ${id}, ${owner}, '优秀志愿者', '翠湖社区居委会', '2019-09-01', false, ${standing.unit ?? server.units.otherCommittee}, ${context.now})`.execute(
      context.tx,
    );
    return id;
  }),
  'service export': made(async (context, standing, owner, server) => {
    const id = context.newId();
    await sql`insert into volunteering.record_export (district, id, person, unit, from_day, until_day, whole_numbers, reason, at)
      values (${context.district}, ${id}, ${owner}, ${standing.unit ?? server.units.otherCommittee}, '2019-01-01', '2019-12-31', false, '录入全国系统', ${context.now})`.execute(
      context.tx,
    );
    return id;
  }),
} as const satisfies Record<string, Maker>;
