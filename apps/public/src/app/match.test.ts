import { expect, test } from 'vitest';
import { match } from './match.ts';

test('a pattern gives the values of its places, and nothing for another path', () => {
  expect(match('/matters/:id', '/matters/018f')).toEqual({ id: '018f' });
  expect(match('/matters/new/:type', '/matters/018f')).toBeUndefined();
  expect(match('/matters/:id', '/matters/')).toBeUndefined();
  expect(match('/', '/')).toEqual({});
});

test('a broken escape in the address is no page, not a crash', () => {
  expect(match('/answers/:name', '/answers/%E5%9')).toBeUndefined();
  expect(match('/answers/:name', '/answers/%E5%8A%9E')).toEqual({ name: '办' });
});
