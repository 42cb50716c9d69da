import { sql } from 'kysely';
import { joinCircle } from '@zhongzhi/circles';
import { createPerson } from '@zhongzhi/directory';
import { activity, made, openCircle, postOf, type Maker } from './service-records.ts';

/** What a leader signs a group up with, by activity: a request has one record in its address, this one names three more. */
export const groups = new Map<string, { circle: string; post: string; people: string[] }>();

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
  'activity for a circle of the owner': made(async (context, standing, owner, server) => {
    const circle = await openCircle(context, standing, owner);
    const member = await createPerson(context, { name: '圈友' });
    await joinCircle(context, { circle, person: member });
    await sql`update circles.member set state = 'joined' where district = ${context.district} and circle = ${circle}`.execute(
      context.tx,
    );
    const leader = await createPerson(context, { name: '带队人' });
    const id = await activity(context, standing, leader, server);
    groups.set(id, { circle, post: (await postOf(context, id)).id, people: [member] });
    return id;
  }),
} as const satisfies Record<string, Maker>;
