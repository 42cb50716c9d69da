import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVault, VaultError } from './index.ts';

const key = Buffer.alloc(32, 1);
const other = Buffer.alloc(32, 2);

describe('encryption', () => {
  const vault = createVault(key);

  it('gives back every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => vault.decrypt('a', vault.encrypt('a', text)) === text),
    );
  });

  it('never encrypts a text twice to the same bytes, and does not show the text', () => {
    const first = vault.encrypt('phone', '13800001234');
    expect(first.equals(vault.encrypt('phone', '13800001234'))).toBe(false);
    expect(first.includes('13800001234')).toBe(false);
  });

  it('refuses a value in which any single byte was changed', () => {
    const data = vault.encrypt('phone', '13800001234');
    for (let at = 0; at < data.length; at += 1) {
      const changed = Buffer.from(data);
      changed.writeUInt8((changed.readUInt8(at) ^ 1) & 0xff, at);
      expect(() => vault.decrypt('phone', changed)).toThrow(VaultError);
    }
  });

  it('refuses a value that was cut off at any length', () => {
    const data = vault.encrypt('phone', '13800001234');
    for (let length = 0; length < data.length; length += 1) {
      expect(() => vault.decrypt('phone', data.subarray(0, length))).toThrow(VaultError);
    }
  });

  it('refuses a value moved to another purpose', () => {
    expect(() => vault.decrypt('id-number', vault.encrypt('phone', '13800001234'))).toThrow(/another purpose/);
  });

  it('refuses a value of a key that is not here', () => {
    expect(() => vault.decrypt('phone', createVault(other).encrypt('phone', 'x'))).toThrow(/key that is not given/);
  });

  it('refuses keys of the wrong length', () => {
    expect(() => createVault(randomBytes(16))).toThrow(VaultError);
    expect(() => createVault(key, [randomBytes(31)])).toThrow(VaultError);
  });
});

describe('rotation', () => {
  it('reads what older keys wrote and writes with the new one', () => {
    const before = createVault(key).encrypt('phone', '13800001234');
    const rotated = createVault(other, [key]);
    expect(rotated.decrypt('phone', before)).toBe('13800001234');
    expect(createVault(other).decrypt('phone', rotated.encrypt('phone', '13900001234'))).toBe('13900001234');
    expect(() => createVault(key).decrypt('phone', rotated.encrypt('phone', 'x'))).toThrow(VaultError);
  });

  it('keeps every look-up value valid', () => {
    const before = createVault(key).blindIndex('phone', '13800001234');
    expect(createVault(other, [key]).blindIndex('phone', '13800001234')).toBe(before);
  });
});

describe('look-up values', () => {
  const vault = createVault(key);

  it('are equal for equal texts and differ by text, purpose and key', () => {
    const value = vault.blindIndex('phone', '13800001234');
    expect(value).toMatch(/^[0-9a-f]{64}$/);
    expect(createVault(key).blindIndex('phone', '13800001234')).toBe(value);
    expect(vault.blindIndex('phone', '13800001235')).not.toBe(value);
    expect(vault.blindIndex('id-number', '13800001234')).not.toBe(value);
    expect(createVault(other).blindIndex('phone', '13800001234')).not.toBe(value);
  });
});
