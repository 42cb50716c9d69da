import { refuse } from '@zhongzhi/kernel';
import { defineCaseType, type Action, type CaseFacts, type NoticeRule, type Party } from '@zhongzhi/casework';
import type { Limit } from '@zhongzhi/calendar';
import { appealForm, forms } from './appeal-form.ts';
import { appealPermissions } from './permissions.ts';
import { assign, attachMore, attachResult, classify, clear, confirm, giveBack, guardAssign, guardReturn, merge, passUp, reopen, rule, settleOpening, underWhistle } from './appeal-steps.ts';

const place = (permission: keyof typeof appealPermissions): Party => ({ permission, at: 'place' });
const unit = (permission: keyof typeof appealPermissions): Party => ({ permission, at: 'unit' });

/**
 * Time to answer and to hand out by urgency (DOMAIN 4; Beijing's 12345 service standard, in force 2023-01-01): the two
 * urgent kinds run round the clock, the others in working time.
 */
const ANSWER: Record<string, Limit> = { danger: { hours: 2 }, supply: { hours: 24 }, ordinary: { workingDays: 7 }, complex: { workingDays: 15 } };
const HAND_OUT: Record<string, Limit> = { danger: { hours: 1 }, supply: { hours: 2 }, ordinary: { workingDays: 1 }, complex: { workingDays: 1 } };
const isUrgent = (facts: CaseFacts): boolean => facts.urgency === 'danger' || facts.urgency === 'supply';

const intake: Record<string, Action> = {
  accept: { label: { zh: '受理', en: 'Accept' }, from: ['submitted'], to: 'accepted', by: [place('appeal.accept')], form: forms.accept, tone: 'main', bulk: true, effect: classify },
  'not-accept': { label: { zh: '不予受理', en: 'Do not accept' }, from: ['submitted', 'accepted'], to: 'not-accepted', by: [place('appeal.accept')], form: forms.notAccept, tone: 'danger' },
  merge: { label: { zh: '并案', en: 'Merge' }, from: ['submitted', 'accepted'], to: 'merged', by: [place('appeal.accept')], form: forms.merge, effect: merge },
  'take-in': { label: { zh: '并入同类反映', en: 'Another report was merged in' }, from: 'any-open', by: ['platform'], hidden: true, form: [{ key: 'number', kind: 'text', label: { zh: '编号', en: 'Number' } }] },
  classify: { label: { zh: '调整分类', en: 'Reclassify' }, from: 'any-open', by: [place('appeal.accept')], form: forms.accept, effect: classify, seenBy: 'staff' },
  clear: {
    label: { zh: '审核公开', en: 'Clear for the public' }, from: 'any-open', by: [place('appeal.clear')], form: forms.clear, effect: clear, seenBy: 'staff',
    guard: (facts) => (facts.visibility === 'offered' ? undefined : refuse.conflict('appeal.not-offered', '反映人没有同意公开，或已经公开。', 'The reporter did not offer it to the public, or it is public already.')),
  },
  hide: { label: { zh: '取消公开', en: 'Withdraw from the public' }, from: 'any-open', by: [place('appeal.clear')], seenBy: 'staff', effect: ({ draft }) => void (draft.visibility = 'offered'), guard: (facts) => (facts.visibility === 'public' ? undefined : refuse.conflict('appeal.not-public', '这件事没有公开。', 'It is not public.')) },
};

