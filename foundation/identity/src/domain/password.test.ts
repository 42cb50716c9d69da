import { describe, expect, it } from 'vitest';
import { findPasswordFault, hashPassword, makeOneTimePassword, verifyPassword } from './password.ts';

describe('a password', () => {
  it.each([
    '1234567',
    '12345678',
    'P@ssw0rd',
    'wuhua2019',
    'Zhongzhi#123',
    '五华区2019!!!',
    'aaaaaaaa',
    'abababab',
    'li.na12345',
    'x'.repeat(129),
  ])('that is easily guessed or out of bounds is refused: %s', (password) => {
    expect(findPasswordFault(password, 'li.na')).toBeDefined();
  });

  it.each(['correct horse battery', '翠湖 海鸥 米线 飞', 'x7#Kq_2m', 'k'.repeat(64) + 'j'.repeat(60) + 'abcd'])(
    'of any signs and up to 128 of them is accepted: %s',
    (password) => {
      expect(findPasswordFault(password, 'li.na')).toBeUndefined();
    },
  );

  it('is kept as an argon2id hash that only it matches, however its letters were composed', async () => {
    const hash = await hashPassword('caf\u00e9 du lac');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hash).not.toContain('lac');
    expect(await verifyPassword('cafe\u0301 du lac', hash)).toBe(true);
    expect(await verifyPassword('cafe du lac', hash)).toBe(false);
    expect(await hashPassword('caf\u00e9 du lac')).not.toBe(hash);
  });

  it('is refused for a name that nobody has', async () => {
    expect(await verifyPassword('anything at all', null)).toBe(false);
  });

  it('made for one use is different each time, readable, and passes its own rules', () => {
    const made = new Set(Array.from({ length: 200 }, makeOneTimePassword));
    expect(made.size).toBe(200);
    for (const password of made) {
      expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
      expect(findPasswordFault(password, 'li.na')).toBeUndefined();
    }
  });
});
