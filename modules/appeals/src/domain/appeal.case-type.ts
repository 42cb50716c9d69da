import { defineCaseType, type CaseFacts } from '@zhongzhi/casework';
import type { Limit } from '@zhongzhi/calendar';
import { appealForm } from './appeal-form.ts';
import { notices } from './appeal-notices.ts';
import { statuses } from './appeal-statuses.ts';
import { settleOpening } from './appeal-steps.ts';
import { handling } from './handling-actions.ts';
import { intake } from './intake-actions.ts';
import { appealPermissions } from './permissions.ts';
import { reporters } from './reporter-actions.ts';

/**
 * Time to answer and to hand out by urgency (DOMAIN 4; Beijing's 12345 service standard, in force 2023-01-01): the two
 * urgent kinds run round the clock, the others in working time.
 */
const ANSWER: Record<string, Limit> = {
  danger: { hours: 2 },
  supply: { hours: 24 },
  ordinary: { workingDays: 7 },
  complex: { workingDays: 15 },
};
const HAND_OUT: Record<string, Limit> = {
  danger: { hours: 1 },
  supply: { hours: 2 },
  ordinary: { workingDays: 1 },
  complex: { workingDays: 1 },
};
const isUrgent = (facts: CaseFacts): boolean => facts.urgency === 'danger' || facts.urgency === 'supply';

/** A resident's appeal (诉求): from a phone to a rated answer. */
export const appeal = defineCaseType({
  name: 'appeal',
  version: 1,
  icon: 'appeal',
  label: { zh: '诉求', en: 'Appeal' },
  about: {
    zh: '身边的问题，拍一拍、说一说，有人受理、有时限、有答复。',
    en: 'A problem near you: show it, say it; it is accepted, has a deadline and gets an answer.',
  },
  permissions: appealPermissions,
  boardPermission: 'appeal.board',
  openedBy: ['signed-in', { permission: 'appeal.enter' }],
  form: appealForm,
  onOpen: settleOpening,
  start: 'submitted',
  statuses,
  actions: { ...intake, ...handling, ...reporters },
  deadlines: {
    accept: {
      label: { zh: '受理', en: 'To accept' },
      startsIn: ['submitted'],
      stopsIn: ['accepted', 'assigned', 'not-accepted', 'merged', 'withdrawn'],
      limit: (facts) => (isUrgent(facts) ? { hours: 2 } : { workingHours: 2 }),
    },
    'hand-out': {
      label: { zh: '派出', en: 'To hand out' },
      startsIn: ['accepted'],
      stopsIn: ['assigned', 'in-progress', 'answered', 'not-accepted', 'merged', 'withdrawn'],
      limit: (facts) => HAND_OUT[facts.urgency ?? 'ordinary']!,
    },
    answer: {
      label: { zh: '答复', en: 'To answer' },
      startsIn: ['accepted', 'assigned'],
      stopsIn: ['answered', 'closed', 'not-accepted', 'merged', 'withdrawn'],
      pausedIn: ['asking'],
      limit: (facts) => ANSWER[facts.urgency ?? 'ordinary']!,
      warnAfter: 0.8,
    },
    confirm: {
      label: { zh: '反映人确认', en: 'For the reporter to confirm' },
      startsIn: ['answered'],
      stopsIn: ['closed', 'reopened', 'correcting', 'ruling'],
      limit: () => ({ hours: 120 }),
      quiet: true,
      onOverdue: { action: 'close-unrated' },
    },
    correction: {
      label: { zh: '回访整改', en: 'To correct' },
      startsIn: ['correcting'],
      stopsIn: ['closed'],
      limit: () => ({ workingDays: 15 }),
      warnAfter: 0.8,
    },
  },
  notices,
  publicView: { clearedBy: 'appeal.clear' },
  rating: { in: ['answered'], step: 'rate' },
  rates: { clock: 'answer' },
  joinable: true,
  open311: { keywords: '诉求,环境,道路,噪音,停车,物业', group: { zh: '城市管理', en: 'City services' } },
});
