import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { Type, type TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { enumOf, IdNumber, Instant, Nullable, Page, Phone, PlainDate, Point, RegionCode, Text, Uuid } from './index.ts';

const ajv = (addFormatsModule as unknown as (ajv: Ajv2020) => Ajv2020)(new Ajv2020({ strict: false }));
const accepts = (schema: TSchema, value: unknown): boolean => ajv.validate(schema, value);
const printed = (schema: TSchema): unknown => JSON.parse(JSON.stringify(schema));

describe('shapes', () => {
  it('print as plain JSON Schema', () => {
    expect(printed(enumOf(['open', 'closed'], { title: '状态' }))).toEqual({
      type: 'string',
      enum: ['open', 'closed'],
      title: '状态',
    });
    expect(printed(Nullable(Text(20)))).toEqual({ type: ['string', 'null'], minLength: 1, maxLength: 20 });
    expect(printed(Nullable(Point))).toEqual({ anyOf: [printed(Point), { type: 'null' }] });
    expect(printed(Nullable(enumOf(['a'])))).toEqual({ anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] });
    expect(printed(Page(Type.String()))).toEqual({
      type: 'object',
      required: ['items', 'next'],
      properties: { items: { type: 'array', items: { type: 'string' } }, next: { type: ['string', 'null'] } },
    });
  });

  it.each<[string, TSchema, unknown[], unknown[]]>([
    ['Uuid', Uuid, ['019aa000-0000-7000-8000-000000000001'], ['1', '']],
    ['Text', Text(3), ['abc', '甲乙丙', '👩👩👩'], ['', 'abcd', 1, null]],
    ['Text with min 0', Text(3, { min: 0 }), [''], ['abcd']],
    ['Phone', Phone, ['13800001234'], ['12800001234', '+8613800001234', '13800001234\n']],
    ['IdNumber', IdNumber, ['11010519491231002X', '11010519491231002x'], ['1101051949123100', '01010519491231002X']],
    ['RegionCode', RegionCode, ['530102', '530102001002003'], ['5301', '530102%', '5301020010020031']],
    [
      'Instant',
      Instant,
      ['2019-10-14T02:00:00Z', '2019-10-14T10:00:00.5+08:00'],
      ['2019-10-14', '2019-13-14T02:00:00Z'],
    ],
    ['PlainDate', PlainDate, ['2019-10-14'], ['2019-02-29', '2019-10-14T02:00:00Z']],
    ['Point', Point, [{ longitude: 102.7, latitude: 25 }], [{ longitude: 200, latitude: 25 }, { longitude: 1 }, {}]],
    ['Nullable', Nullable(Instant), [null, '2019-10-14T02:00:00Z'], ['', 'soon', 1]],
    ['Nullable(Point)', Nullable(Point), [null, { longitude: 1, latitude: 2 }], [{}, '']],
  ])('%s accepts and refuses as it says', (_name, schema, good, bad) => {
    for (const value of good) expect(accepts(schema, value), JSON.stringify(value)).toBe(true);
    for (const value of bad) expect(accepts(schema, value), JSON.stringify(value)).toBe(false);
  });
});
