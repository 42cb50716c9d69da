import { Type } from 'typebox';
import { query } from '@zhongzhi/kernel';
import { PrivacyNotice } from '../contract/index.ts';
import { registerOf } from '../domain/register.ts';
import { BASIS_WORDS, RIGHTS } from '../domain/rights.ts';

export const showNotice = query({
  name: 'privacy.show-notice',
  permission: 'public',
  summary: { zh: '个人信息处理清单（由登记表生成）', en: 'The privacy notice, generated from the field register' },
  input: Type.Object({}, { additionalProperties: false }),
  output: PrivacyNotice,
  run({ platform }) {
    const { items, version } = registerOf(platform);
    return Promise.resolve({
      version,
      items: items.map(({ key, label, purpose, basis, sensitive, retention }) => ({
        key,
        datum: label,
        purpose,
        basis,
        basisWords: BASIS_WORDS[basis],
        sensitive,
        retention,
      })),
      rights: RIGHTS,
    });
  },
});
