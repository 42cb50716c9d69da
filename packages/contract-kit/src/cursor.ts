/** A value that a list is sorted by. */
export type CursorValue = string | number | null;

/** The cursor was not made by this platform, or has been changed on the way. */
export class CursorError extends Error {
  constructor() {
    super('not a cursor of this list');
    this.name = 'CursorError';
  }
}

/** Longer ones are never made by a list; refusing them early keeps the work for a forged one small. */
const MOST_CHARACTERS = 1024;
const MOST_VALUES = 8;

const isCursorValue = (value: unknown): value is CursorValue =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

/**
 * Packs the sort values of the last row of a page into an opaque text.
 * @throws CursorError when the values are too many or too long for a cursor.
 */
export function encodeCursor(values: readonly CursorValue[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(values));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  if (values.length > MOST_VALUES || text.length > MOST_CHARACTERS || !values.every(isCursorValue)) {
    throw new CursorError();
  }
  return text;
}

/**
 * Unpacks a cursor. The values are as a stranger sent them: the list still has to check how many and which they are.
 * @throws CursorError for anything that is not a cursor.
 */
export function decodeCursor(text: string): CursorValue[] {
  if (text.length > MOST_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(text)) throw new CursorError();
  let values: unknown;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    values = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new CursorError();
  }
  if (!Array.isArray(values) || values.length > MOST_VALUES || !values.every(isCursorValue)) throw new CursorError();
  return values;
}
