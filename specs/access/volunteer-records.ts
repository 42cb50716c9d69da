import { sql } from 'kysely';
import { made, type Maker } from './service-records.ts';

/** Records of who volunteers are. */
export const VOLUNTEER_MAKERS = {
  'roster import': made(async (context, standing, owner) => {
    const id = context.newId();
    await sql`insert into volunteers.roster_import (district, id, file_name, organisation, declaration, places, made_by, made_at, state, touched_at, done_at)
      values (${context.district}, ${id}, '名单.xlsx', '翠湖志愿服务队', '都已同意', ${[standing.place.slice(0, 12)]}::text[], ${owner}, ${context.now}, 'done', ${context.now}, ${context.now})`.execute(
      context.tx,
    );
    return id;
  }),
} as const satisfies Record<string, Maker>;
