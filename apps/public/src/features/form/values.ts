import type { Field } from '@zhongzhi/casework/contract';

/** A photo or document in a form: on this device until it is sent. */
export interface Shot {
  key: string;
  blob: Blob;
  name: string;
}

export interface Point {
  longitude: number;
  latitude: number;
  accuracyMetres?: number;
}

export type FormValues = Readonly<Record<string, unknown>>;

export const isShots = (kind: Field['kind']): boolean => kind === 'photos' || kind === 'files';

/** The words of a field; empty for whatever is no text. */
export const textOf = (values: FormValues, key: string): string => {
  const value = values[key];
  return typeof value === 'string' ? value : '';
};

const isMissing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

export type FaultCode = 'missing' | 'short' | 'long' | 'phone' | 'idNumber' | 'money';

/** What a person would have to put right before sending; the server checks again. */
export function findFault(field: Field, value: unknown): { code: FaultCode; count?: number } | undefined {
  if (isMissing(value)) return field.required === true ? { code: 'missing' } : undefined;
  const length = typeof value === 'string' ? Array.from(value).length : 0;
  if ((field.kind === 'text' || field.kind === 'long-text') && field.least !== undefined && length < field.least) {
    return { code: 'short', count: field.least };
  }
  if (field.most !== undefined && typeof value === 'string' && length > field.most) {
    return { code: 'long', count: length - field.most };
  }
  if (field.kind === 'phone' && !/^1[3-9]\d{9}$/.test(String(value))) return { code: 'phone' };
  if (field.kind === 'id-number' && !/^\d{17}[\dXx]$/.test(String(value))) return { code: 'idNumber' };
  if (field.kind === 'money' && !/^\d{1,9}(\.\d{1,2})?$/.test(String(value))) return { code: 'money' };
  return undefined;
}

/** A value as the interface takes it; undefined for what was left empty. */
export function wireValue(field: Field, value: unknown): unknown {
  if (isMissing(value) || isShots(field.kind)) return undefined;
  if (field.kind === 'number') return Number(value);
  if (field.kind === 'money') return Math.round(Number(value) * 100);
  if (field.kind === 'instant') return new Date(`${String(value)}:00+08:00`).toISOString();
  if (field.kind === 'id-number') return String(value).toUpperCase();
  return typeof value === 'string' ? value.trim() : value;
}

/** A filled-in form taken apart for sending: plain values, and the photos with the place of each in the form. */
export function packForm(
  form: readonly Field[],
  values: FormValues,
): { plain: Record<string, unknown>; photos: Shot[]; photoFields: Record<string, number[]> } {
  const plain: Record<string, unknown> = {};
  const photos: Shot[] = [];
  const photoFields: Record<string, number[]> = {};
  for (const field of form) {
    const value = values[field.key];
    if (isShots(field.kind)) {
      const shots = (value as readonly Shot[] | undefined) ?? [];
      if (shots.length > 0) photoFields[field.key] = shots.map((shot) => photos.push(shot) - 1);
      continue;
    }
    const wire = wireValue(field, value);
    if (wire !== undefined) plain[field.key] = wire;
  }
  return { plain, photos, photoFields };
}

/** Puts the ids of uploads where their photos stood. */
export function withPhotoIds(
  plain: Readonly<Record<string, unknown>>,
  photoFields: Readonly<Record<string, readonly number[]>>,
  ids: readonly string[],
): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...plain };
  for (const [key, places] of Object.entries(photoFields)) whole[key] = places.map((place) => ids[place]);
  return whole;
}

/** The field of the form that a problem of the server names, such as `form.description` or `input.photos.0`. */
export function fieldOf(path: string, form: readonly Field[]): string | undefined {
  return path.split('.').find((part) => form.some(({ key }) => key === part));
}
