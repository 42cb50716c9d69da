import { defineTexts } from '../../i18n.ts';

export const useSignInText = defineTexts('sign-in', {
  title: ['登录工作台', 'Sign in to the desk'],
  'demo.title': ['选一位演示人员进入', 'Enter as one of the demonstration people'],
  'demo.about': [
    '这里是演示数据，人物均为虚构；随便点，不会影响真实办件。',
    'Everything here is demonstration data and the people are invented. Click freely.',
  ],
  'demo.search': ['按姓名、岗位或地方查找', 'Find by name, post or place'],
  'demo.none': ['没有这样的人，换个词试试。', 'Nobody matches. Try other words.'],
  'demo.residents': ['居民', 'Resident'],
  account: ['登录名', 'Login name'],
  password: ['密码', 'Password'],
  enter: ['登录', 'Sign in'],
  next: ['下一步', 'Next'],
  code: ['动态码，或一个备用码', 'Authenticator code or a recovery code'],
  'code.about': [
    '打开手机上的验证器，填写“众治”下面的6位数字；手机不在身边时可以填一个备用码。',
    'Open the authenticator on your phone and enter the six digits under “Zhongzhi”. Without the phone, enter a recovery code.',
  ],
  'code.back': ['换个账号', 'Another account'],
  'account.needed': ['请填写登录名', 'Enter your login name'],
  'password.needed': ['请填写密码', 'Enter your password'],
  'code.needed': ['请填写动态码', 'Enter the code'],
  forgotten: [
    '忘记密码或换了手机？请联系本单位的管理员重置。',
    'Password forgotten or phone changed? Your unit’s administrator can reset it.',
  ],
  'or-password': ['用账号密码登录', 'Sign in with a password'],
  'or-demo': ['返回演示人员', 'Back to the demonstration people'],
  'or-single': ['统一身份认证登录', 'Single sign-on'],
});
