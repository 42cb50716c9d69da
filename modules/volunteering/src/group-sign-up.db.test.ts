import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { actingAs } from '@zhongzhi/kernel/testing';
import { decideCircle, dissolveCircle, foundCircle, joinCircle } from '@zhongzhi/circles';
import { createPerson, nameGuardian } from '@zhongzhi/directory';
import { putQualificationKind, registerVolunteer } from '@zhongzhi/volunteers';
import { at, aWorld, CUIHU, type World } from '../test/world.ts';
import { checks } from './checks.ts';
import { signUpGroupUseCase } from './use-cases/finding-use-cases.ts';
import { listMyShifts, signUpUseCase, withdrawUseCase } from './use-cases/volunteer-use-cases.ts';

let world: World;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
const asSystem: World['t']['platform']['asSystem'] = (reason, work) => world.t.platform.asSystem(reason, work);

/** An open circle with a leader and as many members as are given. */
async function aCircle(members: readonly Actor[]): Promise<{ circle: string; leader: Actor }> {
  const leader = await world.volunteer('圈长');
  const circle = await asSystem('test world', async (context) => {
    const id = await foundCircle(context, idOf(leader), {
      name: '翠湖邻里圈',
      kind: 'community',
      intro: '邻里互相照应',
      place: CUIHU,
      joining: 'open',
    });
    await decideCircle(context, { id, opens: true });
    for (const member of members) await joinCircle(context, { circle: id, person: idOf(member) });
    return id;
  });
  return { circle, leader };
}
const crowd = (size: number): Promise<Actor[]> => Promise.all(Array.from({ length: size }, () => world.volunteer()));
const signUp = (leader: Actor, request: { id: string; circle: string; post: string }, people: readonly Actor[]) =>
  world.t.platform.run(signUpGroupUseCase, { ...request, people: people.map(idOf) }, { actor: leader });
const wrongs = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const check of checks) {
    const { ok, detail } = await asSystem('test', (context) => check.run(context));
    if (!ok) found.push(`${check.name} ${detail}`);
  }
  return found;
};
const toldOf = async (actor: Actor): Promise<number> => {
  const { rows } = await asSystem('test', (context) =>
    sql<{
      count: number;
    }>`select count(*)::int as count from notices.notice where district = ${context.district} and person = ${idOf(actor)} and kind = 'volunteering.signed-up-by-leader'`.execute(
      context.tx,
    ),
  );
  return rows[0]!.count;
};

beforeAll(async () => {
  world = await aWorld({ poolSize: 20 });
});
afterAll(() => world.t.stop());

