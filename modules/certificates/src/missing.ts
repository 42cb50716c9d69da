import type { Text } from '@zhongzhi/kernel';
import type { MissingRecord } from './public.ts';

const WHY: Readonly<Record<MissingRecord['why'], Text>> = {
  'not-confirmed': { zh: '带队人还没有确认', en: 'not confirmed by the organiser yet' },
  'not-checked-in': { zh: '没有签到', en: 'no check-in' },
  'not-checked-out': { zh: '没有签退，请联系带队人核实', en: 'no check-out: ask the organiser' },
  'waits-for-agreement': { zh: '当天超过8小时，等上级同意', en: 'over 8 hours that day, waits for agreement' },
  annulled: { zh: '记录已作废', en: 'annulled' },
  'no-show': { zh: '记为未到', en: 'noted as absent' },
};

export const whyMissing = (why: MissingRecord['why']): Text => WHY[why];

/** What is missing, in a sentence; null when nothing is. */
export function missingText(missing: readonly MissingRecord[], most = 5): Text | null {
  if (missing.length === 0) return null;
  const first = missing.slice(0, most);
  const more = missing.length - first.length;
  const zh = first.map(({ servedOn, activityName, why }) => `${servedOn}“${activityName}”${WHY[why].zh}`).join('；');
  const en = first.map(({ servedOn, activityName, why }) => `${servedOn} “${activityName}”: ${WHY[why].en}`).join('; ');
  return {
    zh: `${zh}${more > 0 ? `；还有${more}次` : ''}。`,
    en: `${en}${more > 0 ? `; and ${more} more` : ''}.`,
  };
}