const handling: Record<string, Action> = {
  handle: { label: { zh: '本单位办理', en: 'Handle here' }, from: ['accepted', 'assigned', 'returned', 'reopened'], to: 'in-progress', by: [unit('appeal.handle')], tone: 'main' },
  'pass-up': { label: { zh: '上报街道', en: 'Pass up to the street' }, from: ['accepted', 'in-progress', 'reopened'], to: 'accepted', by: [unit('appeal.handle')], form: forms.passUp, effect: passUp },
  assign: { label: { zh: '派单', en: 'Assign' }, from: ['submitted', 'accepted', 'assigned', 'in-progress', 'returned', 'reopened'], to: 'assigned', by: [place('appeal.assign')], form: forms.assign, bulk: true, effect: assign, guard: guardAssign },
  return: { label: { zh: '退回', en: 'Return' }, from: ['assigned'], to: 'returned', by: [unit('appeal.handle')], form: forms.return, tone: 'danger', effect: giveBack, guard: guardReturn },
  progress: { label: { zh: '记录进展', en: 'Record progress' }, from: ['in-progress', 'reopened'], by: [unit('appeal.handle')], form: forms.progress, effect: attachResult },
  ask: { label: { zh: '请反映人补充', en: 'Ask the reporter' }, from: ['in-progress'], to: 'asking', by: [unit('appeal.handle')], form: forms.ask },
  answer: { label: { zh: '答复', en: 'Answer' }, from: ['accepted', 'assigned', 'in-progress', 'reopened'], to: 'answered', by: [unit('appeal.handle')], form: forms.answer, tone: 'main', bulk: true, effect: attachResult },
  whistle: { label: { zh: '吹哨', en: 'Whistle' }, from: ['accepted', 'assigned', 'in-progress', 'returned', 'reopened'], to: 'in-progress', by: ['platform'], hidden: true, effect: underWhistle, form: [{ key: 'note', kind: 'long-text', label: { zh: '吹哨内容', en: 'What for' } }] },
  correct: { label: { zh: '回访整改', en: 'Call back and correct' }, from: ['correcting'], to: 'closed', by: [unit('appeal.handle')], form: forms.correction, tone: 'main' },
  decide: { label: { zh: '督查裁定', en: 'Rule' }, from: ['ruling'], to: ['closed', 'assigned'], by: [place('appeal.rule')], form: forms.decide, tone: 'main', effect: rule },
  note: { label: { zh: '内部备注', en: 'Internal note' }, from: 'any-open', by: [place('appeal.board'), unit('appeal.board')], form: forms.note, seenBy: 'staff' },
};

const reporters: Record<string, Action> = {
  supply: { label: { zh: '补充说明', en: 'Reply' }, from: ['asking'], to: 'in-progress', by: ['opener'], form: forms.supply, tone: 'main', effect: attachMore },
  add: { label: { zh: '再补充几句', en: 'Add words or photos' }, from: ['submitted', 'accepted', 'assigned', 'in-progress', 'returned', 'reopened', 'answered'], by: ['opener', 'follower'], form: forms.supply, effect: attachMore },
  rate: { label: { zh: '确认和评价', en: 'Confirm and rate' }, from: ['answered'], to: ['closed', 'reopened', 'correcting', 'ruling'], by: ['opener'], form: forms.rate, tone: 'main', effect: confirm, hint: { zh: '是否解决由您说了算；评价自愿，承办单位看不到是谁评的。', en: 'Whether it is solved is for you to say; grading is voluntary, and the unit does not see who graded.' } },
  withdraw: { label: { zh: '撤回', en: 'Withdraw' }, from: ['submitted', 'accepted', 'assigned', 'in-progress', 'asking', 'returned'], to: 'withdrawn', by: ['opener'], form: forms.withdraw, tone: 'danger' },
  reopen: {
    label: { zh: '问题又出现了，重办', en: 'It is back: take it up again' }, from: ['closed'], to: ['reopened', 'ruling'], by: ['opener', 'follower', place('appeal.rule')], form: forms.reopen, effect: reopen,
    guard: (facts, context) => (facts.closedAt !== null && context.now.getTime() - facts.closedAt.getTime() > 90 * 86_400_000 ? refuse.conflict('appeal.closed-long-ago', '办结已超过 90 天，请重新反映。', 'Closed more than 90 days ago: report it anew.') : undefined),
  },
  'close-unrated': { label: { zh: '到期未评价，自动办结', en: 'Closed without a rating' }, from: ['answered'], to: 'closed', by: [], hidden: true },
};

