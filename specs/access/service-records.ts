import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import {
  creditService,
  decideMerchant,
  joinMerchant,
  listItem,
  makeStatement,
  openBudget,
  openCause,
  redeem,
  takeCode,
} from '@zhongzhi/beans';
import { decideCircle, foundCircle } from '@zhongzhi/circles';
import { createPerson } from '@zhongzhi/directory';
import { putQualificationKind, registerVolunteer, stateQualification } from '@zhongzhi/volunteers';
import {
  carryOut,
  confirmActivity,
  decideProject,
  getActivity,
  object,
  openActivity,
  planActivity,
  proposeProject,
  signUp,
} from '@zhongzhi/volunteering';
import type { AServer, Seat } from '../a-server.ts';
import { standingOf, type Relation, type Standing } from './relations.ts';

/** A way to have a record of volunteering stand in a relation to a seat; undefined where that cannot be. */
export type Maker = (server: AServer, seat: Seat, relation: Relation) => Promise<string | undefined>;

const HOUR_MS = 3_600_000;

/** Makes a record at the standing, in the world of the test. */
export const made =
  (make: (context: Context, standing: Standing, owner: string, server: AServer) => Promise<string>): Maker =>
  async (server, seat, relation) => {
    const standing = standingOf(server, seat, relation);
    if (standing === undefined || relation === 'assignee') return undefined;
    return server.t.platform.asSystem('test world', async (context) => {
      const owner = standing.opener ?? (await createPerson(context, { name: '别人', place: placeOf(standing) }));
      return make(context, standing, owner, server);
    });
  };

const placeOf = ({ place }: Standing): string => place.slice(0, 12);

async function circle(context: Context, standing: Standing, owner: string): Promise<string> {
  return foundCircle(context, owner, {
    name: '翠湖邻里圈',
    kind: 'community',
    intro: '邻里互相照应',
    place: placeOf(standing),
    joining: 'approval',
  });
}

/** A circle that the owner founded and that is open. */
export async function openCircle(context: Context, standing: Standing, owner: string): Promise<string> {
  const id = await circle(context, standing, owner);
  await decideCircle(context, { id, opens: true });
  return id;
}

const project = (context: Context, standing: Standing, circleId: string | null, server: AServer): Promise<string> =>
  proposeProject(context, {
    circle: circleId,
    unit: standing.unit ?? server.units.otherCommittee,
    place: placeOf(standing),
    kind: 'environment',
    title: '周末清洁',
    content: '清扫步道、捡拾垃圾',
    risks: '路滑，注意防滑',
  });

export async function activity(
  context: Context,
  standing: Standing,
  owner: string,
  server: AServer,
  { opens = true, startsIn = 48 }: { opens?: boolean; startsIn?: number } = {},
): Promise<string> {
  const projectId = await project(context, standing, null, server);
  await decideProject(context, { id: projectId, opens: true });
  const startsAt = new Date(context.now.getTime() + startsIn * HOUR_MS);
  const id = await planActivity(context, {
    project: projectId,
    title: '周六清洁',
    content: '清扫步道、捡拾垃圾',
    address: '南门',
    leader: owner,
    signUpFrom: new Date(startsAt.getTime() - 240 * HOUR_MS),
    shifts: [
      {
        name: '上午',
        startsAt,
        endsAt: new Date(startsAt.getTime() + 2 * HOUR_MS),
        posts: [{ name: '保洁', capacity: 9 }],
      },
    ],
  });
  if (opens) await openActivity(context, id);
  return id;
}

export const postOf = async (context: Context, id: string): Promise<{ id: string; shift: string }> =>
  (
    await sql<{
      id: string;
      shift: string;
    }>`select id, shift from volunteering.post where district = ${context.district} and activity = ${id}`.execute(
      context.tx,
    )
  ).rows[0]!;

async function held(context: Context, activityId: string, person: string): Promise<string> {
  await registerVolunteer(context, { person });
  const { id } = await postOf(context, activityId);
  return (await signUp(context, { person, posts: [id] }))[0]!.signUp!;
}

