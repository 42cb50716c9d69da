import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SettingError } from '../settings.ts';
import { createVault, KEY_BYTES, keyId, type Vault } from './vault.ts';

const KEY_FILE = 'encryption.key';
/**
 * Names every key that was ever used here, oldest first, so that a wrong or missing one is noticed before it makes data
 * unreadable.
 */
const ID_FILE = 'encryption.key-id';

/** Base64 of exactly 32 bytes, or null. Node skips what is not base64, so the text is compared with its own re-encoding. */
function parseKey(text: string): Buffer | null {
  const plain = text.trim().replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  const key = Buffer.from(plain, 'base64');
  return key.length === KEY_BYTES && key.toString('base64').replace(/=+$/, '') === plain ? key : null;
}

/** Makes a file that others either see whole or not at all; the first of several processes wins. */
function writeOnce(path: string, content: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Some file systems of containers and memory sticks have no hard links; a copy then has to do.
    if (code !== 'EEXIST') copyFileSync(draft, path, constants.COPYFILE_EXCL);
  } finally {
    rmSync(draft);
  }
}

function readKeyFile(path: string): Buffer {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  const key = parseKey(readFileSync(path, 'utf8'));
  if (key) return key;
  throw new SettingError(
    `密钥文件 ${path} 已损坏，请从备份恢复该文件；没有它，已加密的资料无法读取。The key file ${path} is damaged: restore it from your backup; without it encrypted data cannot be read.`,
  );
}

/** The given keys, newest first. */
function parseKeys(given: string): Buffer[] {
  const keys = given
    .trim()
    .split(/[\s,，]+/)
    .map(parseKey);
  if (keys.some((key) => key === null)) {
    throw new SettingError(
      'ZHONGZHI_KEY 应为 32 字节的 base64 文本（44 个字符），可用 openssl rand -base64 32 生成；更换密钥时新的写在前面，用逗号隔开。ZHONGZHI_KEY must be 32 bytes in base64 (44 characters); openssl rand -base64 32 makes one. To change keys write the new one first, separated by a comma.',
    );
  }
  return keys.filter((key) => key !== null);
}

const idOf = (key: Buffer): string => keyId(key).toString('hex');

/** Names of the keys used in this folder, oldest first. */
function knownIds(dataDir: string): string[] {
  const path = join(dataDir, ID_FILE);
  if (existsSync(path)) return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const keyPath = join(dataDir, KEY_FILE);
  return existsSync(keyPath) ? [idOf(readKeyFile(keyPath))] : [];
}

/**
 * Refuses keys with which values written earlier could not be read. The oldest key has to stay, and to stay the last:
 * look-up values are made with it, and with another one people would no longer be found.
 */
function refuseWrongKeys(dataDir: string, ids: readonly string[], known: readonly string[]): void {
  const hint = existsSync(join(dataDir, KEY_FILE)) ? join(dataDir, KEY_FILE) : null;
  if (known.some((id) => !ids.includes(id))) {
    throw new SettingError(
      `数据目录 ${dataDir} 用过的密钥没有全部填在 ZHONGZHI_KEY 里，缺少时无法读取已加密的资料。请填回原来的密钥，更换过的依次写在后面${hint === null ? '' : `（最早的在 ${hint}）`}。` +
        `ZHONGZHI_KEY does not hold every key that the data folder ${dataDir} has been used with, so encrypted data could not be read. Give the earlier key again, after the newer ones${hint === null ? '' : ` (the oldest is in ${hint})`}.`,
    );
  }
  if (known.length > 0 && ids.at(-1) !== known[0]) {
    throw new SettingError(
      'ZHONGZHI_KEY 里密钥的次序不对：新的在前，最早的在最后。The keys in ZHONGZHI_KEY are in the wrong order: the newest first, the oldest last.',
    );
  }
}

/** Notes keys that are used here for the first time, whole or not at all. */
function remember(dataDir: string, ids: readonly string[], known: readonly string[]): void {
  const all = [...new Set([...known, ...[...ids].reverse()])];
  if (all.length === known.length) return;
  const path = join(dataDir, ID_FILE);
  const content = `${all.join('\n')}\n`;
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(path)) return writeOnce(path, content);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(draft, path);
}

function keyOfFolder(dataDir: string): Buffer {
  const path = join(dataDir, KEY_FILE);
  if (!existsSync(path)) {
    if (existsSync(join(dataDir, ID_FILE))) {
      throw new SettingError(
        `数据目录 ${dataDir} 一直使用 ZHONGZHI_KEY 给出的密钥，现在没有填。请填回原来的密钥。The data folder ${dataDir} has been used with a key given by ZHONGZHI_KEY, which is missing now: give it again.`,
      );
    }
    mkdirSync(dataDir, { recursive: true });
    writeOnce(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  }
  return readKeyFile(path);
}

/** All keys of this installation, newest first. */
function loadKeys(dataDir: string, given: string | null): [Buffer, ...Buffer[]] {
  const [newest = keyOfFolder(dataDir), ...older] = given === null ? [] : parseKeys(given);
  const ids = [newest, ...older].map(idOf);
  const known = knownIds(dataDir);
  refuseWrongKeys(dataDir, ids, known);
  remember(dataDir, ids, known);
  // Another process may have noted other keys in the meantime.
  refuseWrongKeys(dataDir, ids, knownIds(dataDir));
  return [newest, ...older];
}

/**
 * The key that this installation writes with: the first one given (base64 of 32 bytes), or the one in the data folder,
 * made at the first start and readable by its owner only.
 * @throws SettingError with a sentence when a key cannot be one, an earlier one is missing, or the file is damaged.
 */
export const loadOrMakeKey = (dataDir: string, given: string | null): Buffer => loadKeys(dataDir, given)[0];

/**
 * The vault of this installation. To change keys, `given` names the new one first and the earlier ones after it,
 * separated by commas: new values use the first, old ones stay readable.
 * @throws SettingError as `loadOrMakeKey` does.
 */
export function openVault(dataDir: string, given: string | null): Vault {
  const [newest, ...older] = loadKeys(dataDir, given);
  return createVault(newest, older);
}
