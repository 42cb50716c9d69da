import { describe, expect, test } from 'vitest';
import { indexWords, searchWords } from './index-words.ts';

describe('words of a search', () => {
  test.each([
    ['电梯', ['电梯']],
    ['电梯漏水', ['电梯', '梯漏', '漏水']],
    ['电梯 漏水', ['电梯', '漏水']],
    ['灯', ['灯']],
    ['第1234处', ['第', '1234', '处']],
    ['3栋B座', ['3', '栋', 'b', '座']],
    ['LED路灯', ['led', '路灯']],
    ['，。！', []],
  ])('%s asks for %j', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  test.each(['本区第1234处路灯不亮', '3栋B座电梯漏水', 'A区LED灯坏了', '门牌翠湖南路12-4号'])(
    'every part of “%s” that begins and ends at a word is found by it',
    (text) => {
      const held = new Set(indexWords(text));
      const letters = [...text];
      const isInsideWord = (at: number): boolean =>
        /[a-z\d]/iu.test(letters[at - 1] ?? '') && /[a-z\d]/iu.test(letters[at] ?? '');
      for (let from = 0; from < letters.length; from += 1)
        for (let to = from + 1; to <= letters.length; to += 1)
          if (!isInsideWord(from) && !isInsideWord(to))
            expect(searchWords(letters.slice(from, to).join('')).filter((word) => !held.has(word))).toEqual([]);
    },
  );
});
