import { defineTexts } from '@zhongzhi/web-kit';

export const publicTexts = defineTexts({
  title: ['公开的反映', 'Public reports'],
  about: [
    '反映人同意公开、工作人员审核过的事，去掉了个人信息。',
    'Reports that their authors offered and staff cleared, without personal data.',
  ],
  views: ['看法', 'View'],
  list: ['列表', 'List'],
  map: ['地图', 'Map'],
  street: ['街道', 'Street'],
  allStreets: ['全部街道', 'All streets'],
  state: ['办理情况', 'State'],
  allStates: ['全部', 'All'],
  new: ['待受理', 'New'],
  open: ['办理中', 'In hand'],
  waiting: ['已答复', 'Answered'],
  done: ['已办结', 'Closed'],
  none: ['这里还没有公开的反映', 'No public reports here yet'],
  mapLabel: ['公开反映的地图', 'Map of public reports'],
  legend: [
    '点开圆点看详情；带勾的是已办结的。位置精确到约 100 米。',
    'Open a dot for details; those with a tick are closed. Places are exact to about 100 m.',
  ],
  see: ['看这件事', 'Open it'],
  join: ['我也遇到了，加入同诉', 'I have it too: join'],
  joined: ['已加入同诉，进展会告诉您。', 'You joined it; you will be told of its progress.'],
  joinWhy: [
    '同一件事不用重复反映。加入后，办理进展会告诉您。',
    'No need to report it again: join, and you will be told.',
  ],
  signInToJoin: ['登录后加入同诉', 'Sign in to join'],
  unit: ['承办单位', 'Handled by'],
  openedAt: ['反映时间', 'Reported'],
  closedAt: ['办结时间', 'Closed'],
  matter: ['公开的反映', 'Public report'],
});
