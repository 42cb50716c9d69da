import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingError } from '../settings.ts';
import { loadOrMakeKey } from './index.ts';

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
