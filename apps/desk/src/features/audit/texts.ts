import { defineTexts } from '../../i18n.ts';

export const useAuditText = defineTexts('audit', {
  title: ['审计日志', 'Audit log'],
  about: ['谁在什么时候做了什么。只能查看，不能修改。', 'Who did what and when. It can be read, never changed.'],
  at: ['时间', 'When'],
  actor: ['操作人', 'Who'],
  'actor.system': ['系统', 'Platform'],
  'actor.client': ['接口', 'Client'],
  'actor.anonymous': ['未登录', 'Not signed in'],
  action: ['操作', 'What'],
  'action.find': ['操作名，例如 directory.unmasked', 'Name of the act, e.g. directory.unmasked'],
  subject: ['对象', 'Subject'],
  'subject.find': ['对象编号', 'Subject id'],
  detail: ['内容', 'Detail'],
  address: ['来源地址', 'Address'],
  period: ['时段', 'Period'],
  reason: ['理由：{{reason}}', 'Reason: {{reason}}'],
});
