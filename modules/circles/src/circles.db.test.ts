import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runJob, type Actor } from '@zhongzhi/kernel';
import { idOf, aWorld, CUIHU, HUGUO, STREET, type World } from '../test/world.ts';
import { checks } from './checks.ts';
import type { CircleInFull } from './contract/index.ts';
import { circlesOf, membersAmong } from './membership.ts';
import { loadCircles } from './load.ts';
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
const draft = (changes: object = {}) => ({
  name: '月季花友圈',
  kind: 'hobby',
  intro: '一起种花养花',
  place: CUIHU,
  joining: 'open',
  ...changes,
});
const find = async (sought: object): Promise<string[]> =>
  (await world.run<{ items: { id: string }[] }>(circle.discoverCircles, sought)).items.map(({ id }) => id);
const read = (id: string, as?: Actor) => world.run<CircleInFull>(circle.getCircleUseCase, { id }, as);
const refused = (code: string) => ({ code });

describe('founding', () => {
  test('a circle is seen by its founder and its reviewers alone until it is approved, then by everyone', async () => {
    const founder = await world.person();
    const { id } = await world.run<{ id: string }>(circle.foundCircleUseCase, draft(), founder);
    expect(await world.noticesOf(world.staff)).toContain('circle.to-review');
    expect(await world.noticesOf(world.elsewhere)).not.toContain('circle.to-review');
    for (const who of [undefined, await world.person(), world.elsewhere])
      await expect(read(id, who)).rejects.toMatchObject(refused('circle.not-found'));
    expect((await read(id, world.staff)).abilities.mayReview).toBe(true);
    expect(await find({ text: '月季' })).not.toContain(id);
    await expect(world.run(circle.decideCircleUseCase, { id, opens: true }, world.elsewhere)).rejects.toMatchObject(
      refused('circle.not-found'),
    );
    await world.run(circle.decideCircleUseCase, { id, opens: true }, world.staff);
    expect((await read(id)).status).toBe('open');
    expect(await find({ text: '月季' })).toContain(id);
    expect(await world.noticesOf(founder)).toContain('circle.decided');
    await expect(world.run(circle.decideCircleUseCase, { id, opens: true }, world.staff)).rejects.toMatchObject(
      refused('circle.decided'),
    );
  });

  test('a refusal needs a reason; a refused circle goes back to review once it is changed', async () => {
    const founder = await world.person();
    const { id } = await world.run<{ id: string }>(circle.foundCircleUseCase, draft(), founder);
    await expect(world.run(circle.decideCircleUseCase, { id, opens: false }, world.staff)).rejects.toMatchObject(
      refused('circle.reason-needed'),
    );
    await world.run(circle.decideCircleUseCase, { id, opens: false, reason: '介绍太短，请写清楚' }, world.staff);
    expect(await read(id, founder)).toMatchObject({ status: 'refused', decisionReason: '介绍太短，请写清楚' });
    const edit = { id, version: 2, name: '月季与多肉圈', intro: '周末一起种花，互相送花苗' };
    await world.run(circle.editCircleUseCase, edit, founder);
    await expect(world.run(circle.editCircleUseCase, edit, founder)).rejects.toMatchObject(
      refused('circle.changed-meanwhile'),
    );
    expect(await read(id, founder)).toMatchObject({ status: 'review', name: '月季与多肉圈' });
  });

  test('nobody founds in the name of a unit where they do not work, nor at a place that does not exist', async () => {
    const founder = await world.person();
    const unit = (world.staff as unknown as { grants: { unit: string }[] }).grants[0]!.unit;
    await expect(world.run(circle.foundCircleUseCase, draft({ unit }), founder)).rejects.toMatchObject(
      refused('circle.not-your-unit'),
    );
    await world.run(circle.foundCircleUseCase, draft({ unit }), world.staff);
    await expect(world.run(circle.foundCircleUseCase, draft({ place: '530102009009' }), founder)).rejects.toMatchObject(
      refused('circle.place-unknown'),
    );
  });

  test('an approved name stays; the rest may be changed by its leaders and is found anew', async () => {
    const id = await world.circle({ name: '旧书交换圈', intro: '把看过的书传下去' });
    const { version } = await read(id);
    await expect(
      world.run(circle.editCircleUseCase, { id, version, name: '别的名字' }, world.leader),
    ).rejects.toMatchObject(refused('circle.name-reviewed'));
    await expect(
      world.run(circle.editCircleUseCase, { id, version, intro: '偷偷改掉' }, await world.person()),
    ).rejects.toMatchObject(refused('circle.not-found'));
    await world.run(
      circle.editCircleUseCase,
      { id, version, intro: '绘本漂流，亲子共读', interests: ['读书'] },
      world.leader,
    );
    expect(await find({ text: '绘本' })).toContain(id);
    expect(await find({ text: '看过' })).not.toContain(id);
    expect(await find({ interest: '读书' })).toContain(id);
  });
});

