import { defineTexts } from '@zhongzhi/web-kit';

export const groupTexts = defineTexts({
  title: ['替圈友报名', 'Sign members up'],
  about: [
    '先问过本人再报。每个人都会收到通知，不想去的自己就能退出。规则和本人报名一样。',
    'Ask them first. Each is told and can withdraw by themselves; the same rules hold as if they had signed up.',
  ],
  open: ['替圈友报名', 'Sign members up'],
  circle: ['哪个圈子', 'Circle'],
  post: ['哪个岗位', 'Post'],
  postOf: ['{shift} {post}（还差 {left} 人）', '{shift} {post} ({left} more needed)'],
  postFull: ['{shift} {post}（已满，可候补）', '{shift} {post} (full; in line)'],
  search: ['找圈友', 'Find a member'],
  searchHint: ['写姓；公开姓名的圈友可以写全名', 'By surname, or the whole name of those who show it'],
  members: ['圈友（可多选，一次最多50人）', 'Members (several; 50 at a time)'],
  none: ['没有找到这样的圈友', 'No such member'],
  send: ['替 {count} 人报名', 'Sign {count} up'],
  choose: ['请先选圈友', 'Choose members first'],
  results: ['报名结果', 'What became of it'],
  held: ['已报上', 'Signed up'],
  waiting: ['候补（第 {number} 号）', 'In line (no. {number})'],
  refused: ['没报上', 'Not signed up'],
  summary: [
    '报上 {held} 人，候补 {waiting} 人，没报上 {refused} 人',
    '{held} signed up, {waiting} in line, {refused} not',
  ],
});
