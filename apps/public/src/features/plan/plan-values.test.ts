import { describe, expect, test } from 'vitest';
import type { PlannedActivity } from '@zhongzhi/volunteering/contract';
import { ACTIVITY_TEMPLATES } from '@zhongzhi/volunteering/contract';
import { faultsOf } from './plan-faults.ts';
import { emptyPlan, onceMore, planBody, planValues, timesOf, withTemplate, type PlanValues } from './plan-values.ts';

const NOW = new Date('2026-11-20T02:00:00Z');
const POST = { name: '保洁', capacity: 5, waitlist: 2, qualification: 'first-aid', minAge: 16, checksItself: true };
const PLAN: PlannedActivity = {
  id: 'a',
  version: 3,
  status: 'draft',
  project: 'p',
  projectTitle: '翠湖周末清洁',
  title: '周六清洁翠湖',
  content: '清扫步道、捡拾垃圾',
  risks: '湖边路滑，注意防滑',
  isDangerous: true,
  insurance: { company: '人保', policy: 'P-1', until: '2026-12-31', coversNames: true },
  place: '530102001001',
  placeName: '翠湖社区',
  address: '翠湖公园南门',
  longitude: 102.7,
  latitude: 25.05,
  radius: 300,
  signUpFrom: '2026-11-22T04:00:00.000Z',
  signUpUntil: '2026-11-27T19:00:00.000Z',
  cancelUntil: '2026-11-26T01:00:00.000Z',
  earlyFrom: '2026-11-21T04:00:00.000Z',
  earlyCircles: [{ id: 'c', name: '翠湖邻里圈' }],
  onlyPlace: '530102001001',
  minAge: 14,
  accompaniedBelow: 16,
  shifts: [
    {
      name: '上午',
      meetsAt: '2026-11-28T00:40:00.000Z',
      startsAt: '2026-11-28T01:00:00.000Z',
      endsAt: '2026-11-28T03:00:00.000Z',
      posts: [POST],
    },
    {
      name: '夜里',
      meetsAt: '2026-11-28T14:00:00.000Z',
      startsAt: '2026-11-28T14:00:00.000Z',
      endsAt: '2026-11-28T18:30:00.000Z',
      posts: [{ ...POST, name: '守夜', waitlist: 5, minAge: null }],
    },
  ],
  checkers: [{ person: 'k', name: '小陈' }],
  recorders: [],
  missing: [],
  series: [],
};
const faults = (values: PlanValues) => faultsOf(values, NOW, (word) => word);

/** A form that can be kept. */
const filled = (): PlanValues => {
  const empty = emptyPlan({ place: '530102001001', risks: '' }, '本班');
  const values = ACTIVITY_TEMPLATES.slice(0, 1).reduce(withTemplate, empty);
  return { ...values, address: '三号院', shifts: values.shifts.map((shift) => ({ ...shift, day: '2026-11-28' })) };
};

describe('a draft in the form', () => {
  test('is sent back as it was planned when nothing is changed', () => {
    const { shifts, ...rest } = planBody(planValues(PLAN, NOW), NOW);
    expect(shifts).toEqual([
      { ...PLAN.shifts[0], posts: [POST] },
      {
        ...PLAN.shifts[1],
        posts: [{ name: '守夜', capacity: 5, qualification: 'first-aid', minAge: null, checksItself: true }],
      },
    ]);
    expect(rest).toEqual({
      title: PLAN.title,
      content: PLAN.content,
      risks: PLAN.risks,
      isDangerous: true,
      insurance: PLAN.insurance,
      place: PLAN.place,
      address: PLAN.address,
      longitude: 102.7,
      latitude: 25.05,
      radius: 300,
      onlyPlace: PLAN.onlyPlace,
      minAge: 14,
      accompaniedBelow: 16,
      signUpFrom: PLAN.signUpFrom,
      signUpUntil: PLAN.signUpUntil,
      cancelUntil: PLAN.cancelUntil,
      earlyFrom: PLAN.earlyFrom,
      earlyCircles: ['c'],
      checkers: ['k'],
      recorders: [],
    });
  });

  test('used once more keeps everything but the days and the insurance, which was for those days', () => {
    const values = onceMore(PLAN, NOW);
    expect(values).toMatchObject({
      title: PLAN.title,
      address: PLAN.address,
      cancelHours: '48',
      policy: '',
      until: '',
    });
    expect(values.shifts.map(({ day, starts, ends }) => [day, starts, ends])).toEqual([
      ['', '09:00', '11:00'],
      ['', '22:00', '02:30'],
    ]);
    expect(Object.values(faults(values))).toEqual(['faultDay', 'faultDay']);
  });
});