const notices: NoticeRule[] = [
  { on: 'open', to: 'unit', title: { zh: '新诉求 {number}', en: 'New appeal {number}' }, body: { zh: '{title}', en: '{title}' } },
  { on: 'accept', to: 'opener', title: { zh: '您反映的事已受理', en: 'Your report was accepted' }, body: { zh: '{title}（{number}）由{unit}受理，办理进展会随时告诉您。', en: '{title} ({number}) was accepted by {unit}; you will be told of its progress.' }, sms: true },
  { on: 'not-accept', to: 'opener', title: { zh: '您反映的事没有受理', en: 'Your report was not accepted' }, body: { zh: '{title}：{note}', en: '{title}: {note}' }, sms: true },
  { on: 'pass-up', to: 'unit', title: { zh: '社区上报 {number}', en: 'Passed up: {number}' }, body: { zh: '{title}', en: '{title}' } },
  { on: 'assign', to: 'unit', title: { zh: '派单 {number}', en: 'Assigned: {number}' }, body: { zh: '{title}', en: '{title}' } },
  { on: 'assign', to: 'opener', title: { zh: '您反映的事已交{unit}办理', en: 'Your report is with {unit}' }, body: { zh: '{title}（{number}）', en: '{title} ({number})' } },
  { on: 'return', to: 'unit', title: { zh: '退回 {number}', en: 'Returned: {number}' }, body: { zh: '{title}：{note}', en: '{title}: {note}' } },
  { on: 'ask', to: 'opener', title: { zh: '请您补充情况', en: 'Please add something' }, body: { zh: '{title}：{note}', en: '{title}: {note}' }, sms: true },
  { on: 'supply', to: 'unit', title: { zh: '反映人已补充 {number}', en: 'The reporter replied: {number}' }, body: { zh: '{title}', en: '{title}' } },
  { on: 'add', to: 'unit', title: { zh: '反映人有新的补充 {number}', en: 'More from the reporter: {number}' }, body: { zh: '{title}', en: '{title}' } },
  { on: 'answer', to: 'opener', title: { zh: '您反映的事有答复了', en: 'Your report was answered' }, body: { zh: '{title}（{number}）已答复，请看看是否解决。', en: '{title} ({number}) was answered; please say whether it is solved.' }, sms: true },
  { on: 'answer', to: 'followers', title: { zh: '您关注的事有答复了', en: 'A matter you joined was answered' }, body: { zh: '{title}（{number}）', en: '{title} ({number})' } },
  { on: 'rate', to: 'unit', title: { zh: '反映人已确认 {number}', en: 'The reporter confirmed: {number}' }, body: { zh: '{title}：现在是“{status}”。', en: '{title}: it is "{status}" now.' } },
  { on: 'merge', to: 'opener', title: { zh: '您反映的事已并案办理', en: 'Your report was merged' }, body: { zh: '{title}（{number}）与同类反映一并办理。', en: '{title} ({number}) is handled together with others like it.' } },
  { on: 'reopen', to: 'unit', title: { zh: '重办 {number}', en: 'Taken up again: {number}' }, body: { zh: '{title}：{note}', en: '{title}: {note}' } },
  { on: 'decide', to: 'opener', title: { zh: '督查对您反映的事作出裁定', en: 'The supervisor ruled on your report' }, body: { zh: '{title}：{note}', en: '{title}: {note}' }, sms: true },
  { on: 'correct', to: 'opener', title: { zh: '您反映的事已回访整改', en: 'Your report was corrected' }, body: { zh: '{title}：{note}', en: '{title}: {note}' } },
  { on: 'warning:answer', to: 'unit', title: { zh: '即将到期 {number}', en: 'Due soon: {number}' }, body: { zh: '{title}', en: '{title}' } },
  { on: 'overdue:answer', to: 'unit', title: { zh: '已超期 {number}', en: 'Overdue: {number}' }, body: { zh: '{title}', en: '{title}' } },
  { on: 'overdue:answer', to: { role: 'supervisor' }, title: { zh: '超期未答复 {number}', en: 'Overdue: {number}' }, body: { zh: '{title}（{unit}）', en: '{title} ({unit})' } },
  { on: 'overdue:accept', to: 'unit', title: { zh: '超过 2 小时未受理 {number}', en: 'Not accepted in 2 hours: {number}' }, body: { zh: '{title}', en: '{title}' } },
];

