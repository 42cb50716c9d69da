import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** A random bearer secret of 256 bits; only its digest is stored. */
export const makeToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Whether a text could be one of our tokens at all; anything else is not even looked up. */
export const isTokenShaped = (text: string): boolean => TOKEN_SHAPE.test(text);

/** What is stored of a token. It has 256 random bits, so a plain digest is enough. */
export const digestToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A code of decimal digits, each as likely as another. */
export const makeDigits = (digits: number): string => String(randomInt(10 ** digits)).padStart(digits, '0');

/** Compares two digests without telling by time where they differ. */
export const isSameDigest = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The key that the demonstration accepts, and only there. */
export const DEMO_CLIENT_KEY = 'demo';
const CLIENT_KEY_SHAPE = /^zzk_[A-Za-z0-9_-]{43}$/;
export const makeClientKey = (): string => `zzk_${makeToken()}`;
/** Whether a text could be a client's key at all; anything else is not even looked up. */
export const isClientSecretShaped = (text: string): boolean => text === DEMO_CLIENT_KEY || CLIENT_KEY_SHAPE.test(text);

const RECOVERY_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
/** A recovery code of about 59 bits, for the day the phone is lost. */
export const makeRecoveryCode = (): string =>
  Array.from({ length: 12 }, () => RECOVERY_SIGNS[randomInt(RECOVERY_SIGNS.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');
export const isRecoveryShaped = (text: string): boolean => /^([a-z2-9]{4}-){2}[a-z2-9]{4}$/.test(text);
