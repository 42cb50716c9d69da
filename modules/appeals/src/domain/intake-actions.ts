import { refuse } from '@zhongzhi/kernel';
import type { Action } from '@zhongzhi/casework';
import { forms } from './appeal-form.ts';
import { classify, clear, merge } from './appeal-steps.ts';
import { place } from './parties.ts';

/** Taking a report in: accept, refuse with a ground, merge, classify, clear for the public. */
export const intake: Record<string, Action> = {
  accept: {
    label: { zh: '受理', en: 'Accept' },
    from: ['submitted'],
    to: 'accepted',
    by: [place('appeal.accept')],
    form: forms.accept,
    tone: 'main',
    bulk: true,
    effect: classify,
  },
  'not-accept': {
    label: { zh: '不予受理', en: 'Do not accept' },
    from: ['submitted', 'accepted'],
    to: 'not-accepted',
    by: [place('appeal.accept')],
    form: forms.notAccept,
    tone: 'danger',
  },
  merge: {
    label: { zh: '并案', en: 'Merge' },
    from: ['submitted', 'accepted'],
    to: 'merged',
    by: [place('appeal.accept')],
    form: forms.merge,
    effect: merge,
  },
  'take-in': {
    label: { zh: '并入同类反映', en: 'Another report was merged in' },
    from: 'any-open',
    by: ['platform'],
    hidden: true,
    form: [{ key: 'number', kind: 'text', label: { zh: '编号', en: 'Number' } }],
  },
  classify: {
    label: { zh: '调整分类', en: 'Reclassify' },
    from: 'any-open',
    by: [place('appeal.accept')],
    form: forms.accept,
    effect: classify,
    seenBy: 'staff',
  },
  clear: {
    label: { zh: '审核公开', en: 'Clear for the public' },
    from: 'any-open',
    by: [place('appeal.clear')],
    form: forms.clear,
    effect: clear,
    seenBy: 'staff',
    guard: (facts) =>
      facts.visibility === 'offered'
        ? undefined
        : refuse.conflict(
            'appeal.not-offered',
            '反映人没有同意公开，或已经公开。',
            'The reporter did not offer it to the public, or it is public already.',
          ),
  },
  hide: {
    label: { zh: '取消公开', en: 'Withdraw from the public' },
    from: 'any-open',
    by: [place('appeal.clear')],
    seenBy: 'staff',
    effect: ({ draft }) => void (draft.visibility = 'offered'),
    guard: (facts) =>
      facts.visibility === 'public'
        ? undefined
        : refuse.conflict('appeal.not-public', '这件事没有公开。', 'It is not public.'),
  },
};
