import { describe, expect, it } from 'vitest';
import { Loads } from './loads.ts';
import { ApiProblem } from './problem.ts';

/** Requests whose answers the test gives when it likes. */
function requests() {
  const all: {
    signal: AbortSignal;
    answer: (data: unknown) => Promise<void>;
    fail: (why: unknown) => Promise<void>;
  }[] = [];
  const settle = () => new Promise<void>((done) => setImmediate(done));
  const load = (signal: AbortSignal) =>
    new Promise<unknown>((resolve, reject) => {
      all.push({
        signal,
        answer: (data) => (resolve(data), settle()),
        fail: (why) => (reject(why), settle()),
      });
    });
  return { all, load };
}
const nobody = () => undefined;

describe('what pages load', () => {
  it('is asked for once, however many want it', async () => {
    const loads = new Loads();
    const { all, load } = requests();
    let told = 0;
    loads.subscribe('me', () => (told += 1), load);
    loads.subscribe('me', () => (told += 1), load);
    expect(all).toHaveLength(1);
    await all[0]?.answer('Ana');
    expect(loads.peek('me')).toEqual({ data: 'Ana', problem: undefined, isLoading: false });
    expect(told).toBeGreaterThanOrEqual(2);
  });

  it('is shown at once to who comes back, and brought up to date', async () => {
    const loads = new Loads();
    const { all, load } = requests();
    const leave = loads.subscribe('list', nobody, load);
    await all[0]?.answer([1]);
    leave();
    loads.subscribe('list', nobody, load);
    expect(loads.peek('list')).toEqual({ data: [1], problem: undefined, isLoading: true });
    await all[1]?.answer([1, 2]);
    expect(loads.peek('list').data).toEqual([1, 2]);
  });

  it('is aborted when nobody wants it any more', () => {
    const loads = new Loads();
    const { all, load } = requests();
    loads.subscribe('list', nobody, load)();
    expect(all[0]?.signal.aborted).toBe(true);
  });

  it('is never replaced by the late answer of an earlier request', async () => {
    const loads = new Loads();
    const { all, load } = requests();
    loads.subscribe('list', nobody, load);
    loads.start('list');
    await all[1]?.answer('new');
    await all[0]?.answer('old');
    expect(loads.peek('list').data).toBe('new');
  });

  it('keeps what is known beside the reason why it could not be brought up to date', async () => {
    const loads = new Loads();
    const { all, load } = requests();
    loads.subscribe('list', nobody, load);
    await all[0]?.answer('known');
    loads.start('list');
    await all[1]?.fail(new ApiProblem(0, 'offline', '没有网络'));
    expect(loads.peek('list')).toMatchObject({ data: 'known', problem: { code: 'offline' }, isLoading: false });
  });

  it('is loaded again where it is on the page and forgotten elsewhere, by the beginning of its key', async () => {
    const loads = new Loads();
    const { all, load } = requests();
    loads.subscribe('cases/1', nobody, load);
    const leave = loads.subscribe('cases/2', nobody, load);
    loads.subscribe('people', nobody, load);
    for (const request of all) await request.answer('x');
    leave();
    loads.invalidate('cases');
    expect(all).toHaveLength(4);
    expect(loads.peek('cases/1').data).toBe('x');
    expect(loads.peek('cases/2').data).toBeUndefined();
  });

  it('shows nothing of one person to the next: without a prefix everything is dropped at once', async () => {
    const loads = new Loads();
    const { all, load } = requests();
    loads.subscribe('mine', nobody, load);
    await all[0]?.answer('of Ana');
    loads.invalidate('');
    expect(loads.peek('mine')).toEqual({ data: undefined, problem: undefined, isLoading: true });
  });

  it('does not grow for ever: the least recently seen is forgotten first', async () => {
    const loads = new Loads();
    const { all, load } = requests();
    for (let index = 0; index < 100; index += 1) {
      const leave = loads.subscribe(`page/${index}`, nobody, load);
      await all[index]?.answer(index);
      leave();
    }
    expect(loads.peek('page/0').data).toBeUndefined();
    expect(loads.peek('page/99').data).toBe(99);
  });
});