/** A record of the owner's service, organised at the standing by somebody else. */
async function record(context: Context, standing: Standing, owner: string, server: AServer): Promise<string> {
  const leader = await createPerson(context, { name: '带队人' });
  const id = await activity(context, { ...standing, place: placeOf(standing) }, leader, server, { startsIn: 5 });
  await held(context, id, owner);
  await sql`update volunteering.sign_up set at = at - interval '10 hours', meets_at = meets_at - interval '10 hours', starts_at = starts_at - interval '10 hours', ends_at = ends_at - interval '10 hours' where district = ${context.district} and activity = ${id}`.execute(
    context.tx,
  );
  await sql`update volunteering.shift set meets_at = meets_at - interval '10 hours', starts_at = starts_at - interval '10 hours', ends_at = ends_at - interval '10 hours' where district = ${context.district} and activity = ${id}`.execute(
    context.tx,
  );
  await sql`update volunteering.activity set starts_at = starts_at - interval '10 hours', ends_at = ends_at - interval '10 hours' where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  const check = {
    activity: id,
    person: owner,
    way: 'roll-call' as const,
    position: null,
    device: null,
    reason: '点名',
  };
  const running = await getActivity(context, id);
  await carryOut(context, running, { ...check, nonce: context.newId(), step: 'in', at: running.startsAt });
  await carryOut(context, running, { ...check, nonce: context.newId(), step: 'out', at: running.endsAt });
  await confirmActivity(context, { id, exceptions: [] });
  const { rows } = await sql<{
    record: string;
  }>`select record from volunteering.standing where district = ${context.district} and activity = ${id}`.execute(
    context.tx,
  );
  return rows[0]!.record;
}

async function merchant(context: Context, standing: Standing, server: AServer): Promise<string> {
  const id = await joinMerchant(context, {
    unit: standing.unit ?? server.units.otherMerchant,
    address: '文林街1号',
    intro: '书店',
  });
  await decideMerchant(context, { id, status: 'active' });
  return id;
}

async function item(context: Context, standing: Standing, server: AServer): Promise<string> {
  return listItem(context, {
    merchant: await merchant(context, standing, server),
    name: '笔记本',
    intro: '一本',
    beans: 1,
    stock: 100,
    mostPerPerson: 100,
  });
}

/** Five beans, given the only way there is: by service. */
async function withBeans(context: Context, person: string): Promise<void> {
  await openBudget(context, { name: '预算', amount: 100, source: '区财政' });
  const servedOn = context.now.toISOString().slice(0, 10);
  await creditService(context, {
    record: context.newId(),
    revision: 1,
    person,
    kind: 'environment',
    minutes: 300,
    servedOn,
  });
}

async function redeemed(context: Context, standing: Standing, owner: string, server: AServer): Promise<string> {
  await withBeans(context, owner);
  return (await redeem(context, owner, await item(context, standing, server))).id;
}

export const SERVICE_MAKERS = {
  circle: made(openCircle),
  'circle to review': made(circle),
  'project to review': made((context, standing, _owner, server) => project(context, standing, null, server)),
  project: made(async (context, standing, owner, server) => {
    const id = await project(
      context,
      standing,
      standing.opener === null ? null : await openCircle(context, standing, owner),
      server,
    );
    await decideProject(context, { id, opens: true });
    return id;
  }),
  'draft activity': made((context, standing, owner, server) =>
    activity(context, standing, owner, server, { opens: false }),
  ),
  activity: made((context, standing, owner, server) => activity(context, standing, owner, server)),
  'ended activity': made((context, standing, owner, server) =>
    activity(context, standing, owner, server, { startsIn: -5 }),
  ),
  post: made(
    async (context, standing, owner, server) =>
      (await postOf(context, await activity(context, standing, owner, server))).id,
  ),
  'sign-up': made(async (context, standing, owner, server) => {
    const leader = await createPerson(context, { name: '带队人' });
    return held(context, await activity(context, standing, leader, server), owner);
  }),
  'activity joined': made(async (context, standing, owner, server) => {
    const id = await activity(context, standing, await createPerson(context, { name: '带队人' }), server, {
      startsIn: 96, // not at the time of the other sign-ups
    });
    await held(context, id, owner);
    return id;
  }),
  'service record': made(record),
  objection: made(async (context, standing, owner, server) => {
    const id = await activity(context, standing, owner, server);
    const volunteer = await createPerson(context, { name: '志愿者' });
    await held(context, id, volunteer);
    return (await object(context, { person: volunteer, activity: id, about: 'missing', words: '漏记了一次' })).id;
  }),
  qualification: made(async (context, _standing, owner) => {
    await putQualificationKind(context, { kind: 'first-aid', label: '急救员', includes: [] });
    return stateQualification(context, { person: owner, kind: 'first-aid', from: '2019-01-01' });
  }),
  merchant: made((context, standing, _owner, server) => merchant(context, standing, server)),
  item: made((context, standing, _owner, server) => item(context, standing, server)),
  redemption: made(async (context, standing, owner, server) => redeemed(context, standing, owner, server)),
  budget: made((context) => openBudget(context, { name: '预算', amount: 10, source: '区财政' })),
  cause: made(async (context, _standing, owner) => {
    await withBeans(context, owner);
    return openCause(context, { name: '助学', intro: '给孩子买书' });
  }),
  statement: made(async (context, standing, owner, server) => {
    await withBeans(context, owner);
    const piece = await item(context, standing, server);
    const { code } = await redeem(context, owner, piece);
    const { rows } = await sql<{
      merchant: string;
    }>`select merchant from beans.item where district = ${context.district} and id = ${piece}`.execute(context.tx);
    await takeCode(context, rows[0]!.merchant, code);
    const day = context.now.toISOString().slice(0, 10);
    return (await makeStatement(context, { merchant: rows[0]!.merchant, from: day, to: `${day.slice(0, 4)}-12-31` }))
      .id;
  }),
} as const satisfies Record<string, Maker>;
