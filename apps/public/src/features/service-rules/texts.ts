import { defineTexts } from '@zhongzhi/web-kit';

export const rulesTexts = defineTexts({
  title: ['规则公开', 'The rules'],
  about: [
    '金豆怎么发、星级怎么评、报名和答复按什么办，都写在这里。改规则先公布，后生效。',
    'How beans are credited, how stars are granted, how sign-ups and answers work. Changes are published before they begin.',
  ],
  beans: ['金豆', 'Beans'],
  beansFrom: ['{day} 起', 'From {day}'],
  beansFirst: ['现行规则', 'In force'],
  coming: ['将要生效', 'To come'],
  inForce: ['现行', 'In force'],
  over: ['以前', 'Earlier'],
  perHour: [
    '系统计时的服务，每小时 {count} 颗；人工补录的时间不发金豆。',
    '{count} an hour of timed service; time entered by hand earns none.',
  ],
  mostPerDay: ['每人每天最多 {count} 颗。', 'At most {count} a person and day.'],
  months: [
    '发放后 {count} 个月内有效，月底到期，到期前一个月会提醒。',
    'Good for {count} months, to the end of the month; you are told a month before.',
  ],
  byKind: ['这些类别按系数算：', 'These kinds count by a factor:'],
  factor: ['{kind} ×{factor}', '{kind} ×{factor}'],
  noCash: [
    '金豆不能买、不能转让、不能兑现，只能兑换或捐给公益。',
    'Beans cannot be bought, passed on or cashed; they are redeemed or given to a cause.',
  ],
  notJudgedAgain: [
    '做过的服务按当时的规则算，新规则不往回算。',
    'Service counts by the rule of its day; a new rule does not reach back.',
  ],
  stars: ['星级', 'Stars'],
  starsFrom: ['{day} 起的标准', 'The scheme from {day}'],
  starsUsual: ['通用标准', 'The usual scheme'],
  star: ['{level} 星', '{level} stars'],
  hours: ['满 {hours} 小时', '{hours} hours'],
  by: ['{body}授予', 'granted by {body}'],
  forGood: ['长期有效', 'for good'],
  years: ['有效 {count} 年', 'good for {count} years'],
  starsKept: [
    '已授予的星级不因标准变化而收回，更正服务记录也不收回。',
    'Stars once granted stay, whatever the scheme becomes.',
  ],
  load: ['报名', 'Sign-ups'],
  daily: ['一个人一天服务超过 {hours} 小时：{mode}。', 'More than {hours} hours a person and day: {mode}.'],
  rest: ['两班之间不到 {minutes} 分钟：{mode}。', 'Less than {minutes} minutes between two shifts: {mode}.'],
  overlap: ['同一时间只能报一个班次。', 'One shift at a time.'],
  'mode.block': ['不能报名', 'sign-up is refused'],
  'mode.warn': ['可以报名，会提醒', 'a word of warning, sign-up goes on'],
  'mode.allow': ['可以报名', 'sign-up goes on'],
  promises: ['我们的承诺', 'What you are promised'],
  answer: [
    '对服务记录提出异议，{days} 个工作日内答复。',
    'An objection to a record is answered within {days} working days.',
  ],
  offer: [
    '候补轮到您，名额保留 {hours} 小时，最晚到活动开始。',
    'A place offered from the line is kept for {hours} hours, until the start at the latest.',
  ],
  confirm: [
    '活动结束后 10 个工作日内确认服务时间。',
    'Service is confirmed within 10 working days after the activity.',
  ],
  noRanking: ['服务时间和金豆不给个人排名。', 'Nobody is ranked by hours or beans.'],
  changed: ['{time} 改过', 'Changed {time}'],
});
