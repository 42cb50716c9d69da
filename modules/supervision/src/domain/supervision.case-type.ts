import { getOrganisation } from '@zhongzhi/directory';
import { refuse, type Permission } from '@zhongzhi/kernel';
import { defineCaseType, viewCase, type Step } from '@zhongzhi/casework';
import type { Field } from '@zhongzhi/casework/contract';

const p = (zh: string, en: string, roles: string[]): Permission => ({ label: { zh, en }, roles });
const DEFAULT_DAYS = 5;
const MOST_DAYS = 60;

const words = (key: 'note' | 'reason' | 'result', zh: string, en: string): Field => ({
  key,
  kind: 'long-text',
  required: true,
  most: 2_000,
  label: { zh, en },
});
const daysField: Field = {
  key: 'withinDays',
  kind: 'number',
  label: { zh: '几个工作日内回复', en: 'Working days to reply' },
  hint: { zh: '不填按 5 个工作日', en: '5 when left out' },
};

const daysOf = (value: unknown): number => {
  if (value === undefined) return DEFAULT_DAYS;
  if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > MOST_DAYS)
    throw refuse.invalid(
      'supervision.days',
      `回复期限请填 1 到 ${MOST_DAYS} 个工作日。`,
      `The time to reply is 1 to ${MOST_DAYS} working days.`,
    );
  return Number(value);
};

/** The order goes to a unit, about a case that it then can be read together with. */
async function settleOpening({ context, draft, input }: Step): Promise<void> {
  draft.unit = (await getOrganisation(context, String(input['unit']))).id;
  draft.remember('withinDays', daysOf(input['withinDays']));
  if (typeof input['about'] !== 'string') return;
  const about = await viewCase(context, input['about'], 'look');
  if (!about.isStaff) throw refuse.notFound();
  draft.link('supervises', about.facts.id);
  if (about.facts.place !== null && input['place'] === undefined) draft.place = about.facts.place;
}

/** On-site: where, who, what was seen, what is ordered, by when. A new date starts the clock anew. */
function visit({ draft, input }: Step): void {
  draft.attach((input['photos'] as string[] | undefined) ?? [], 'visit');
  if (input['withinDays'] === undefined) return;
  draft.remember('withinDays', daysOf(input['withinDays']));
  draft.restartClock('reply');
}

