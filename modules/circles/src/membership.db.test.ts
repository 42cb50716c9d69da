import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runJob, type Actor } from '@zhongzhi/kernel';
import { idOf, aWorld, type World } from '../test/world.ts';
import { checks } from './checks.ts';
import type { CircleInFull, CircleMember } from './contract/index.ts';
import { isLeader, leadersOf, leadsOpenCircle, leaveCircle } from './membership.ts';
import * as circle from './use-cases/circles.ts';
import * as membership from './use-cases/membership.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(async () => {
  for (const check of checks)
    expect(await world.t.platform.asSystem('test', (context) => check.run(context)), check.name).toMatchObject({
      ok: true,
    });
  await world.t.stop();
});

const asSystem = <T>(act: Parameters<World['t']['platform']['asSystem']>[1]): Promise<T> =>
  world.t.platform.asSystem('test', act) as Promise<T>;
const find = async (sought: object): Promise<string[]> =>
  (await world.run<{ items: { id: string }[] }>(circle.discoverCircles, sought)).items.map(({ id }) => id);
const read = (id: string, as?: Actor) => world.run<CircleInFull>(circle.getCircleUseCase, { id }, as);
const refused = (code: string) => ({ code });

describe('people of a circle', () => {
  test('nobody outside reads the list; inside, each name is as its owner chose', async () => {
    const [open, shy] = [await world.person('王小明'), await world.person('欧阳锋')];
    const id = await world.circle({}, [open, shy]);
    await world.run(membership.chooseUseCase, { id, showsName: true }, open);
    const list = async (as?: Actor) =>
      (await world.run<{ items: CircleMember[] }>(membership.listMembers, { id }, as)).items.map(({ name }) => name);
    expect((await list(shy)).toSorted()).toEqual(['圈**', '欧阳*', '王小明'].toSorted());
    for (const who of [await world.person(), world.staff, world.elsewhere])
      await expect(list(who)).rejects.toMatchObject(refused('circle.not-found'));
    await expect(list()).rejects.toMatchObject(refused('sign-in-needed'));
    await world.run(membership.leaveCircleUseCase, { id }, open);
    await expect(list(open)).rejects.toMatchObject(refused('circle.not-found'));
  });

  test('a minor’s name stays masked', async () => {
    const child = await world.person('小朋友', 2014);
    const id = await world.circle({}, [child]);
    await expect(world.run(membership.chooseUseCase, { id, showsName: true }, child)).rejects.toMatchObject(
      refused('circle.minor-masked'),
    );
  });

  test('the last leader can neither leave nor step down, also when two try at once', async () => {
    const second = await world.person();
    const id = await world.circle({}, [second]);
    await expect(world.run(membership.leaveCircleUseCase, { id }, world.leader)).rejects.toMatchObject(
      refused('circle.last-leader'),
    );
    await world.run(membership.nameLeaderUseCase, { id, person: idOf(second) }, world.leader);
    const tries = await Promise.allSettled([
      world.run(membership.leaveCircleUseCase, { id }, world.leader),
      world.run(membership.leaveCircleUseCase, { id }, second),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const left = await asSystem<boolean[]>((context) =>
      Promise.all([world.leader, second].map((one) => isLeader(context, id, idOf(one)))),
    );
    expect(left.filter(Boolean)).toHaveLength(1);
    expect((await read(id)).members).toBe(1);
  });

  test('a leader acts in the name of the circle while it lives, and no longer', async () => {
    const one = await world.person();
    const id = await world.circle({}, [one]);
    await world.run(membership.nameLeaderUseCase, { id, person: idOf(one) }, world.leader);
    expect(await asSystem((context) => leadsOpenCircle(context, id, idOf(one)))).toBe(true);
    await world.run(circle.dissolveCircleUseCase, { id, reason: '任务完成' }, world.leader);
    expect(await asSystem((context) => leadsOpenCircle(context, id, idOf(one)))).toBe(false);
  });

  test('staff of the place name a leader where there is none any more', async () => {
    const one = await world.person();
    const id = await world.circle({}, [one]);
    await asSystem(({ tx, district }) =>
      tx
        .deleteFrom('circles.member')
        .where('district', '=', district)
        .where('circle', '=', id)
        .where('role', '=', 'leader')
        .execute(),
    );
    await asSystem(({ tx, district }) =>
      tx
        .updateTable('circles.circle')
        .set({ members: 1 })
        .where('district', '=', district)
        .where('id', '=', id)
        .execute(),
    );
    await world.run(membership.nameLeaderUseCase, { id, person: idOf(one) }, world.staff);
    expect(await asSystem((context) => leadersOf(context, id))).toEqual([idOf(one)]);
  });

  test('a leader takes a member out with a reason, never another leader; staff name a leader where needed', async () => {
    const [one, two] = [await world.person(), await world.person()];
    const id = await world.circle({}, [one, two]);
    await expect(world.run(membership.nameLeaderUseCase, { id, person: idOf(one) }, world.staff)).rejects.toMatchObject(
      refused('circle.not-found'),
    );
    await world.run(membership.nameLeaderUseCase, { id, person: idOf(one) }, world.leader);
    await expect(
      world.run(membership.nameLeaderUseCase, { id, person: idOf(two) }, world.elsewhere),
    ).rejects.toMatchObject(refused('circle.not-found'));
    const remove = (person: Actor, as: Actor) =>
      world.run(membership.removeMemberUseCase, { id, person: idOf(person), reason: '多次发广告' }, as);
    await expect(remove(world.leader, one)).rejects.toMatchObject(refused('circle.not-a-member'));
    await expect(remove(one, two)).rejects.toMatchObject(refused('circle.not-found'));
    await remove(two, one);
    expect(await world.noticesOf(two)).toContain('circle.removed');
    await world.run(membership.stepDownUseCase, { id }, one);
    await expect(remove(one, one)).rejects.toMatchObject(refused('circle.not-found'));
  });
});

describe('notices and the end', () => {
  test('a notice reaches every member who has not switched notices off, five a day at most', async () => {
    const [hears, muted, gone] = [await world.person(), await world.person(), await world.person()];
    const id = await world.circle({}, [hears, muted, gone]);
    await world.run(membership.chooseUseCase, { id, muted: true }, muted);
    await asSystem((context) => leaveCircle(context, id, idOf(gone)));
    const say = () =>
      world.run<{ id: string }>(circle.announceUseCase, { id, title: '周六集合', words: '九点南门见' }, world.leader);
    const notice = await say();
    await runJob(world.t.platform, 'circles.tell-members', { announcement: notice.id });
    expect(await world.noticesOf(hears)).toEqual(['circle.announcement']);
    expect([await world.noticesOf(muted), await world.noticesOf(gone)]).toEqual([[], []]);
    expect(await world.run(circle.listAnnouncements, { id }, muted)).toMatchObject({ items: [{ title: '周六集合' }] });
    await expect(world.run(circle.listAnnouncements, { id }, gone)).rejects.toMatchObject(refused('circle.not-found'));
    for (let more = 0; more < 4; more += 1) await say();
    await expect(say()).rejects.toMatchObject(refused('circle.too-many-notices'));
    await expect(
      world.run(circle.announceUseCase, { id, title: '抢话', words: '不是圈长' }, hears),
    ).rejects.toMatchObject(refused('circle.not-found'));
  });

  test('a dissolved circle is found no more, its members are told, and its leaders can finish what is under way', async () => {
    const member = await world.person();
    const id = await world.circle({ name: '临时抗旱圈' }, [member]);
    const end = (as: Actor) => world.run(circle.dissolveCircleUseCase, { id, reason: '事情办完了' }, as);
    for (const who of [member, world.elsewhere])
      await expect(end(who)).rejects.toMatchObject(refused('circle.not-found'));
    await end(world.leader);
    await expect(end(world.leader)).rejects.toMatchObject(refused('circle.not-found'));
    expect(await world.noticesOf(member)).toContain('circle.dissolved');
    expect(await find({ text: '抗旱' })).toEqual([]);
    await expect(read(id, member)).rejects.toMatchObject(refused('circle.not-found'));
    await expect(world.run(membership.joinCircleUseCase, { id }, member)).rejects.toMatchObject(
      refused('circle.not-found'),
    );
    expect(await asSystem((context) => isLeader(context, id, idOf(world.leader)))).toBe(true);
  });

  test('the community may dissolve a circle of its area', async () => {
    const id = await world.circle();
    await world.run(circle.dissolveCircleUseCase, { id, reason: '长期无人管理' }, world.staff);
    expect((await read(id, world.leader)).status).toBe('dissolved');
  });
});
