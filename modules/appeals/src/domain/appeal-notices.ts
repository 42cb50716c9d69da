import type { NoticeRule } from '@zhongzhi/casework';

/** Who is told what, when. */
export const notices: NoticeRule[] = [
  {
    on: 'open',
    to: 'unit',
    title: { zh: '新诉求 {number}', en: 'New appeal {number}' },
    body: { zh: '{title}', en: '{title}' },
  },
  {
    on: 'accept',
    to: 'opener',
    title: { zh: '您反映的事已受理', en: 'Your report was accepted' },
    body: {
      zh: '{title}（{number}）由{unit}受理，办理进展会随时告诉您。',
      en: '{title} ({number}) was accepted by {unit}; you will be told of its progress.',
    },
    sms: true,
  },
  {
    on: 'not-accept',
    to: 'opener',
    title: { zh: '您反映的事没有受理', en: 'Your report was not accepted' },
    body: { zh: '{title}：{note}', en: '{title}: {note}' },
    sms: true,
  },
  {
    on: 'pass-up',
    to: 'unit',
    title: { zh: '社区上报 {number}', en: 'Passed up: {number}' },
    body: { zh: '{title}', en: '{title}' },
  },
  {
    on: 'assign',
    to: 'unit',
    title: { zh: '派单 {number}', en: 'Assigned: {number}' },
    body: { zh: '{title}', en: '{title}' },
  },
  {
    on: 'assign',
    to: 'opener',
    title: { zh: '您反映的事已交{unit}办理', en: 'Your report is with {unit}' },
    body: { zh: '{title}（{number}）', en: '{title} ({number})' },
  },
  {
    on: 'return',
    to: 'unit',
    title: { zh: '退回 {number}', en: 'Returned: {number}' },
    body: { zh: '{title}：{note}', en: '{title}: {note}' },
  },
  {
    on: 'ask',
    to: 'opener',
    title: { zh: '请您补充情况', en: 'Please add something' },
    body: { zh: '{title}：{note}', en: '{title}: {note}' },
    sms: true,
  },
  {
    on: 'supply',
    to: 'unit',
    title: { zh: '反映人已补充 {number}', en: 'The reporter replied: {number}' },
    body: { zh: '{title}', en: '{title}' },
  },
  {
    on: 'add',
    to: 'unit',
    title: { zh: '反映人有新的补充 {number}', en: 'More from the reporter: {number}' },
    body: { zh: '{title}', en: '{title}' },
  },
  {
    on: 'answer',
    to: 'opener',
    title: { zh: '您反映的事有答复了', en: 'Your report was answered' },
    body: {
      zh: '{title}（{number}）已答复，请看看是否解决。',
      en: '{title} ({number}) was answered; please say whether it is solved.',
    },
    sms: true,
  },
  {
    on: 'answer',
    to: 'followers',
    title: { zh: '您关注的事有答复了', en: 'A matter you joined was answered' },
    body: { zh: '{title}（{number}）', en: '{title} ({number})' },
  },
  {
    on: 'rate',
    to: 'unit',
    title: { zh: '反映人已确认 {number}', en: 'The reporter confirmed: {number}' },
    body: { zh: '{title}：现在是“{status}”。', en: '{title}: it is "{status}" now.' },
  },
  {
    on: 'merge',
    to: 'opener',
    title: { zh: '您反映的事已并案办理', en: 'Your report was merged' },
    body: {
      zh: '{title}（{number}）与同类反映一并办理。',
      en: '{title} ({number}) is handled together with others like it.',
    },
  },
  {
    on: 'reopen',
    to: 'unit',
    title: { zh: '重办 {number}', en: 'Taken up again: {number}' },
    body: { zh: '{title}：{note}', en: '{title}: {note}' },
  },
  {
    on: 'decide',
    to: 'opener',
    title: { zh: '督查对您反映的事作出裁定', en: 'The supervisor ruled on your report' },
    body: { zh: '{title}：{note}', en: '{title}: {note}' },
    sms: true,
  },
  {
    on: 'correct',
    to: 'opener',
    title: { zh: '您反映的事已回访整改', en: 'Your report was corrected' },
    body: { zh: '{title}：{note}', en: '{title}: {note}' },
  },
  {
    on: 'warning:answer',
    to: 'unit',
    title: { zh: '即将到期 {number}', en: 'Due soon: {number}' },
    body: { zh: '{title}', en: '{title}' },
  },
  {
    on: 'overdue:answer',
    to: 'unit',
    title: { zh: '已超期 {number}', en: 'Overdue: {number}' },
    body: { zh: '{title}', en: '{title}' },
  },
  {
    on: 'overdue:answer',
    to: { role: 'supervisor' },
    title: { zh: '超期未答复 {number}', en: 'Overdue: {number}' },
    body: { zh: '{title}（{unit}）', en: '{title} ({unit})' },
  },
  {
    on: 'overdue:accept',
    to: 'unit',
    title: { zh: '超过 2 小时未受理 {number}', en: 'Not accepted in 2 hours: {number}' },
    body: { zh: '{title}', en: '{title}' },
  },
];
