import { defineTexts } from '@zhongzhi/web-kit';

export const signInTexts = defineTexts({
  title: ['登录', 'Sign in'],
  about: ['用手机号登录，不用注册，不用记密码。', 'With your mobile number: no registration, no password.'],
  phone: ['手机号', 'Mobile number'],
  phoneFault: ['请写 11 位手机号。', 'Please give a mobile number of 11 digits.'],
  getCode: ['获取验证码', 'Get a code'],
  again: ['重新获取', 'Get another code'],
  code: ['验证码', 'Code'],
  codeFault: ['请写收到的 6 位或 8 位数字。', 'Please give the 6 or 8 digits you received.'],
  sentSms: [
    '验证码已发到 {phone}，{minutes} 分钟内有效。',
    'A code was sent to {phone}; it is valid for {minutes} minutes.',
  ],
  sentStaff: [
    '本区没有开通短信。请向社区工作人员领取一次性登录码，填在下面。',
    'There is no text service here. Ask the staff of your community for a one-time code.',
  ],
  haveStaffCode: ['我有社区发的一次性登录码', 'I have a one-time code from the community'],
  demoSms: ['演示短信：{text}', 'Demonstration message: {text}'],
  enter: ['登录', 'Sign in'],
  otherWays: ['其他登录方式', 'Other ways'],
  oidc: ['统一身份认证', 'Unified sign-in'],
  ticket: ['省政务服务平台账号', 'Account of the province'],
  staff: ['工作人员用账号密码登录', 'Staff: sign in with a password'],
  demoTitle: ['演示：选一个人进入', 'Demonstration: enter as'],
  demoAbout: [
    '这是演示环境，人物都是虚构的。选一个人，看看他能看到什么、能做什么。',
    'This is a demonstration; all people are invented. Choose one and see what they see.',
  ],
  welcome: ['{name}，您好', 'Hello, {name}'],
  helloAgain: ['您已登录。', 'You are signed in.'],
  why: [
    '手机号只用来确认是您本人、告诉您办理进展，不会公开。',
    'Your number is used to know that it is you and to tell you of progress. It is never made public.',
  ],
});
