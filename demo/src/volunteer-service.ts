import { sql } from 'kysely';
import { decideMerchant, joinMerchant, listItem, openBudget } from '@zhongzhi/beans';
import { decideCircle, foundCircle, joinCircle } from '@zhongzhi/circles';
import { systemActor, type Context } from '@zhongzhi/kernel';
import { putQualificationKind, registerVolunteer } from '@zhongzhi/volunteers';
import {
  carryOut,
  confirmActivity,
  decideProject,
  evaluateActivity,
  getActivity,
  object,
  openActivity,
  planActivity,
  proposeProject,
  recordTraining,
  signUp,
} from '@zhongzhi/volunteering';
import { playCircle } from './circle-life.ts';
import type { Person } from './past.ts';
import type { Stage } from './stage.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What circles do in the demonstration; invented. */
const PROJECTS = [
  {
    kind: 'environment',
    title: '周末清洁家园',
    content: '清扫小区和步道，捡拾垃圾，劝导垃圾分类',
    risks: '地面湿滑，注意防滑防划伤',
    post: '保洁',
  },
  {
    kind: 'elder-care',
    title: '陪独居老人说说话',
    content: '上门陪老人聊天、读报、代买日用品',
    risks: '上门两人同行，注意交通安全',
    post: '陪伴',
  },
  {
    kind: 'traffic',
    title: '放学路口护学',
    content: '在校门口路口引导孩子过街',
    risks: '车流较大，穿反光背心，站在安全区',
    post: '护学',
  },
  { kind: 'health', title: '社区义诊', content: '量血压、测血糖，登记慢病老人', risks: '注意个人防护', post: '引导' },
  {
    kind: 'culture',
    title: '翠湖边讲故事',
    content: '给孩子讲老昆明的故事，教唱童谣',
    risks: '照看好孩子，远离水边',
    post: '讲解',
  },
] as const;

const ITEMS = [
  { name: '咖啡一杯', intro: '任选一款，当日有效', beans: 3 },
  { name: '理发一次', intro: '需提前电话预约', beans: 5 },
  { name: '绘本一册', intro: '店内指定书目', beans: 4 },
] as const;

const placeOfCommunity = (code: string): { place: string; street: string } => ({
  place: code,
  street: code.slice(0, 9),
});

/** Budget, merchants and what they give. */
async function openShop(stage: Stage, context: Context): Promise<void> {
  await openBudget(context, { name: '年度志愿服务激励', amount: 100_000, source: '区志愿服务专项经费（演示）' });
  for (const unit of stage.units.merchants) {
    const id = await joinMerchant(context, {
      unit: unit.id,
      address: '文林街一带',
      intro: '支持志愿服务的街坊小店（演示）',
    });
    await decideMerchant(context, { id, status: 'active' });
    for (const item of ITEMS) await listItem(context, { ...item, merchant: id, stock: 50, mostPerPerson: 2 });
  }
  await putQualificationKind(context, { kind: 'first-aid', label: '急救员证', includes: [] });
  await putQualificationKind(context, { kind: 'nurse', label: '护士执业证', includes: ['first-aid'] });
}

const idOf = ({ personId }: Person): string => personId;

interface Plan {
  readonly project: string;
  readonly title: string;
  readonly content: string;
  readonly place: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly leader: string;
  readonly startsAt: Date;
  readonly post: string;
}

const plan = (context: Context, { startsAt, post, ...draft }: Plan): Promise<string> =>
  planActivity(context, {
    ...draft,
    address: '社区居委会门口集合',
    signUpFrom: new Date(startsAt.getTime() - 10 * DAY_MS),
    shifts: [
      {
        name: '本班',
        meetsAt: new Date(startsAt.getTime() - HOUR_MS / 3),
        startsAt,
        endsAt: new Date(startsAt.getTime() + 2 * HOUR_MS),
        posts: [{ name: post, capacity: 8, waitlist: 8 }],
      },
    ],
  });

const postOf = async (context: Context, activity: string): Promise<string> =>
  (
    await sql<{
      id: string;
    }>`select id from volunteering.post where district = ${context.district} and activity = ${activity}`.execute(
      context.tx,
    )
  ).rows[0]!.id;

/** An activity of the past: signed up before, there on time. */
async function playServed(stage: Stage, past: Plan, people: readonly string[]): Promise<string> {
  const { telling } = stage;
  const at = (ms: number): Context =>
    telling.as(systemActor('demonstration district'), new Date(past.startsAt.getTime() + ms));
  const before = at(-3 * DAY_MS);
  const id = await plan(before, past);
  await openActivity(before, id);
  const post = await postOf(before, id);
  for (const person of people) await signUp(before, { person, posts: [post] });
  const activity = await getActivity(before, id);
  for (const person of people) {
    const check = { activity: id, person, way: 'personal-code' as const, position: null, device: null };
    const came = at(stage.chance.whole(-10, 5) * 60_000);
    await carryOut(came, activity, { ...check, nonce: came.newId(), step: 'in', at: came.now });
    const left = at(2 * HOUR_MS + stage.chance.whole(-15, 10) * 60_000);
    await carryOut(left, activity, { ...check, nonce: left.newId(), step: 'out', at: left.now });
  }
  return id;
}

/** The same with its records, confirmed the day after. */
async function playPast(stage: Stage, past: Plan, people: readonly string[]): Promise<string> {
  const id = await playServed(stage, past, people);
  const dayAfter = new Date(past.startsAt.getTime() + DAY_MS);
  await confirmActivity(stage.telling.as(systemActor('demonstration district'), dayAfter), { id, exceptions: [] });
  return id;
}