/** Supervision (督办) on overdue, repeated or major matters, with on-site visits (现场督办). */
export const supervision = defineCaseType({
  name: 'supervision',
  version: 1,
  icon: 'supervision',
  label: { zh: '督办', en: 'Supervision' },
  about: {
    zh: '超期、反复、重大的事，督办到底。',
    en: 'Overdue, repeated or major matters are followed to their end.',
  },
  permissions: {
    'supervision.board': p('查看督办', 'See supervision', [
      'supervisor',
      'district-administrator',
      'street-leader',
      'street-staff',
      'department-staff',
      'community-staff',
      'property-staff',
    ]),
    'supervision.order': p('督办', 'Supervise', ['supervisor']),
    'supervision.reply': p('回复督办', 'Reply to supervision', [
      'street-staff',
      'street-leader',
      'department-staff',
      'community-staff',
      'property-staff',
    ]),
  },
  boardPermission: 'supervision.board',
  openedBy: [{ permission: 'supervision.order' }],
  onOpen: settleOpening,
  start: 'ordered',
  form: [
    {
      key: 'reason',
      kind: 'choice',
      required: true,
      label: { zh: '为什么督办', en: 'Why' },
      options: [
        { value: 'overdue', label: { zh: '超期未办', en: 'Overdue' } },
        { value: 'repeated', label: { zh: '反复出现', en: 'Repeated' } },
        { value: 'major', label: { zh: '重大事项', en: 'Major' } },
      ],
    },
    { key: 'title', kind: 'text', required: true, most: 60, label: { zh: '督办事项', en: 'Title' } },
    {
      key: 'description',
      kind: 'long-text',
      required: true,
      least: 5,
      most: 3_000,
      label: { zh: '督办要求', en: 'Orders' },
    },
    {
      key: 'unit',
      kind: 'organisation',
      required: true,
      organisationKinds: ['department', 'street-office', 'community-committee', 'property-company', 'utility'],
      label: { zh: '责任单位', en: 'Responsible unit' },
    },
    { key: 'place', kind: 'place', label: { zh: '地点', en: 'Place' } },
    daysField,
    { key: 'about', kind: 'case', label: { zh: '督办哪件事', en: 'About which case' } },
  ],
  statuses: {
    ordered: { label: { zh: '督办中', en: 'Ordered' }, phase: 'open' },
    replied: { label: { zh: '已回复', en: 'Replied' }, phase: 'waiting' },
    closed: { label: { zh: '已销号', en: 'Struck off' }, phase: 'done' },
  },
  actions: {
    visit: {
      label: { zh: '现场督办', en: 'On-site visit' },
      from: 'any-open',
      by: [{ permission: 'supervision.order', at: 'place' }],
      effect: visit,
      form: [
        { key: 'where', kind: 'text', required: true, most: 100, label: { zh: '地点', en: 'Where' } },
        { key: 'people', kind: 'text', required: true, most: 200, label: { zh: '参加人员', en: 'Who was there' } },
        words('note', '现场情况和要求', 'What was seen and ordered'),
        { key: 'photos', kind: 'photos', most: 9, label: { zh: '照片', en: 'Photos' } },
        daysField,
      ],
    },
    reply: {
      label: { zh: '回复', en: 'Reply' },
      from: ['ordered'],
      to: 'replied',
      by: [{ permission: 'supervision.reply', at: 'unit' }],
      form: [
        words('result', '整改结果', 'Result'),
        { key: 'photos', kind: 'photos', most: 9, label: { zh: '照片', en: 'Photos' } },
      ],
      tone: 'main',
      effect: ({ draft, input }) => draft.attach((input['photos'] as string[] | undefined) ?? [], 'result'),
    },
    'strike-off': {
      label: { zh: '销号', en: 'Strike off' },
      from: ['replied'],
      to: 'closed',
      by: [{ permission: 'supervision.order', at: 'place' }],
      form: [words('note', '核查意见', 'Findings')],
      tone: 'main',
    },
    'send-back': {
      label: { zh: '退回再办', en: 'Send back' },
      from: ['replied'],
      to: 'ordered',
      by: [{ permission: 'supervision.order', at: 'place' }],
      form: [words('reason', '哪里没办好', 'What is missing'), daysField],
      tone: 'danger',
      effect: ({ draft, input }) => {
        draft.remember('withinDays', daysOf(input['withinDays']));
        draft.restartClock('reply');
      },
    },
  },
  deadlines: {
    reply: {
      label: { zh: '回复', en: 'To reply' },
      startsIn: ['ordered'],
      stopsIn: ['replied', 'closed'],
      limit: (facts) => ({ workingDays: Number(facts.memory['withinDays'] ?? DEFAULT_DAYS) }),
      warnAfter: 0.8,
    },
  },
  notices: [
    {
      on: 'open',
      to: 'unit',
      title: { zh: '督办：{title}', en: 'Supervision: {title}' },
      body: { zh: '{number}，请按期整改回复。', en: '{number}: please act and reply in time.' },
      sms: true,
    },
    {
      on: 'visit',
      to: 'unit',
      title: { zh: '现场督办：{title}', en: 'On-site visit: {title}' },
      body: { zh: '{note}', en: '{note}' },
    },
    {
      on: 'reply',
      to: 'opener',
      title: { zh: '督办已回复：{title}', en: 'Reply: {title}' },
      body: { zh: '{note}', en: '{note}' },
    },
    {
      on: 'send-back',
      to: 'unit',
      title: { zh: '督办退回：{title}', en: 'Sent back: {title}' },
      body: { zh: '{note}', en: '{note}' },
    },
    {
      on: 'overdue:reply',
      to: 'unit',
      title: { zh: '督办超期：{title}', en: 'Supervision overdue: {title}' },
      body: { zh: '{number}', en: '{number}' },
      sms: true,
    },
  ],
});