describe('a new plan', () => {
  test.each(ACTIVITY_TEMPLATES.map((template) => [template.key, template] as const))(
    'from %s lacks its day and address alone',
    (_key, template) => {
      const values = withTemplate(emptyPlan({ place: '530102001001', risks: '' }, '本班'), template);
      expect(Object.values(faults(values)).toSorted()).toEqual(['faultDay', 'faultMissing']);
    },
  );

  test('opens at once until the start, and lets people withdraw until a day before', () => {
    expect(faults(filled())).toEqual({});
    const body = planBody(filled(), NOW);
    expect(body).not.toHaveProperty('signUpFrom');
    expect(body).toMatchObject({
      signUpUntil: '2026-11-28T01:00:00.000Z',
      cancelUntil: '2026-11-27T01:00:00.000Z',
      earlyFrom: null,
      insurance: null,
      onlyPlace: null,
    });
  });

  test('lets circles come first from now on, and everybody so many hours later', () => {
    expect(planBody({ ...filled(), earlyHours: '24', earlyCircles: ['c'] }, NOW)).toMatchObject({
      earlyFrom: NOW.toISOString(),
      signUpFrom: '2026-11-21T02:00:00.000Z',
    });
  });

  test.each([
    [{ risks: ' ' }, { risks: 'faultRisks' }],
    [{ earlyHours: '24' }, { earlyCircles: 'faultCircles' }],
    [{ earlyCircles: ['c'] }, { earlyFrom: 'faultHours' }],
    [{ every: 'week', times: '61' }, { times: 'faultTimes' }],
    [{ every: 'week', times: '60' }, {}],
    [{ every: '', times: '' }, {}],
    [{ radius: '5001' }, { radius: 'faultRadius' }],
    [{ minAge: '16.5' }, { minAge: 'faultAge' }],
    [{ cancelHours: '' }, { cancelUntil: 'faultHours' }],
  ] as [Partial<PlanValues>, object][])('with %j is told %j', (changes, expected) => {
    expect(faults({ ...filled(), ...changes })).toEqual(expected);
  });
});

describe('a shift', () => {
  const shift = { key: 's', name: '夜里', day: '2026-12-31', meets: '', starts: '22:00', ends: '02:00', posts: null };

  test('that ends before it starts ends on the next day', () => {
    expect(timesOf(shift)?.endsAt.toISOString()).toBe('2026-12-31T18:00:00.000Z');
    expect(timesOf({ ...shift, ends: '23:00' })?.endsAt.toISOString()).toBe('2026-12-31T15:00:00.000Z');
  });

  test('without a day or in the past, or where people meet after the start, is told beside its field', () => {
    const told = (changes: object) => {
      const values = filled();
      return faults({ ...values, shifts: values.shifts.map((one) => ({ ...one, key: 's', ...changes })) });
    };
    expect(told({})).toEqual({});
    expect(told({ day: '2026-11-19' })).toEqual({ 's.day': 'faultPast' });
    expect(told({ meets: '09:01' })).toEqual({ 's.meets': 'faultMeets' });
    expect(told({ ends: '' })).toEqual({ 's.ends': 'faultMissing' });
  });
});
