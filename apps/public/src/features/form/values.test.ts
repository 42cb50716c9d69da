import type { Field } from '@zhongzhi/casework/contract';
import { describe, expect, it } from 'vitest';
import { fieldOf, findFault, packForm, withPhotoIds, wireValue } from './values.ts';

const label = { zh: '项', en: 'item' };
const shot = (key: string) => ({ key, blob: new Blob([key]), name: `${key}.jpg` });

describe('a form', () => {
  const words: Field = { key: 'words', kind: 'long-text', label, required: true, least: 5, most: 10 };
  const sum: Field = { key: 'sum', kind: 'money', label };
  const at: Field = { key: 'at', kind: 'instant', label };
  const phone: Field = { key: 'phone', kind: 'phone', label };
  const before: Field = { key: 'before', kind: 'photos', label };
  const after: Field = { key: 'after', kind: 'photos', label };
  const form = [before, words, after, sum, at, phone];

  it('puts every uploaded photo back into the field it came from, in order', () => {
    const { plain, photos, photoFields } = packForm(form, {
      before: [shot('a'), shot('b')],
      words: ' 路灯不亮了 ',
      after: [shot('c')],
      phone: '',
    });
    expect(photos.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(withPhotoIds(plain, photoFields, ['1', '2', '3'])).toEqual({
      before: ['1', '2'],
      words: '路灯不亮了',
      after: ['3'],
    });
  });

  it('sends money in fen and times of the form as times of China', () => {
    expect(wireValue(sum, '120.50')).toBe(12_050);
    expect(wireValue(sum, '0.29')).toBe(29);
    expect(wireValue(at, '2019-11-23T09:30')).toBe('2019-11-23T01:30:00.000Z');
  });

  it('says what is missing, too short or too long, and asks nothing of an optional field left empty', () => {
    expect(findFault(words, '  ')).toEqual({ code: 'missing' });
    expect(findFault(words, '四个字符')).toEqual({ code: 'short', count: 5 });
    expect(findFault(words, '一二三四五六七八九十一二')).toEqual({ code: 'long', count: 2 });
    expect(findFault(phone, '')).toBeUndefined();
    expect(findFault(phone, '12345')).toEqual({ code: 'phone' });
  });

  it('finds the field that a problem of the server names, however deep its path', () => {
    expect(fieldOf('form.words', form)).toBe('words');
    expect(fieldOf('input.after.0', form)).toBe('after');
    expect(fieldOf('version', form)).toBeUndefined();
  });
});
