import { expect, test } from 'vitest';
import { isInside } from './inside.ts';

const square = [
  [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ],
];
const hole = [
  [4, 4],
  [6, 4],
  [6, 6],
  [4, 6],
];

test('a place is inside, outside or in a hole of the outline', () => {
  expect(isInside(square, 5, 5)).toBe(true);
  expect(isInside(square, 11, 5)).toBe(false);
  expect(isInside([...square, hole], 5, 5)).toBe(false);
});

test('where there is no outline no place is turned away', () => {
  expect(isInside([], 5, 5)).toBe(true);
});
