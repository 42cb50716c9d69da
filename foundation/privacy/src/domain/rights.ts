import type { PersonalDatum } from '@zhongzhi/kernel';
import { ERASURE_WORD, type PrivacyNotice } from '../contract/index.ts';

/** The legal basis in words (PIPL art. 13). */
export const BASIS_WORDS: Record<PersonalDatum['basis'], { zh: string; en: string }> = {
  consent: { zh: '您的同意', en: 'Your consent' },
  'separate-consent': { zh: '您的单独同意', en: 'Your separate consent' },
  'statutory-duty': { zh: '履行法定职责', en: 'A statutory duty' },
  emergency: { zh: '紧急情况下保护生命健康和财产安全', en: 'Protection of life, health and property in an emergency' },
};

/** How people exercise their rights (PIPL art. 44 to 50). */
export const RIGHTS: PrivacyNotice['rights'] = [
  {
    right: { zh: '查看和复制', en: 'See and copy' },
    how: {
      zh: '在“设置”里点“下载我的信息”，立即得到全部信息。',
      en: 'Under Settings choose “Download my data”; you get all of it at once.',
    },
    link: '/settings',
  },
  {
    right: { zh: '更正', en: 'Correct' },
    how: {
      zh: '称呼可自己修改；手机号、证件号请到社区窗口更正。',
      en: 'Change your name yourself; have phone and ID number corrected at your community.',
    },
    link: '/settings',
  },
  {
    right: { zh: '撤回同意', en: 'Withdraw consent' },
    how: {
      zh: '在“设置”里关掉对应的一项，立即生效，不影响其他功能。',
      en: 'Switch the item off under Settings; it takes effect at once and changes nothing else.',
    },
    link: '/settings',
  },
  {
    right: { zh: '注销和删除', en: 'Erasure' },
    how: {
      zh: `在“设置”里点“注销”，输入“${ERASURE_WORD}”。依法要保存的会逐项告诉您原因。`,
      en: `Under Settings choose “Close account” and type “${ERASURE_WORD}”. You are told what the law makes us keep, and why.`,
    },
    link: '/settings',
  },
  {
    right: { zh: '未成年人', en: 'Minors' },
    how: {
      zh: '不满14周岁由监护人同意、查看和注销；14至17周岁由本人决定并告知监护人。',
      en: 'Under 14 a guardian consents, sees and erases; from 14 to 17 the young person decides and the guardian is told.',
    },
    link: null,
  },
  {
    right: { zh: '投诉和建议', en: 'Complain' },
    how: { zh: '用页脚的“意见建议”，或拨打 12345。', en: 'Use “Suggest” in the footer, or call 12345.' },
    link: '/suggest',
  },
];
