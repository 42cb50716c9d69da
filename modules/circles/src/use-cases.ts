import { Type } from 'typebox';
import { sql } from 'kysely';
import { enumOf, Nullable, RegionCode, Text, Uuid } from '@zhongzhi/contract-kit';
import { coversPlace, personOf, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { namesOf } from '@zhongzhi/directory';
import { maskName } from '@zhongzhi/contract-kit';
import {
  answerJoining,
  circleNotFound,
  circlesOf,
  decideCircle,
  foundCircle,
  getCircle,
  invite,
  isLeader,
  joinCircle,
  leaveCircle,
  nameLeader,
  type Circle,
} from './circles.ts';

const Kind = enumOf(['community', 'street', 'unit', 'hobby', 'cause', 'neighbourhood']);
const Joining = enumOf(['open', 'approval', 'invitation']);
const Closed = <P extends Record<string, import('typebox').TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const Done = Type.Object({ id: Type.String() });

const CircleLine = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Kind,
  intro: Type.String(),
  place: Type.String(),
  interests: Type.Array(Type.String()),
  joining: Joining,
  status: Type.String(),
  members: Type.Integer(),
  role: Nullable(Type.String()),
});

const lineOf = (circle: Circle, role: string | null) => ({
  id: circle.id,
  name: circle.name,
  kind: circle.kind,
  intro: circle.intro,
  place: circle.place,
  interests: [...circle.interests],
  joining: circle.joining,
  status: circle.status,
  members: circle.members,
  role,
});

const me = (context: Context): string => {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  return person;
};

async function needLeader(context: Context, circle: string): Promise<string> {
  const person = me(context);
  if (!(await isLeader(context, circle, person))) throw circleNotFound();
  return person;
}

const MOST_LISTED = 50;

export const discoverCircles = query({
  name: 'circle.discover',
  permission: 'public',
  input: Closed({
    place: Type.Optional(RegionCode),
    interest: Type.Optional(Text(30)),
    text: Type.Optional(Text(30)),
    after: Type.Optional(Uuid),
  }),
  output: Type.Object({ items: Type.Array(CircleLine), next: Nullable(Type.String()) }),
  summary: { zh: '找圈子：按地方、兴趣、文字', en: 'Discover circles by place, interest and text' },
  async run(context, { place, interest, text, after }) {
    const { rows } =
      await sql<Circle>`select id, name, kind, intro, place, unit, interests, joining, status, members, decision_reason as "decisionReason" from circles.circle
      where district = ${context.district} and status = 'open' and place like ${`${place ?? ''}%`}
        and (${interest ?? null}::text is null or ${interest ?? null} = any(interests))
        and (${text ?? null}::text is null or position(${text ?? ''} in name || intro) > 0)
        and (${after ?? null}::uuid is null or id > ${after ?? null}) order by id limit ${MOST_LISTED + 1}`.execute(
        context.tx,
      );
    const person = personOf(context.actor);
    const roles = new Map(
      person === null ? [] : (await circlesOf(context, person)).map(({ circle, role }) => [circle, role]),
    );
    const shown = rows.slice(0, MOST_LISTED);
    return {
      items: shown.map((circle) => lineOf(circle, roles.get(circle.id) ?? null)),
      next: rows.length > MOST_LISTED ? shown.at(-1)!.id : null,
    };
  },
});

export const getCircleUseCase = query({
  name: 'circle.get',
  permission: 'public',
  input: Closed({ id: Uuid }),
  output: CircleLine,
  summary: { zh: '一个圈子', en: 'One circle' },
  async run(context, { id }) {
    const circle = await getCircle(context, id);
    const person = personOf(context.actor);
    const own = person === null ? undefined : (await circlesOf(context, person)).find(({ circle: one }) => one === id);
    const mayReview = coversPlace(context.scopeFor('circle.review'), circle.place);
    if (circle.status !== 'open' && own === undefined && !mayReview) throw circleNotFound();
    return lineOf(circle, own?.role ?? null);
  },
});

export const foundCircleUseCase = useCase({
  name: 'circle.found',
  permission: 'signed-in',
  input: Closed({
    name: Text(30, { min: 2 }),
    kind: Kind,
    intro: Text(500, { min: 4 }),
    place: RegionCode,
    interests: Type.Optional(Type.Array(Text(20), { maxItems: 10 })),
    joining: Joining,
  }),
  output: Done,
  summary: { zh: '申请开圈', en: 'Ask for a circle to be founded' },
  run: async (context, draft) => ({ id: await foundCircle(context, me(context), draft as never) }),
});

