import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingError } from '../settings.ts';
import { loadOrMakeKey, openVault } from './index.ts';

const given = Buffer.alloc(32, 5).toString('base64');
const another = Buffer.alloc(32, 6).toString('base64');
let folder: string;
let dataDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhongzhi-key-'));
  dataDir = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the key of an installation', () => {
  it('is made at the first start, for its owner only, and found again at the next', () => {
    const first = loadOrMakeKey(dataDir, null);
    expect(first).toHaveLength(32);
    expect(statSync(join(dataDir, 'encryption.key')).mode & 0o777).toBe(0o600);
    expect(loadOrMakeKey(dataDir, null)).toEqual(first);
    expect(readdirSync(dataDir)).toEqual(['encryption.key']);
  });

  it('differs between installations', () => {
    expect(loadOrMakeKey(dataDir, null)).not.toEqual(loadOrMakeKey(join(folder, 'second'), null));
  });

  it('is closed to others when its file was left open to them', () => {
    loadOrMakeKey(dataDir, null);
    chmodSync(join(dataDir, 'encryption.key'), 0o644);
    loadOrMakeKey(dataDir, null);
    expect(statSync(join(dataDir, 'encryption.key')).mode & 0o777).toBe(0o600);
  });

  it('is the given one when there is one, and is not written down', () => {
    expect(loadOrMakeKey(dataDir, given)).toEqual(Buffer.alloc(32, 5));
    for (const file of readdirSync(dataDir)) expect(readFileSync(join(dataDir, file), 'utf8')).not.toContain(given);
  });

  it.each([
    '',
    'secret',
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
    `${given.slice(0, 20)}!!${given.slice(20)}`,
  ])('is refused with a sentence that names the setting when it is %j', (text) => {
    expect(() => loadOrMakeKey(dataDir, text)).toThrow(SettingError);
    expect(() => loadOrMakeKey(dataDir, text)).toThrow(/ZHONGZHI_KEY/);
  });

  it('is refused when it is not the one used so far', () => {
    loadOrMakeKey(dataDir, given);
    expect(loadOrMakeKey(dataDir, given)).toHaveLength(32);
    expect(() => loadOrMakeKey(dataDir, another)).toThrow(/earlier key/);
    expect(() => loadOrMakeKey(dataDir, null)).toThrow(/give it again/);
  });

  it('is refused when the folder has a key file with another', () => {
    const own = loadOrMakeKey(dataDir, null);
    expect(() => loadOrMakeKey(dataDir, given)).toThrow(/encryption\.key/);
    expect(loadOrMakeKey(dataDir, own.toString('base64'))).toEqual(own);
  });

  it('is refused when its file is damaged, instead of making a new one', () => {
    loadOrMakeKey(dataDir, null);
    writeFileSync(join(dataDir, 'encryption.key'), 'damaged');
    expect(() => loadOrMakeKey(dataDir, null)).toThrow(/backup/);
    expect(readFileSync(join(dataDir, 'encryption.key'), 'utf8')).toBe('damaged');
  });
});

describe('changing the key of an installation', () => {
  const third = Buffer.alloc(32, 7).toString('base64');
  const phone = (keys: string | null) => {
    const vault = openVault(dataDir, keys);
    return {
      write: () => vault.encrypt('phone', '13800001234'),
      read: (data: Buffer) => vault.decrypt('phone', data),
      lookUp: vault.blindIndex('phone', '13800001234'),
    };
  };

  it('keeps everything readable and every look-up value valid, change after change', () => {
    const first = phone(given);
    const second = phone(`${another},${given}`);
    const last = phone(` ${third}, ${another}\n${given} `);
    const values = [first, second, last].map(({ write }) => write());
    expect(values.map(last.read)).toEqual(Array.from({ length: 3 }, () => '13800001234'));
    expect([second.lookUp, last.lookUp]).toEqual([first.lookUp, first.lookUp]);
    expect(() => first.read(second.write())).toThrow(/key that is not given/);
    expect(loadOrMakeKey(dataDir, `${third},${another},${given}`)).toEqual(Buffer.alloc(32, 7));
  });

  it('starts from a key file too, which then has to be given with the new one', () => {
    const own = phone(null);
    const old = loadOrMakeKey(dataDir, null).toString('base64');
    const changed = phone(`${given},${old}`);
    expect(changed.read(own.write())).toBe('13800001234');
    expect(changed.lookUp).toBe(own.lookUp);
    expect(() => openVault(dataDir, null)).toThrow(/does not hold every key/);
    expect(() => openVault(dataDir, given)).toThrow(/encryption\.key/);
  });

  it('is refused when any key used before is left out, even the one before last', () => {
    phone(`${another},${given}`);
    phone(`${third},${another},${given}`);
    for (const missing of [given, another, third, `${third},${given}`, `${another},${given}`, `${third},${another}`]) {
      expect(() => openVault(dataDir, missing), missing).toThrow(SettingError);
    }
    expect(phone(`${third},${another},${given}`).lookUp).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is refused in the wrong order, which would make people impossible to find, and changes nothing', () => {
    phone(given);
    expect(() => openVault(dataDir, `${given},${another}`)).toThrow(/oldest last/);
    expect(() => openVault(dataDir, given)).not.toThrow();
  });

  it('takes a key given twice for one', () => {
    const twice = phone(`${given},${given}`);
    expect(phone(given).lookUp).toBe(twice.lookUp);
    expect(readFileSync(join(dataDir, 'encryption.key-id'), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('is refused when one of several is no key', () => {
    expect(() => openVault(dataDir, `${given},secret`)).toThrow(/ZHONGZHI_KEY/);
    expect(() => openVault(dataDir, `${given},secret`)).not.toThrow(/secret/);
  });
});
