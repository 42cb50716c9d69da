import type { Permission } from '@zhongzhi/kernel';
import { defineCaseType } from '@zhongzhi/casework';

const p = (zh: string, en: string, roles: string[]): Permission => ({ label: { zh, en }, roles });

/** Praise, complaints and suggestions about the platform itself: the entry that every footer carries (国办函〔2026〕12号). */
export const feedback = defineCaseType({
  name: 'feedback',
  version: 1,
  icon: 'feedback',
  label: { zh: '对平台的建议', en: 'About this platform' },
  about: {
    zh: '这个平台好不好用、哪里要改，请告诉我们。',
    en: 'Tell us what works and what does not on this platform.',
  },
  permissions: {
    'feedback.board': p('查看平台建议', 'See feedback', [
      'district-administrator',
      'system-administrator',
      'hotline-staff',
    ]),
    'feedback.answer': p('答复平台建议', 'Answer feedback', ['district-administrator', 'hotline-staff']),
  },
  boardPermission: 'feedback.board',
  openedBy: ['public'],
  start: 'received',
  form: [
    {
      key: 'kind',
      kind: 'choice',
      required: true,
      label: { zh: '您想', en: 'You want to' },
      options: [
        { value: 'suggestion', label: { zh: '提建议', en: 'Suggest' } },
        { value: 'complaint', label: { zh: '批评、投诉', en: 'Complain' } },
        { value: 'praise', label: { zh: '表扬', en: 'Praise' } },
      ],
    },
    {
      key: 'description',
      kind: 'long-text',
      required: true,
      least: 2,
      most: 2_000,
      label: { zh: '请写下来', en: 'Your words' },
    },
  ],
  statuses: {
    received: { label: { zh: '已收到', en: 'Received' }, phase: 'new' },
    closed: { label: { zh: '已答复', en: 'Answered' }, phase: 'done' },
  },
  actions: {
    answer: {
      label: { zh: '答复', en: 'Answer' },
      from: ['received'],
      to: 'closed',
      by: [{ permission: 'feedback.answer', at: 'place' }],
      bulk: true,
      tone: 'main',
      form: [
        {
          key: 'answer',
          kind: 'long-text',
          required: true,
          least: 2,
          most: 2_000,
          label: { zh: '答复', en: 'Answer' },
        },
      ],
    },
  },
  deadlines: {
    answer: {
      label: { zh: '答复', en: 'To answer' },
      startsIn: ['received'],
      stopsIn: ['closed'],
      limit: () => ({ workingDays: 7 }),
      warnAfter: 0.8,
    },
  },
  notices: [
    {
      on: 'open',
      to: { role: 'district-administrator' },
      title: { zh: '有人对平台提建议', en: 'New feedback' },
      body: { zh: '{title}', en: '{title}' },
    },
    {
      on: 'answer',
      to: 'opener',
      title: { zh: '您的建议有答复了', en: 'Your feedback was answered' },
      body: { zh: '{note}', en: '{note}' },
    },
  ],
});