describe('discovery', () => {
  test.each([
    [{ text: '广场舞' }, true],
    [{ text: '舞 傍晚' }, true],
    [{ text: '广场舞 早上' }, false],
    [{ text: '，。' }, false],
    [{ interest: '跳舞' }, true],
    [{ interest: '跳' }, false],
    [{ place: '530102' }, true],
    [{ place: STREET }, true],
    [{ place: CUIHU }, true],
    [{ place: HUGUO }, false],
    [{ place: CUIHU, interest: '跳舞', text: '广场' }, true],
    [{ place: CUIHU, interest: '读报', text: '广场' }, false],
    [{ text: "' & !x | :*" }, false],
  ])('%j finds the dancers of 翠湖: %s', async (sought, isFound) => {
    const ids = await find({ interest: '跳舞' });
    const id = ids[0] ?? (await world.circle({ name: '广场舞圈', intro: '傍晚一起跳，不扰民', interests: ['跳舞'] }));
    expect((await find(sought)).includes(id)).toBe(isFound);
  });

  test('pages follow one another without a gap or a repeat, newest first', async () => {
    await asSystem((context) =>
      loadCircles(
        context,
        Array.from({ length: 120 }, (_, index) => ({
          name: `翻页圈${index}`,
          kind: 'cause' as const,
          intro: '翻页测试用的圈子',
          place: HUGUO,
          joining: 'open' as const,
          foundedAt: new Date('2026-01-01'),
          leaders: [idOf(world.leader)] as const,
        })),
      ),
    );
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await world.run<{ items: { id: string }[]; next: string | null }>(circle.discoverCircles, {
        text: '翻页',
        ...(after === undefined ? {} : { after }),
      });
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toEqual([...seen].toSorted().toReversed());
  });
});

describe('joining', () => {
  test.each(['open', 'approval', 'invitation'] as const)(
    'what it takes to join a circle that is %s',
    async (joining) => {
      const id = await world.circle({ joining });
      const person = await world.person();
      const join = () => world.run<{ state: string }>(membership.joinCircleUseCase, { id }, person);
      if (joining === 'open') expect([await join(), await join()]).toEqual([{ state: 'joined' }, { state: 'joined' }]);
      if (joining === 'approval') {
        expect([await join(), await join()]).toEqual([{ state: 'waiting' }, { state: 'waiting' }]);
        expect(await world.noticesOf(world.leader)).toContain('circle.asks-to-join');
        const answer = { id, person: idOf(person), accepts: true };
        await expect(world.run(membership.answerJoiningUseCase, answer, person)).rejects.toMatchObject(
          refused('circle.not-found'),
        );
        await world.run(membership.answerJoiningUseCase, answer, world.leader);
        await expect(world.run(membership.answerJoiningUseCase, answer, world.leader)).rejects.toMatchObject(
          refused('circle.nobody-waits'),
        );
      }
      if (joining === 'invitation') {
        await expect(join()).rejects.toMatchObject(refused('circle.by-invitation'));
        const { token } = await world.run<{ token: string }>(membership.inviteUseCase, { id }, world.leader);
        await world.run(
          membership.joinCircleUseCase,
          { id, token: token.toLowerCase().replace(/(.{4})/gu, '$1-') },
          person,
        );
        expect(await join()).toEqual({ state: 'joined' });
      }
      expect((await read(id)).members).toBe(2);
      expect(await asSystem((context) => circlesOf(context, idOf(person)))).toEqual([{ circle: id, role: 'member' }]);
      expect(await asSystem((context) => membersAmong(context, id, [idOf(person), idOf(world.staff)]))).toEqual(
        new Set([idOf(person)]),
      );
    },
  );

  test('a code tells its circle and lets people in until it is revoked or 30 days old, and is kept as a digest', async () => {
    const id = await world.circle({ joining: 'invitation' });
    const person = await world.person();
    const invite = () => world.run<{ token: string; link: string }>(membership.inviteUseCase, { id }, world.leader);
    const look = (code: string) => world.run(membership.getCircleByCode, { code }, person);
    const first = await invite();
    expect(first.link).toBe(`/circles/join/${first.token}`);
    expect(await look(first.token)).toMatchObject({ id });
    const { items } = await world.run<{ items: { id: string }[] }>(membership.listInvitations, { id }, world.leader);
    expect(JSON.stringify(items)).not.toContain(first.token);
    await world.run(membership.revokeInvitationUseCase, { id, invitation: items[0]!.id }, world.leader);
    await expect(look(first.token)).rejects.toMatchObject(refused('circle.invitation-over'));
    await expect(world.run(membership.joinCircleUseCase, { id, token: first.token }, person)).rejects.toMatchObject(
      refused('circle.by-invitation'),
    );
    const second = await invite();
    const start = world.t.now();
    world.t.setNow(new Date(start.getTime() + 30 * 86_400_000));
    await expect(look(second.token)).rejects.toMatchObject(refused('circle.invitation-over'));
    world.t.setNow(start);
    await expect(look('ABCD')).rejects.toMatchObject(refused('circle.invitation-over'));
  });

  test('of twenty who press twice at once, each is counted once', async () => {
    const id = await world.circle();
    const people = await Promise.all(Array.from({ length: 20 }, () => world.person()));
    await Promise.all([...people, ...people].map((one) => world.run(membership.joinCircleUseCase, { id }, one)));
    expect((await read(id)).members).toBe(21);
  });
});

test('circles loaded in bulk are found, counted and led like any other', async () => {
  const members = await Promise.all(Array.from({ length: 5 }, () => world.person()));
  const [id] = await asSystem<string[]>((context) =>
    loadCircles(context, [
      {
        name: '绿舟社工圈',
        kind: 'unit',
        intro: '社会组织的志愿者',
        place: CUIHU,
        interests: ['助老'],
        joining: 'open',
        foundedAt: new Date('2026-01-01'),
        leaders: [idOf(world.leader)],
        members: [...members, members[0]!, world.leader].map(idOf),
      },
    ]),
  );
  expect(await read(id!, members[0])).toMatchObject({ members: 6, status: 'open', role: 'member' });
  expect(await find({ interest: '助老', text: '社工' })).toEqual([id]);
  await runJob(world.t.platform, 'circles.keep-index');
  expect(await find({ interest: '助老', text: '社工' })).toEqual([id]);
});
