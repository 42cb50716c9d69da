import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPhone, maskIdNumber, maskName, maskPhone, normalisePhone } from './index.ts';

describe('mobile numbers', () => {
  it.each([
    '13800001234',
    '+8613800001234',
    '+86 138 0000 1234',
    '0086-138-0000-1234',
    '8613800001234',
    '１３８００００１２３４',
    '（+86）138 0000 1234',
    '138\u20110000\u00A01234',
    '\u202A13800001234\u202C',
  ])('reads %j', (typed) => expect(normalisePhone(typed)).toBe('13800001234'));

  it.each(['', '12800001234', '1380000123', '138000012345', '0871-63610000', '+85213800001', '1380000123a', '１２３'])(
    'does not take %j for a mobile number',
    (typed) => expect(normalisePhone(typed)).toBeNull(),
  );

  it('gives a number or null for any text, and leaves its own answers unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789+８６ -()')) }), (typed) => {
        const phone = normalisePhone(typed);
        return phone === null || (isPhone(phone) && normalisePhone(phone) === phone);
      }),
    );
  });
});

describe('masks', () => {
  it('show what tells people apart and hide the rest', () => {
    expect(maskPhone('13800001234')).toBe('138****1234');
    expect(maskIdNumber('11010519491231002X')).toBe('110105********002X');
    expect(maskName('王小明')).toBe('王**');
    expect(maskName('王明')).toBe('王*');
    expect(maskName('欧阳锋')).toBe('欧阳*');
    expect(maskName('欧阳')).toBe('欧*');
    expect(maskName('𠮷小明')).toBe('𠮷**');
  });

  it('hide whole what is not in the expected form', () => {
    expect(maskPhone('63610000')).toBe('********');
    expect(maskIdNumber('530102900228123')).toBe('***************');
    expect(maskName('王')).toBe('*');
    expect(maskName('')).toBe('');
  });

  it('do not tell how long a very long value is', () => {
    expect(maskPhone('1'.repeat(40))).toHaveLength(11);
    expect(maskIdNumber('1'.repeat(40))).toHaveLength(18);
    expect(maskName('王'.repeat(40))).toHaveLength(9);
  });
});
