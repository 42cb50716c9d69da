import type { Chance } from './chance.ts';
import { someText, something } from './values.ts';

/** As much of JSON Schema as the interface's document uses. */
export interface Shape {
  type?: string | string[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Shape[];
  properties?: Readonly<Record<string, Shape>>;
  required?: readonly string[];
  items?: Shape;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

const DATES = ['0000-01-01', '0001-01-01', '1582-10-10', '2019-10-14', '2024-02-29', '9999-12-31'];
const PATTERNED = [
  '530102',
  '530102001001',
  '999999',
  '2019',
  '1992',
  '09:00',
  'case.contact-phone',
  '123456',
  '13800000000',
  'aGVsbG8=',
  'staff.one',
  'a-login',
];

function textFor(shape: Shape, chance: Chance, ids: readonly string[]): string {
  if (shape.format === 'uuid' || /0-9a-f/.test(shape.pattern ?? '')) return chance.of(ids);
  if (shape.format === 'date') return chance.of(DATES);
  if (shape.format === 'date-time') return `${chance.of(DATES)}T23:59:59Z`;
  const matching =
    shape.pattern === undefined ? [] : PATTERNED.filter((text) => new RegExp(shape.pattern!, 'u').test(text));
  if (matching.length > 0) return chance.of(matching);
  const text = someText(chance);
  const most = shape.maxLength ?? 200;
  return text.slice(0, chance.in100(90) ? most : most + 1).padEnd(shape.minLength ?? 0, '路');
}

function numberFor(shape: Shape, chance: Chance): number {
  const edges = [shape.minimum ?? -1, shape.maximum ?? 1e9, 0, 1, 2, 0.5];
  return shape.type === 'integer' ? Math.trunc(chance.of(edges)) : chance.of(edges);
}

/** A value that fits the shape, with hostile content; now and then, anywhere, one that does not fit. */
export function valueFor(shape: Shape, chance: Chance, ids: readonly string[], depth = 0): unknown {
  if (chance.in100(4) || depth > 6) return something(chance);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return chance.of(shape.enum);
  if (shape.anyOf !== undefined) return valueFor(chance.of(shape.anyOf), chance, ids, depth + 1);
  const type = Array.isArray(shape.type) ? chance.of(shape.type) : shape.type;
  switch (type) {
    case 'string':
      return textFor(shape, chance, ids);
    case 'integer':
    case 'number':
      return numberFor({ ...shape, type }, chance);
    case 'boolean':
      return chance.in100(50);
    case 'null':
      return null;
    case 'array':
      return Array.from({ length: chance.below(4) }, () => valueFor(shape.items ?? {}, chance, ids, depth + 1));
    case 'object': {
      const made: Record<string, unknown> = {};
      for (const [name, inner] of Object.entries(shape.properties ?? {}))
        if ((shape.required ?? []).includes(name) ? !chance.in100(3) : chance.in100(40))
          made[name] = valueFor(inner, chance, ids, depth + 1);
      if (shape.properties === undefined || chance.in100(3)) made[someText(chance)] = something(chance);
      return made;
    }
    default:
      return something(chance);
  }
}
