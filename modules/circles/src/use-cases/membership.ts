import { Type } from 'typebox';
import { enumOf, Instant, Page, Text, Uuid } from '@zhongzhi/contract-kit';
import { coversPlace, query, useCase } from '@zhongzhi/kernel';
import { circleNotFound, getCircle } from '../circles.ts';
import { CircleLine, Closed, Done, InvitationShape, MemberShape, Reason } from '../contract/index.ts';
import { circleOfCode, invitationsOf, invite, revokeInvitation } from '../invitations.ts';
import {
  answerJoining,
  choose,
  joinCircle,
  leadersOf,
  leaveCircle,
  nameLeader,
  removeMember,
  stepDown,
} from '../membership.ts';
import { cardsOf, membersPage } from '../queries/circle-pages.ts';
import { me, needLeader, needLeaderOfLiving, readerOf } from '../reader.ts';

const Member = { id: Uuid, person: Uuid };
const Code = Text(60);

export const joinCircleUseCase = useCase({
  name: 'circle.join',
  permission: 'signed-in',
  input: Closed({ id: Uuid, token: Type.Optional(Code), words: Type.Optional(Text(200)) }),
  output: Type.Object({ state: enumOf(['joined', 'waiting']) }),
  summary: { zh: '加入圈子', en: 'Join a circle' },
  async run(context, { id, token, words }) {
    const state = await joinCircle(context, {
      circle: id,
      person: me(context),
      ...(token === undefined ? {} : { token }),
      ...(words === undefined ? {} : { words }),
    });
    return { state };
  },
});

export const chooseUseCase = useCase({
  name: 'circle.choose',
  permission: 'signed-in',
  input: Closed({ id: Uuid, showsName: Type.Optional(Type.Boolean()), muted: Type.Optional(Type.Boolean()) }),
  output: Done,
  summary: {
    zh: '在圈里显示全名还是打码、收不收通知',
    en: 'How the circle sees my name, and whether it may tell me of news',
  },
  async run(context, { id, showsName, muted }) {
    await choose(context, {
      circle: id,
      person: me(context),
      ...(showsName === undefined ? {} : { showsName }),
      ...(muted === undefined ? {} : { muted }),
    });
    return { id };
  },
});

export const leaveCircleUseCase = useCase({
  name: 'circle.leave',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Done,
  summary: { zh: '退出圈子', en: 'Leave a circle' },
  async run(context, { id }) {
    await leaveCircle(context, id, me(context));
    return { id };
  },
});

export const listInvitations = query({
  name: 'circle.list-invitations',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Type.Object({ items: Type.Array(InvitationShape) }),
  summary: { zh: '正在使用的入圈邀请码', en: 'Invitations in use' },
  async run(context, { id }) {
    await needLeader(context, id);
    const items = await invitationsOf(context, id);
    return {
      items: items.map((one) => ({ id: one.id, madeAt: one.madeAt.toISOString(), until: one.until.toISOString() })),
    };
  },
});

export const inviteUseCase = useCase({
  name: 'circle.invite',
  permission: 'signed-in',
  keepsAnswer: false,
  input: Closed({ id: Uuid }),
  output: Type.Object({ token: Type.String(), until: Instant, link: Type.String() }),
  summary: { zh: '生成入圈邀请码（30天有效）', en: 'Make an invitation, valid for 30 days' },
  async run(context, { id }) {
    const by = await needLeaderOfLiving(context, id);
    const { token, until } = await invite(context, id, by);
    return { token, until: until.toISOString(), link: `/circles/join/${token}` };
  },
});

export const revokeInvitationUseCase = useCase({
  name: 'circle.revoke-invitation',
  permission: 'signed-in',
  input: Closed({ id: Uuid, invitation: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  output: Done,
  summary: { zh: '停用一个邀请码', en: 'Revoke an invitation' },
  async run(context, { id, invitation }) {
    await needLeader(context, id);
    await revokeInvitation(context, id, invitation);
    return { id };
  },
});

export const getCircleByCode = query({
  name: 'circle.get-by-code',
  permission: 'signed-in',
  input: Closed({ code: Code }),
  output: CircleLine,
  summary: { zh: '邀请码是哪个圈子的', en: 'The circle of an invitation' },
  async run(context, { code }) {
    const circle = await getCircle(context, await circleOfCode(context, code));
    if (circle.status !== 'open') throw circleNotFound();
    return (await cardsOf(context, [circle]))[0]!;
  },
});

export const listMembers = query({
  name: 'circle.list-members',
  permission: 'signed-in',
  input: Closed({ id: Uuid, after: Type.Optional(Uuid), text: Type.Optional(Text(20)) }),
  output: Page(MemberShape),
  summary: {
    zh: '圈里的成员（只给圈里的人看；姓名按本人的选择显示）',
    en: 'Members of a circle, for its members; names as their owners chose',
  },
  async run(context, { id, after, text }) {
    const reader = await readerOf(context, await getCircle(context, id));
    if (!reader.isMember) throw circleNotFound();
    return membersPage(context, id, { asLeader: reader.isLeader, after, text });
  },
});

export const answerJoiningUseCase = useCase({
  name: 'circle.answer-joining',
  permission: 'signed-in',
  input: Closed({ ...Member, accepts: Type.Boolean() }),
  output: Done,
  summary: { zh: '同意或婉拒入圈', en: 'Let someone in who asked, or not' },
  async run(context, { id, person, accepts }) {
    await needLeaderOfLiving(context, id);
    await answerJoining(context, { circle: id, person, accepts });
    return { id };
  },
});

export const removeMemberUseCase = useCase({
  name: 'circle.remove-member',
  permission: 'signed-in',
  input: Closed({ ...Member, reason: Reason }),
  output: Done,
  summary: { zh: '请一位成员离开，写明原因', en: 'Take a member out, with a reason' },
  async run(context, { id, person, reason }) {
    await needLeaderOfLiving(context, id);
    await removeMember(context, id, person, reason);
    return { id };
  },
});

export const nameLeaderUseCase = useCase({
  name: 'circle.name-leader',
  permission: 'signed-in',
  input: Closed(Member),
  output: Done,
  summary: {
    zh: '请一位成员当圈长（圈长，或社区、街道在没有圈长时）',
    en: 'Make a member a leader, by a leader or, where there is none, the community or street',
  },
  async run(context, { id, person }) {
    const { place } = await getCircle(context, id);
    const mayStep =
      coversPlace(context.scopeFor('circle.review'), place) && (await leadersOf(context, id)).length === 0;
    if (!mayStep) await needLeaderOfLiving(context, id);
    await nameLeader(context, id, person);
    return { id };
  },
});

export const stepDownUseCase = useCase({
  name: 'circle.step-down',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Done,
  summary: { zh: '不再当圈长，留在圈里', en: 'Be a leader no longer, and stay a member' },
  async run(context, { id }) {
    await stepDown(context, id, await needLeader(context, id));
    return { id };
  },
});
