import {
  isIdNumber,
  isPhone,
  maskIdNumber,
  maskPhone,
  normaliseIdNumber,
  normalisePhone,
} from '@zhongzhi/contract-kit';
import { refuse, type Context, type Vault } from '@zhongzhi/kernel';
import { dayOf } from './days.ts';

/** The vault's purposes: each has a key of its own, so that a cipher of one never opens as the other. */
const PHONE = 'directory.phone';
const ID_NUMBER = 'directory.id-number';

/** A value as it is stored: unreadable, and findable only by whoever knows it. */
export interface Sealed {
  readonly cipher: Buffer;
  readonly hash: string;
}

const seal = (vault: Vault, purpose: string, text: string): Sealed => ({
  cipher: vault.encrypt(purpose, text),
  hash: vault.blindIndex(purpose, text),
});

export const openPhone = (vault: Vault, cipher: Buffer): string => vault.decrypt(PHONE, cipher);
export const openIdNumber = (vault: Vault, cipher: Buffer): string => vault.decrypt(ID_NUMBER, cipher);

export const maskedPhone = (vault: Vault, cipher: Buffer | null): string | null =>
  cipher === null ? null : maskPhone(openPhone(vault, cipher));
export const maskedIdNumber = (vault: Vault, cipher: Buffer | null): string | null =>
  cipher === null ? null : maskIdNumber(openIdNumber(vault, cipher));

/** The plain form of a typed phone number. @throws Refusal `directory.phone-wrong`. */
export function readPhone(typed: string): string {
  const phone = normalisePhone(typed);
  if (phone === null || !isPhone(phone))
    throw refuse.invalid(
      'directory.phone-wrong',
      '手机号不对，请填 11 位手机号。',
      'The phone number is not right; enter the 11 digits of a mobile number.',
      { errors: [{ field: 'phone', detail: '11 位手机号 / 11 digits' }] },
    );
  return phone;
}

/** The plain form of a typed resident ID number. @throws Refusal `directory.id-number-wrong`. */
export function readIdNumber(typed: string, now: Date): string {
  const idNumber = normaliseIdNumber(typed);
  if (!isIdNumber(idNumber, dayOf(now)))
    throw refuse.invalid(
      'directory.id-number-wrong',
      '身份证号不对，请对照证件逐位核对。',
      'The ID number is not right; compare it with the card digit by digit.',
      { errors: [{ field: 'idNumber', detail: '校验码不符 / wrong check digit' }] },
    );
  return idNumber;
}

export const sealPhone = (context: Context, phone: string): Sealed => seal(context.platform.vault, PHONE, phone);
export const sealIdNumber = (context: Context, idNumber: string): Sealed =>
  seal(context.platform.vault, ID_NUMBER, idNumber);
