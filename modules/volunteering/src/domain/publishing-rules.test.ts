import { describe, expect, test } from 'vitest';
import { ACTIVITY_TEMPLATES } from '../contract/templates.ts';
import { missingBeforeOpening, type PlanToPublish } from './publishing-rules.ts';

const NOW = new Date('2026-11-20T02:00:00Z');
const at = (time: string) => new Date(`2026-11-28T${time}:00+08:00`);
const SHIFT = {
  name: '上午',
  meetsAt: at('08:40'),
  startsAt: at('09:00'),
  endsAt: at('11:00'),
  posts: [{ capacity: 5, checksItself: false }],
};
const PLAN: PlanToPublish = {
  risks: '湖边路滑，注意防滑',
  isDangerous: false,
  insurance: null,
  longitude: null,
  signUpFrom: new Date('2026-11-21T00:00:00Z'),
  signUpUntil: at('09:00'),
  cancelUntil: at('00:00'),
  earlyFrom: null,
  earlyCircles: [],
  shifts: [SHIFT],
};
const INSURANCE = { company: '人保', policy: 'P-2026-1', until: '2026-11-28', coversNames: true };
const CIRCLE = '016dc7fe-0000-7000-8000-0000000000ab';

const fieldsOf = (changes: Partial<PlanToPublish>, now: Date | null = NOW): string[] =>
  missingBeforeOpening({ ...PLAN, ...changes }, now).map(({ field }) => field);

describe('what is published', () => {
  test('has true risks, times to come, people wanted and windows that fit', () => {
    expect(missingBeforeOpening(PLAN, NOW)).toEqual([]);
  });

  test.each([
    ['without risks', 'risks', { risks: '  ' }],
    ['dangerous without insurance', 'insurance', { isDangerous: true }],
    ['without a policy number', 'insurance', { isDangerous: true, insurance: { ...INSURANCE, policy: ' ' } }],
    ['not covering the names', 'insurance', { isDangerous: true, insurance: { ...INSURANCE, coversNames: false } }],
    [
      'ending before the last day',
      'insurance',
      { isDangerous: true, insurance: { ...INSURANCE, until: '2026-11-27' } },
    ],
    ['without a shift', 'shifts', { shifts: [] }],
    ['meeting after the start', 'shifts', { shifts: [{ ...SHIFT, meetsAt: at('09:01') }] }],
    ['ending at its start', 'shifts', { shifts: [{ ...SHIFT, endsAt: at('09:00') }] }],
    ['over a day long', 'shifts', { shifts: [{ ...SHIFT, endsAt: new Date('2026-11-29T01:01:00Z') }] }],
    ['nobody wanted', 'posts', { shifts: [{ ...SHIFT, posts: [] }] }],
    ['sign-up that ends before it begins', 'signUpUntil', { signUpUntil: new Date('2026-11-20T23:00:00Z') }],
    ['sign-up after the last shift began', 'signUpUntil', { signUpUntil: at('09:01') }],
    ['withdrawal after the last shift began', 'cancelUntil', { cancelUntil: at('09:01') }],
    ['early sign-up for nobody', 'earlyCircles', { earlyFrom: new Date('2026-11-20T12:00:00Z') }],
    ['early circles without a time', 'earlyFrom', { earlyCircles: [CIRCLE] }],
    ['early sign-up that is not early', 'earlyFrom', { earlyFrom: PLAN.signUpFrom, earlyCircles: [CIRCLE] }],
    [
      'checking in by oneself at no place',
      'longitude',
      { shifts: [{ ...SHIFT, posts: [{ capacity: 5, checksItself: true }] }] },
    ],
  ] as [string, string, Partial<PlanToPublish>][])('not one %s: it names %s', (_what, field, changes) => {
    expect(fieldsOf(changes)).toEqual([field]);
  });

  test('insurance to the last day, early circles with a time, a place for those who check in by themselves are right', () => {
    expect(fieldsOf({ isDangerous: true, insurance: INSURANCE })).toEqual([]);
    expect(fieldsOf({ earlyFrom: new Date('2026-11-20T12:00:00Z'), earlyCircles: [CIRCLE] })).toEqual([]);
    expect(
      fieldsOf({ longitude: 102.7, shifts: [{ ...SHIFT, posts: [{ capacity: 5, checksItself: true }] }] }),
    ).toEqual([]);
  });

  test('insurance is measured by the day in the district, where midnight is not Greenwich’s', () => {
    const late = { ...SHIFT, endsAt: new Date('2026-11-28T16:30:00Z') };
    expect(fieldsOf({ isDangerous: true, insurance: INSURANCE, shifts: [late] })).toEqual(['insurance']);
  });

  test('nothing that has begun, unless it is told of afterwards', () => {
    const then = new Date('2026-12-01T00:00:00Z');
    expect(fieldsOf({}, then)).toEqual(['shifts', 'signUpUntil']);
    expect(fieldsOf({}, null)).toEqual([]);
  });
});

describe('templates', () => {
  const planOf = (template: (typeof ACTIVITY_TEMPLATES)[number]): PlanToPublish => ({
    ...PLAN,
    risks: template.risks,
    isDangerous: template.isDangerous,
    signUpUntil: at(template.startsAt),
    shifts: [
      {
        name: template.label.zh,
        meetsAt: at(template.startsAt),
        startsAt: at(template.startsAt),
        endsAt: at(template.endsAt),
        posts: template.posts.map(({ capacity }) => ({ capacity, checksItself: false })),
      },
    ],
  });

  test.each(ACTIVITY_TEMPLATES.map((template) => [template.key, template] as const))(
    '%s could be published once it has a day and a place; a dangerous one needs its insurance',
    (_key, template) => {
      const missing = missingBeforeOpening(planOf(template), NOW).map(({ field }) => field);
      expect(missing).toEqual(template.isDangerous ? ['insurance'] : []);
      expect(missingBeforeOpening({ ...planOf(template), insurance: INSURANCE }, NOW)).toEqual([]);
    },
  );

  test('have keys of their own, and at least one is dangerous', () => {
    expect(new Set(ACTIVITY_TEMPLATES.map(({ key }) => key)).size).toBe(ACTIVITY_TEMPLATES.length);
    expect(ACTIVITY_TEMPLATES.some(({ isDangerous }) => isDangerous)).toBe(true);
  });
});