interface Queued {
  readonly draft: Omit<Plan, 'startsAt'>;
  readonly hour: Date;
  readonly near: readonly Person[];
  readonly place: string;
}

/** What waits for the staff of some communities: a proposal, an activity that nobody confirmed, an objection. */
async function playQueues(stage: Stage, index: number, { draft, hour, near, place }: Queued): Promise<void> {
  const daysAgo = (days: number): Date => new Date(hour.getTime() - days * DAY_MS);
  if (index % 3 === 0)
    await playServed(stage, { ...draft, startsAt: daysAgo(index === 0 ? 20 : 3) }, near.slice(0, 4).map(idOf));
  const person = near[index % 5];
  if (index % 4 !== 0 || person === undefined) return;
  const proposing = stage.telling.as(person, daysAgo(1));
  const { kind, content, risks } = PROJECTS[(index + 1) % PROJECTS.length]!;
  const unit = stage.units.ofPlace.get(place)!;
  await proposeProject(proposing, { unit, place, kind, content, risks, title: `${stage.nameOf(place)}周末互助` });
  const activity = await playPast(stage, { ...draft, startsAt: daysAgo(5) }, [person.personId]);
  const objecting = stage.telling.as(person, daysAgo(3));
  await object(objecting, {
    person: person.personId,
    activity,
    about: 'record',
    words: '我收拾完工具才走的，少记了十几分钟。',
  });
}

/** In every fourth community people meet within the hour, in the others at a likelier time if it is still to come. */
function todayAt(now: Date, hour: Date, index: number): Date {
  const next = new Date((Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS);
  return index % 4 === 0 || hour <= next ? next : hour;
}

/** What volunteers of a community learned before they began. */
async function playTraining(stage: Stage, unit: string, people: readonly string[]): Promise<void> {
  const day = new Date(stage.telling.now.getTime() - 25 * DAY_MS);
  await recordTraining(stage.telling.as(systemActor('demonstration district'), day), {
    unit,
    people,
    name: '志愿者岗前培训',
    content: '服务礼仪、安全常识和简单急救',
    minutes: 90,
    provider: '区红十字会',
    trainedOn: day.toISOString().slice(0, 10),
  });
}

/** One community: its circle, its members, a project, activities past, now and to come. */
async function playCommunity(stage: Stage, code: string, index: number): Promise<void> {
  const { telling, people } = stage;
  const now = telling.now;
  const early = telling.as(systemActor('demonstration district'), new Date(now.getTime() - 60 * DAY_MS));
  const unit = stage.units.ofPlace.get(code);
  const leader = unit === undefined ? undefined : people.staffOf.get(unit)?.[0]?.personId;
  const { street } = placeOfCommunity(code);
  const neighbours = [...people.residents, ...people.neighbours]
    .filter(({ home }) => home.startsWith(street))
    .map(({ person }) => person);
  if (unit === undefined || leader === undefined) return;
  const near = neighbours.map(idOf);
  const name = stage.nameOf(code);
  const circle = await foundCircle(early, leader, {
    name: `${name}邻里圈`,
    kind: 'community',
    intro: `${name}的街坊互相照应，一起做点实事。`,
    place: code,
    unit,
    interests: ['邻里互助', '环境'],
    joining: 'open',
  });
  await decideCircle(early, { id: circle, opens: true });
  for (const person of near.slice(0, 12)) {
    await registerVolunteer(early, { person });
    await joinCircle(early, { circle, person });
  }
  await playCircle(stage, { circle, leader, members: near.slice(0, 12) });
  const about = PROJECTS[index % PROJECTS.length]!;
  const project = await proposeProject(early, { ...about, circle, unit, place: code, title: `${name}${about.title}` });
  await decideProject(early, { id: project, opens: true });
  const { title, content, post } = about;
  const draft = { project, title, content, place: code, ...stage.places.middle(code), leader, post };
  const today = new Date(Math.floor((now.getTime() + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS);
  const hour = new Date(today.getTime() + (9 + 2 * (index % 4)) * HOUR_MS);
  for (const weeks of [3, 2, 1]) {
    const startsAt = new Date(hour.getTime() - weeks * 7 * DAY_MS);
    // The first two come every time, so that they have something to look back on.
    const id = await playPast(stage, { ...draft, startsAt }, [
      ...near.slice(0, 2),
      ...near.slice(weeks + 1, weeks + 5),
    ]);
    const evaluating = telling.as(systemActor('demonstration district'), new Date(startsAt.getTime() + 2 * DAY_MS));
    await evaluateActivity(evaluating, { id, outcome: 'well', words: '认真细致，街坊都说好。', exceptions: [] });
  }
  await playTraining(stage, unit, near.slice(0, 8));
  await playQueues(stage, index, { draft, hour, near: neighbours, place: code });
  const present = telling.as(systemActor('demonstration district'), new Date(now.getTime() - 5 * DAY_MS));
  for (const [days, signed] of [
    [0, 6],
    [2 + (index % 5), 3],
    [9 + (index % 5), 1],
  ] as const) {
    const id = await plan(present, {
      ...draft,
      startsAt: days === 0 ? todayAt(now, hour, index) : new Date(hour.getTime() + days * DAY_MS),
    });
    await openActivity(present, id);
    for (const person of near.slice(0, signed)) await signUp(present, { person, posts: [await postOf(present, id)] });
  }
}

/** Circles, volunteers, activities of which one a community runs today, records, beans and merchants. */
export async function playService(stage: Stage): Promise<void> {
  await openShop(
    stage,
    stage.telling.as(systemActor('demonstration district'), new Date(stage.telling.now.getTime() - 90 * DAY_MS)),
  );
  for (const [index, code] of stage.people.shownCommunities.entries()) await playCommunity(stage, code, index);
}
