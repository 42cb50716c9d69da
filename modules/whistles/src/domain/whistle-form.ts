import type { Field } from '@zhongzhi/casework/contract';

/** What the street writes: kind, what, where, which departments, by when (DOMAIN 4). */
export const whistleForm: readonly Field[] = [
  {
    key: 'kind',
    kind: 'choice',
    required: true,
    label: { zh: '哨声类型', en: 'Kind' },
    options: [
      {
        value: 'joint-enforcement',
        label: { zh: '综合执法哨（1 个工作日内报到）', en: 'Joint enforcement (report in within 1 working day)' },
      },
      {
        value: 'key-task',
        label: { zh: '重点工作哨（3 个工作日内报到）', en: 'Key task (report in within 3 working days)' },
      },
      {
        value: 'emergency',
        label: {
          zh: '应急处置哨（30 分钟内报到，可先吹后批）',
          en: 'Emergency (report in within 30 minutes, may be approved after)',
        },
      },
    ],
  },
  { key: 'title', kind: 'text', required: true, most: 60, label: { zh: '标题', en: 'Title' } },
  {
    key: 'description',
    kind: 'long-text',
    required: true,
    least: 5,
    most: 3_000,
    label: { zh: '什么事、要求各部门做什么', en: 'What it is, and what each department is to do' },
  },
  { key: 'place', kind: 'place', required: true, label: { zh: '地点所在街道或社区', en: 'Street or community' } },
  { key: 'point', kind: 'point', label: { zh: '地图位置', en: 'Place on the map' } },
  {
    key: 'departments',
    kind: 'organisations',
    required: true,
    most: 12,
    organisationKinds: ['department', 'property-company', 'utility', 'street-office'],
    label: { zh: '吹哨叫哪些单位', en: 'Units called' },
  },
  {
    key: 'withinDays',
    kind: 'number',
    label: { zh: '几个工作日内办完', en: 'Working days to finish' },
    hint: { zh: '不填按 10 个工作日；应急哨 24 小时', en: '10 when left out; an emergency has 24 hours' },
  },
  { key: 'appeal', kind: 'case', label: { zh: '来自哪件诉求', en: 'From which appeal' } },
  { key: 'photos', kind: 'photos', most: 9, label: { zh: '照片', en: 'Photos' } },
];

export const wordsForm = (key: 'note' | 'reason', zh: string, en: string): readonly Field[] => [
  { key, kind: 'long-text', required: true, most: 1_000, label: { zh, en } },
];

export const reportInForm: readonly Field[] = [
  {
    key: 'note',
    kind: 'long-text',
    required: true,
    most: 500,
    label: { zh: '谁到场、怎么安排', en: 'Who comes, and the plan' },
  },
  { key: 'photos', kind: 'photos', most: 9, label: { zh: '现场照片（可不传）', en: 'Photos of the place (optional)' } },
];

export const finishForm: readonly Field[] = [
  { key: 'result', kind: 'long-text', required: true, least: 5, most: 2_000, label: { zh: '办理结果', en: 'Result' } },
  { key: 'photos', kind: 'photos', most: 9, label: { zh: '办理后的照片', en: 'Photos of the result' } },
];

/** The street judges each department: whether in time – the clock knows – and what came of it. */
export const judgeForm: readonly Field[] = [
  {
    key: 'outcome',
    kind: 'choice',
    required: true,
    label: { zh: '办理效果', en: 'Outcome' },
    options: [
      { value: 'settled', label: { zh: '问题解决', en: 'Settled' } },
      { value: 'partly', label: { zh: '部分解决', en: 'Partly settled' } },
      { value: 'not-settled', label: { zh: '没有解决', en: 'Not settled' } },
    ],
  },
  { key: 'note', kind: 'long-text', most: 1_000, label: { zh: '评语', en: 'Words' } },
];
