import { create } from 'qrcode';
import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { keyPairOf, personalCode, readPersonalCode, signVoucher } from './personal-code.ts';

const platform = keyPairOf(new Uint8Array(32).fill(1));
const phone = keyPairOf(new Uint8Array(32).fill(2));
const ACTIVITY = '01a1f6ae-9900-7623-9a00-0123456789ab';
const NOW = new Date('2026-11-21T01:00:10Z');
const DOT = 4;
const QUIET = 4;

/** The code as a camera sees it: dark squares on white, four pixels each. */
function picture(text: string): { width: number; height: number; data: Uint8Array } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = (modules.size + 2 * QUIET) * DOT;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const row = Math.floor(y / DOT) - QUIET;
      const column = Math.floor(x / DOT) - QUIET;
      const isInside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (isInside && modules.get(row, column)) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { width: side, height: side, data };
}

test('a personal code drawn by a phone is read from its picture and holds', () => {
  const voucher = signVoucher(platform.secretKey, {
    activity: ACTIVITY,
    person: '01a1f6ae-9900-7623-9a00-0123456789ad',
    key: phone.publicKey,
    from: new Date(NOW.getTime() - 1e6),
    until: new Date(NOW.getTime() + 1e6),
  });
  const read = decodeQR(picture(personalCode(phone.secretKey, voucher, NOW)));
  expect(readPersonalCode(platform.publicKey, read, { activity: ACTIVITY, at: NOW, revoked: new Map() })).toMatchObject(
    {
      ok: true,
    },
  );
});
