import { defineCaseType, type NoticeRule, type TaskType } from '@zhongzhi/casework';
import type { Limit } from '@zhongzhi/calendar';
import type { Permission } from '@zhongzhi/kernel';
import { finishForm, judgeForm, reportInForm, whistleForm, wordsForm } from './whistle-form.ts';
import { approve, closeWhistle, guardClose, attachPhotos, settleOpening, settleRefusal } from './whistle-steps.ts';

const p = (zh: string, en: string, roles: string[]): Permission => ({ label: { zh, en }, roles });

export const whistlePermissions = {
  'whistle.board': p('查看吹哨', 'See whistles', [
    'community-staff',
    'street-staff',
    'street-leader',
    'department-staff',
    'property-staff',
    'supervisor',
    'district-administrator',
  ]),
  'whistle.blow': p('吹哨', 'Blow a whistle', ['community-staff', 'street-staff']),
  'whistle.approve': p('批准吹哨', 'Approve whistles', ['street-leader']),
  'whistle.report-in': p('报到和办理', 'Report in and act', ['department-staff', 'property-staff', 'street-staff']),
  'whistle.rule': p('裁定拒绝报到', 'Rule on refusals', ['supervisor']),
} as const satisfies Record<string, Permission>;

/** Time to report in by kind of whistle (DOMAIN 4, default of the platform): emergency 30 minutes, joint enforcement 1, key task 3 working days. */
const REPORT_IN: Record<string, Limit> = {
  emergency: { hours: 0.5 },
  'joint-enforcement': { workingDays: 1 },
  'key-task': { workingDays: 3 },
};
const DEFAULT_DAYS = 10;

const department: TaskType = {
  label: { zh: '部门报到', en: 'Department' },
  start: 'called',
  whenAllDone: 'all-reported',
  statuses: {
    called: { label: { zh: '待报到', en: 'Called' }, phase: 'new' },
    'reported-in': { label: { zh: '已报到', en: 'Reported in' }, phase: 'open' },
    refused: { label: { zh: '拒绝报到，待督查裁定', en: 'Refused, with the supervisor' }, phase: 'waiting' },
    done: { label: { zh: '已完成', en: 'Done' }, phase: 'done' },
    judged: { label: { zh: '已评判', en: 'Judged' }, phase: 'done' },
    excused: { label: { zh: '督查同意免办', en: 'Excused' }, phase: 'done' },
  },
  actions: {
    'report-in': {
      label: { zh: '报到', en: 'Report in' },
      from: ['called'],
      to: 'reported-in',
      by: [{ permission: 'whistle.report-in', at: 'task-unit' }],
      form: reportInForm,
      tone: 'main',
      effect: attachPhotos,
    },
    work: {
      label: { zh: '记录办理', en: 'Record work' },
      from: ['reported-in'],
      by: [{ permission: 'whistle.report-in', at: 'task-unit' }],
      form: wordsForm('note', '做了什么', 'What was done'),
      effect: attachPhotos,
    },
    finish: {
      label: { zh: '完成', en: 'Finish' },
      from: ['reported-in'],
      to: 'done',
      by: [{ permission: 'whistle.report-in', at: 'task-unit' }],
      form: finishForm,
      tone: 'main',
      effect: attachPhotos,
    },
    refuse: {
      label: { zh: '拒绝报到', en: 'Refuse' },
      from: ['called', 'reported-in'],
      to: 'refused',
      by: [{ permission: 'whistle.report-in', at: 'task-unit' }],
      form: wordsForm('reason', '依据和理由', 'Ground'),
      tone: 'danger',
      effect: attachPhotos,
    },
    'rule-refusal': {
      label: { zh: '裁定', en: 'Rule' },
      from: ['refused'],
      to: ['called', 'excused'],
      by: [{ permission: 'whistle.rule', at: 'place' }],
      form: [
        {
          key: 'ruling',
          kind: 'choice',
          required: true,
          label: { zh: '裁定', en: 'Ruling' },
          options: [
            { value: 'must', label: { zh: '必须报到', en: 'Must report in' } },
            { value: 'excused', label: { zh: '同意免办', en: 'Excused' } },
          ],
        },
        ...wordsForm('reason', '裁定理由', 'Reason'),
      ],
      effect: settleRefusal,
    },
    'send-back': {
      label: { zh: '退回再办', en: 'Send back' },
      from: ['done'],
      to: 'reported-in',
      by: [{ permission: 'whistle.blow', at: 'opener-unit' }],
      form: wordsForm('reason', '哪里没办好', 'What is missing'),
    },
    judge: {
      label: { zh: '评判', en: 'Judge' },
      from: ['done'],
      to: 'judged',
      by: [{ permission: 'whistle.blow', at: 'opener-unit' }],
      form: judgeForm,
      tone: 'main',
    },
  },
};

