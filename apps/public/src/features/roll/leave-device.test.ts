import { expect, test } from 'vitest';
import { memoryStore } from '@zhongzhi/web-kit';
import { keyOfCode, leaveDevice } from './leave-device.ts';
import { keepPack, keepScan, keptRoll } from './kept-roll.ts';

const pack = (id: string) => ({
  activity: { id, title: '清洁', isOpen: true, startsAt: '2026-11-28T01:00:00Z', endsAt: '2026-11-28T03:00:00Z' },
  now: '2026-11-28T01:00:00Z',
  key: '',
  revoked: [],
  people: [],
});

test('whoever signs out leaves no codes and no rolls on the phone, but what still waits to be sent', async () => {
  const store = memoryStore();
  const code = { person: 'a', activity: 'one' };
  await store.set(keyOfCode(code), code);
  await keepPack(store, pack('one'));
  await keepPack(store, pack('two'));
  const scan = { nonce: 'n', step: 'in', at: '2026-11-28T01:00:00Z', outcome: 'came', name: null } as const;
  await keepScan(store, 'two', scan);
  await leaveDevice(store);
  expect(await store.get(keyOfCode(code))).toBeUndefined();
  expect(await keptRoll(store, 'one')).toBeUndefined();
  expect(await keptRoll(store, 'two')).toBeDefined();
});
