import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asText,
  fromText,
  keyPairOf,
  personalCode,
  readPersonalCode,
  signVoucher,
  SLOT_MS,
  SLOTS_TAKEN,
} from './personal-code.ts';

const platform = keyPairOf(new Uint8Array(32).fill(1));
const phone = keyPairOf(new Uint8Array(32).fill(2));
const friend = keyPairOf(new Uint8Array(32).fill(3));
const ACTIVITY = '01a1f6ae-9900-7623-9a00-0123456789ab';
const OTHER = '01a1f6ae-9900-7623-9a00-0123456789ac';
const PERSON = '01a1f6ae-9900-7623-9a00-0123456789ad';
const NOW = new Date('2026-11-21T01:00:10Z');
const voucher = signVoucher(platform.secretKey, {
  activity: ACTIVITY,
  person: PERSON,
  key: phone.publicKey,
  from: new Date('2026-11-20T00:00:00Z'),
  until: new Date('2026-11-22T00:00:00Z'),
});
const read = (text: string, changes: Partial<Parameters<typeof readPersonalCode>[2]> = {}) =>
  readPersonalCode(platform.publicKey, text, { activity: ACTIVITY, at: NOW, revoked: new Map(), ...changes });
const why = (found: ReturnType<typeof read>) => (found.ok ? 'ok' : found.why);

describe('a personal code', () => {
  test('says whose it is to a phone that knows nothing but the platform’s key', () => {
    expect(read(personalCode(phone.secretKey, voucher, NOW))).toMatchObject({ ok: true, person: PERSON });
  });

  test('is good for two minutes round the checker’s time, whichever of the two clocks is wrong, and no longer', () => {
    const shown = personalCode(phone.secretKey, voucher, NOW);
    for (const [slots, outcome] of [
      [-SLOTS_TAKEN - 1, 'code-old'],
      [-SLOTS_TAKEN, 'ok'],
      [0, 'ok'],
      [SLOTS_TAKEN, 'ok'],
      [SLOTS_TAKEN + 1, 'code-old'],
    ] as const)
      expect(why(read(shown, { at: new Date(NOW.getTime() + slots * SLOT_MS) })), String(slots)).toBe(outcome);
  });

  test('of another activity, of a phone that was exchanged, or after its days is refused', () => {
    const shown = personalCode(phone.secretKey, voucher, NOW);
    expect(why(read(shown, { activity: OTHER }))).toBe('other-activity');
    expect(why(read(shown, { revoked: new Map([[asText(phone.publicKey), NOW]]) }))).toBe('code-old');
    const later = new Date(NOW.getTime() + 1_000);
    expect(why(read(shown, { revoked: new Map([[asText(phone.publicKey), later]]) }))).toBe('ok');
    const late = new Date('2026-11-23T00:00:00Z');
    expect(why(read(personalCode(phone.secretKey, voucher, late), { at: late }))).toBe('code-old');
  });

  test('signed by a friend’s phone, or vouched for by nobody, is forged', () => {
    expect(why(read(personalCode(friend.secretKey, voucher, NOW)))).toBe('code-forged');
    const selfMade = signVoucher(friend.secretKey, {
      activity: ACTIVITY,
      person: PERSON,
      key: friend.publicKey,
      from: NOW,
      until: new Date(NOW.getTime() + 1e7),
    });
    expect(why(read(personalCode(friend.secretKey, selfMade, NOW)))).toBe('code-forged');
  });

  test('with any one character changed is refused', () => {
    const shown = personalCode(phone.secretKey, voucher, NOW);
    fc.assert(
      fc.property(fc.nat(shown.length - 1), fc.constantFrom(...'ABZaz019-_.'), (at, sign) => {
        fc.pre(shown[at] !== sign);
        expect(read(shown.slice(0, at) + sign + shown.slice(at + 1)).ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test('is refused without an error, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(why(read(text))).toBe('code-forged');
      }),
    );
  });

  test('bytes come back from their text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect([...fromText(asText(bytes))!]).toEqual([...bytes]);
      }),
    );
  });
});
