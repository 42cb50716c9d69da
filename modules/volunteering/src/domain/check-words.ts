import type { Outcome } from './check-rules.ts';

/** What becomes of a check, in words: the server's and the checker's page say the same. */
export const CHECK_WORDS: Readonly<Record<Outcome, { readonly zh: string; readonly en: string }>> = {
  came: { zh: '签到成功', en: 'Checked in' },
  left: { zh: '签退成功，辛苦了', en: 'Checked out, thank you' },
  repeat: { zh: '已经登记过了，不用再扫', en: 'Already noted; nothing more to do' },
  'not-signed-up': {
    zh: '没有找到您在这项活动的名额，请到带队人处现场报名',
    en: 'You hold no place here; sign up with the leader',
  },
  'too-early': { zh: '还没到签到时间', en: 'It is too early for this' },
  'too-late': { zh: '已过登记时间，请找带队人补记', en: 'It is too late for this; ask the leader to note it' },
  'not-come': { zh: '还没有签到，请先签到', en: 'Check in first' },
  away: { zh: '您不在活动地点附近，请到现场再扫', en: 'You are not near the place; scan it there' },
  'place-unknown': {
    zh: '没有得到准确的位置，请打开手机定位，到开阔处再试',
    en: 'Your position is not known well enough: switch it on and try again in the open',
  },
  'too-many-tries': {
    zh: '输错的次数太多，请十分钟后再试，或请带队人点名签到',
    en: 'Too many wrong codes: try again in ten minutes, or let the leader call you from the roll',
  },
  own: {
    zh: '不能给自己点名，请别的签到员登记，或输入屏幕上的六位数',
    en: 'Nobody calls themselves from the roll: ask another checker, or type the six digits',
  },
  'too-fast': {
    zh: '刚才的位置离这里太远，这么短时间到不了，请找带队人登记',
    en: 'Nobody gets here from the last place so fast: ask the leader',
  },
  'not-open': { zh: '这项活动没有在进行', en: 'This activity is not running' },
  'code-old': {
    zh: '这个码已经过期，请在现场出示或扫描新码',
    en: 'This code is old; use the present one, at the place',
  },
  'code-forged': { zh: '这个码不是本平台发出的', en: 'This code is not one of this platform' },
  'other-activity': { zh: '这是另一项活动的码', en: 'This code belongs to another activity' },
};
