import type { Permission } from '@zhongzhi/kernel';
import { defineCaseType } from '@zhongzhi/casework';

const p = (zh: string, en: string, roles: string[]): Permission => ({ label: { zh, en }, roles });

/** A dangerous or sick street tree: reported by anyone, looked after by the street. */
export const streetTree = defineCaseType({
  name: 'street-tree',
  version: 1,
  label: { zh: '行道树报修', en: 'Street tree' },
  about: {
    zh: '树枝要断、树根拱路、树生了病，告诉我们。',
    en: 'A branch about to break, roots under the road, a sick tree: tell us.',
  },
  permissions: {
    'street-tree.board': p('查看行道树报修', 'See tree reports', [
      'street-staff',
      'supervisor',
      'district-administrator',
    ]),
    'street-tree.handle': p('处理行道树报修', 'Handle tree reports', ['street-staff']),
  },
  boardPermission: 'street-tree.board',
  openedBy: ['signed-in'],
  start: 'reported',
  form: [
    { key: 'place', kind: 'place', required: true, label: { zh: '在哪个社区', en: 'Community' } },
    { key: 'point', kind: 'point', personal: 'case.place', label: { zh: '地图上的位置', en: 'Place on the map' } },
    {
      key: 'kind',
      kind: 'choice',
      required: true,
      label: { zh: '什么情况', en: 'What' },
      options: [
        { value: 'branch', label: { zh: '树枝要断', en: 'Branch about to break' } },
        { value: 'roots', label: { zh: '树根拱路', en: 'Roots under the road' } },
        { value: 'sick', label: { zh: '树病了', en: 'Sick tree' } },
      ],
    },
    { key: 'description', kind: 'long-text', required: true, label: { zh: '说明', en: 'Words' } },
    { key: 'photos', kind: 'photos', most: 3, label: { zh: '照片', en: 'Photos' } },
  ],
  statuses: {
    reported: { label: { zh: '待查看', en: 'Reported' }, phase: 'new' },
    scheduled: { label: { zh: '已排期', en: 'Scheduled' }, phase: 'open' },
    done: { label: { zh: '已处理', en: 'Done' }, phase: 'done' },
  },
  actions: {
    schedule: {
      label: { zh: '排期', en: 'Schedule' },
      from: ['reported'],
      to: 'scheduled',
      by: [{ permission: 'street-tree.handle', at: 'place' }],
      tone: 'main',
      bulk: true,
      form: [{ key: 'on', kind: 'date', required: true, label: { zh: '哪天处理', en: 'On which day' } }],
    },
    finish: {
      label: { zh: '处理完', en: 'Finish' },
      from: ['scheduled'],
      to: 'done',
      by: [{ permission: 'street-tree.handle', at: 'place' }],
      tone: 'main',
      form: [{ key: 'result', kind: 'long-text', required: true, label: { zh: '怎么处理的', en: 'What was done' } }],
    },
  },
  deadlines: {
    handle: {
      label: { zh: '处理', en: 'To handle' },
      startsIn: ['reported'],
      stopsIn: ['done'],
      limit: (facts) => (facts.form['kind'] === 'branch' ? { hours: 24 } : { workingDays: 10 }),
      warnAfter: 0.8,
    },
  },
  notices: [
    {
      on: 'finish',
      to: 'opener',
      title: { zh: '您报修的树已处理', en: 'The tree you reported was taken care of' },
      body: { zh: '{number}：{note}', en: '{number}: {note}' },
    },
    {
      on: 'overdue:handle',
      to: 'street',
      title: { zh: '行道树报修超期 {number}', en: 'Tree report overdue: {number}' },
      body: { zh: '{title}', en: '{title}' },
    },
  ],
  open311: { keywords: '树,绿化', group: { zh: '绿化', en: 'Green' } },
});
