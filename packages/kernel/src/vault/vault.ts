import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts single values for columns that hold sensitive data, and makes look-up values for them. */
export interface Vault {
  /** Encrypts a text for one purpose, e.g. `person.id-number`; only the same purpose can decrypt it. */
  encrypt(purpose: string, text: string): Buffer;
  /** @throws VaultError when the data were changed, cut off, made for another purpose or with a key that is not here. */
  decrypt(purpose: string, data: Buffer): string;
  /** A value to look a text up by without storing it: equal for equal texts of one purpose, unrelated otherwise. */
  blindIndex(purpose: string, text: string): string;
}

/** An encrypted value cannot be read. Says why, never what was inside. */
export class VaultError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'VaultError';
  }
}

export const KEY_BYTES = 32;
const FORMAT = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES;

const derive = (key: Buffer, use: string, length = KEY_BYTES): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `zhongzhi:${use}`, length));

/** Names a key without telling anything about it. */
export const keyId = (key: Buffer): Buffer => derive(key, 'key-id', KEY_ID_BYTES);

/** One derived key per use, so that values of different columns have nothing in common. */
function derivedKeys(key: Buffer): (use: string) => Buffer {
  const known = new Map<string, Buffer>();
  return (use) => {
    const found = known.get(use);
    if (found) return found;
    const made = derive(key, use);
    known.set(use, made);
    return made;
  };
}

/** Purpose and header are bound to the ciphertext: moving a value to another column makes it unreadable. */
const boundTo = (header: Buffer, purpose: string): Buffer => Buffer.concat([header, Buffer.from(purpose, 'utf8')]);

/**
 * A vault over one key. Values written under `olderKeys` (newest first) stay readable; new ones use `key`. The look-up
 * values keep the oldest key, so that a rotation leaves every index valid.
 *
 * Layout of a value: format byte, 4 bytes key id, 12 bytes nonce, ciphertext (AES-256-GCM), 16 bytes tag.
 */
export function createVault(key: Buffer, olderKeys: readonly Buffer[] = []): Vault {
  const keys = [key, ...olderKeys];
  for (const each of keys) if (each.length !== KEY_BYTES) throw new VaultError(`a key has ${KEY_BYTES} bytes`);
  const byId = new Map(keys.map((each) => [keyId(each).toString('hex'), derivedKeys(each)]));
  const header = Buffer.concat([Buffer.of(FORMAT), keyId(key)]);
  const current = derivedKeys(key);
  const forIndexes = derivedKeys(keys.at(-1) ?? key);
  return {
    encrypt(purpose, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current(`encrypt:${purpose}`), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(header, purpose));
      return Buffer.concat([header, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(purpose, data) {
      if (data.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || data[0] !== FORMAT) {
        throw new VaultError('the value is not one of this vault');
      }
      const head = data.subarray(0, HEADER_BYTES);
      const found = byId.get(head.subarray(1).toString('hex'));
      if (!found) throw new VaultError('the value was encrypted with a key that is not given');
      const body = data.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES);
      const nonce = data.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', found(`encrypt:${purpose}`), nonce, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(boundTo(head, purpose));
      decipher.setAuthTag(data.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch {
        throw new VaultError('the value was changed or belongs to another purpose');
      }
    },
    blindIndex: (purpose, text) =>
      createHmac('sha256', forIndexes(`index:${purpose}`))
        .update(text, 'utf8')
        .digest('hex'),
  };
}
