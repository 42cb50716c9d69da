import { Type, type TObject, type TSchema } from 'typebox';
import { PointShape, URGENCIES, type Field } from '../contract/index.ts';

const Id = Type.String({ format: 'uuid' });
const many = (field: Field, item: TSchema, most: number): TSchema =>
  Type.Array(item, {
    minItems: field.required === true ? Math.max(1, field.least ?? 1) : (field.least ?? 0),
    maxItems: field.most ?? most,
    uniqueItems: true,
  });
const words = (field: Field, most: number): TSchema =>
  Type.String({
    minLength: field.least ?? (field.required === true ? 1 : 0),
    maxLength: field.most ?? most,
    ...(field.required === true ? { pattern: '\\S' } : {}),
  });
const option = (field: Field): TSchema => Type.String({ enum: (field.options ?? []).map(({ value }) => value) });

const MAKERS: Record<Field['kind'], (field: Field) => TSchema> = {
  text: (field) => words(field, 200),
  'long-text': (field) => words(field, 5_000),
  choice: option,
  choices: (field) => many(field, option(field), 50),
  number: () => Type.Number({ minimum: -1e12, maximum: 1e12 }),
  money: () => Type.Integer({ minimum: 0, maximum: 1e13 }),
  date: () => Type.String({ format: 'date' }),
  instant: () => Type.String({ format: 'date-time' }),
  'yes-no': () => Type.Boolean(),
  phone: () => Type.String({ pattern: '^1[3-9]\\d{9}$' }),
  'id-number': () => Type.String({ pattern: '^\\d{17}[\\dX]$' }),
  point: () => PointShape,
  place: () => Type.String({ pattern: '^(\\d{6}|\\d{9}|\\d{12}|\\d{15})$' }),
  category: () => Type.String({ minLength: 1, maxLength: 120 }),
  urgency: () => Type.String({ enum: [...URGENCIES] }),
  photos: (field) => many(field, Id, 9),
  files: (field) => many(field, Id, 9),
  organisation: () => Id,
  organisations: (field) => many(field, Id, 20),
  person: () => Id,
  case: () => Id,
};

const schemas = new WeakMap<readonly Field[], TObject>();

/** The JSON schema of a form: it checks input, and documents the interface. Made once per form. */
export function schemaOfForm(form: readonly Field[]): TObject {
  const known = schemas.get(form);
  if (known) return known;
  const properties: Record<string, TSchema> = {};
  for (const field of form) {
    const made = {
      ...MAKERS[field.kind](field),
      title: field.label.zh,
      description: field.hint?.zh ?? field.label.en,
    } as TSchema;
    properties[field.key] = field.required === true ? made : Type.Optional(made);
  }
  const schema = Type.Object(properties, { additionalProperties: false });
  schemas.set(form, schema);
  return schema;
}