describe('a leader signs members up', () => {
  test('each has a place of their own, is told, and may withdraw; the leader is not told of themselves', async () => {
    const members = await crowd(3);
    const { circle, leader } = await aCircle(members);
    const { id, post } = await world.activity();
    const { results } = await signUp(leader, { id, circle, post }, [...members, leader, members[0]!]);
    expect(results.map(({ person, state }) => [person, state])).toEqual(
      [...members, leader].map((one) => [idOf(one), 'held']),
    );
    expect(await Promise.all([...members, leader].map(toldOf))).toEqual([1, 1, 1, 0]);
    const mine = await world.t.platform.run(listMyShifts, {}, { actor: members[1]! });
    expect(mine.items).toMatchObject([{ activity: id, state: 'held' }]);
    await world.t.platform.run(
      withdrawUseCase,
      { id: mine.items[0]!.signUp, reason: '那天有事' },
      { actor: members[1]! },
    );
    expect((await world.t.platform.run(listMyShifts, {}, { actor: members[1]! })).items).toEqual([]);
    expect(await wrongs()).toEqual([]);
  });

  test('only a leader of that circle does, while it is open, for members of it, and for a post of that activity', async () => {
    const members = await crowd(2);
    const { circle, leader } = await aCircle(members);
    const other = await aCircle([]);
    const { id, post } = await world.activity();
    const elsewhere = await world.activity();
    const stranger = await world.volunteer();
    const request = { id, circle, post };
    for (const actor of [members[0]!, other.leader, world.staff, stranger])
      await expect(signUp(actor, request, [members[1]!])).rejects.toMatchObject({ code: 'group.not-your-circle' });
    await expect(signUp(leader, request, [members[0]!, stranger])).rejects.toMatchObject({ code: 'group.not-members' });
    await expect(signUp(leader, { ...request, post: elsewhere.post }, [members[0]!])).rejects.toMatchObject({
      code: 'sign-up.post-unknown',
    });
    await asSystem('test', (context) => dissolveCircle(context, circle, '都搬走了'));
    await expect(signUp(leader, request, [members[0]!])).rejects.toMatchObject({ code: 'group.not-your-circle' });
    expect(await wrongs()).toEqual([]);
  });

  test('the rules hold for each as if they had signed up themselves, and each answer says why', async () => {
    await asSystem('test world', async (context) => {
      await putQualificationKind(context, { kind: 'first-aid', label: '急救员证', includes: [] });
      await putQualificationKind(context, { kind: 'nurse', label: '护士执业证', includes: ['first-aid'] });
    });
    const hold = (actor: Actor, kind: string, from: string, until: string | null) =>
      asSystem('test world', (context) =>
        sql`insert into volunteers.qualification (district, id, person, kind, valid_from, valid_until, state, stated_at)
          values (${context.district}, ${context.newId()}, ${idOf(actor)}, ${kind}, ${from}::date, ${until}::date, 'confirmed', ${context.now})`.execute(
          context.tx,
        ),
      );
    const [nurse, lapsed, lastDay, without, busy, already] = (await crowd(6)) as [
      Actor,
      Actor,
      Actor,
      Actor,
      Actor,
      Actor,
    ];
    const unregistered = actingAs(
      [],
      await asSystem('w', (context) => createPerson(context, { name: '路人', place: CUIHU })),
    );
    const [child, mother] = await asSystem('test world', async (context) => {
      const made = [
        await createPerson(context, { name: '小明', place: CUIHU, birthYear: 2012 }),
        await createPerson(context, { name: '小明妈妈', place: CUIHU }),
      ] as const;
      await nameGuardian(context, { ward: made[0], guardian: made[1], relation: '母亲' });
      await registerVolunteer(context, { person: made[0] });
      return made.map((person) => actingAs([], person));
    });
    expect(mother).toBeDefined();
    await hold(nurse, 'nurse', '2026-01-01', null);
    await hold(lapsed, 'nurse', '2026-01-01', '2026-11-20');
    await hold(lastDay, 'first-aid', '2026-01-01', '2026-11-21');
    for (const one of [busy, already, child!]) await hold(one, 'first-aid', '2026-01-01', null);
    const sameTime = await world.activity();
    await world.t.platform.run(signUpUseCase, { posts: [sameTime.post] }, { actor: busy });
    const { id, post } = await world.activity({
      shifts: [
        {
          name: '上午',
          startsAt: at('09:00'),
          endsAt: at('11:00'),
          posts: [{ name: '急救', capacity: 10, qualification: 'first-aid' }],
        },
      ],
    });
    await world.t.platform.run(signUpUseCase, { posts: [post] }, { actor: already });
    const people = [nurse, lapsed, lastDay, without, busy, already, unregistered, child!];
    const { circle, leader } = await aCircle(people);
    const { results } = await signUp(leader, { id, circle, post }, people);
    expect(results.map(({ state, words }) => [state, words.map(({ code }) => code)])).toEqual([
      ['held', []],
      ['refused', ['sign-up.qualification']],
      ['held', []],
      ['refused', ['sign-up.qualification']],
      ['refused', ['sign-up.overlap']],
      ['held', []],
      ['refused', ['sign-up.not-registered', 'sign-up.qualification']],
      ['refused', ['sign-up.guardian']],
    ]);
    expect(results[0]!.name).toMatch(/\*/u);
    expect(await Promise.all([lapsed, without, busy, unregistered, child!].map(toldOf))).toEqual([0, 0, 0, 0, 0]);
    expect(await wrongs()).toEqual([]);
  });
});

describe('a rush with groups in it', () => {
  test('two leaders and single people at once: exactly the capacity, nobody twice, everyone told the truth', async () => {
    const [ours, theirs, shared, singles] = [await crowd(12), await crowd(12), await crowd(4), await crowd(20)];
    const [one, other] = [await aCircle([...ours, ...shared]), await aCircle([...theirs, ...shared])];
    const { id, post } = await world.activity({ capacity: 15, waitlist: 5 });
    const group = ({ leader, circle }: { leader: Actor; circle: string }, people: readonly Actor[]) =>
      signUp(leader, { id, circle, post }, people).then(({ results }) => results);
    const single = (actor: Actor) =>
      world.t.platform
        .run(signUpUseCase, { posts: [post] }, { actor })
        .then(({ results }) => [{ ...results[0]!, person: idOf(actor) }]);
    const answers = (
      await Promise.all([
        group(one, [...ours, ...shared]),
        ...singles.slice(0, 10).map(single),
        group(other, [...shared, ...theirs].toReversed()),
        ...singles.slice(10).map(single),
        group(one, shared),
      ])
    ).flat();
    const inForce = answers.filter(({ state }) => state !== 'refused');
    const byPerson = Map.groupBy(inForce, ({ person }) => person);
    for (const same of byPerson.values()) expect(new Set(same.map(({ signUp }) => signUp)).size).toBe(1);
    const states = [...byPerson.values()].map((same) => same[0]!.state);
    expect([
      states.filter((state) => state === 'held').length,
      states.filter((state) => state === 'waiting').length,
    ]).toEqual([15, 5]);
    const { rows } = await asSystem('test', (context) =>
      sql<{
        person: string;
      }>`select person from volunteering.sign_up where district = ${context.district} and post = ${post} and state in ('held', 'waiting')`.execute(
        context.tx,
      ),
    );
    expect(new Set(rows.map(({ person }) => person))).toEqual(new Set(byPerson.keys()));
    expect(rows).toHaveLength(20);
    expect(await wrongs()).toEqual([]);
  });
});
