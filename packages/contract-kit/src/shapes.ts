import { Type, type Static, type TSchema, type TUnsafe } from 'typebox';

/** An identifier minted by the platform. */
export const Uuid = Type.String({ format: 'uuid' });

/** A text of at most `max` characters; `min` defaults to 1, so that a required text is not empty. */
export const Text = (max: number, options: { min?: number; title?: string } = {}) =>
  Type.String({
    minLength: options.min ?? 1,
    maxLength: max,
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

/** A place on the map, in degrees of WGS-84. */
export const Point = Type.Object(
  {
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
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
