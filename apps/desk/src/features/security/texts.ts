import { defineTexts } from '../../i18n.ts';

export const useSecurityText = defineTexts('security', {
  title: ['账号安全', 'Account security'],
  password: ['修改密码', 'Change the password'],
  'password.about': [
    '至少8个字符，避开姓名、手机号和常见密码。改后其他设备要重新登录。',
    'At least 8 characters, not your name, number or a common password. Other devices have to sign in again.',
  ],
  'password.current': ['现在的密码', 'Current password'],
  'password.next': ['新密码', 'New password'],
  'password.again': ['再输一遍新密码', 'New password again'],
  'password.differs': ['两次输入的不一样', 'The two differ'],
  'password.done': ['密码已修改', 'The password is changed'],
  'password.needed': ['请填写', 'Fill this in'],
  factor: ['动态码（第二重验证）', 'Second factor'],
  'factor.on': ['已开通', 'Set up'],
  'factor.off': ['还没有开通。工作人员要开通后岗位才生效。', 'Not set up yet. A post is in force only with it.'],
  'factor.begin': ['设置动态码', 'Set it up'],
  'factor.renew': ['换一部手机', 'Move to another phone'],
  'factor.secret': [
    '在手机的验证器里新增账号，录入下面的密钥，再填写它显示的6位数字。',
    'Add an account in your authenticator with this key, then enter the six digits it shows.',
  ],
  'factor.code': ['6位数字', 'Six digits'],
  'factor.confirm': ['确认', 'Confirm'],
  'factor.recovery': [
    '请抄下这些备用码并放好。手机丢了时，每个可以用一次。只显示这一次。',
    'Write these recovery codes down. Each works once if the phone is lost. They are shown only now.',
  ],
  devices: ['登录的设备', 'Signed-in devices'],
  'devices.current': ['这台设备', 'This device'],
  'devices.device': ['设备', 'Device'],
  'devices.seen': ['最近使用', 'Last used'],
  'devices.since': ['登录时间', 'Signed in'],
  'devices.address': ['地址', 'Address'],
  'devices.end': ['退出', 'Sign out'],
  'column.steps': ['操作', 'Steps'],
});
