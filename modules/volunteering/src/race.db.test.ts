import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { Refusal } from '@zhongzhi/kernel';
import { aNonce, at, aWorld, NOW, type World } from '../test/world.ts';
import { checks } from './checks.ts';
import { closeLines, lapseOffers } from './line.ts';
import { changeTimes, cancelActivity } from './change.ts';
import { uploadScansUseCase } from './use-cases/check-use-cases.ts';
import {
  answerOfferUseCase,
  confirm,
  getMyService,
  listMyShifts,
  signUpUseCase,
  withdrawUseCase,
} from './use-cases/volunteer-use-cases.ts';

let world: World;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
const signUp = (actor: Actor, post: string) =>
  world.t.platform.run(signUpUseCase, { posts: [post] }, { actor }).then(({ results }) => results[0]!);
const crowd = (size: number): Promise<Actor[]> => Promise.all(Array.from({ length: size }, () => world.volunteer()));
const wrongs = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const check of checks) {
    const { ok, detail } = await world.t.platform.asSystem('test', (context) => check.run(context));
    if (!ok) found.push(`${check.name} ${detail}`);
  }
  return found;
};

beforeAll(async () => {
  world = await aWorld({ poolSize: 20 });
});
afterAll(() => world.t.stop());

describe('a rush', () => {
  test('two hundred at once for ten places and twenty in line: exactly ten and twenty, numbered in order, everyone told the truth', async () => {
    const people = await crowd(200);
    const { post } = await world.activity({ capacity: 10, waitlist: 20 });
    const results = await Promise.all(people.map((person) => signUp(person, post)));
    const of = (state: string) => results.filter((result) => result.state === state);
    expect(of('held')).toHaveLength(10);
    expect(of('waiting')).toHaveLength(20);
    expect(of('refused')).toHaveLength(170);
    expect(new Set(of('refused').flatMap(({ words }) => words.map(({ code }) => code)))).toEqual(
      new Set(['sign-up.full']),
    );
    expect(
      of('held')
        .map(({ number }) => number!)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 10 }, (_unused, index) => index + 1));
    expect(
      of('waiting')
        .map(({ number }) => number!)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 20 }, (_unused, index) => index + 11));
    expect(await wrongs()).toEqual([]);
  });

  test('the same person five hundred times at once has one place and five hundred equal answers', async () => {
    const person = await world.volunteer();
    const { post } = await world.activity({ capacity: 5, waitlist: 5 });
    const results = await Promise.all(Array.from({ length: 500 }, () => signUp(person, post)));
    expect(results).toHaveLength(500);
    expect(new Set(results.map((result) => JSON.stringify({ ...result, words: [] }))).size).toBe(1);
    expect(results[0]).toMatchObject({ state: 'held', number: 1 });
    expect(await wrongs()).toEqual([]);
  });

  test('one person for two shifts at the same time gets one of them', async () => {
    const person = await world.volunteer();
    const [one, other] = [await world.activity(), await world.activity()];
    const results = await Promise.all([signUp(person, one.post), signUp(person, other.post)]);
    expect(results.map(({ state }) => state).sort()).toEqual(['held', 'refused']);
    expect(results.find(({ state }) => state === 'refused')!.words[0]!.code).toBe('sign-up.overlap');
  });

  test('the check sees it when someone looks first and writes afterwards', async () => {
    const { id, post, shift } = await world.activity({ capacity: 3, waitlist: 1 });
    const people = await crowd(12);
    const careless = (person: string) =>
      world.t.platform.asSystem('careless', async (context) => {
        const { rows } = await sql<{
          n: number;
        }>`select count(*)::int as n from volunteering.sign_up where district = ${context.district} and post = ${post} and state = 'held'`.execute(
          context.tx,
        );
        if (rows[0]!.n >= 3) return;
        await sql`select pg_sleep(0.05)`.execute(context.tx);
        await sql`insert into volunteering.sign_up (district, id, post, shift, activity, person, state, number, meets_at, starts_at, ends_at, signed_up_by, at, changed_at)
          values (${context.district}, ${context.newId()}, ${post}, ${shift}, ${id}, ${person}, 'held', 1, ${at('08:40')}, ${at('09:00')}, ${at('11:00')}, ${person}, ${context.now}, ${context.now})`.execute(
          context.tx,
        );
      });
    await Promise.all(people.map((person) => careless(idOf(person))));
    expect(await wrongs()).toEqual([expect.stringContaining('volunteering.places-are-sign-ups')]);
    await world.t.platform.asSystem('tidy', ({ tx, district }) =>
      sql`delete from volunteering.sign_up where district = ${district} and post = ${post}`.execute(tx),
    );
    expect(await wrongs()).toEqual([]);
  });
});

