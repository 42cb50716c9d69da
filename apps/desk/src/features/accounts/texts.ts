import { defineTexts } from '../../i18n.ts';

export const useAccountsText = defineTexts('accounts', {
  title: ['工作账号', 'Staff accounts'],
  about: [
    '工作人员用登录名、密码和动态码登录。初始密码只显示一次，本人第一次登录时必须修改。',
    'Staff sign in with login, password and second factor. A first password is shown once and has to be changed at first sign-in.',
  ],
  add: ['开通账号', 'Open an account'],
  person: ['人员', 'Person'],
  login: ['登录名', 'Login'],
  'login.rule': [
    '3–40位小写字母、数字、点、横线，字母开头',
    '3–40 lower-case letters, digits, dots or dashes, beginning with a letter',
  ],
  needed: ['请填写', 'Fill this in'],
  factor: ['动态码', 'Second factor'],
  'factor.on': ['已设置', 'Set up'],
  'factor.off': ['未设置', 'Not yet'],
  last: ['最近登录', 'Last sign-in'],
  'last.never': ['从未登录', 'Never'],
  state: ['状态', 'State'],
  'state.open': ['正常', 'Open'],
  'state.must-change': ['待改密码', 'Password to change'],
  'state.closed': ['已停用', 'Closed'],
  steps: ['操作', 'Steps'],
  'reset-password': ['重置密码', 'Reset the password'],
  'reset-factor': ['重置动态码', 'Reset the second factor'],
  close: ['停用', 'Close'],
  reopen: ['恢复', 'Reopen'],
  reason: ['理由', 'Reason'],
  'password.title': ['{{login}}的初始密码', 'First password of {{login}}'],
  'password.about': [
    '请当面或用可靠的方式交给本人。关闭后不再显示。',
    'Hand it over in person or by a safe way. It is not shown again.',
  ],
  done: ['已办好', 'Done'],
  more: ['更多', 'More'],
});
