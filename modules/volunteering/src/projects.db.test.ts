import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideCircle, foundCircle, joinCircle } from '@zhongzhi/circles';
import { createPerson, grantRole } from '@zhongzhi/directory';
import type { Actor } from '@zhongzhi/kernel';
import { aPlanningWorld, fields, refusal } from '../test/planning.ts';
import { CUIHU, type World } from '../test/world.ts';
import { listNameable } from './use-cases/draft-use-cases.ts';
import { decide, listOwnProjects, plan, propose } from './use-cases/plan-use-cases.ts';

let planning: Awaited<ReturnType<typeof aPlanningWorld>>;
let world: World;
let run: World['t']['platform']['run'];
let founder: Actor;
let member: Actor;
let colleague: string;
let circle: string;

const idOf = (actor: Actor): string => (actor as { personId: string }).personId;

beforeAll(async () => {
  planning = await aPlanningWorld();
  ({ world, run } = planning);
  [founder, member] = [await world.volunteer('圈长'), await world.volunteer('圈友')];
  [circle, colleague] = await world.t.platform.asSystem('test', async (context) => {
    const id = await foundCircle(context, idOf(founder), {
      name: '翠湖邻里圈',
      kind: 'community',
      intro: '邻里互相照应',
      place: CUIHU,
      joining: 'open',
    });
    await decideCircle(context, { id, opens: true });
    await joinCircle(context, { circle: id, person: idOf(member) });
    const person = await createPerson(context, { name: '同事小陈', place: CUIHU });
    await grantRole(context, { person, role: 'community-staff', place: CUIHU, unit: world.community });
    return [id, person];
  });
});
afterAll(() => world.t.stop());

describe('a project', () => {
  test('is planned by staff of the unit and by leaders of the circle; a resident who proposed alone waits for the community', async () => {
    const ofCircle = await planning.anOpenProject(founder, circle);
    const resident = await world.volunteer('提议的人');
    const ofResident = await planning.anOpenProject(resident);
    const may = async (actor: Actor, id: string) =>
      (await run(listOwnProjects, {}, { actor })).items.find((item) => item.id === id)?.mayPlan;
    expect(await may(founder, ofCircle)).toBe(true);
    expect(await may(resident, ofResident)).toBe(false);
    expect(await may(world.staff, ofResident)).toBe(true);
    await run(plan, { project: ofCircle, ...fields() }, { actor: founder });
    await expect(run(plan, { project: ofResident, ...fields() }, { actor: resident })).rejects.toMatchObject({
      code: 'project.not-found',
    });
  });

  test('that is decided on is told of to whoever proposed it, with the reason of a refusal', async () => {
    const resident = await world.volunteer('提议的人');
    for (const decision of [{ opens: true }, { opens: false, reason: '请写明路线' }]) {
      const { id } = await run(
        propose,
        { place: CUIHU, kind: 'safety', title: '夜间巡逻', content: '结伴巡逻小区', risks: '夜间看不清路' },
        { actor: resident },
      );
      await run(decide, { id, ...decision }, { actor: world.staff });
    }
    const notices = await world.t.platform.asSystem('test', (context) =>
      context.tx
        .selectFrom('notices.notice')
        .select(['title', 'body', 'link'])
        .where('district', '=', context.district)
        .where('person', '=', idOf(resident))
        .orderBy('id')
        .execute(),
    );
    expect(notices).toMatchObject([
      { title: { zh: '项目审核通过了' }, link: '/plan' },
      { title: { zh: '项目没有通过' }, body: { zh: '“夜间巡逻”：请写明路线' }, link: '/plan' },
    ]);
  });
});

describe('who checks in and records', () => {
  test('is chosen among the colleagues of the unit and the members of the circle, by who may plan', async () => {
    const project = await planning.anOpenProject(founder, circle);
    const { items } = await run(listNameable, { id: project }, { actor: founder });
    expect(items).toEqual(
      expect.arrayContaining([
        { person: idOf(member), name: '圈友' },
        { person: colleague, name: '同事小陈' },
      ]),
    );
    expect(items.map(({ person }) => person)).not.toContain(idOf(founder));
    for (const actor of [member, planning.elsewhere])
      await expect(run(listNameable, { id: project }, { actor })).rejects.toMatchObject({ code: 'project.not-found' });
    const { id } = await run(
      plan,
      { project, ...fields(), checkers: [idOf(member)], recorders: [colleague] },
      { actor: founder },
    );
    expect(await planning.planned(id, founder)).toMatchObject({
      checkers: [{ person: idOf(member), name: '圈友' }],
      recorders: [{ person: colleague, name: '同事小陈' }],
    });
  });

  test('is no stranger: a roll tells of people', async () => {
    const project = await planning.anOpenProject(founder, circle);
    const stranger = await world.volunteer('路人');
    for (const part of ['checkers', 'recorders'])
      expect(
        await refusal(run(plan, { project, ...fields(), [part]: [idOf(stranger)] }, { actor: founder })),
      ).toMatchObject({ code: 'activity.not-to-be-named', errors: [{ field: part }] });
  });
});
