import { generateKeyPairFromSeed, sign, verify } from '@stablelib/ed25519';

/**
 * The code that a volunteer's own phone shows at the place, and that a checker's phone verifies without a network: the
 * platform has signed for whom and which activity the phone's key stands; the phone signs the present half minute with it.
 * A photograph that is passed on is old by the time it arrives.
 */
export const SLOT_MS = 30_000;
/** A code is taken for two minutes round the checker's time: phones are slow, and their clocks differ. */
export const SLOTS_TAKEN = 4;

/** What the platform vouches for. */
export interface Voucher {
  readonly activity: string;
  readonly person: string;
  /** The phone's public key. */
  readonly key: Uint8Array;
  readonly from: Date;
  readonly until: Date;
}

/** A voucher as it is kept and sent. */
export interface SignedVoucher {
  readonly voucher: string;
  readonly signature: string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64url, on servers and old phones alike. */
export function asText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const rest = bytes.length - at;
    const three = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let sign = 0; sign < Math.min(4, rest + 1); sign += 1) text += ALPHABET[(three >> (18 - 6 * sign)) & 63];
  }
  return text;
}

/** @returns undefined for what is no base64url. */
export function fromText(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/u.test(text) || text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  for (let at = 0; at < bytes.length; at += 1) {
    const sign = Math.floor((at * 4) / 3);
    const pair = (ALPHABET.indexOf(text[sign]!) << 6) | ALPHABET.indexOf(text[sign + 1]!);
    bytes[at] = (pair >> (4 - 2 * (at % 3))) & 255;
  }
  // One way to write it only: what was changed in the bits that do not count is another text.
  return asText(bytes) === text ? bytes : undefined;
}

const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const idOf = (bytes: Uint8Array): string =>
  hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
const bytesOf = (id: string): Uint8Array =>
  Uint8Array.from(id.replaceAll('-', '').match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
const VOUCHER_BYTES = 16 + 16 + 32 + 4 + 4;

function writeVoucher({ activity, person, key, from, until }: Voucher): Uint8Array {
  const bytes = new Uint8Array(VOUCHER_BYTES);
  bytes.set(bytesOf(activity), 0);
  bytes.set(bytesOf(person), 16);
  bytes.set(key, 32);
  const view = new DataView(bytes.buffer);
  view.setUint32(64, Math.floor(from.getTime() / 1_000));
  view.setUint32(68, Math.floor(until.getTime() / 1_000));
  return bytes;
}

function readVoucher(bytes: Uint8Array): Voucher {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    activity: idOf(bytes.subarray(0, 16)),
    person: idOf(bytes.subarray(16, 32)),
    key: bytes.slice(32, 64),
    from: new Date(view.getUint32(64) * 1_000),
    until: new Date(view.getUint32(68) * 1_000),
  };
}

const utf8 = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** A key pair of 32 random bytes. */
export const keyPairOf = (seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array } =>
  generateKeyPairFromSeed(seed);

/** The platform signs a voucher. */
export function signVoucher(secretKey: Uint8Array, voucher: Voucher): SignedVoucher {
  const text = asText(writeVoucher(voucher));
  return { voucher: text, signature: asText(sign(secretKey, utf8(`ZV1.${text}`))) };
}

const slotAt = (at: Date): number => Math.floor(at.getTime() / SLOT_MS);

/** The code that a phone shows now. `now` is the platform's time, as far as the phone knows it. */
export function personalCode(secretKey: Uint8Array, { voucher, signature }: SignedVoucher, now: Date): string {
  const said = `ZP1.${voucher}.${signature}.${slotAt(now).toString(36)}`;
  return `${said}.${asText(sign(secretKey, utf8(said)))}`;
}

/** When the code that is shown now ends. */
export const endOfSlot = (now: Date): Date => new Date((slotAt(now) + 1) * SLOT_MS);

export type ReadPersonalCode =
  | { readonly ok: true; readonly person: string; readonly key: string }
  | {
      readonly ok: false;
      readonly why: 'code-forged' | 'code-old' | 'other-activity';
      readonly person: string | null;
    };

const FORM = /^ZP1\.([\w-]{96})\.([\w-]{86})\.([0-9a-z]{1,10})\.([\w-]{86})$/u;

/**
 * Reads a code that was scanned at a moment for an activity. What it says is believed only when both signatures hold;
 * `revoked` are keys of phones that their owners have exchanged for another, and when: a scan from before stays good.
 */
export function readPersonalCode(
  platformKey: Uint8Array,
  text: string,
  { activity, at, revoked }: { activity: string; at: Date; revoked: ReadonlyMap<string, Date> },
): ReadPersonalCode {
  const forged: ReadPersonalCode = { ok: false, why: 'code-forged', person: null };
  const parts = FORM.exec(text.trim());
  if (parts === null) return forged;
  const bytes = fromText(parts[1]!);
  const vouched = fromText(parts[2]!);
  const signed = fromText(parts[4]!);
  if (bytes === undefined || vouched === undefined || signed === undefined) return forged;
  if (!verify(platformKey, utf8(`ZV1.${parts[1]}`), vouched)) return forged;
  const voucher = readVoucher(bytes);
  const said = text.trim().slice(0, text.trim().lastIndexOf('.'));
  if (!verify(voucher.key, utf8(said), signed)) return forged;
  const { person } = voucher;
  if (voucher.activity !== activity) return { ok: false, why: 'other-activity', person };
  const key = asText(voucher.key);
  const age = Math.abs(slotAt(at) - Number.parseInt(parts[3]!, 36));
  const end = revoked.get(key);
  if (age > SLOTS_TAKEN || (end !== undefined && end <= at) || at < voucher.from || at > voucher.until)
    return { ok: false, why: 'code-old', person };
  return { ok: true, person, key };
}
