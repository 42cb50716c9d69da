import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutraliseFormula, safeText } from './index.ts';

describe('safeText', () => {
  it('takes out bidirectional controls, zero-width characters and control characters', () => {
    expect(safeText('付\u202E款\u2066a\u2069\u200F')).toBe('付款a');
    expect(safeText('甲\u200B乙\uFEFF丙\u00AD')).toBe('甲乙丙');
    expect(safeText('a\u0000\u0007\u001Bb\u007F\u{E0041}')).toBe('ab');
    expect(safeText('a\uD800b')).toBe('ab');
  });

  it('keeps lines, tabs, emoji and every visible script as written', () => {
    const text = '第一行\n第二行\t电梯坏了 👩‍🔧👨‍👩‍👧 ༀ العربية ᠮᠣᠩᠭᠣᠯ 彝ꆈꌠ';
    expect(safeText(text)).toBe(text);
    expect(safeText('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd');
  });

  it('takes out joiners that join nothing', () => {
    expect(safeText('甲\u200D乙\u200D')).toBe('甲乙');
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => safeText(safeText(text)) === safeText(text)));
  });
});

describe('neutraliseFormula', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠1', ' =1', '\u3000=1', '\uFEFF=1'])(
    'makes %j plain text',
    (text) => expect(neutraliseFormula(text)).toBe(`'${text}`),
  );

  it.each(['', '电梯坏了', '1-2', 'a=b', '（1）', "'=1"])('leaves %j as it is', (text) => {
    expect(neutraliseFormula(text)).toBe(text);
  });

  it('never leaves a text that a spreadsheet computes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('=+-@\t\r\n ＝＋－＠a1')) }), (text) => {
        return !/^[\s]*[=+\-@＝＋－＠]/.test(neutraliseFormula(text));
      }),
    );
  });
});
