import { describe, expect, test } from 'vitest';
import { metresBetween } from './check-rules.ts';
import { bySuitability, reasonsFor, type Offer, type Seeker } from './suits.ts';

const NOBODY: Seeker = {
  place: null,
  position: null,
  skills: [],
  interests: [],
  freeTimes: [],
  qualifications: [],
};
const GATE = { longitude: 102.7, latitude: 25.05 };
/** A Saturday at nine, at the lake. */
const OFFER: Offer = {
  place: '530102001001',
  position: GATE,
  kind: 'health',
  kindName: '健康',
  words: '社区义诊 量血压、急救演示 引导',
  qualifications: [],
  starts: [new Date('2026-11-21T09:00:00+08:00')],
};
const codes = (seeker: Partial<Seeker>, offer: Partial<Offer> = {}) =>
  reasonsFor({ ...NOBODY, ...seeker }, { ...OFFER, ...offer }).map(({ code }) => code);
const north = (metres: number) => ({ longitude: GATE.longitude, latitude: GATE.latitude + metres / 111_195 });

describe('what suits someone', () => {
  test.each<[string, Partial<Seeker>, Partial<Offer>, string[]]>([
    ['nothing is said of someone who has said nothing', {}, {}, []],
    ['the same community', { place: '530102001001' }, {}, ['near']],
    ['another community of the same street', { place: '530102001002' }, {}, ['not-far']],
    ['a grid of the same community', { place: '530102001001' }, { place: '530102001001003' }, ['near']],
    ['another street', { place: '530102002001' }, {}, []],
    [
      'an activity of the whole street is not in one’s community',
      { place: '530102001001' },
      { place: '530102001' },
      ['not-far'],
    ],
    [
      'an activity of the whole district is near nobody in particular',
      { place: '530102001001' },
      { place: '530102' },
      [],
    ],
    ['a position a kilometre away', { position: north(1_000) }, {}, ['near']],
    ['a position three kilometres away', { position: north(3_000) }, {}, ['not-far']],
    [
      'a position five kilometres away, though one lives there',
      { position: north(5_000), place: '530102001001' },
      {},
      [],
    ],
    [
      'a position, of an activity without a point: the home counts',
      { position: north(9_000), place: '530102001001' },
      { position: null },
      ['near'],
    ],
    ['a skill that the words name', { skills: ['急救'] }, {}, ['skill']],
    ['a skill that they do not name', { skills: ['理发'] }, {}, []],
    ['a skill of one letter says nothing', { skills: ['血'] }, {}, []],
    ['a skill in other letters’ case', { skills: ['english'] }, { words: 'English corner' }, ['skill']],
    [
      'a qualification that a post asks for',
      { qualifications: ['急救员证'] },
      { words: '', qualifications: ['急救员证'] },
      ['skill'],
    ],
    ['an interest by its code', { interests: ['health'] }, {}, ['interest']],
    ['an interest by its name', { interests: ['健康'] }, {}, ['interest']],
    ['another interest', { interests: ['law'] }, {}, []],
    ['a free weekend morning', { freeTimes: ['weekend-morning'] }, {}, ['free']],
    ['a free weekend afternoon', { freeTimes: ['weekend-afternoon'] }, {}, []],
    ['a free weekday morning', { freeTimes: ['weekday-morning'] }, {}, []],
    ['the weekend, as rosters have it', { freeTimes: ['周末'] }, {}, ['free']],
    ['weekends in the evening, as rosters have it', { freeTimes: ['周末晚上'] }, {}, []],
    ['mornings on any day', { freeTimes: ['上午'] }, {}, ['free']],
    ['working days', { freeTimes: ['工作日'] }, {}, []],
    ['any time', { freeTimes: ['随时'] }, {}, ['free']],
    ['words that say nothing of a time', { freeTimes: ['看情况'] }, {}, []],
    [
      'a later shift of the activity',
      { freeTimes: ['weekend-evening'] },
      { starts: [...OFFER.starts, new Date('2026-11-21T18:00:00+08:00')] },
      ['free'],
    ],
    [
      'all of it',
      { place: '530102001001', skills: ['急救'], interests: ['health'], freeTimes: ['周末'] },
      {},
      ['near', 'skill', 'interest', 'free'],
    ],
  ])('%s', (_name, seeker, offer, expected) => {
    expect(codes(seeker, offer)).toEqual(expected);
  });

  test('every reason is told in words', () => {
    const seeker = { ...NOBODY, position: north(320), skills: ['急救'], freeTimes: ['weekend-morning'] };
    expect(reasonsFor(seeker, OFFER).map(({ text }) => text.zh)).toEqual([
      '离您近，约 300 米',
      '您会：急救',
      '您周末上午有空',
    ]);
  });

  test('more reasons come first, of equal ones the soonest, whatever order they came in', () => {
    const item = (id: string, day: number, ...wanted: ('near' | 'not-far' | 'skill' | 'interest' | 'free')[]) => ({
      id,
      startsAt: new Date(Date.UTC(2026, 10, day)),
      reasons: wanted.map((code) => ({ code, text: { zh: code, en: code } })),
    });
    const items = [
      item('a', 21),
      item('b', 25, 'near'),
      item('c', 22, 'interest', 'free'),
      item('d', 29, 'near', 'skill'),
      item('e', 23, 'near'),
      item('f', 23, 'near'),
    ];
    const order = ['d', 'e', 'f', 'b', 'c', 'a'];
    expect(bySuitability(items).map(({ id }) => id)).toEqual(order);
    expect(bySuitability(items.toReversed()).map(({ id }) => id)).toEqual(order);
  });

  test('metres are right to a few in a hundred thousand', () => {
    // One degree of latitude, and of longitude at 25° north.
    expect(metresBetween({ longitude: 102, latitude: 25 }, { longitude: 102, latitude: 26 })).toBeCloseTo(111_195, -1);
    expect(metresBetween({ longitude: 102, latitude: 25 }, { longitude: 103, latitude: 25 })).toBeCloseTo(100_776, -2);
    expect(metresBetween(GATE, GATE)).toBe(0);
  });
});
