import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../problem.ts';
import { createOutbox, type Parcel, type Step } from './outbox.ts';
import { memoryStore } from './store.ts';

/** A server that remembers what each idempotency key did, as ours does, behind a line that can be cut. */
function world() {
  const store = memoryStore();
  const done = new Map<string, unknown>();
  const state = { now: 1_000_000, owner: 'ana' as string | null, line: 'up' as 'up' | 'cut' | 'answer-lost', calls: 0 };
  const refusals: ApiProblem[] = [];
  const call = async (key: string, content: unknown) => {
    state.calls += 1;
    if (state.line === 'cut') throw new ApiProblem(0, 'offline', '没有网络');
    const refusal = refusals.shift();
    if (refusal !== undefined) throw refusal;
    done.set(key, content);
    if (state.line === 'answer-lost') throw new ApiProblem(0, 'offline', '没有网络');
    return Promise.resolve({ number: `N${done.size}` });
  };
  const senders = {
    letter: async (payload: { text: string; pictures: string[] }, step: Step) => {
      for (const [index, picture] of payload.pictures.entries())
        await step(`picture-${index}`, (key) => call(key, picture));
      return step('letter', (key) => call(key, payload.text));
    },
  };
  const outbox = () => createOutbox({ senders, owner: () => state.owner, store, now: () => state.now });
  return { store, done, state, refusals, outbox };
}

const letter = { text: '路灯不亮', pictures: ['a', 'b'] };

describe('the outbox', () => {
  it('sends at once where there is a connection, and tells that it arrived', async () => {
    const { outbox, done } = world();
    const box = outbox();
    await box.put('letter', letter);
    await box.flush();
    expect([...done.values()]).toEqual(['a', 'b', '路灯不亮']);
    expect(box.get()).toMatchObject([{ state: 'sent', answer: { number: 'N3' }, payload: null }]);
  });

  it('keeps what was written without a connection, through a restart, and sends it once when it is back', async () => {
    const { outbox, done, state } = world();
    state.line = 'cut';
    const before = outbox();
    await before.put('letter', letter);
    await before.flush(true);
    expect(done.size).toBe(0);
    state.line = 'up';
    const after = outbox();
    await after.flush(true);
    await after.flush(true);
    expect([...done.values()]).toEqual(['a', 'b', '路灯不亮']);
    expect(after.get().map(({ state: now }) => now)).toEqual(['sent']);
  });

  it('uses the same key again when only the answer was lost, so that nothing is done twice', async () => {
    const { outbox, done, state } = world();
    state.line = 'answer-lost';
    const box = outbox();
    await box.put('letter', letter);
    await box.flush(true);
    state.line = 'up';
    await box.flush(true);
    expect(done.size).toBe(3);
    expect(box.get()[0]?.state).toBe('sent');
  });

  it('does not repeat the steps that are done', async () => {
    const { outbox, state, refusals } = world();
    const box = outbox();
    refusals.push(new ApiProblem(429, 'too-many', '太频繁'));
    await box.put('letter', letter);
    await box.flush();
    const before = state.calls;
    await box.flush(true);
    expect(state.calls - before).toBe(3);
    expect(box.get()[0]?.state).toBe('sent');
  });

  it('waits longer after each failed try, and not for what is not due', async () => {
    const { outbox, state } = world();
    state.line = 'cut';
    const box = outbox();
    await box.put('letter', letter);
    await box.flush();
    const [first] = box.get();
    expect(first?.nextAt).toBe(state.now + 5_000);
    const calls = state.calls;
    await box.flush();
    expect(state.calls).toBe(calls);
    state.now += 5_000;
    await box.flush();
    expect(box.get()[0]?.nextAt).toBe(state.now + 10_000);
  });

  it('hands a refusal back to the person, with its sentence and fields, and sends the others', async () => {
    const { outbox, refusals, state } = world();
    const box = outbox();
    const errors = [{ field: 'text', detail: '请写得具体一些。' }];
    refusals.push(new ApiProblem(400, 'input.invalid', '有一处要改', { errors }));
    await box.put('letter', { text: '?', pictures: [] });
    state.now += 1;
    await box.put('letter', { text: '路面塌陷', pictures: [] });
    await box.flush(true);
    expect(box.get().map(({ state }) => state)).toEqual(['refused', 'sent']);
    expect(box.get()[0]).toMatchObject({ problem: { code: 'input.invalid', detail: '有一处要改', errors } });
    expect((box.get()[0] as Parcel<{ text: string }>).payload.text).toBe('?');
  });

  it('never sends in another person’s name', async () => {
    const { outbox, done, state } = world();
    state.line = 'cut';
    const box = outbox();
    await box.put('letter', letter);
    await box.flush();
    state.line = 'up';
    state.owner = 'ben';
    await box.flush(true);
    expect(done.size).toBe(0);
    expect(box.get()).toEqual([]);
    state.owner = null;
    await box.flush(true);
    expect(done.size).toBe(0);
    await expect(box.put('letter', letter)).rejects.toThrow('who sends');
  });

  it('gives up on a fault of the server after eight tries, so that it does not try for ever', async () => {
    const { outbox, refusals } = world();
    const box = outbox();
    for (let count = 0; count < 20; count += 1) refusals.push(new ApiProblem(500, 'unexpected', '系统出了差错'));
    await box.put('letter', { text: 'x', pictures: [] });
    for (let count = 0; count < 7; count += 1) await box.flush(true);
    expect(box.get()[0]).toMatchObject({ state: 'refused', attempts: 8 });
  });

  it('forgets what was dropped', async () => {
    const { outbox, store } = world();
    const box = outbox();
    const id = await box.put('letter', letter);
    await box.flush();
    await box.drop(id);
    expect(box.get()).toEqual([]);
    expect(await store.list('outbox:')).toEqual([]);
  });
});
