import { describe, expect, it } from 'vitest';
import { createDraft } from './draft.ts';
import { memoryStore } from './store.ts';

interface Form {
  words: string;
  photos: Blob[];
}
const empty: Form = { words: '', photos: [] };
const day = 86_400_000;

function device(now = 1_000) {
  const store = memoryStore();
  return (version = 1, later = 0) =>
    createDraft<Form>({ key: 'report', initial: empty, version, store, now: () => now + later, delayMs: 60_000 });
}

describe('a half-written form', () => {
  it('is there again after a restart, pictures included', async () => {
    const open = device();
    const before = open();
    await before.load();
    before.set({ words: '楼道灯坏了', photos: [new Blob(['jpeg'])] });
    await before.save();
    const after = open();
    await after.load();
    expect(after.get()).toMatchObject({ isReady: true, wasFound: true, savedAt: 1_000 });
    expect(after.get().value.words).toBe('楼道灯坏了');
    expect(await after.get().value.photos[0]?.text()).toBe('jpeg');
  });

  it('does not lose what was typed while the device was still searching', async () => {
    const open = device();
    const before = open();
    before.set({ ...empty, words: '旧' });
    await before.save();
    const after = open();
    const searching = after.load();
    after.set((form) => ({ ...form, words: '新' }));
    await searching;
    expect(after.get()).toMatchObject({ isReady: true, value: { words: '新' } });
  });

  it('is gone once it was cleared, even if a save was still due', async () => {
    const open = device();
    const before = open();
    before.set({ ...empty, words: '发出去了' });
    await before.clear();
    await before.save();
    const after = open();
    await after.load();
    expect(after.get()).toMatchObject({ value: empty, wasFound: false, savedAt: null });
  });

  it('is forgotten rather than misread when the form has changed, and after thirty days', async () => {
    const open = device();
    const before = open();
    before.set({ ...empty, words: '旧表' });
    await before.save();
    const changed = open(2);
    await changed.load();
    expect(changed.get().value).toEqual(empty);
    const late = open(1, 31 * day);
    await late.load();
    expect(late.get().value).toEqual(empty);
  });

  it('can still be written when the device keeps nothing', async () => {
    const store = {
      ...memoryStore(),
      set: () => Promise.reject(new Error('full')),
      get: () => Promise.reject(new Error('no')),
    };
    const draft = createDraft<Form>({ key: 'report', initial: empty, store, delayMs: 60_000 });
    await draft.load();
    draft.set({ ...empty, words: '还能写' });
    await draft.save();
    expect(draft.get()).toMatchObject({ isReady: true, savedAt: null, value: { words: '还能写' } });
  });
});