const notices: NoticeRule[] = [
  {
    on: 'approve',
    to: 'task-units',
    title: { zh: '哨声响起：{title}', en: 'Whistle: {title}' },
    body: { zh: '{number}，请按时报到。', en: '{number}: please report in in time.' },
    sms: true,
  },
  {
    on: 'open',
    to: { role: 'street-leader' },
    title: { zh: '吹哨待批准：{title}', en: 'A whistle waits for approval: {title}' },
    body: { zh: '{number}', en: '{number}' },
  },
  {
    on: 'report-in',
    to: 'opener',
    title: { zh: '部门已报到：{title}', en: 'A department reported in: {title}' },
    body: { zh: '{number} {note}', en: '{number} {note}' },
  },
  {
    on: 'finish',
    to: 'opener',
    title: { zh: '部门已完成：{title}', en: 'A department finished: {title}' },
    body: { zh: '{number} {note}', en: '{number} {note}' },
  },
  {
    on: 'refuse',
    to: { role: 'supervisor' },
    title: { zh: '部门拒绝报到：{title}', en: 'A department refused: {title}' },
    body: { zh: '{number} {note}', en: '{number} {note}' },
  },
  {
    on: 'rule-refusal',
    to: 'task-units',
    title: { zh: '督查裁定：{title}', en: 'Ruling: {title}' },
    body: { zh: '{number} {note}', en: '{number} {note}' },
  },
  {
    on: 'all-reported',
    to: 'opener',
    title: { zh: '各部门都已完成，请评判：{title}', en: 'All departments are done, please judge: {title}' },
    body: { zh: '{number}', en: '{number}' },
  },
  {
    on: 'overdue:report-in',
    to: 'task-units',
    title: { zh: '未按时报到：{title}', en: 'Not reported in in time: {title}' },
    body: { zh: '{number}', en: '{number}' },
    sms: true,
  },
  {
    on: 'overdue:report-in',
    to: 'opener',
    title: { zh: '有部门未按时报到：{title}', en: 'A department is late: {title}' },
    body: { zh: '{number}', en: '{number}' },
  },
  {
    on: 'overdue:finish',
    to: { role: 'supervisor' },
    title: { zh: '吹哨超期未办完：{title}', en: 'A whistle is overdue: {title}' },
    body: { zh: '{number}', en: '{number}' },
  },
];

