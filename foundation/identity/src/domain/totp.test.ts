import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStep, fromBase32, hotp, otpauthUri, stepAt, toBase32 } from './totp.ts';

const sha1Secret = Buffer.from('12345678901234567890');
const sha256Secret = Buffer.from('12345678901234567890123456789012');
const sha512Secret = Buffer.from('1234567890123456789012345678901234567890123456789012345678901234');

describe('one-time codes by time', () => {
  it.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('match the test vectors of RFC 6238 appendix B at %i s', (seconds, sha1, sha256, sha512) => {
    const step = stepAt(new Date(seconds * 1000));
    expect(hotp(sha1Secret, step, 8)).toBe(sha1);
    expect(hotp(sha256Secret, step, 8, 'sha256')).toBe(sha256);
    expect(hotp(sha512Secret, step, 8, 'sha512')).toBe(sha512);
  });

  it.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, counter) => [counter, code] as const,
    ),
  )('match the test vectors of RFC 4226 appendix D for counter %i', (counter, code) => {
    expect(hotp(sha1Secret, counter)).toBe(code);
  });

  it('are accepted one step early or late, not two', () => {
    const now = new Date('2019-10-14T02:00:00Z');
    const step = stepAt(now);
    for (const around of [-1, 0, 1])
      expect(findStep(sha1Secret, hotp(sha1Secret, step + around), now, null)).toBe(step + around);
    for (const around of [-2, 2])
      expect(findStep(sha1Secret, hotp(sha1Secret, step + around), now, null)).toBeUndefined();
  });

  it('are refused once their step, or a later one, was used', () => {
    const now = new Date('2019-10-14T02:00:00Z');
    const step = stepAt(now);
    expect(findStep(sha1Secret, hotp(sha1Secret, step), now, step)).toBeUndefined();
    expect(findStep(sha1Secret, hotp(sha1Secret, step - 1), now, step)).toBeUndefined();
    expect(findStep(sha1Secret, hotp(sha1Secret, step + 1), now, step)).toBe(step + 1);
  });

  it('refuse any text that is not the code, without failing', () => {
    const now = new Date('2019-10-14T02:00:00Z');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        (text) => findStep(sha1Secret, text, now, stepAt(now) + 1) === undefined,
      ),
    );
    expect(findStep(sha1Secret, '１２３４５６', now, null)).toBeUndefined();
  });

  it('are set up through an address that authenticator applications read', () => {
    expect(toBase32(Buffer.from('Hello!\xde\xad\xbe\xef', 'latin1'))).toBe('JBSWY3DPEHPK3PXP');
    expect(otpauthUri(sha1Secret, 'li.na', '众治')).toBe(
      'otpauth://totp/%E4%BC%97%E6%B2%BB:li.na?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E4%BC%97%E6%B2%BB&algorithm=SHA1&digits=6&period=30',
    );
  });

  it('keep any secret through Base32 and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => fromBase32(toBase32(bytes)).equals(Buffer.from(bytes))),
    );
  });
});
