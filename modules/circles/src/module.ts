import { defineModule, route } from '@zhongzhi/kernel';
import { TELL_MEMBERS, tellMembers } from './announcements.ts';
import { checks } from './checks.ts';
import { personalRecords } from './personal-records.ts';
import { PUBLISHED_NAME } from './reader.ts';
import { indexAllCircles } from './search.ts';
import * as circle from './use-cases/circles.ts';
import * as membership from './use-cases/membership.ts';
import * as moderation from './use-cases/moderation.ts';
import * as posts from './use-cases/posts.ts';

const OVERSIGHT = ['community-staff', 'street-staff', 'street-leader', 'district-administrator'];

/** 圈: groups round a community, street, unit, hobby or cause. */
export const circles = defineModule({
  name: 'circles',
  dependsOn: ['directory', 'notices', 'files', 'privacy'],
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    'circle.review': { label: { zh: '审核开圈', en: 'Review circles' }, roles: OVERSIGHT },
    'circle.moderate': { label: { zh: '核实圈子里被举报的内容', en: 'Decide on reported posts' }, roles: OVERSIGHT },
  },
  routes: [
    route('GET', '/circles', circle.discoverCircles),
    route('POST', '/circles', circle.foundCircleUseCase, { status: 201 }),
    route('GET', '/circles/to-review', circle.listCirclesToReview),
    route('GET', '/circles/mine', circle.listMyCircles),
    route('GET', '/circles/by-code/:code', membership.getCircleByCode),
    route('GET', '/circles/:id', circle.getCircleUseCase),
    route('PATCH', '/circles/:id', circle.editCircleUseCase),
    route('POST', '/circles/:id/decision', circle.decideCircleUseCase),
    route('POST', '/circles/:id/dissolution', circle.dissolveCircleUseCase),
    route('GET', '/circles/:id/announcements', circle.listAnnouncements),
    route('POST', '/circles/:id/announcements', circle.announceUseCase, { status: 201 }),
    route('POST', '/circles/:id/membership', membership.joinCircleUseCase),
    route('PATCH', '/circles/:id/membership', membership.chooseUseCase),
    route('DELETE', '/circles/:id/membership', membership.leaveCircleUseCase),
    route('DELETE', '/circles/:id/leadership', membership.stepDownUseCase),
    route('GET', '/circles/:id/invitations', membership.listInvitations),
    route('POST', '/circles/:id/invitations', membership.inviteUseCase),
    route('DELETE', '/circles/:id/invitations/:invitation', membership.revokeInvitationUseCase),
    route('GET', '/circles/:id/members', membership.listMembers),
    route('POST', '/circles/:id/members/:person/answer', membership.answerJoiningUseCase),
    route('POST', '/circles/:id/members/:person/leader', membership.nameLeaderUseCase),
    route('POST', '/circles/:id/members/:person/removal', membership.removeMemberUseCase),
    route('GET', '/circles/:id/posts', posts.listPosts),
    route('POST', '/circles/:id/posts', posts.writePostUseCase, { status: 201 }),
    route('GET', '/circles/:id/reports', moderation.listReported),
    route('GET', '/circle-posts', posts.listPostsForEveryone),
    route('GET', '/circle-posts/:id', posts.getPostUseCase),
    route('POST', '/circle-posts/:id/answers', posts.answerPostUseCase, { status: 201 }),
    route('POST', '/circle-posts/:id/settlement', posts.settlePostUseCase),
    route('POST', '/circle-posts/:id/withdrawal', posts.withdrawPostUseCase),
    route('POST', '/circle-posts/:id/reports', moderation.reportPostUseCase),
    route('POST', '/circle-posts/:id/decision', moderation.decidePostUseCase),
    route('POST', '/circle-posts/:id/objection', moderation.objectUseCase),
    route('GET', '/circle-reports', moderation.listReportedInScope),
    route('GET', '/circle-objections', moderation.listObjections),
    route('POST', '/circle-objections/:id/answer', moderation.answerObjectionUseCase),
  ],
  jobs: [
    { name: TELL_MEMBERS, run: tellMembers },
    { name: 'circles.keep-index', cron: '23 3 * * *', run: indexAllCircles },
  ],
  checks,
  personalData: [
    {
      key: 'circles.membership',
      label: { zh: '加入的圈子', en: 'Circles you belong to' },
      purpose: {
        zh: '让圈长组织活动、通知成员；圈外的人看不到，圈里显示全名还是打码由您选',
        en: 'So that leaders can organise and tell members; nobody outside the circle sees it, and whether members read your full name is your choice',
      },
      basis: 'consent',
      sensitive: false,
      retention: { zh: '退圈或注销后删除', en: 'Until you leave or close your account' },
    },
    {
      key: 'circles.post',
      label: {
        zh: '在圈里发的内容和照片、举报、申诉',
        en: 'What you write in circles, with photos; reports and objections',
      },
      purpose: {
        zh: '让邻居看到并回应；默认只给圈里的人看。举报人的身份不告诉被举报人',
        en: 'For neighbours to read and answer, of the circle alone unless you choose otherwise. Nobody is told who reported',
      },
      basis: 'consent',
      sensitive: false,
      retention: {
        zh: '您撤下后不再显示，注销后删除',
        en: 'Hidden once you withdraw it; deleted when you close your account',
      },
    },
    {
      key: PUBLISHED_NAME,
      label: { zh: '在圈外显示您的称呼', en: 'Being named outside the circle' },
      purpose: {
        zh: '公开的好人好事、爱心传递里写出您是谁（按您选的全名或打码）；不同意就不写，写您的好事也不出圈',
        en: 'To say who you are where good deeds and kindness are told to everyone, in full or masked as you chose; without it nothing about you leaves the circle',
      },
      basis: 'separate-consent',
      sensitive: false,
      retention: { zh: '撤回同意后立即不再显示', en: 'No longer shown as soon as you withdraw it' },
    },
  ],
  contributions: {
    'personal-records': [personalRecords],
    'file-access': [{ kind: 'circle-post', maySee: posts.maySeePhoto }],
  },
});
