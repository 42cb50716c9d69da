import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import type { Field } from '@zhongzhi/casework/contract';
import { inputOf } from './values.ts';

const field = (key: string, kind: Field['kind']): Field => ({ key, kind, label: { zh: key, en: key } });

describe('what a form sends', () => {
  it('takes a typed time for Shanghai time, wherever the browser stands', () => {
    const input = inputOf([field('by', 'instant')], { by: dayjs('2019-10-14T09:30') });
    expect(input).toEqual({ by: '2019-10-14T01:30:00.000Z' });
  });

  it('keeps a day a day, without a zone that could move it', () => {
    expect(inputOf([field('on', 'date')], { on: dayjs('2019-10-14T23:59') })).toEqual({ on: '2019-10-14' });
  });

  it('sends money in fen without losing one to binary fractions', () => {
    expect(inputOf([field('sum', 'money')], { sum: 19.99 })).toEqual({ sum: 1999 });
  });

  it('leaves out what was left open, but not an answered no', () => {
    const fields = [
      field('note', 'long-text'),
      field('units', 'organisations'),
      field('solved', 'yes-no'),
      field('n', 'number'),
    ];
    expect(inputOf(fields, { note: '', units: [], solved: false, n: 0, unknown: 'x' })).toEqual({
      solved: false,
      n: 0,
    });
  });
});
