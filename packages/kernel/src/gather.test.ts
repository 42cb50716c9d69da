import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { gather, settle } from './gather.ts';

/** A gatherer whose groups are answered when the test says so. */
function held(most: number, groups: number) {
  const begun: number[][] = [];
  const release: (() => void)[] = [];
  const ask = gather<number, number>({
    most,
    groups,
    answer: async (questions) => {
      begun.push([...questions]);
      await new Promise<void>((done) => void release.push(done));
      return Promise.all(
        questions.map((question) =>
          settle(async () => {
            if (question < 0) throw new Error(`no answer to ${question}`);
            return question * 2;
          }),
        ),
      );
    },
  });
  return { ask, begun, release };
}

describe('questions that arrive together', () => {
  test('the first is answered at once, what comes meanwhile makes up the next group', async () => {
    const { ask, begun, release } = held(10, 1);
    const answers = [ask(1), ask(2), ask(3)];
    expect(begun).toEqual([[1]]);
    release[0]!();
    await nextTurn();
    expect(begun).toEqual([[1], [2, 3]]);
    release[1]!();
    expect(await Promise.all(answers)).toEqual([2, 4, 6]);
  });

  test('a group holds no more than it may, and no more run at once than may', async () => {
    const { ask, begun, release } = held(2, 2);
    const answers = [1, 2, 3, 4, 5, 6].map(ask);
    expect(begun).toEqual([[1], [2]]);
    release[1]!();
    await nextTurn();
    expect(begun).toEqual([[1], [2], [3, 4]]);
    release[0]!();
    await nextTurn();
    expect(begun.at(-1)).toEqual([5, 6]);
    release[2]!();
    release[3]!();
    expect(await Promise.all(answers)).toEqual([2, 4, 6, 8, 10, 12]);
  });

  test('one that fails does so alone', async () => {
    const { ask, release } = held(10, 1);
    const answers = [ask(1), ask(2), ask(-3)];
    release[0]!();
    await nextTurn();
    release[1]!();
    expect(await answers[1]).toBe(4);
    await expect(answers[2]).rejects.toThrow('no answer to -3');
  });

  test('where answering itself fails, everyone of the group hears it and the next group is taken', async () => {
    let isBroken = true;
    const ask = gather<number, number>({
      most: 5,
      groups: 1,
      answer: async (questions) => {
        if (isBroken) throw new Error('away');
        return questions.map((value) => ({ status: 'fulfilled', value }));
      },
    });
    await expect(ask(1)).rejects.toThrow('away');
    isBroken = false;
    expect(await ask(2)).toBe(2);
  });
});
