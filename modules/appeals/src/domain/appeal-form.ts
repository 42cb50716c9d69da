import type { Field } from '@zhongzhi/casework/contract';

const reason = (zh: string, en: string): Field => ({
  key: 'reason',
  kind: 'long-text',
  required: true,
  most: 1_000,
  label: { zh, en },
});

/** What a resident is asked: photos, place, words. Everything else the platform finds out by itself. */
export const appealForm: readonly Field[] = [
  {
    key: 'photos',
    kind: 'photos',
    most: 9,
    label: { zh: '照片', en: 'Photos' },
    hint: { zh: '拍下问题，最多 9 张', en: 'Show the problem, at most 9' },
  },
  { key: 'point', kind: 'point', personal: 'case.place', label: { zh: '地点', en: 'Place' } },
  { key: 'place', kind: 'place', required: true, label: { zh: '所在社区', en: 'Community' } },
  {
    key: 'address',
    kind: 'text',
    most: 100,
    personal: 'case.place',
    label: { zh: '具体位置', en: 'Exact place' },
    hint: { zh: '例如：文林街 12 号门口', en: 'For instance: at the door of 12 Wenlin Street' },
  },
  {
    key: 'description',
    kind: 'long-text',
    required: true,
    least: 5,
    most: 3_000,
    label: { zh: '情况说明', en: 'What is the matter' },
    hint: { zh: '说清什么事、什么时候、希望怎么解决', en: 'What, since when, and what you would like done' },
  },
  { key: 'title', kind: 'text', most: 60, label: { zh: '标题', en: 'Title' } },
  { key: 'category', kind: 'category', label: { zh: '类别', en: 'Category' } },
  { key: 'urgency', kind: 'urgency', staffOnly: true, label: { zh: '紧急程度', en: 'Urgency' } },
  {
    key: 'contactPhone',
    kind: 'phone',
    personal: 'case.contact-phone',
    label: { zh: '联系电话（选填）', en: 'Contact phone (optional)' },
  },
  {
    key: 'mayBePublic',
    kind: 'yes-no',
    label: { zh: '同意公开（去掉个人信息后）', en: 'May be shown to the public without personal data' },
  },
];

/** Grounds on which a report is not accepted (Beijing 12345 service standard; State Council letter on 12345, 国办发〔2020〕53号). */
const NOT_ACCEPTED_GROUNDS: NonNullable<Field['options']> = [
  {
    value: 'court',
    label: { zh: '已进入诉讼、仲裁、行政复议等程序', en: 'Before a court, arbitration or administrative review' },
  },
  {
    value: 'petition',
    label: { zh: '已由信访、纪检监察等渠道受理', en: 'Already with the petition or discipline offices' },
  },
  {
    value: 'emergency-call',
    label: { zh: '属 110、119、120、122 紧急求助', en: 'An emergency for 110, 119, 120 or 122' },
  },
  { value: 'outside', label: { zh: '不属于本区事权', en: 'Outside the district’s powers' } },
  {
    value: 'private',
    label: {
      zh: '属于商业秘密、个人隐私或市场主体自主行为',
      en: 'A trade secret, a private matter or a free business decision',
    },
  },
  { value: 'unclear', label: { zh: '内容不清，且无法联系核实', en: 'Unclear, and the reporter cannot be reached' } },
  { value: 'answered', label: { zh: '同一事项已依法办结答复，无新情况', en: 'Answered before, nothing new' } },
  { value: 'unlawful', label: { zh: '违反法律法规、公序良俗', en: 'Against the law or public decency' } },
];

