import { describe, expect, it } from 'vitest';
import { asCsv } from './csv.ts';

describe('a list saved for a spreadsheet', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1'])('makes the formula %j a text', (formula) => {
    expect(asCsv([[formula]])).toBe(`"'${formula}"`);
  });

  it('keeps quotes, commas and line breaks within their cell', () => {
    expect(
      asCsv([
        ['a"b', 'c,d'],
        ['e\nf', '普通'],
      ]),
    ).toBe('"a""b","c,d"\r\n"e\nf","普通"');
  });
});
