import { refuse } from '@zhongzhi/kernel';
import type { Action } from '@zhongzhi/casework';
import { forms } from './appeal-form.ts';
import { attachMore, confirm, reopen } from './appeal-steps.ts';
import { place } from './parties.ts';

/** What the reporter and those who joined may do, and what the platform does when they stay silent. */
export const reporters: Record<string, Action> = {
  supply: {
    label: { zh: '补充说明', en: 'Reply' },
    from: ['asking'],
    to: 'in-progress',
    by: ['opener'],
    form: forms.supply,
    tone: 'main',
    effect: attachMore,
  },
  add: {
    label: { zh: '再补充几句', en: 'Add words or photos' },
    from: ['submitted', 'accepted', 'assigned', 'in-progress', 'returned', 'reopened', 'answered'],
    by: ['opener', 'follower'],
    form: forms.supply,
    effect: attachMore,
  },
  rate: {
    label: { zh: '确认和评价', en: 'Confirm and rate' },
    from: ['answered'],
    to: ['closed', 'reopened', 'correcting', 'ruling'],
    by: ['opener'],
    form: forms.rate,
    tone: 'main',
    effect: confirm,
    hint: {
      zh: '是否解决由您说了算；评价自愿，承办单位看不到是谁评的。',
      en: 'Whether it is solved is for you to say; grading is voluntary, and the unit does not see who graded.',
    },
  },
  withdraw: {
    label: { zh: '撤回', en: 'Withdraw' },
    from: ['submitted', 'accepted', 'assigned', 'in-progress', 'asking', 'returned'],
    to: 'withdrawn',
    by: ['opener'],
    form: forms.withdraw,
    tone: 'danger',
  },
  reopen: {
    label: { zh: '问题又出现了，重办', en: 'It is back: take it up again' },
    from: ['closed'],
    to: ['reopened', 'ruling'],
    by: ['opener', 'follower', place('appeal.rule')],
    form: forms.reopen,
    effect: reopen,
    guard: (facts, context) =>
      facts.closedAt !== null && context.now.getTime() - facts.closedAt.getTime() > 90 * 86_400_000
        ? refuse.conflict(
            'appeal.closed-long-ago',
            '办结已超过 90 天，请重新反映。',
            'Closed more than 90 days ago: report it anew.',
          )
        : undefined,
  },
  'close-unrated': {
    label: { zh: '到期未评价，自动办结', en: 'Closed without a rating' },
    from: ['answered'],
    to: 'closed',
    by: [],
    hidden: true,
  },
};
