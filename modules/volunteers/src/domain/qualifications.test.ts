import { describe, expect, test } from 'vitest';
import { isQualified, kindsWithin, type Includes } from './qualifications.ts';

const INCLUDES: Includes = new Map([
  ['doctor', ['nurse']],
  ['nurse', ['first-aid']],
  ['a', ['b']],
  ['b', ['a']],
]);
const held = (kind: string, from = '2026-01-01', until: string | null = '2026-12-31') => [{ kind, from, until }];

describe('a qualification', () => {
  test.each([
    ['the same kind', held('first-aid'), 'first-aid', '2026-06-01', true],
    ['one that includes it', held('nurse'), 'first-aid', '2026-06-01', true],
    ['one that includes one that includes it', held('doctor'), 'first-aid', '2026-06-01', true],
    ['not the other way round', held('first-aid'), 'doctor', '2026-06-01', false],
    ['another kind', held('driver'), 'first-aid', '2026-06-01', false],
    ['none', [], 'first-aid', '2026-06-01', false],
    ['on its first day', held('first-aid'), 'first-aid', '2026-01-01', true],
    ['on its last day', held('first-aid'), 'first-aid', '2026-12-31', true],
    ['the day after', held('first-aid'), 'first-aid', '2027-01-01', false],
    ['the day before', held('first-aid'), 'first-aid', '2025-12-31', false],
    ['without end', held('first-aid', '2020-01-01', null), 'first-aid', '2099-01-01', true],
  ])('%s', (_name, all, kind, on, isHeld) => {
    expect(isQualified(all, kind, on, INCLUDES)).toBe(isHeld);
  });

  test('that includes itself in a circle is no endless search', () => {
    expect([...kindsWithin('a', INCLUDES)].sort()).toEqual(['a', 'b']);
  });
});
