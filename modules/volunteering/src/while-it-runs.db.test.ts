import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOrganisation, createPerson } from '@zhongzhi/directory';
import type { Actor } from '@zhongzhi/kernel';
import { actingAs } from '@zhongzhi/kernel/testing';
import { aNonce, at, aWorld, CUIHU, NOW, STREET, type World } from '../test/world.ts';
import { getMyService } from './use-cases/volunteer-use-cases.ts';
import { answerOfferUseCase, confirm, signUpUseCase, withdrawUseCase } from './use-cases/volunteer-use-cases.ts';
import { getActivityUseCase } from './use-cases/activity-use-cases.ts';
import { uploadScansUseCase } from './use-cases/check-use-cases.ts';
import { cancel, change, plan } from './use-cases/plan-use-cases.ts';

let world: World;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
const come = (time: string): void => world.t.setNow(at(time));

beforeAll(async () => {
  world = await aWorld();
});
beforeEach(() => world.t.setNow(new Date(NOW)));
afterAll(() => world.t.stop());

const take = async (actor: Actor, post: string) =>
  (await world.t.platform.run(signUpUseCase, { posts: [post] }, { actor })).results[0]!;
const call = (id: string, actor: Actor, step: 'in' | 'out') =>
  world.t.platform.run(
    uploadScansUseCase,
    { id, scans: [{ nonce: aNonce(), person: idOf(actor), step, reason: '没带手机' }] },
    { actor: world.leader },
  );
const move = (id: string, shift: string, times: object) =>
  world.t.platform.run(change, { id, shift, ...times } as never, { actor: world.leader });

describe('an activity that is called off', () => {
  test('ends now where people have served: what they gave counts, who comes later is told', async () => {
    const { id, post } = await world.activity();
    const actor = await world.volunteer();
    await take(actor, post);
    come('09:00');
    await call(id, actor, 'in');
    come('10:00');
    expect(await world.t.platform.run(cancel, { id, reason: '下大雨' }, { actor: world.leader })).toMatchObject({
      endsEarly: true,
    });
    come('10:05');
    await call(id, actor, 'out');
    expect(await world.t.platform.run(confirm, { id }, { actor: world.leader })).toMatchObject({ recorded: 1 });
    expect((await world.t.platform.run(getMyService, {}, { actor })).totals).toMatchObject({ timedMinutes: 60 });
  });

  test('is cancelled where nobody has: also when some have come before it began', async () => {
    const { id, post } = await world.activity();
    const actor = await world.volunteer();
    await take(actor, post);
    come('08:50');
    await call(id, actor, 'in');
    expect(await world.t.platform.run(cancel, { id, reason: '下大雨' }, { actor: world.leader })).toEqual({
      id,
      told: 1,
      endsEarly: false,
    });
  });
});

describe('a shift that is moved', () => {
  test('has not begun', async () => {
    const { id, shift } = await world.activity();
    come('09:30');
    await expect(
      move(id, shift, { startsAt: at('14:00').toISOString(), endsAt: at('16:00').toISOString() }),
    ).rejects.toMatchObject({ code: 'activity.shift-has-begun' });
  });

  test('takes its offers along: none is taken after it has begun', async () => {
    const { id, post, shift } = await world.activity({ capacity: 1 });
    const [first, second] = [await world.volunteer(), await world.volunteer()];
    const held = await take(first, post);
    const line = await take(second, post);
    await world.t.platform.run(withdrawUseCase, { id: held.signUp!, reason: '有事' }, { actor: first });
    await move(id, shift, { startsAt: at('08:00').toISOString(), endsAt: at('10:00').toISOString() });
    come('08:01');
    await expect(
      world.t.platform.run(answerOfferUseCase, { id: line.signUp!, takes: true }, { actor: second }),
    ).rejects.toMatchObject({ code: 'sign-up.offer-over' });
  });

  test('stays insured where it is dangerous (志愿服务条例 art. 17)', async () => {
    const insurance = { company: '人保', policy: 'P1', until: '2026-11-21', coversNames: true };
    const { id, shift } = await world.activity({ isDangerous: true, insurance });
    const until = (day: string) => ({
      startsAt: at('09:00', day).toISOString(),
      endsAt: at('11:00', day).toISOString(),
    });
    await expect(move(id, shift, until('2026-11-22'))).rejects.toMatchObject({ code: 'activity.not-insured' });
    await move(id, shift, {
      startsAt: at('13:00').toISOString(),
      endsAt: at('15:00').toISOString(),
    });
  });
});

describe('the name of who leads', () => {
  test('is for those who take part; others read the first sign of it (志愿服务条例 art. 20)', async () => {
    const { id, post } = await world.activity();
    const actor = await world.volunteer();
    const shown = async (reader: Actor) =>
      (await world.t.platform.run(getActivityUseCase, { id }, { actor: reader })).leaderName;
    expect(await shown({ kind: 'anonymous' })).toBe('李**');
    expect(await shown(actor)).toBe('李**');
    await take(actor, post);
    expect(await shown(actor)).toBe('李带队');
    expect(await shown(world.leader)).toBe('李带队');
  });
});

describe('who organises', () => {
  test('is the unit: staff of the same place from another unit plan, check and confirm nothing (order 67, art. 26)', async () => {
    const { id } = await world.activity();
    const other = await world.t.platform.asSystem('test world', async (context) =>
      actingAs(
        [
          {
            role: 'street-staff',
            place: STREET,
            unit: await createOrganisation(context, { kind: 'street-office', name: '街道办', place: STREET }),
          },
        ],
        await createPerson(context, { name: '街道', place: CUIHU }),
      ),
    );
    come('12:00');
    for (const attempt of [
      world.t.platform.run(confirm, { id }, { actor: other }),
      world.t.platform.run(cancel, { id, reason: '试试' }, { actor: other }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'activity.not-found' });
  });

  test('stays within the place for which the project was approved', async () => {
    const { id } = await world.activity();
    const project = await world.t.platform.asSystem('test', ({ tx, district }) =>
      tx
        .selectFrom('volunteering.activity')
        .select('project')
        .where('district', '=', district)
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    );
    const draft = {
      project: project.project,
      place: '530102002',
      title: '别处清洁',
      content: '清扫步道',
      address: '别处',
      shifts: [
        {
          name: '上午',
          startsAt: at('09:00', '2026-11-25').toISOString(),
          endsAt: at('11:00', '2026-11-25').toISOString(),
          posts: [{ name: '保洁', capacity: 1 }],
        },
      ],
    };
    await expect(world.t.platform.run(plan, draft, { actor: world.leader })).rejects.toMatchObject({
      code: 'activity.place-elsewhere',
    });
  });
});
