import dayjs from 'dayjs';
import type { Field } from '@zhongzhi/casework/contract';

type Values = Readonly<Record<string, unknown>>;

const ZONE = '+08:00';

/**
 * What the controls hold, as the interface takes it: days and times in the district's zone, money in fen, and no entry
 * for what was left open.
 */
export function inputOf(fields: readonly Field[], values: Values): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field.key];
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    input[field.key] = oneInput(field, value);
  }
  return input;
}

function oneInput(field: Field, value: unknown): unknown {
  if (field.kind === 'date' && dayjs.isDayjs(value)) return value.format('YYYY-MM-DD');
  if (field.kind === 'instant' && dayjs.isDayjs(value))
    return new Date(`${value.format('YYYY-MM-DDTHH:mm')}:00${ZONE}`).toISOString();
  if (field.kind === 'money' && typeof value === 'number') return Math.round(value * 100);
  if (typeof value === 'string') return value.trim();
  return value;
}