export const forms = {
  accept: [
    { key: 'category', kind: 'category', label: { zh: '类别', en: 'Category' } },
    { key: 'urgency', kind: 'urgency', label: { zh: '紧急程度', en: 'Urgency' } },
  ],
  notAccept: [
    {
      key: 'ground',
      kind: 'choice',
      required: true,
      options: NOT_ACCEPTED_GROUNDS,
      label: { zh: '不予受理的理由', en: 'Ground' },
    },
    { ...reason('说明（群众会看到）', 'Words for the reporter') },
  ],
  passUp: [reason('为什么本级办不了', 'Why it cannot be handled here')],
  assign: [
    {
      key: 'unit',
      kind: 'organisation',
      required: true,
      organisationKinds: ['department', 'property-company', 'community-committee', 'street-office', 'utility'],
      label: { zh: '承办单位', en: 'Handling unit' },
    },
    { key: 'note', kind: 'long-text', most: 1_000, label: { zh: '派单意见', en: 'Instructions' } },
  ],
  return: [reason('退回理由', 'Reason for returning')],
  ask: [
    {
      key: 'note',
      kind: 'long-text',
      required: true,
      most: 500,
      label: { zh: '请群众补充什么', en: 'What the reporter should add' },
    },
  ],
  supply: [
    { key: 'words', kind: 'long-text', required: true, most: 1_000, label: { zh: '补充说明', en: 'Your words' } },
    { key: 'photos', kind: 'photos', most: 9, label: { zh: '照片', en: 'Photos' } },
  ],
  progress: [
    { key: 'note', kind: 'long-text', required: true, most: 1_000, label: { zh: '进展', en: 'Progress' } },
    { key: 'photos', kind: 'photos', most: 9, label: { zh: '照片', en: 'Photos' } },
  ],
  answer: [
    {
      key: 'answer',
      kind: 'long-text',
      required: true,
      least: 5,
      most: 3_000,
      label: { zh: '答复内容', en: 'Answer' },
      hint: { zh: '写清怎么处理、结果如何；群众会看到', en: 'What was done, with what result; the reporter reads it' },
    },
    { key: 'photos', kind: 'photos', most: 9, label: { zh: '办理后的照片', en: 'Photos of the result' } },
  ],
  rate: [
    { key: 'solved', kind: 'yes-no', required: true, label: { zh: '问题解决了吗', en: 'Is it solved' } },
    {
      key: 'grade',
      kind: 'choice',
      label: { zh: '评价（可不评）', en: 'Grade (optional)' },
      options: [
        ['5', '非常满意', 'Very satisfied'],
        ['4', '满意', 'Satisfied'],
        ['3', '基本满意', 'Fairly satisfied'],
        ['2', '不满意', 'Dissatisfied'],
        ['1', '非常不满意', 'Very dissatisfied'],
      ].map(([value, zh, en]) => ({ value: value!, label: { zh: zh!, en: en! } })),
    },
    { key: 'words', kind: 'long-text', most: 1_000, label: { zh: '想说的话', en: 'Your words' } },
  ],
  correction: [
    {
      key: 'result',
      kind: 'long-text',
      required: true,
      most: 2_000,
      label: { zh: '回访和整改情况', en: 'Call-back and correction' },
    },
  ],
  withdraw: [
    { key: 'reason', kind: 'long-text', most: 500, label: { zh: '撤回原因（选填）', en: 'Reason (optional)' } },
  ],
  reopen: [reason('为什么要重办', 'Why it must be taken up again')],
  merge: [
    { key: 'into', kind: 'case', required: true, label: { zh: '并入哪一件', en: 'Merged into' } },
    { key: 'note', kind: 'text', label: { zh: '说明', en: 'Words' } },
  ],
  note: [
    { key: 'note', kind: 'long-text', required: true, most: 1_000, label: { zh: '内部备注', en: 'Internal note' } },
  ],
  clear: [
    { key: 'publicTitle', kind: 'text', required: true, most: 60, label: { zh: '公开标题', en: 'Public title' } },
    {
      key: 'publicText',
      kind: 'long-text',
      required: true,
      most: 3_000,
      label: { zh: '公开内容（请去掉姓名、电话、门牌）', en: 'Public text without names, numbers, doors' },
    },
  ],
  decide: [
    {
      key: 'decision',
      kind: 'choice',
      required: true,
      options: [
        { value: 'close', label: { zh: '已尽责，予以办结', en: 'Duly handled: close' } },
        { value: 'redo', label: { zh: '责成重办', en: 'To be done again' } },
      ],
      label: { zh: '裁定', en: 'Ruling' },
    },
    {
      key: 'unit',
      kind: 'organisation',
      organisationKinds: ['department', 'property-company', 'community-committee', 'street-office', 'utility'],
      label: { zh: '重办单位', en: 'Unit to redo it' },
    },
    { key: 'reason', kind: 'long-text', required: true, most: 1_000, label: { zh: '裁定理由', en: 'Reason' } },
  ],
} as const satisfies Record<string, readonly Field[]>;