export const listCirclesToReview = query({
  name: 'circle.list-to-review',
  permission: 'circle.review',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(CircleLine) }),
  summary: { zh: '待审核的圈子', en: 'Circles that wait for review' },
  async run(context) {
    const { rows } =
      await sql<Circle>`select id, name, kind, intro, place, unit, interests, joining, status, members, decision_reason as "decisionReason" from circles.circle
      where district = ${context.district} and status = 'review' and exists (select from unnest(${[...context.scope.places]}::text[]) p where place like p || '%')
      order by id limit 200`.execute(context.tx);
    return { items: rows.map((circle) => lineOf(circle, null)) };
  },
});

export const decideCircleUseCase = useCase({
  name: 'circle.decide',
  permission: 'circle.review',
  input: Closed({ id: Uuid, opens: Type.Boolean(), reason: Type.Optional(Text(300, { min: 4 })) }),
  output: Done,
  summary: { zh: '审核开圈', en: 'Decide on a circle' },
  async run(context, { id, opens, reason }) {
    const circle = await getCircle(context, id);
    if (!coversPlace(context.scope, circle.place)) throw circleNotFound();
    if (!opens && reason === undefined)
      throw refuse.invalid('circle.reason-needed', '不通过请写明原因。', 'Give a reason when you do not approve.', {
        errors: [{ field: 'reason', detail: '请填写' }],
      });
    await decideCircle(context, { id, opens, ...(reason === undefined ? {} : { reason }) });
    return { id };
  },
});

export const joinCircleUseCase = useCase({
  name: 'circle.join',
  permission: 'signed-in',
  input: Closed({ id: Uuid, token: Type.Optional(Text(60)), words: Type.Optional(Text(200)) }),
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

export const inviteUseCase = useCase({
  name: 'circle.invite',
  permission: 'signed-in',
  keepsAnswer: false,
  input: Closed({ id: Uuid }),
  output: Type.Object({ token: Type.String(), until: Type.String(), link: Type.String() }),
  summary: { zh: '生成入圈邀请码（30天有效）', en: 'Make an invitation, valid for 30 days' },
  async run(context, { id }) {
    const by = await needLeader(context, id);
    const { token, until } = await invite(context, id, by);
    return { token, until: until.toISOString(), link: `/circles/${id}?invited=${token}` };
  },
});

export const listMembers = query({
  name: 'circle.list-members',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        person: Type.String(),
        name: Type.String(),
        role: Type.String(),
        state: Type.String(),
        words: Nullable(Type.String()),
      }),
    ),
  }),
  summary: { zh: '圈里的成员（只给圈长看；姓名打码）', en: 'Members of a circle, for its leaders; names masked' },
  async run(context, { id }) {
    await needLeader(context, id);
    const { rows } = await sql<{
      person: string;
      role: string;
      state: string;
      words: string | null;
    }>`select person, role, state, words from circles.member
      where district = ${context.district} and circle = ${id} and state in ('waiting', 'joined') order by state desc, since limit 500`.execute(
      context.tx,
    );
    const names = await namesOf(
      context,
      rows.map(({ person }) => person),
    );
    return { items: rows.map((row) => ({ ...row, name: maskName(names.get(row.person) ?? '') })) };
  },
});

export const answerJoiningUseCase = useCase({
  name: 'circle.answer-joining',
  permission: 'signed-in',
  input: Closed({ id: Uuid, person: Uuid, accepts: Type.Boolean() }),
  output: Done,
  summary: { zh: '同意或婉拒入圈', en: 'Let someone in who asked, or not' },
  async run(context, { id, person, accepts }) {
    await needLeader(context, id);
    await answerJoining(context, { circle: id, person, accepts });
    return { id };
  },
});

export const nameLeaderUseCase = useCase({
  name: 'circle.name-leader',
  permission: 'signed-in',
  input: Closed({ id: Uuid, person: Uuid }),
  output: Done,
  summary: { zh: '请一位成员当圈长', en: 'Make a member a leader' },
  async run(context, { id, person }) {
    await needLeader(context, id);
    await nameLeader(context, id, person);
    return { id };
  },
});
