import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isShortCode, readScreenCode, screenCode, SLOT_MS, type Digest } from './screen-code.ts';

const digest: Digest = (text) => createHmac('sha256', 'a key').update(text).digest('hex');
const otherKey: Digest = (text) => createHmac('sha256', 'another key').update(text).digest('hex');
const ACTIVITY = '01a209c5-a4e9-74e1-a990-a897927c7005';
const OTHER = '01a209c5-a4e9-74e1-a990-a897927c7006';
const NOW = new Date(Math.ceil(Date.parse('2026-11-21T01:00:00Z') / SLOT_MS) * SLOT_MS);
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

describe('the rotating code on the organiser’s screen', () => {
  const shown = screenCode(digest, ACTIVITY, 'in', NOW);

  test('says which activity it is of and whether people come or leave', () => {
    expect(readScreenCode(digest, shown.text, NOW)).toEqual({ ok: true, activity: ACTIVITY, step: 'in' });
    expect(readScreenCode(digest, screenCode(digest, ACTIVITY, 'out', NOW).text, NOW)).toMatchObject({ step: 'out' });
  });

  test.each([
    ['at once', 0, true],
    ['after fifteen seconds, when the next one is shown', SLOT_MS, true],
    ['at the last moment of the slot after its own', 2 * SLOT_MS - 1, true],
    ['a photograph of it after half a minute', 2 * SLOT_MS, false],
    ['the day after', 86_400_000, false],
    ['before it was shown', -1, false],
  ])('%s', (_name, ms, isTaken) => {
    expect(readScreenCode(digest, shown.text, later(ms)).ok).toBe(isTaken);
    expect(isShortCode(digest, ACTIVITY, 'in', shown.short, later(ms))).toBe(isTaken);
  });

  test('cannot be made without the key, nor turned into one of another activity, step or time', () => {
    const [head, activity, step, slot, seal] = shown.text.split('.');
    const turned = [
      screenCode(otherKey, ACTIVITY, 'in', NOW).text,
      [head, OTHER.replaceAll('-', ''), step, slot, seal].join('.'),
      [head, activity, 'out', slot, seal].join('.'),
      [head, activity, step, (Number.parseInt(slot!, 36) + 1).toString(36), seal].join('.'),
    ];
    for (const text of turned) expect(readScreenCode(digest, text, NOW)).toMatchObject({ ok: false, why: 'forged' });
  });

  test('is told from anything else that a camera reads', () => {
    for (const text of ['', 'https://example.com', 'ZS1.1.in.1.1', `${shown.text} `])
      expect(readScreenCode(digest, text, NOW)).toEqual({ ok: false, why: 'not-a-code' });
  });

  test('has six digits for those without a camera, of this activity and step only', () => {
    expect(shown.short).toMatch(/^\d{6}$/u);
    expect(isShortCode(digest, ACTIVITY, 'out', shown.short, NOW)).toBe(false);
    expect(isShortCode(digest, OTHER, 'in', shown.short, NOW)).toBe(false);
  });
});
