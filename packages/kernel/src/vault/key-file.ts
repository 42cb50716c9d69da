import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SettingError } from '../settings.ts';
import { KEY_BYTES, keyId } from './vault.ts';

const KEY_FILE = 'encryption.key';
/** Names the key in use, so that another one given later is noticed before it makes data unreadable. */
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

/** Remembers which key is in use in this folder, and refuses another. */
function refuseOtherKey(dataDir: string, key: Buffer): void {
  const path = join(dataDir, ID_FILE);
  const id = keyId(key).toString('hex');
  const keyPath = join(dataDir, KEY_FILE);
  const inFile = existsSync(keyPath) ? keyId(readKeyFile(keyPath)).toString('hex') : null;
  const known = inFile ?? (existsSync(path) ? readFileSync(path, 'utf8').trim() : null);
  if (known !== null && known !== id) {
    throw new SettingError(
      `ZHONGZHI_KEY 与数据目录 ${dataDir} 一直使用的密钥不同，用它无法读取已加密的资料。请填回原来的密钥${inFile === null ? '' : `（或不填，改用 ${keyPath}）`}。` +
        `ZHONGZHI_KEY is not the key that the data folder ${dataDir} has been used with, so encrypted data could not be read. Give the earlier key${inFile === null ? '' : ` (or none, to use ${keyPath})`}.`,
    );
  }
  if (known !== null) return;
  mkdirSync(dataDir, { recursive: true });
  writeOnce(path, `${id}\n`);
}

/**
 * The key of this installation: the one given (base64 of 32 bytes), or the one in the data folder, made at the first
 * start and readable by its owner only.
 * @throws SettingError with a sentence when the key cannot be one, is not the key used so far, or its file is damaged.
 */
export function loadOrMakeKey(dataDir: string, given: string | null): Buffer {
  if (given !== null) {
    const key = parseKey(given);
    if (!key) {
      throw new SettingError(
        'ZHONGZHI_KEY 应为 32 字节的 base64 文本（44 个字符），可用 openssl rand -base64 32 生成。ZHONGZHI_KEY must be 32 bytes in base64 (44 characters); openssl rand -base64 32 makes one.',
      );
    }
    refuseOtherKey(dataDir, key);
    return key;
  }
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
