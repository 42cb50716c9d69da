import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CursorError, decodeCursor, encodeCursor } from './index.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

describe('cursors', () => {
  it('give back the values of the last row', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 20, unit: 'grapheme' }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 3 }), (values) => {
        const text = encodeCursor(values);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(text)).toEqual(values);
      }),
    );
  });

  it.each([
    '',
    '*',
    'a b',
    base64url('{}'),
    base64url('"x"'),
    base64url('[[1]]'),
    base64url('[{"a":1}]'),
    base64url('[true]'),
    base64url('[1,'),
    base64url('[1e999]'),
    base64url('[1,2,3,4,5,6,7,8,9]'),
    Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]).toString('base64url'),
    base64url(`["${'x'.repeat(800)}"]`),
  ])('refuse %j', (text) => expect(() => decodeCursor(text)).toThrow(CursorError));

  it('refuse any other text with the same error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          return Array.isArray(decodeCursor(text));
        } catch (error) {
          return error instanceof CursorError;
        }
      }),
    );
  });

  it('are never made longer than they are accepted', () => {
    expect(() => encodeCursor(['字'.repeat(400)])).toThrow(CursorError);
    expect(() => encodeCursor([Number.NaN])).toThrow(CursorError);
  });
});
