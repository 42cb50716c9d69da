import { describe, expect, test } from 'vitest';
import { DEFAULT_LOAD_RULES, objectionsTo, type AskedShift, type Asker, type LoadRules } from './sign-up-rules.ts';

const at = (time: string): Date => new Date(`2026-11-21T${time}:00+08:00`);
const NOW = new Date('2026-11-20T10:00:00+08:00');
const SHIFT: AskedShift = {
  from: at('09:00'),
  to: at('11:00'),
  minAge: null,
  qualification: null,
  signUpFrom: new Date('2026-11-10T00:00:00+08:00'),
  signUpUntil: at('08:00'),
  earlyFrom: null,
  onlyPlace: null,
  accompaniedBelow: null,
};
const ADULT: Asker = {
  age: null,
  isMinor: false,
  guardianAgreed: false,
  isActive: true,
  places: ['530102001001'],
  holdsQualification: false,
  mayComeEarly: false,
  isAccompanied: false,
  others: [],
};
const between = (from: string, to: string) => ({ from: at(from), to: at(to) });
const CHILD = { isMinor: true, guardianAgreed: true, age: 12 };

interface Case {
  name: string;
  shift?: Partial<AskedShift>;
  asker?: Partial<Asker>;
  rules?: Partial<LoadRules>;
  now?: Date;
  codes: string[];
  blocks?: boolean;
}

const CASES: Case[] = [
  { name: 'an adult within the window may', codes: [] },
  { name: 'before sign-up opens', now: new Date('2026-11-09T23:59:59+08:00'), codes: ['not-yet'] },
  { name: 'the very moment it opens', now: new Date('2026-11-10T00:00:00+08:00'), codes: [] },
  { name: 'after sign-up has ended', now: at('08:00'), codes: ['over'] },
  {
    name: 'once the shift has begun, whatever the window says',
    shift: { signUpUntil: at('10:30') },
    now: at('09:00'),
    codes: ['started'],
  },
  {
    name: 'early for a chosen circle',
    shift: { signUpFrom: at('07:00'), earlyFrom: new Date('2026-11-15T00:00:00+08:00') },
    asker: { mayComeEarly: true },
    codes: [],
  },
  {
    name: 'early for everybody else',
    shift: { signUpFrom: at('07:00'), earlyFrom: new Date('2026-11-15T00:00:00+08:00') },
    codes: ['not-yet'],
  },
  { name: 'someone who is not registered', asker: { isActive: false }, codes: ['not-registered'] },
  { name: 'too young for the post', shift: { minAge: 16 }, asker: { ...CHILD, age: 15 }, codes: ['too-young'] },
  { name: 'just old enough', shift: { minAge: 16 }, asker: { ...CHILD, age: 16 }, codes: [] },
  {
    name: 'a minor of unknown age where an age is asked',
    shift: { minAge: 16 },
    asker: { ...CHILD, age: null },
    codes: ['age-unknown'],
  },
  { name: 'a minor whose guardian has not agreed', asker: { ...CHILD, guardianAgreed: false }, codes: ['guardian'] },
  {
    name: 'a child alone where they must be accompanied',
    shift: { accompaniedBelow: 14 },
    asker: CHILD,
    codes: ['accompanied'],
  },
  {
    name: 'a child with the guardian',
    shift: { accompaniedBelow: 14 },
    asker: { ...CHILD, isAccompanied: true },
    codes: [],
  },
  { name: 'an adult there', shift: { accompaniedBelow: 14 }, codes: [] },
  { name: 'without the qualification', shift: { qualification: 'first-aid' }, codes: ['qualification'] },
  { name: 'with it', shift: { qualification: 'first-aid' }, asker: { holdsQualification: true }, codes: [] },
  { name: 'from another street', shift: { onlyPlace: '530102002' }, codes: ['region'] },
  { name: 'from the street', shift: { onlyPlace: '530102001' }, codes: [] },
  { name: 'at the same time elsewhere', asker: { others: [between('10:59', '12:00')] }, codes: ['overlap'] },
  {
    name: 'directly afterwards: a word about rest',
    asker: { others: [between('11:00', '12:00')] },
    codes: ['rest'],
    blocks: false,
  },
  {
    name: 'directly afterwards where rest is asked for',
    asker: { others: [between('11:00', '12:00')] },
    rules: { restMode: 'block' },
    codes: ['rest'],
  },
  {
    name: 'directly afterwards where rest is their own matter',
    asker: { others: [between('11:00', '12:00')] },
    rules: { restMode: 'allow' },
    codes: [],
  },
  { name: 'eight hours on one day', asker: { others: [between('12:00', '18:00')] }, codes: [] },
  {
    name: 'more than eight hours: a word',
    asker: { others: [between('12:00', '18:01')] },
    codes: ['daily-limit'],
    blocks: false,
  },
  {
    name: 'more than eight hours where the limit binds',
    asker: { others: [between('12:00', '18:01')] },
    rules: { dailyMode: 'block' },
    codes: ['daily-limit'],
  },
  {
    name: 'everything at once is told at once',
    shift: { minAge: 16, qualification: 'first-aid', onlyPlace: '530102002' },
    asker: { ...CHILD, guardianAgreed: false },
    codes: ['too-young', 'guardian', 'qualification', 'region'],
  },
];

describe('what stands against a sign-up', () => {
  test.each(CASES)('$name: $codes', ({ shift, asker, rules, now, codes, blocks }) => {
    const found = objectionsTo(
      { ...SHIFT, ...shift },
      { ...ADULT, ...asker },
      { ...DEFAULT_LOAD_RULES, ...rules },
      now ?? NOW,
    );
    expect(found.map(({ code }) => code.replace('sign-up.', ''))).toEqual(codes);
    for (const objection of found) {
      expect(objection.blocks).toBe(blocks ?? true);
      expect(objection.text.zh).toMatch(/。$/u);
    }
  });
});
