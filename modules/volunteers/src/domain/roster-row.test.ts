import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesOfPlaces, readRosterRow, type RosterValues } from './roster-row.ts';

const places = namesOfPlaces([
  { code: '530102', name: '五华区', level: 'district' },
  { code: '530102001', name: '华山街道', level: 'street' },
  { code: '530102001001', name: '翠湖社区', level: 'community' },
  { code: '530102001002', name: '新村社区', level: 'community' },
  { code: '530102002', name: '护国街道', level: 'street' },
  { code: '530102002001', name: '新村社区', level: 'community' },
]);
const EMPTY: RosterValues = {
  name: '',
  phone: '',
  born: '',
  home: '',
  street: '',
  skills: '',
  interests: '',
  freeTimes: '',
};
const read = (values: Partial<RosterValues>) =>
  readRosterRow({ ...EMPTY, name: '杨丽', phone: '13800001234', ...values }, { places, thisYear: 2026 });
const fieldsOf = (values: Partial<RosterValues>): string[] => {
  const result = read(values);
  return Array.isArray(result) ? result.map(({ field }) => field) : [];
};

test.each([
  ['翠湖社区', '', '530102001001'],
  ['翠湖', '', '530102001001'],
  ['翠湖社区居委会', '', '530102001001'],
  ['530102001001', '', '530102001001'],
  ['新村社区', '护国街道办事处', '530102002001'],
  ['新村', '华山', '530102001002'],
  ['', '', null],
])('the community %j of %j is found', (home, street, place) => expect(read({ home, street })).toMatchObject({ place }));

test('a name that two communities have is told apart by the street, or sent back', () => {
  expect(fieldsOf({ home: '新村' })).toEqual(['home']);
  expect(fieldsOf({ home: '没有这个社区' })).toEqual(['home']);
});

test.each([
  ['1990-05-01', 1990],
  ['1990/5/1', 1990],
  ['1990.05', 1990],
  ['1990年5月1日', 1990],
  ['1990年5月', 1990],
  ['1990年', 1990],
  ['19900501', 1990],
  ['199005', 1990],
  ['1990', 1990],
  ['32994', 1990],
  ['1990-05-01 00:00:00', 1990],
])('a birthday written as %j is of the year %j', (born, birthYear) =>
  expect(read({ born })).toMatchObject({ birthYear }),
);

test.each(['1990-13-01', '1990-02-30', '昨天', '2027-01-01', '1850-01-01', '19901301'])(
  'a birthday written as %j is sent back',
  (born) => expect(fieldsOf({ born })).toEqual(['born']),
);

test.each([
  ['2007-12-31', true],
  ['2008-01-01', false],
  ['2008', false],
  ['2015', false],
])('by the year alone and in doubt for the younger, someone born on %s comes in: %s', (born, comes) =>
  expect(fieldsOf({ born })).toEqual(comes ? [] : ['born']),
);

test('everything that is wrong with a row is told at once', () =>
  expect(fieldsOf({ name: ' ', phone: '123', home: '天上', born: 'x', skills: '很'.repeat(21) })).toEqual([
    'name',
    'phone',
    'home',
    'born',
    'skills',
  ]));

test('skills and wishes are lists, without blanks and repeats', () =>
  expect(read({ skills: '急救、理发，急救；', interests: '环境/助老', freeTimes: '周末' })).toMatchObject({
    skills: ['急救', '理发'],
    interests: ['环境', '助老'],
    freeTimes: ['周末'],
  }));

test('whatever stands in a row, it is read or sent back with words, and no fault repeats what was typed', () =>
  fc.assert(
    fc.property(
      fc.record({ name: fc.string(), phone: fc.string(), born: fc.string(), home: fc.string() }),
      (values) => {
        const result = read(values);
        if (!Array.isArray(result)) return result.name !== '' && /^1\d{10}$/.test(result.phone);
        return (
          result.length > 0 &&
          result.every(({ zh }) => zh.length > 8 && (values.born.length < 12 || !zh.includes(values.born)))
        );
      },
    ),
  ));
