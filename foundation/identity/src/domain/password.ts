import { argon2 as argon2Callback, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2 = promisify(argon2Callback);

/** OWASP's setting for argon2id: 19 MiB, two passes, one lane; about 40 ms. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const SALT_BYTES = 16;

export const LEAST_PASSWORD_LENGTH = 8;
export const MOST_PASSWORD_LENGTH = 128;

/** Words of this product and place that guessers try first (ASVS 6.2.11); compared without case, digits and signs. */
const CONTEXT_WORDS = [
  'zhongzhi',
  'wuhua',
  'wuhuaqu',
  'kunming',
  'yunnan',
  'shequ',
  'jiedao',
  'gridworker',
  'wangge',
  'dangjian',
  'zhiyuanzhe',
  '众治',
  '五华',
  '五华区',
  '昆明',
  '社区',
  '街道',
];

/** The commonest passwords of published lists that are long enough to pass the length rule, in their bare form. */
const COMMON = new Set(
  `password passw0rd p@ssw0rd p@ssword password1 password123 12345678 123456789 1234567890 0123456789 87654321 987654321 11111111 00000000 88888888 66666666
  99999999 12341234 11223344 112233445566 123123123 123321123 147258369 159357456 13145200 5201314520 woaini1314 woaini520 qwertyui qwerty123 qwertyuiop
  1qaz2wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4 zaq12wsx asdfghjk asdfghjkl zxcvbnm123 abcd1234 abc12345 abcdefgh a1234567 a12345678 a123456789 aa123456 aa12345678
  admin123 admin888 administrator adminadmin root1234 iloveyou letmein1 welcome1 welcome123 sunshine superman football baseball princess trustno1 changeme
  changeme123 test1234 testtest dragon123 monkey123 master123 xiaoming woaiwojia wojiaozhu zhangwei liudehua qq123456 wang1234 zxc12345 asd12345 qwe12345 qweasdzxc`.split(
    /\s+/,
  ),
);

/** Why a password may not be used, or undefined when it may. Any sign is welcome, paste too; nothing must be mixed in (ASVS 6.2.5). */
export function findPasswordFault(password: string, login: string): { zh: string; en: string } | undefined {
  const length = Array.from(password).length;
  if (length < LEAST_PASSWORD_LENGTH)
    return {
      zh: `密码至少 ${LEAST_PASSWORD_LENGTH} 位。几个不相干的词连起来最好记。`,
      en: `A password has at least ${LEAST_PASSWORD_LENGTH} characters; a few unrelated words are easy to remember.`,
    };
  if (length > MOST_PASSWORD_LENGTH)
    return {
      zh: `密码最多 ${MOST_PASSWORD_LENGTH} 位。`,
      en: `A password has at most ${MOST_PASSWORD_LENGTH} characters.`,
    };
  const plain = password.toLowerCase();
  const bare = plain.replace(/[\d\s\p{P}\p{S}]/gu, '');
  const isOneSign = new Set(plain).size <= 2;
  const isCommon =
    COMMON.has(plain) ||
    CONTEXT_WORDS.includes(bare) ||
    (login.length >= 3 && bare === login.toLowerCase().replace(/[^a-z]/g, ''));
  if (isOneSign || isCommon)
    return {
      zh: '这个密码太容易被猜到，请换一个，不要用单位名、姓名或常见数字。',
      en: 'This password is easily guessed; choose another, without names of places or people or common numbers.',
    };
  return undefined;
}

function derive(
  password: string,
  salt: Buffer,
  cost: { memory: number; passes: number; parallelism: number; tagLength: number },
): Promise<Buffer> {
  return argon2('argon2id', {
    message: Buffer.from(password.normalize('NFC')),
    nonce: salt,
    ...cost,
  });
}

const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** Hashes a password into the usual PHC form, which carries its own settings. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt, COST);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${bare(salt)}$${bare(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A hash that no password matches; an unknown name costs the same time as a known one. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${bare(randomBytes(SALT_BYTES))}$${bare(randomBytes(COST.tagLength))}`;

/** Whether a password matches a hash; with null, does the same work and says no. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = PHC.exec(hash ?? NOBODY);
  if (parts === null) throw new Error('the stored password hash cannot be read');
  const expected = Buffer.from(parts[5]!, 'base64');
  const tag = await derive(password, Buffer.from(parts[4]!, 'base64'), {
    memory: Number(parts[1]),
    passes: Number(parts[2]),
    parallelism: Number(parts[3]),
    tagLength: expected.length,
  });
  return timingSafeEqual(tag, expected) && hash !== null;
}

/** Letters and digits that cannot be taken for one another when read aloud or copied from paper. */
const CLEAR = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A one-time password of about 79 bits, in groups that can be copied from paper. */
export function makeOneTimePassword(): string {
  const signs: string[] = [];
  while (signs.length < 16) {
    const byte = randomBytes(1)[0]!;
    if (byte < CLEAR.length * 8) signs.push(CLEAR[byte % CLEAR.length]!);
  }
  return signs.join('').match(/.{4}/g)!.join('-');
}
