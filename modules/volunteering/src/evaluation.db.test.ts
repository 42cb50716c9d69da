import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { aRecordWorld, codeOf, idOf, type RecordWorld } from '../test/record-world.ts';
import { evaluateUseCase, listActivityRecords } from './use-cases/record-use-cases.ts';
import { confirm, correct } from './use-cases/volunteer-use-cases.ts';

let world: RecordWorld['world'];
let mine: RecordWorld['mine'];
let activity: RecordWorld['activity'];
let enter: RecordWorld['enter'];
let stop: RecordWorld['stop'];

beforeAll(async () => {
  ({ world, mine, activity, enter, stop } = await aRecordWorld());
});
afterAll(() => stop());

describe('R6, R9: service is evaluated, within the same ten working days', () => {
  test('all in one act with exceptions; what was said before stays; nothing is added up', async () => {
    const made = await activity({ left: 2 });
    const [one, two] = made.people as [Actor, Actor];
    const evaluate = (input: object, actor: Actor = world.leader) =>
      world.t.platform.run(evaluateUseCase, { id: made.id, ...input } as never, { actor });
    expect(await codeOf(evaluate({ outcome: 'done' }))).toBe('evaluation.not-confirmed');
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    expect(await codeOf(evaluate({ outcome: 'done' }, one))).toBe('activity.not-found');
    const exception = { person: idOf(two), outcome: 'not-done', words: '没有做完就离开' };
    expect(
      await codeOf(
        evaluate({ outcome: 'done', exceptions: [{ ...exception, person: idOf(await world.volunteer()) }] }),
      ),
    ).toBe('evaluation.no-record');
    expect(await evaluate({ outcome: 'well', exceptions: [exception] })).toEqual({ evaluated: 2 });
    expect((await mine(one)).evaluation.items).toMatchObject([{ outcome: 'well' }]);
    expect((await mine(two)).evaluation.items).toMatchObject([{ outcome: 'not-done', words: '没有做完就离开' }]);
    expect(await evaluate({ outcome: 'well' })).toEqual({ evaluated: 0 });
    await evaluate({ outcome: 'well', exceptions: [{ ...exception, outcome: 'done', words: '核实是生病' }] });
    expect((await mine(two)).evaluation.items).toMatchObject([{ outcome: 'done', words: '核实是生病' }]);
    const kept = await world.t.platform.asSystem('test', ({ tx, district: code }) =>
      tx
        .selectFrom('volunteering.evaluation')
        .select('outcome')
        .where('district', '=', code)
        .where('person', '=', idOf(two))
        .execute(),
    );
    expect(kept).toHaveLength(2);
  });

  test('service entered later waits for its evaluation again', async () => {
    const made = await activity({ left: 1, forgot: 1 });
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    await world.t.platform.run(evaluateUseCase, { id: made.id, outcome: 'done' }, { actor: world.leader });
    const waits = async () =>
      (await world.t.platform.run(listActivityRecords, { id: made.id }, { actor: world.leader })).needsEvaluation;
    expect(await waits()).toBe(false);
    await enter(made, made.people[1]!);
    expect(await waits()).toBe(true);
    expect(
      await world.t.platform.run(evaluateUseCase, { id: made.id, outcome: 'done' }, { actor: world.leader }),
    ).toEqual({ evaluated: 1 });
    expect(await waits()).toBe(false);
  });

  test('where every record was annulled, nothing waits for an evaluation', async () => {
    const { id, people } = await activity({ left: 1 });
    await world.t.platform.run(confirm, { id }, { actor: world.leader });
    const waits = async () =>
      (await world.t.platform.run(listActivityRecords, { id }, { actor: world.leader })).needsEvaluation;
    expect(await waits()).toBe(true);
    const { record } = (await mine(people[0]!)).service.items[0]!;
    await world.t.platform.run(
      correct,
      { id: record, annul: true, reason: '不属于志愿服务：开会' },
      { actor: world.leader },
    );
    expect(await waits()).toBe(false);
  });
});
