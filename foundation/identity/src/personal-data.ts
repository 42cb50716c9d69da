import type { PersonalDatum } from '@zhongzhi/kernel';

/** What this module keeps about people, for the privacy notice. */
export const personalData: readonly PersonalDatum[] = [
  {
    key: 'identity.phone',
    label: { zh: '登录用的手机号', en: 'Phone number for sign-in' },
    purpose: {
      zh: '确认是您本人登录；登录记录里只存它的指纹，不存号码',
      en: 'To see that it is you; sign-in records hold only a digest of it',
    },
    basis: 'consent',
    sensitive: false,
    retention: { zh: '登录码记录2天后删除', en: 'Records of codes are removed after 2 days' },
  },
  {
    key: 'identity.session',
    label: { zh: '登录记录（设备名、网络地址、时间）', en: 'Sign-ins (device name, network address, times)' },
    purpose: {
      zh: '让您看到哪些设备登录着，发现不是自己的可以让它退出',
      en: 'So that you see where you are signed in and can end what is not yours',
    },
    basis: 'statutory-duty',
    sensitive: false,
    retention: { zh: '退出或过期7天后删除', en: 'Removed 7 days after it ended' },
  },
  {
    key: 'identity.external',
    label: { zh: '统一认证的用户编号', en: 'Your id at an outside sign-in' },
    purpose: { zh: '下次用统一认证登录时认出您', en: 'To recognise you at the next sign-in' },
    basis: 'consent',
    sensitive: false,
    retention: { zh: '注销时删除', en: 'Removed with your account' },
  },
  {
    key: 'identity.account',
    label: { zh: '工作人员的登录名、密码指纹、动态码密钥', en: 'Login, password digest and second factor of staff' },
    purpose: { zh: '确认是工作人员本人登录', en: 'To see that it is the member of staff' },
    basis: 'statutory-duty',
    sensitive: false,
    retention: {
      zh: '离岗停用，注销时删除；90天不用自动停用',
      en: 'Closed after 90 days unused, removed with the person',
    },
  },
];
