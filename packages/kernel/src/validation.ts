import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';
import type { TSchema } from 'typebox';
import { Refusal, type FieldError } from './refusal.ts';

const addFormats = addFormatsModule as unknown as (ajv: Ajv) => Ajv;
const common = { allErrors: true, useDefaults: true, strict: false } as const;
/** JSON Schema allows the year 0000, which no calendar and no database column has. */
function withoutYearZero(ajv: Ajv): Ajv {
  for (const name of ['date', 'date-time']) {
    const { validate } = ajv.formats[name] as { validate: (text: string) => boolean };
    ajv.addFormat(name, (text) => !text.startsWith('0000') && validate(text));
  }
  return ajv;
}

const strict = withoutYearZero(addFormats(new Ajv({ ...common, maxItems: 10_000 } as never)));
const coercing = withoutYearZero(addFormats(new Ajv({ ...common, coerceTypes: 'array' })));

type Validate = ReturnType<Ajv['compile']>;
const compiled = { strict: new WeakMap<object, Validate>(), coercing: new WeakMap<object, Validate>() };

function validatorOf(schema: TSchema, how: 'strict' | 'coercing'): Validate {
  const known = compiled[how].get(schema);
  if (known) return known;
  const made = (how === 'strict' ? strict : coercing).compile(schema);
  compiled[how].set(schema, made);
  return made;
}

const WORDS: Record<
  string,
  { zh: (p: Record<string, unknown>) => string; en: (p: Record<string, unknown>) => string }
> = {
  required: {
    zh: (p) => `缺少“${String(p['missingProperty'])}”，请补上。`,
    en: (p) => `"${String(p['missingProperty'])}" is missing; fill it in.`,
  },
  additionalProperties: {
    zh: (p) => `没有“${String(p['additionalProperty'])}”这一项，请去掉。`,
    en: (p) => `There is no field "${String(p['additionalProperty'])}"; leave it out.`,
  },
  maxLength: {
    zh: (p) => `太长了，最多 ${String(p['limit'])} 个字。`,
    en: (p) => `Too long: at most ${String(p['limit'])} characters.`,
  },
  minLength: {
    zh: (p) => `太短了，至少 ${String(p['limit'])} 个字。`,
    en: (p) => `Too short: at least ${String(p['limit'])} characters.`,
  },
  enum: {
    zh: (p) => `只能是：${(p['allowedValues'] as unknown[]).join('、')}。`,
    en: (p) => `Must be one of: ${(p['allowedValues'] as unknown[]).join(', ')}.`,
  },
  type: {
    zh: (p) => `格式不对，应为 ${String(p['type'])}。`,
    en: (p) => `Wrong type: it must be ${String(p['type'])}.`,
  },
  maxItems: { zh: (p) => `最多 ${String(p['limit'])} 项。`, en: (p) => `At most ${String(p['limit'])} items.` },
  minItems: { zh: (p) => `至少 ${String(p['limit'])} 项。`, en: (p) => `At least ${String(p['limit'])} items.` },
  minimum: { zh: (p) => `不能小于 ${String(p['limit'])}。`, en: (p) => `Must be at least ${String(p['limit'])}.` },
  maximum: { zh: (p) => `不能大于 ${String(p['limit'])}。`, en: (p) => `Must be at most ${String(p['limit'])}.` },
  format: { zh: () => '格式不对，请检查。', en: (p) => `Not a valid ${String(p['format'])}.` },
  pattern: { zh: () => '格式不对，请检查。', en: () => 'Not in the expected form; check it.' },
};

function describe(validate: Validate): { zh: FieldError[]; en: FieldError[] } {
  const zh: FieldError[] = [];
  const en: FieldError[] = [];
  for (const error of (validate.errors ?? []).slice(0, 20)) {
    const named =
      (error.params as { missingProperty?: string; additionalProperty?: string }).missingProperty ??
      (error.params as { additionalProperty?: string }).additionalProperty;
    const field = [...error.instancePath.split('/').slice(1), ...(named === undefined ? [] : [named])].join('.');
    const words = WORDS[error.keyword] ?? { zh: () => '填写有误，请检查。', en: () => error.message ?? 'Not valid.' };
    zh.push({ field, detail: words.zh(error.params) });
    en.push({ field, detail: words.en(error.params) });
  }
  return { zh, en };
}

const MAX_DEPTH = 24;

/** Refuses what no column can hold (NUL, lone surrogates) or nests beyond reason, and keys that reach into prototypes. */
export function refuseUnstorable(value: unknown, path = '', depth = 0): void {
  if (depth > MAX_DEPTH)
    throw new Refusal('invalid', 'input.too-deep', {
      zh: '内容嵌套太深，请检查。',
      en: 'The content is nested too deeply.',
    });
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) {
      throw new Refusal(
        'invalid',
        'input.unstorable-text',
        {
          zh: '文字里有无法保存的字符，请删去后再试。',
          en: 'The text holds characters that cannot be stored; remove them and try again.',
        },
        { errors: [{ field: path, detail: '\\u0000' }] },
      );
    }
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      throw new Refusal('invalid', 'input.unknown-field', {
        zh: `没有“${key}”这一项，请去掉。`,
        en: `There is no field "${key}"; leave it out.`,
      });
    if (key.includes('\0'))
      throw new Refusal('invalid', 'input.unstorable-text', {
        zh: '字段名里有无法保存的字符。',
        en: 'A field name holds characters that cannot be stored.',
      });
    refuseUnstorable(inner, path === '' ? key : `${path}.${key}`, depth + 1);
  }
}

/**
 * Holds a value against a schema; fills defaults in place.
 * @throws Refusal `input.invalid` with one entry per wrong field.
 */
export function validate(
  schema: TSchema,
  value: unknown,
  how: 'strict' | 'coercing' = 'strict',
  language: 'zh' | 'en' = 'zh',
): void {
  refuseUnstorable(value);
  const check = validatorOf(schema, how);
  if (check(value)) return;
  const errors = describe(check)[language];
  throw new Refusal(
    'invalid',
    'input.invalid',
    { zh: '有几处填写不对，请按提示修改。', en: 'Some fields are not right; correct them as described.' },
    { errors },
  );
}