/** A resident's appeal (诉求): from a phone to a rated answer. */
export const appeal = defineCaseType({
  name: 'appeal', version: 1, icon: 'appeal',
  label: { zh: '诉求', en: 'Appeal' },
  about: { zh: '身边的问题，拍一拍、说一说，有人受理、有时限、有答复。', en: 'A problem near you: show it, say it; it is accepted, has a deadline and gets an answer.' },
  permissions: appealPermissions, boardPermission: 'appeal.board', openedBy: ['signed-in', { permission: 'appeal.enter' }], form: appealForm, onOpen: settleOpening, start: 'submitted',
  statuses: {
    submitted: { label: { zh: '待受理', en: 'Submitted' }, phase: 'new', plain: { zh: '已提交，等待受理', en: 'Sent, waiting to be accepted' } },
    accepted: { label: { zh: '已受理', en: 'Accepted' }, phase: 'open', plain: { zh: '已受理，正在安排', en: 'Accepted, being arranged' } },
    assigned: { label: { zh: '已派单', en: 'Assigned' }, phase: 'open', plain: { zh: '已交承办单位', en: 'With the handling unit' } },
    'in-progress': { label: { zh: '办理中', en: 'In progress' }, phase: 'open' },
    asking: { label: { zh: '待补充', en: 'Waiting for the reporter' }, phase: 'waiting', plain: { zh: '等您补充', en: 'Waiting for your reply' } },
    returned: { label: { zh: '退回重派', en: 'Returned' }, phase: 'open', plain: { zh: '正在重新安排', en: 'Being arranged anew' } },
    reopened: { label: { zh: '重办', en: 'Reopened' }, phase: 'open', plain: { zh: '重新办理中', en: 'Being handled again' } },
    ruling: { label: { zh: '待督查裁定', en: 'Waiting for the supervisor' }, phase: 'open', plain: { zh: '督查正在研究', en: 'With the supervisor' } },
    answered: { label: { zh: '已答复', en: 'Answered' }, phase: 'waiting', plain: { zh: '已答复，请您确认', en: 'Answered, please confirm' } },
    correcting: { label: { zh: '回访整改', en: 'Call-back and correction' }, phase: 'open', plain: { zh: '正在回访整改', en: 'Being corrected' } },
    closed: { label: { zh: '已办结', en: 'Closed' }, phase: 'done' },
    'not-accepted': { label: { zh: '不予受理', en: 'Not accepted' }, phase: 'done' },
    merged: { label: { zh: '并案', en: 'Merged' }, phase: 'done', plain: { zh: '与同类反映一并办理', en: 'Handled together with others' } },
    withdrawn: { label: { zh: '撤回', en: 'Withdrawn' }, phase: 'done', plain: { zh: '您已撤回', en: 'You withdrew it' } },
  },
  actions: { ...intake, ...handling, ...reporters },
  deadlines: {
    accept: { label: { zh: '受理', en: 'To accept' }, startsIn: ['submitted'], stopsIn: ['accepted', 'assigned', 'not-accepted', 'merged', 'withdrawn'], limit: (facts) => (isUrgent(facts) ? { hours: 2 } : { workingHours: 2 }) },
    'hand-out': { label: { zh: '派出', en: 'To hand out' }, startsIn: ['accepted'], stopsIn: ['assigned', 'in-progress', 'answered', 'not-accepted', 'merged', 'withdrawn'], limit: (facts) => HAND_OUT[facts.urgency ?? 'ordinary']! },
    answer: { label: { zh: '答复', en: 'To answer' }, startsIn: ['accepted', 'assigned'], stopsIn: ['answered', 'closed', 'not-accepted', 'merged', 'withdrawn'], pausedIn: ['asking'], limit: (facts) => ANSWER[facts.urgency ?? 'ordinary']!, warnAfter: 0.8 },
    confirm: { label: { zh: '反映人确认', en: 'For the reporter to confirm' }, startsIn: ['answered'], stopsIn: ['closed', 'reopened', 'correcting', 'ruling'], limit: () => ({ hours: 120 }), quiet: true, onOverdue: { action: 'close-unrated' } },
    correction: { label: { zh: '回访整改', en: 'To correct' }, startsIn: ['correcting'], stopsIn: ['closed'], limit: () => ({ workingDays: 15 }), warnAfter: 0.8 },
  },
  notices,
  publicView: { clearedBy: 'appeal.clear' },
  rating: { in: ['answered'], step: 'rate' },
  rates: { clock: 'answer' },
  joinable: true,
  open311: { keywords: '诉求,环境,道路,噪音,停车,物业', group: { zh: '城市管理', en: 'City services' } },
});