/** A whistle (吹哨): one place calls the departments that a matter needs, and they report in (报到). */
export const whistle = defineCaseType({
  name: 'whistle',
  version: 1,
  icon: 'whistle',
  label: { zh: '吹哨报到', en: 'Whistle' },
  about: {
    zh: '一家办不了的事，吹哨叫来该到的部门，一起办。',
    en: 'A matter that one alone cannot settle: the departments are called and report in.',
  },
  permissions: whistlePermissions,
  boardPermission: 'whistle.board',
  openedBy: [{ permission: 'whistle.blow' }],
  form: whistleForm,
  onOpen: settleOpening,
  start: 'proposed',
  statuses: {
    proposed: { label: { zh: '待批准', en: 'Proposed' }, phase: 'new' },
    blown: { label: { zh: '已吹哨', en: 'Blown' }, phase: 'open' },
    judging: { label: { zh: '待评判', en: 'To be judged' }, phase: 'waiting' },
    closed: { label: { zh: '已办结', en: 'Closed' }, phase: 'done' },
    cancelled: { label: { zh: '已取消', en: 'Cancelled' }, phase: 'done' },
  },
  actions: {
    approve: {
      label: { zh: '批准吹哨', en: 'Approve' },
      from: ['proposed'],
      to: 'blown',
      by: [{ permission: 'whistle.approve', at: 'place' }],
      tone: 'main',
      bulk: true,
      effect: approve,
    },
    reject: {
      label: { zh: '不批准', en: 'Reject' },
      from: ['proposed'],
      to: 'cancelled',
      by: [{ permission: 'whistle.approve', at: 'place' }],
      form: wordsForm('reason', '理由', 'Reason'),
      tone: 'danger',
    },
    'approve-after': {
      label: { zh: '补批', en: 'Approve afterwards' },
      from: ['blown', 'judging'],
      by: [{ permission: 'whistle.approve', at: 'place' }],
      effect: ({ draft }) => draft.remember('isApproved', true),
      hint: { zh: '应急哨先吹后批', en: 'An emergency may go first and be approved after' },
      guard: approve.guardAfter,
    },
    'all-reported': {
      label: { zh: '各部门办完', en: 'All departments are done' },
      from: ['blown', 'judging'],
      to: 'judging',
      by: ['platform'],
      hidden: true,
    },
    close: {
      label: { zh: '办结', en: 'Close' },
      from: ['judging'],
      to: 'closed',
      by: [{ permission: 'whistle.blow', at: 'opener-unit' }],
      form: [
        {
          key: 'answer',
          kind: 'long-text',
          required: true,
          least: 5,
          most: 3_000,
          label: { zh: '办理结果（有关联诉求时同时答复群众）', en: 'Result (also answers the appeal it came from)' },
        },
      ],
      tone: 'main',
      guard: guardClose,
      effect: closeWhistle,
    },
    cancel: {
      label: { zh: '取消', en: 'Cancel' },
      from: ['proposed', 'blown'],
      to: 'cancelled',
      by: [{ permission: 'whistle.blow', at: 'opener-unit' }],
      form: wordsForm('reason', '原因', 'Reason'),
      tone: 'danger',
      endsTasks: true,
    },
    note: {
      label: { zh: '内部备注', en: 'Internal note' },
      from: 'any-open',
      by: [
        { permission: 'whistle.board', at: 'place' },
        { permission: 'whistle.board', at: 'task-unit' },
      ],
      form: wordsForm('note', '内部备注', 'Internal note'),
      seenBy: 'staff',
    },
  },
  tasks: { department },
  deadlines: {
    approve: {
      label: { zh: '批准', en: 'To approve' },
      startsIn: ['proposed'],
      stopsIn: ['blown', 'cancelled'],
      limit: () => ({ workingDays: 1 }),
    },
    'report-in': {
      label: { zh: '报到', en: 'To report in' },
      task: 'department',
      startsIn: ['called'],
      stopsIn: ['reported-in', 'done', 'excused', 'refused', 'judged'],
      limit: (facts) => REPORT_IN[String(facts.form['kind'])]!,
      warnAfter: 0.7,
    },
    finish: {
      label: { zh: '办完', en: 'To finish' },
      startsIn: ['blown'],
      stopsIn: ['judging', 'closed', 'cancelled'],
      limit: (facts) =>
        facts.form['kind'] === 'emergency'
          ? { hours: 24 }
          : { workingDays: Number(facts.form['withinDays'] ?? DEFAULT_DAYS) },
      warnAfter: 0.8,
    },
  },
  notices,
});
