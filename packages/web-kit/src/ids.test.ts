import { expect, test } from 'vitest';
import { newKey, newUuid } from './ids.ts';

test('keys and UUIDs made on a page have the form that the interface takes, and differ', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/u);
  expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  expect(new Set(Array.from({ length: 1_000 }, newUuid)).size).toBe(1_000);
});
