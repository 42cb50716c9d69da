import { sql } from 'kysely';
import { defineModule, route, type Context } from '@zhongzhi/kernel';
import {
  answerJoiningUseCase,
  decideCircleUseCase,
  discoverCircles,
  foundCircleUseCase,
  getCircleUseCase,
  inviteUseCase,
  joinCircleUseCase,
  leaveCircleUseCase,
  listCirclesToReview,
  listMembers,
  nameLeaderUseCase,
} from './use-cases.ts';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { rows } =
    await sql`select c.name as circle, m.role, m.state, m.since from circles.member m join circles.circle c on c.district = m.district and c.id = m.circle
    where m.district = ${context.district} and m.person = ${person} order by m.since`.execute(context.tx);
  return rows;
}

async function eraseOwn(context: Context, person: string): Promise<{ kept: [] }> {
  await sql`with gone as (delete from circles.member where district = ${context.district} and person = ${person} returning circle, state)
    update circles.circle c set members = c.members - 1 from gone where c.district = ${context.district} and c.id = gone.circle and gone.state = 'joined'`.execute(
    context.tx,
  );
  return { kept: [] };
}

/** 圈: groups round a community, street, unit, hobby or cause. */
export const circles = defineModule({
  name: 'circles',
  dependsOn: ['directory', 'notices'],
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    'circle.review': {
      label: { zh: '审核开圈', en: 'Review circles' },
      roles: ['community-staff', 'street-staff', 'street-leader', 'district-administrator'],
    },
  },
  routes: [
    route('GET', '/circles', discoverCircles),
    route('POST', '/circles', foundCircleUseCase, { status: 201 }),
    route('GET', '/circles/to-review', listCirclesToReview),
    route('GET', '/circles/:id', getCircleUseCase),
    route('POST', '/circles/:id/decision', decideCircleUseCase),
    route('POST', '/circles/:id/membership', joinCircleUseCase),
    route('DELETE', '/circles/:id/membership', leaveCircleUseCase),
    route('POST', '/circles/:id/invitations', inviteUseCase),
    route('GET', '/circles/:id/members', listMembers),
    route('POST', '/circles/:id/members/:person/answer', answerJoiningUseCase),
    route('POST', '/circles/:id/members/:person/leader', nameLeaderUseCase),
  ],
  personalData: [
    {
      key: 'circles.membership',
      label: { zh: '加入的圈子', en: 'Circles you belong to' },
      purpose: {
        zh: '让圈长组织活动、通知成员；圈外的人看不到',
        en: 'So that leaders can organise and tell members; nobody outside the circle sees it',
      },
      basis: 'consent',
      sensitive: false,
      retention: { zh: '退圈或注销后删除', en: 'Until you leave or close your account' },
    },
  ],
  contributions: {
    'personal-records': [{ name: 'circles', label: { zh: '圈子', en: 'Circles' }, export: exportOwn, erase: eraseOwn }],
  },
});
