import { Type, type Static, type TSchema, type TUnsafe } from 'typebox';

/** An identifier minted by the platform. */
export const Uuid = Type.String({ format: 'uuid' });

/** Everything but control characters; tabs and line ends may stay. XML and spreadsheets cannot carry the others. */
const NO_CONTROLS = '^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F]*$';

/**
 * A text of at most `max` characters without control characters; `min` defaults to 1, so that a required text is not
 * empty. What readers cannot see but is no control character is taken out by `safeText`, not refused.
 */
export const Text = (max: number, options: { min?: number; title?: string } = {}) =>
  Type.String({
    minLength: options.min ?? 1,
    maxLength: max,
    pattern: NO_CONTROLS,
    ...(options.title === undefined ? {} : { title: options.title }),
  });

/** A mainland mobile number in its plain form of 11 digits; `normalisePhone` brings typed numbers there. */
export const Phone = Type.String({ pattern: '^1[3-9][0-9]{9}$', examples: ['13800001234'] });

/** A resident identity number of 18 characters (GB 11643). The check digit is tested by `isIdNumber`. */
export const IdNumber = Type.String({ pattern: '^[1-9][0-9]{16}[0-9Xx]$' });

/** A unified social credit code of 18 characters (GB 32100). The check character is tested by `isCreditCode`. */
export const CreditCode = Type.String({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' });

/** A region by its code: 6 digits district, 9 street, 12 community, 15 grid. */
export const RegionCode = Type.String({ pattern: '^[0-9]{6}([0-9]{3}){0,3}$', examples: ['530102001002'] });

/** A point in time (RFC 3339). */
export const Instant = Type.String({ format: 'date-time', examples: ['2019-10-14T02:00:00Z'] });

/** A day of the calendar, without a time. */
export const PlainDate = Type.String({ format: 'date', examples: ['2019-10-14'] });

/**
 * A place on the map, in degrees of WGS-84, within the extreme points of China (73°33′–135°05′ E, 3°51′–53°33′ N): wide
 * enough for every district, narrow enough to notice exchanged degrees and the 0, 0 of a device that does not know.
 */
export const Point = Type.Object(
  {
    longitude: Type.Number({ minimum: 73, maximum: 136 }),
    latitude: Type.Number({ minimum: 3, maximum: 54 }),
  },
  { additionalProperties: false },
);
export type Point = Static<typeof Point>;

const SCALARS = ['string', 'number', 'integer', 'boolean'];

/** A value or null. Plain scalars print as `type: [x, "null"]`, everything else as `anyOf`. */
export function Nullable<S extends TSchema>(schema: S): TUnsafe<Static<S> | null> {
  const plain = schema as { type?: unknown; enum?: unknown };
  if (typeof plain.type === 'string' && SCALARS.includes(plain.type) && plain.enum === undefined) {
    return Type.Unsafe<Static<S> | null>({ ...schema, type: [plain.type, 'null'] });
  }
  return Type.Unsafe<Static<S> | null>({ anyOf: [schema, Type.Null()] });
}

/** One of a list of words. Prints as a plain `enum`, which clients and documents understand best. */
export const enumOf = <const T extends readonly [string, ...string[]]>(
  values: T,
  options: { title?: string; description?: string; default?: T[number] } = {},
): TUnsafe<T[number]> => Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options });

/** One page of a list; `next` is the cursor of the following page, null on the last one. */
export const Page = <S extends TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

/** A refusal as it is answered (RFC 9457, `application/problem+json`). Modules may add fields of their own. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: '说明这类问题的地址 · where this kind of problem is explained' }),
    title: Type.String({ description: '一句话说明 · one sentence' }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: '怎么办 · how to put it right' }),
    code: Type.String({
      description: '固定不变的代码，供程序判断 · stable, for programs',
      examples: ['input.invalid'],
    }),
    instance: Type.Optional(Type.String({ description: '这一次的编号 · reference of this occurrence' })),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), detail: Type.String() }), {
        description: '哪一项填写不对 · which field is wrong',
      }),
    ),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;
