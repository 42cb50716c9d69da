import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, birthDateOf, idNumberCheck, isIdNumber, normaliseIdNumber } from './index.ts';

describe('identity numbers (GB 11643)', () => {
  it('accepts the two examples printed in the standard', () => {
    expect(isIdNumber('11010519491231002X')).toBe(true);
    expect(isIdNumber('440524188001010014')).toBe(true);
  });

  it('notices every single wrong digit and every exchange of neighbours', () => {
    const valid = '53010219900228123' + idNumberCheck('53010219900228123');
    expect(isIdNumber(valid)).toBe(true);
    for (let at = 0; at < 18; at += 1) {
      for (const digit of '0123456789X') {
        const changed = valid.slice(0, at) + digit + valid.slice(at + 1);
        if (changed !== valid) expect(isIdNumber(changed), changed).toBe(false);
      }
    }
    for (let at = 0; at < 17; at += 1) {
      const changed = valid.slice(0, at) + valid.charAt(at + 1) + valid.charAt(at) + valid.slice(at + 2);
      if (changed !== valid) expect(isIdNumber(changed), changed).toBe(false);
    }
  });

  const withDate = (date: string): string => {
    const first = `530102${date}123`;
    return first + idNumberCheck(first);
  };

  it.each(['19900230', '19901301', '19900100', '19900431', '20010229', '19000229', '00000101'])(
    'refuses the birth date %s, which never was',
    (date) => expect(isIdNumber(withDate(date))).toBe(false),
  );

  it('accepts 29 February of leap years', () => {
    expect(isIdNumber(withDate('20000229'))).toBe(true);
  });

  it('refuses a birth date still to come when told what day it is', () => {
    expect(isIdNumber(withDate('20191015'), '2019-10-14')).toBe(false);
    expect(isIdNumber(withDate('20191014'), '2019-10-14')).toBe(true);
  });

  it('refuses provinces that do not exist and accepts residence permits', () => {
    const made = (first: string): string => first + idNumberCheck(first);
    expect(isIdNumber(made('99010219900228123'))).toBe(false);
    expect(isIdNumber(made('16010219900228123'))).toBe(false);
    expect(isIdNumber(made('83000019900228123'))).toBe(true);
    expect(isIdNumber(made('95315619900228123'))).toBe(true);
  });

  it('never fails on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !isIdNumber(text)));
  });

  it('reads numbers typed in full width, with spaces and a small x', () => {
    expect(normaliseIdNumber(' １１０１０５ 19491231 002ｘ')).toBe('11010519491231002X');
  });
});

describe('age', () => {
  it('is a year more on the birthday, not before', () => {
    const birth = birthDateOf('53010220051014123X');
    expect(birth).toBe('2005-10-14');
    expect(ageOn(birth, '2019-10-13')).toBe(13);
    expect(ageOn(birth, '2019-10-14')).toBe(14);
    expect(ageOn(birth, '2005-10-14')).toBe(0);
  });

  it('changes on 1 March for people born on 29 February, except in leap years', () => {
    expect(ageOn('2004-02-29', '2022-02-28')).toBe(17);
    expect(ageOn('2004-02-29', '2022-03-01')).toBe(18);
    expect(ageOn('2004-02-29', '2024-02-29')).toBe(20);
  });
});
