import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with the defaults that authenticator applications agree on: SHA-1, 30 seconds, six digits. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** One step either way: clocks of phones are seldom right to the second (RFC 6238 section 5.2). */
const STEPS_AROUND = 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const SECRET_BYTES = 20;

/** Base32 without padding (RFC 4648), as authenticator applications take it. */
export function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** @throws Error when a sign is not of the Base32 alphabet. */
export function fromBase32(text: string): Buffer {
  let bits = '';
  for (const sign of text.toUpperCase().replace(/=+$/, '')) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) throw new Error('not Base32');
    bits += value.toString(2).padStart(5, '0');
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of one counter value (RFC 4226 section 5.3). */
export function hotp(secret: Uint8Array, counter: number, digits = DIGITS, algorithm = 'sha1'): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(algorithm, secret).update(message).digest();
  const offset = mac.at(-1)! & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The counter value at a moment. */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS);

/**
 * The step that a code belongs to, or undefined when it is wrong. A step that was used, or an earlier one, is never
 * accepted again: a code read over someone's shoulder is worthless (RFC 6238 section 5.2).
 */
export function findStep(secret: Uint8Array, code: string, now: Date, lastStep: number | null): number | undefined {
  const current = stepAt(now);
  let found: number | undefined;
  for (let step = current - STEPS_AROUND; step <= current + STEPS_AROUND; step += 1) {
    const isEqual =
      code.length === DIGITS &&
      timingSafeEqual(Buffer.from(hotp(secret, step)), Buffer.from(code.replace(/[^\x20-\x7e]/g, ' ')));
    if (isEqual && (lastStep === null || step > lastStep)) found = step;
  }
  return found;
}

/** The address behind the QR code that authenticator applications scan. */
export function otpauthUri(secret: Uint8Array, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