describe('the line', () => {
  test('an offer that nobody answers goes to the next; once the shift begins nobody waits or is offered anything', async () => {
    const { post } = await world.activity({ capacity: 1, waitlist: 3 });
    const [holder, first, second, third] = await crowd(4);
    const held = await signUp(holder!, post);
    for (const one of [first, second, third]) await signUp(one!, post);
    const stateOf = async (actor: Actor) => (await world.t.platform.run(listMyShifts, {}, { actor })).items[0]?.state;
    await world.t.platform.run(withdrawUseCase, { id: held.signUp!, reason: '有事' }, { actor: holder! });
    expect(await stateOf(first!)).toBe('offered');
    world.t.setNow(new Date(new Date(NOW).getTime() + 12 * 3_600_000));
    expect(await world.t.platform.asSystem('test', lapseOffers)).toBe(1);
    expect([await stateOf(first!), await stateOf(second!), await stateOf(third!)]).toEqual([
      undefined,
      'offered',
      'waiting',
    ]);
    world.t.setNow(at('09:00'));
    await world.t.platform.asSystem('test', async (context) => {
      await lapseOffers(context);
      await closeLines(context);
    });
    expect([await stateOf(second!), await stateOf(third!)]).toEqual([undefined, undefined]);
    const late = (await world.t.platform.run(signUpUseCase, { posts: [post] }, { actor: await world.volunteer() }))
      .results[0]!;
    expect(late).toMatchObject({ state: 'refused', words: [{ code: 'sign-up.started' }] });
    world.t.setNow(NOW);
    expect(await wrongs()).toEqual([]);
  });

  test('everyone who withdraws at once passes their place on, each to somebody else', async () => {
    const { post } = await world.activity({ capacity: 8, waitlist: 8 });
    const people = await crowd(16);
    const held: { actor: Actor; id: string }[] = [];
    for (const actor of people) {
      const { state, signUp: id } = await signUp(actor, post);
      if (state === 'held') held.push({ actor, id: id! });
    }
    await Promise.all(
      held.map(({ actor, id }) => world.t.platform.run(withdrawUseCase, { id, reason: '有事' }, { actor })),
    );
    const states = await Promise.all(
      people.map(async (actor) => (await world.t.platform.run(listMyShifts, {}, { actor })).items[0]?.state),
    );
    expect(states.filter((state) => state === 'offered')).toHaveLength(8);
    expect(await wrongs()).toEqual([]);
  });
});

