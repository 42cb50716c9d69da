import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { validate } from './validation.ts';

const Period = Type.Object({
  day: Type.Optional(Type.String({ format: 'date' })),
  at: Type.Optional(Type.String({ format: 'date-time' })),
});

test.each(['strict', 'coercing'] as const)(
  'days that no calendar has are refused before a database meets them (%s)',
  (how) => {
    for (const day of ['0000-01-01', '2019-02-30', '2019-13-01', '10000-01-01', 'now', ''])
      expect(() => validate(Period, { day }, how), day).toThrow('input.invalid');
    for (const at of ['0000-12-31T00:00:00Z', '2019-02-30T00:00:00Z', '2019-10-14T25:00:00Z', 'infinity'])
      expect(() => validate(Period, { at }, how), at).toThrow('input.invalid');
    for (const day of ['0001-01-01', '2024-02-29', '9999-12-31'])
      expect(() => validate(Period, { day }, how), day).not.toThrow();
  },
);
