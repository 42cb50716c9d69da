import type { Status } from '@zhongzhi/casework';

/** Where an appeal can stand (DOMAIN 4), and how its reporter reads it. */
export const statuses: Record<string, Status> = {
  submitted: {
    label: { zh: '待受理', en: 'Submitted' },
    phase: 'new',
    plain: { zh: '已提交，等待受理', en: 'Sent, waiting to be accepted' },
  },
  accepted: {
    label: { zh: '已受理', en: 'Accepted' },
    phase: 'open',
    plain: { zh: '已受理，正在安排', en: 'Accepted, being arranged' },
  },
  assigned: {
    label: { zh: '已派单', en: 'Assigned' },
    phase: 'open',
    plain: { zh: '已交承办单位', en: 'With the handling unit' },
  },
  'in-progress': { label: { zh: '办理中', en: 'In progress' }, phase: 'open' },
  asking: {
    label: { zh: '待补充', en: 'Waiting for the reporter' },
    phase: 'waiting',
    plain: { zh: '等您补充', en: 'Waiting for your reply' },
  },
  returned: {
    label: { zh: '退回重派', en: 'Returned' },
    phase: 'open',
    plain: { zh: '正在重新安排', en: 'Being arranged anew' },
  },
  reopened: {
    label: { zh: '重办', en: 'Reopened' },
    phase: 'open',
    plain: { zh: '重新办理中', en: 'Being handled again' },
  },
  ruling: {
    label: { zh: '待督查裁定', en: 'Waiting for the supervisor' },
    phase: 'open',
    plain: { zh: '督查正在研究', en: 'With the supervisor' },
  },
  answered: {
    label: { zh: '已答复', en: 'Answered' },
    phase: 'waiting',
    plain: { zh: '已答复，请您确认', en: 'Answered, please confirm' },
  },
  correcting: {
    label: { zh: '回访整改', en: 'Call-back and correction' },
    phase: 'open',
    plain: { zh: '正在回访整改', en: 'Being corrected' },
  },
  closed: { label: { zh: '已办结', en: 'Closed' }, phase: 'done' },
  'not-accepted': { label: { zh: '不予受理', en: 'Not accepted' }, phase: 'done' },
  merged: {
    label: { zh: '并案', en: 'Merged' },
    phase: 'done',
    plain: { zh: '与同类反映一并办理', en: 'Handled together with others' },
  },
  withdrawn: {
    label: { zh: '撤回', en: 'Withdrawn' },
    phase: 'done',
    plain: { zh: '您已撤回', en: 'You withdrew it' },
  },
};