describe('two at once', () => {
  test('two recorders confirm: each record is written once, the second is told', async () => {
    const { id, post } = await world.activity();
    const person = await world.volunteer();
    await signUp(person, post);
    world.t.setNow(at('11:30'));
    for (const [step, time] of [
      ['in', '08:50'],
      ['out', '11:00'],
    ] as const)
      await world.t.platform.run(
        uploadScansUseCase,
        {
          id,
          scans: [{ nonce: aNonce(), person: idOf(person), step, reason: '没带手机', at: at(time).toISOString() }],
        },
        { actor: world.leader },
      );
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        world.t.platform.run(confirm, { id }, { actor: world.leader }).then(
          () => 'confirmed',
          (error: Refusal) => error.code,
        ),
      ),
    );
    expect(outcomes.sort()).toEqual([
      'activity.settled',
      'activity.settled',
      'activity.settled',
      'activity.settled',
      'confirmed',
    ]);
    expect((await world.t.platform.run(getMyService, {}, { actor: person })).totals).toMatchObject({
      records: 1,
      timedMinutes: 120,
    });
    world.t.setNow(NOW);
    expect(await wrongs()).toEqual([]);
  });

  test('a shift is moved, or cancelled, while people sign up: everyone who got in is at the new time, or out', async () => {
    const people = await crowd(30);
    const moved = await world.activity({ capacity: 30 });
    await Promise.all([
      ...people.slice(0, 15).map((person) => signUp(person, moved.post)),
      world.t.platform.transact('public', 'write', { actor: world.leader }, (context) =>
        changeTimes(context, {
          activity: moved.id,
          shift: moved.shift,
          meetsAt: at('13:40'),
          startsAt: at('14:00'),
          endsAt: at('16:00'),
        }),
      ),
    ]);
    const times = await world.t.platform.asSystem(
      'test',
      async ({ tx, district }) =>
        (
          await sql<{
            at: Date;
          }>`select distinct starts_at as at from volunteering.sign_up where district = ${district} and activity = ${moved.id} and state = 'held'`.execute(
            tx,
          )
        ).rows,
    );
    expect(times.map((row) => row.at.toISOString())).toEqual([at('14:00').toISOString()]);
    const cancelled = await world.activity({ capacity: 30 });
    await Promise.all([
      ...people.slice(15).map((person) => signUp(person, cancelled.post).catch((error: Refusal) => error.code)),
      world.t.platform.transact('public', 'write', { actor: world.leader }, (context) =>
        cancelActivity(context, cancelled.id, '下雨'),
      ),
    ]);
    const left = await world.t.platform.asSystem(
      'test',
      async ({ tx, district }) =>
        (
          await sql`select from volunteering.sign_up where district = ${district} and activity = ${cancelled.id} and state in ('held', 'waiting', 'offered')`.execute(
            tx,
          )
        ).rows,
    );
    expect(left).toEqual([]);
    expect(await wrongs()).toEqual([]);
  });
});

test('whatever people do in whatever order, no post is overbooked and its counts are its sign-ups', async () => {
  const people = await crowd(6);
  const step = fc.record({
    who: fc.nat(5),
    act: fc.constantFrom('sign-up', 'withdraw', 'take', 'decline', 'sweep'),
    together: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 3 }),
      fc.array(step, { maxLength: 20 }),
      async (capacity, waitlist, steps) => {
        world.t.setNow(NOW);
        const { id, post } = await world.activity({ capacity, waitlist });
        let running: Promise<unknown>[] = [];
        for (const { who, act, together } of steps) {
          const actor = people[who]!;
          const own = async () =>
            (await world.t.platform.run(listMyShifts, {}, { actor })).items.find(({ activity }) => activity === id)
              ?.signUp;
          const doing = async (): Promise<void> => {
            if (act === 'sign-up') return void (await signUp(actor, post));
            if (act === 'sweep') return void (await world.t.platform.asSystem('test', lapseOffers));
            const signUpId = await own();
            if (signUpId === undefined) return;
            if (act === 'withdraw')
              await world.t.platform.run(withdrawUseCase, { id: signUpId, reason: '有事' }, { actor });
            else await world.t.platform.run(answerOfferUseCase, { id: signUpId, takes: act === 'take' }, { actor });
          };
          running.push(
            doing().catch((error: unknown) => {
              if (!(error instanceof Refusal)) throw error;
            }),
          );
          if (!together) {
            await Promise.all(running);
            running = [];
          }
        }
        await Promise.all(running);
        expect(await wrongs()).toEqual([]);
        for (const actor of people) {
          const item = (await world.t.platform.run(listMyShifts, {}, { actor })).items.find(
            ({ activity }) => activity === id,
          );
          if (item !== undefined)
            await world.t.platform
              .run(withdrawUseCase, { id: item.signUp, reason: '有事' }, { actor })
              .catch(() => undefined);
        }
        await world.t.platform.transact('public', 'write', { actor: world.leader }, (context) =>
          cancelActivity(context, id, '收拾'),
        );
      },
    ),
    { numRuns: 20 },
  );
}, 120_000);
