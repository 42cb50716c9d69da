import { expect, test } from 'vitest';
import { toSend, withQueue, type Person, type QueuedScan } from './kept-roll.ts';

const scan = (code: string): QueuedScan => ({
  nonce: 'n',
  step: 'in',
  at: '2026-11-28T01:00:00Z',
  code,
  outcome: 'code-forged',
  name: null,
});

test.each([
  ['a control character', 'ab\u0001c'],
  ['an emoji at the edge of what is sent', `${'a'.repeat(399)}😀`],
  ['a whole book', 'a'.repeat(5_000)],
  ['nothing', ''],
])('%s before the camera is sent as unreadable, so that the server takes what else waits', (_what, code) => {
  expect(toSend(scan(code))).toMatchObject({ code: 'unreadable' });
});

test('a code of ours is sent as it is', () => {
  expect(toSend(scan('ZP1.abc-_.def'))).toMatchObject({ code: 'ZP1.abc-_.def' });
});

test('what was noted for the morning shift says nothing of the afternoon', () => {
  const person = { person: 'p', shift: 'afternoon', cameAt: null, leftAt: null } as Person;
  const morning: QueuedScan = { ...scan('x'), person: 'p', shift: 'morning', outcome: 'came' };
  expect(withQueue(person, [morning]).cameAt).toBeNull();
  expect(withQueue(person, [{ ...morning, shift: 'afternoon' }]).cameAt).toBe(morning.at);
});
