import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { Type, type TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import {
  enumOf,
  IdNumber,
  Instant,
  Nullable,
  Page,
  Phone,
  PlainDate,
  Point,
  Problem,
  RegionCode,
  Text,
  Uuid,
} from './index.ts';

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
    expect(printed(Nullable(Phone))).toEqual({ ...Phone, type: ['string', 'null'] });
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
    ['Text', Text(3), ['abc', '甲乙丙', '👩👩👩', 'a\nb', 'a\tb', '\r\n'], ['', 'abcd', 1, null]],
    [
      'Text without control characters',
      Text(9),
      ['\u202Ea'],
      ['a\u0000', 'a\u0001\nb', '\u001B[0m', '\u007F', '\u000B'],
    ],
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
    [
      'Point',
      Point,
      [{ longitude: 102.7, latitude: 25 }],
      [{ longitude: 25, latitude: 102.7 }, { longitude: 0, latitude: 0 }, { longitude: 102.7 }, {}],
    ],
    ['Nullable', Nullable(Instant), [null, '2019-10-14T02:00:00Z'], ['', 'soon', 1]],
    ['Nullable(Point)', Nullable(Point), [null, { longitude: 102.7, latitude: 25 }], [{}, '']],
    [
      'Problem',
      Problem,
      [
        {
          type: 'about:blank',
          title: '标题',
          status: 500,
          code: 'unexpected',
          detail: '稍后再试。',
          instance: 'urn:uuid:1',
        },
        {
          type: '/p',
          title: '标题',
          status: 400,
          code: 'a',
          detail: '改。',
          errors: [{ field: 'x', detail: '改。' }],
          by: '',
        },
      ],
      [{ type: '/p', title: '标题', status: 200, code: 'a', detail: '改。' }, { title: '标题' }],
    ],
  ])('%s accepts and refuses as it says', (_name, schema, good, bad) => {
    for (const value of good) expect(accepts(schema, value), JSON.stringify(value)).toBe(true);
    for (const value of bad) expect(accepts(schema, value), JSON.stringify(value)).toBe(false);
  });
});
