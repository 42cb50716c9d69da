import { createContext, useContext } from 'react';

/** The few words that the parts themselves say, in both languages; all other words are given to them. */
const zh = {
  optional: '（可不填）',
  close: '关闭',
  loading: '正在载入…',
  retry: '再试一次',
  more: '加载更多',
  moreBusy: '正在加载…',
  failed: '没能打开',
  step: (n: number, of: number) => `第 ${n} 步，共 ${of} 步`,
  stepDone: '已完成',
  charactersLeft: (n: number) => `还可写 ${n} 字`,
  charactersOver: (n: number) => `超出 ${n} 字`,
  addPhotos: '拍照或选照片',
  photosLeft: (n: number) => `还可加 ${n} 张`,
  photo: (n: number, of: number) => `照片 ${n}，共 ${of} 张`,
  openPhoto: (n: number) => `放大看照片 ${n}`,
  removePhoto: (n: number) => `删除照片 ${n}`,
  previous: '上一张',
  next: '下一张',
  grades: { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as Record<number, string>,
  dueIn: (time: string) => `还剩 ${time}`,
  overdueBy: (time: string) => `已超期 ${time}`,
  dueNow: '马上到期',
  paused: '暂停计时',
  inTime: '按时完成',
  late: '超期完成',
  days: (n: number) => `${n} 天`,
  hours: (n: number) => `${n} 小时`,
  minutes: (n: number) => `${n} 分钟`,
  map: '地图',
  mapPick: '用手指点选位置；用键盘时，方向键移动，加减号缩放，回车选定中央。',
  mapRead: '方向键移动，加减号缩放。',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomAll: '看全图',
  cluster: (n: number) => `这里有 ${n} 处，放大看`,
  metres: (n: number) => `${n} 米`,
  kilometres: (n: number) => `${n} 公里`,
  none: '暂无',
  of: (numerator: string, denominator: string) => `${numerator} ÷ ${denominator}`,
  states: { good: '已完成', warn: '请留意', bad: '有问题', info: '进行中', plain: '' } as Record<string, string>,
};

export type UiWords = typeof zh;

const one = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const en: UiWords = {
  optional: '(optional)',
  close: 'Close',
  loading: 'Loading…',
  retry: 'Try again',
  more: 'Load more',
  moreBusy: 'Loading…',
  failed: 'This could not be opened',
  step: (n, of) => `Step ${n} of ${of}`,
  stepDone: 'done',
  charactersLeft: (n) => `${one(n, 'character')} left`,
  charactersOver: (n) => `${one(n, 'character')} too many`,
  addPhotos: 'Take or choose photos',
  photosLeft: (n) => `${n} more possible`,
  photo: (n, of) => `Photo ${n} of ${of}`,
  openPhoto: (n) => `Enlarge photo ${n}`,
  removePhoto: (n) => `Remove photo ${n}`,
  previous: 'Previous',
  next: 'Next',
  grades: { 5: 'Very satisfied', 4: 'Satisfied', 3: 'Fairly satisfied', 2: 'Dissatisfied', 1: 'Very dissatisfied' },
  dueIn: (time) => `${time} left`,
  overdueBy: (time) => `${time} overdue`,
  dueNow: 'Due now',
  paused: 'Clock paused',
  inTime: 'Done in time',
  late: 'Done late',
  days: (n) => one(n, 'day'),
  hours: (n) => one(n, 'hour'),
  minutes: (n) => one(n, 'minute'),
  map: 'Map',
  mapPick: 'Tap to choose a place. With a keyboard: arrows move, plus and minus zoom, Enter chooses the centre.',
  mapRead: 'Arrows move, plus and minus zoom.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomAll: 'Show everything',
  cluster: (n) => `${one(n, 'place')} here, zoom in`,
  metres: (n) => `${n} m`,
  kilometres: (n) => `${n} km`,
  none: 'none yet',
  of: (numerator, denominator) => `${numerator} ÷ ${denominator}`,
  states: { good: 'done', warn: 'note', bad: 'problem', info: 'in progress', plain: '' },
};

export const UI_WORDS: Record<'zh' | 'en', UiWords> = { zh, en };

/** Which language the parts speak; Chinese where nobody says otherwise. */
export const UiLanguage = createContext<'zh' | 'en'>('zh');

/** The words of the parts in the reader's language. */
export const useWords = (): UiWords => UI_WORDS[useContext(UiLanguage)];
